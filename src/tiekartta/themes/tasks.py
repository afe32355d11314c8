"""Jobs of this folder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from tiekartta.analysis.provenance import digest
from tiekartta.analysis.themes import Answer, Condensation, Decisions, similar, split, theme_map
from tiekartta.analysis.themes import condense as condense_answers
from tiekartta.analysis.themes.vectors import Vectors
from tiekartta.jobs.computing import compute_for
from tiekartta.jobs.progress import Cancelled, Progress
from tiekartta.jobs.schedule import every
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Refusal
from tiekartta.themes.actions.running import accept_result, fail_run, stop_run
from tiekartta.themes.actions.splitting import store_split
from tiekartta.themes.actions.storing import Extras
from tiekartta.themes.errors import DecisionsChanged
from tiekartta.themes.models import Run, Theme
from tiekartta.themes.queries.running import answers_of_theme, corpus, runs_left_behind
from tiekartta.themes.states import RunState

ATTEMPTS = 5
# Per cent of the whole work when each part of it has ended.
_READ, _CONDENSED, _COMPARED, _DRAWN, _ALL = 2, 80, 92, 95, 100


def condense(progress: Progress, *, run_id: str) -> None:
    """Compute the themes of a run and take them into use.

    Nothing is written before the end: a run whose worker died starts over. When people go on
    deciding meanwhile, it computes again with what they decided.
    """
    run = Run.objects.select_related("programme").get(pk=run_id)
    if run.state == RunState.ACCEPTED:
        return
    Run.objects.filter(pk=run.pk).update(state=RunState.QUEUED)
    try:
        _condense(progress, run)
    except Cancelled:
        stop_run(run=run, by=SYSTEM)
        raise
    except Refusal:
        fail_run(run=run, by=SYSTEM)
        raise


def _condense(progress: Progress, run: Run) -> None:
    for _attempt in range(ATTEMPTS):
        progress.report(0, _ALL)
        read = corpus(run)
        if read.digest != run.input_digest:
            raise Refusal(_("The voices changed while the analysis waited. Start a new analysis."))
        progress.report(_READ, _ALL)
        found, extras = _found(progress, run, read.answers, read.decisions)
        progress.report(_DRAWN, _ALL)
        try:
            accept_result(
                run=run, condensation=found, extras=extras, by=SYSTEM,
                decisions_digest=digest(read.decisions),
            )  # fmt: skip
        except DecisionsChanged:
            continue
        progress.report(_ALL, _ALL)
        return
    raise Refusal(_("The themes were being changed all the while. Start the analysis again later."))


def _found(
    progress: Progress, run: Run, answers: Sequence[Answer], decisions: Decisions
) -> tuple[Condensation, Extras]:
    """What the engine says, in processes of its own."""
    fused = _vectors()
    found = compute_for(
        progress, progress.part(_READ, _CONDENSED, _ALL), condense_answers, answers,
        wanted=run.wanted, seed=run.seed, decisions=decisions, **fused,
    )  # fmt: skip
    pairs = compute_for(
        progress, progress.part(_CONDENSED, _COMPARED, _ALL), similar, answers, **fused
    )
    drawn = compute_for(progress, progress.part(_COMPARED, _DRAWN, _ALL), theme_map, found)
    return found, Extras(
        similar=[(p.first, p.second, p.likeness, p.kind, tuple(p.reasons)) for p in pairs],
        places=[(spot.theme, spot.x, spot.y, spot.radius) for spot in drawn.spots],
        links=[(link.first, link.second, link.strength) for link in drawn.links],
    )


def _vectors() -> dict[str, Any]:
    """The word vectors that TIEKARTTA_VECTORS points at, as an argument; none where it is empty.

    Raises Refusal when they cannot be read.
    """
    if not settings.TIEKARTTA_VECTORS:
        return {}
    try:
        return {"vectors": Vectors.read(settings.TIEKARTTA_VECTORS)}
    except (OSError, ValueError) as error:
        raise Refusal(
            _(
                "The file of word vectors cannot be read. Whoever keeps this service can correct the "
                "setting TIEKARTTA_VECTORS, or leave it empty."
            )
        ) from error


@every(
    timedelta(minutes=2),
    title=_lazy("Ending analyses whose work failed"),
    is_needed=lambda: bool(runs_left_behind()),
)
def end_left_behind(progress: Progress) -> None:
    """Looks at the jobs: a run whose worker gave up has failed, and whoever started it is told (N7)."""
    for run in runs_left_behind():
        progress.check()
        fail_run(run=run, by=SYSTEM)


def propose_split(progress: Progress, *, theme_id: str) -> None:
    """Compute how a theme could be split, and keep the proposal beside the theme."""
    theme = Theme.objects.select_related("theme_set__programme").get(pk=theme_id)
    answers = answers_of_theme(theme)
    progress.report(_READ, _ALL)
    parts = compute_for(
        progress, progress.part(_READ, _DRAWN, _ALL), split, answers,
        parts=theme.split_proposal.wanted, **_vectors(),
    )  # fmt: skip
    store_split(
        theme=theme,
        parts=[
            (dict(part.labels), part.label, list(part.keywords), [UUID(a) for a in part.answers])
            for part in parts
        ],
        by=SYSTEM,
    )
    progress.report(_ALL, _ALL)
