"""Starting an analysis, and taking its result into use."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiekartta.analysis.provenance import digest
from tiekartta.analysis.themes import Condensation
from tiekartta.jobs.actions import cancel_job, queue, retry
from tiekartta.jobs.models import Job
from tiekartta.journal.actions import record
from tiekartta.journal.actors import SYSTEM, Actor
from tiekartta.language.errors import Refusal
from tiekartta.people.models import Person
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.themes.actions.drafting import draft_for_result
from tiekartta.themes.actions.forgetting import forget_withdrawn
from tiekartta.themes.actions.storing import Extras, store
from tiekartta.themes.actions.telling import tell_starter
from tiekartta.themes.changes import keep_result
from tiekartta.themes.errors import DecisionsChanged
from tiekartta.themes.models import Run, ThemeSet
from tiekartta.themes.queries.running import (
    decisions_of,
    digest_of_input,
    held_voices,
    run_under_way,
)
from tiekartta.themes.renewal import renew
from tiekartta.themes.states import RunState
from tiekartta.voices.queries import usable_voices

FEWEST_VOICES = 5
FEWEST_THEMES, MOST_THEMES = 5, 15
LARGEST_SEED = 2_147_483_647


@transaction.atomic
def start_run(
    *,
    programme: Programme,
    wanted: int | None = None,
    seed: int = 0,
    by: Actor,
    without_held: bool = False,
    choose_number: bool = False,
) -> Run:
    """Freeze the usable voices and ask for their themes (house rule 3).

    `wanted` is about how many themes, 5–15 (default: the programme's); with `choose_number` the
    number among those that makes the steadiest themes is found. Raises PermissionDenied, and
    Refusal for fewer than five usable voices, voices that wait for screening (unless
    `without_held`), or a run that has not ended.
    """
    require(by, "run_analysis", programme)
    wanted = programme.theme_target if wanted is None else wanted
    if not FEWEST_THEMES <= wanted <= MOST_THEMES:
        raise Refusal(
            _("Ask for %(least)s–%(most)s themes.") % {"least": FEWEST_THEMES, "most": MOST_THEMES}
        )
    if not 0 <= seed <= LARGEST_SEED:
        raise Refusal(_("The seed is a whole number from 0 to %(most)s.") % {"most": LARGEST_SEED})
    if run_under_way(programme) is not None:
        raise Refusal(_("An analysis is already under way. Wait until it has ended."))
    voices = usable_voices(programme, reader=SYSTEM)
    _check_voices(programme, len(voices), without_held=without_held)
    run = Run.objects.create(
        programme=programme, wanted=None if choose_number else wanted, seed=seed,
        voice_ids=[str(voice.id) for voice in voices],
        input_digest=digest_of_input(voices),
        started_by=by if isinstance(by, Person) else None,
    )  # fmt: skip
    job = queue(
        task="tiekartta.themes.tasks.condense", arguments={"run_id": str(run.pk)},
        title=_("Condensing to themes"), by=by, programme_id=programme.pk,
        next_url=reverse("themes:workshop", args=[programme.public_id]),
    )  # fmt: skip
    run.job_public_id = job.public_id
    run.save(update_fields=["job_public_id"])
    _note("start_run", run, by=by)
    return run


def _check_voices(programme: Programme, usable: int, *, without_held: bool) -> None:
    held = held_voices(programme, reader=SYSTEM)
    if held and not without_held:
        raise Refusal(
            ngettext(
                "%(number)s voice waits for screening. Screen it first, or choose to run without it.",
                "%(number)s voices wait for screening. Screen them first, or choose to run without them.",
                held,
            )
            % {"number": held},
            code="held",
        )
    if usable < FEWEST_VOICES:
        raise Refusal(
            _("Themes need at least %(least)s usable voices. Import more answers first.")
            % {"least": FEWEST_VOICES},
            code="too_few",
        )


@transaction.atomic
def accept_result(
    *,
    run: Run,
    condensation: Condensation,
    extras: Extras | None = None,
    by: Actor,
    decisions_digest: str | None = None,
) -> ThemeSet:
    """Store what the machine proposed and build or renew the draft from it, all or nothing.

    Everything that people decided stays (INV-T4). Done once: a second call changes nothing.
    Raises DecisionsChanged when people have decided more since the analysis began
    (`decisions_digest`, of the decisions it was given).
    """
    run = Run.objects.select_for_update(of=("self",)).select_related("programme").get(pk=run.pk)
    require(by, "run_analysis", run.programme)
    if run.state == RunState.ACCEPTED:
        own = run.theme_sets.first()
        return own or ThemeSet.objects.filter(programme=run.programme).latest("created_at")
    if decisions_digest is not None and digest(decisions_of(run.programme)) != decisions_digest:
        raise DecisionsChanged
    candidates = store(run, condensation, extras or Extras())
    theme_set, is_first = draft_for_result(run=run, by=by)
    renew(theme_set, condensation, candidates, is_first=is_first)
    theme_set.run = run
    theme_set.save(update_fields=["run"])
    keep_result(theme_set, by=by)
    forget_withdrawn(programme=run.programme, by=by)  # who withdrew while this was computed
    run.state = RunState.ACCEPTED
    run.provenance = condensation.provenance.as_data()
    run.output_digest = condensation.provenance.output_digest
    run.overlaps = [[o.first, o.second, o.strength] for o in condensation.overlaps]
    run.save(update_fields=["state", "provenance", "output_digest", "overlaps"])
    _note("accept_result", run, by=by)
    tell_starter(run=run, is_ready=True, by=by)
    return theme_set


@transaction.atomic
def fail_run(*, run: Run, by: Actor) -> None:
    """Say that a run came to nothing, also to whoever started it; what was there before stays."""
    if _end(run, RunState.FAILED, "fail_run", by=by):
        tell_starter(run=run, is_ready=False, by=by)


@transaction.atomic
def stop_run(*, run: Run, by: Actor) -> None:
    """Say that a run was cancelled. For its job, which has been stopped; people call `cancel_run`."""
    _end(run, RunState.CANCELLED, "stop_run", by=by)


def _end(run: Run, state: RunState, action: str, *, by: Actor) -> bool:
    require(by, "run_analysis", run.programme)
    has_ended = bool(Run.objects.filter(pk=run.pk, state=RunState.QUEUED).update(state=state))
    if has_ended:
        _note(action, run, by=by)
    return has_ended


def _note(action: str, run: Run, *, by: Actor) -> None:
    record(
        by=by, action=action, object_kind="run", object_id=run.public_id,
        programme_id=run.programme_id,
    )  # fmt: skip


@transaction.atomic
def cancel_run(*, run: Run, by: Actor) -> None:
    """Stop a run that waits or computes; the draft stays as it is. Raises PermissionDenied, Refusal."""
    require(by, "run_analysis", run.programme)
    job = Job.objects.filter(public_id=run.job_public_id).first()
    if job is None or not Run.objects.filter(pk=run.pk, state=RunState.QUEUED).exists():
        raise Refusal(_("The analysis has already ended."))
    cancel_job(job=job, by=SYSTEM)  # the right to run is the right to stop, whoever began
    _end(run, RunState.CANCELLED, "cancel_run", by=by)


@transaction.atomic
def retry_run(*, run: Run, by: Actor) -> None:
    """Start a run that failed or was cancelled again. Raises PermissionDenied, Refusal."""
    require(by, "run_analysis", run.programme)
    if run_under_way(run.programme) is not None:
        raise Refusal(_("An analysis is already under way. Wait until it has ended."))
    job = Job.objects.filter(public_id=run.job_public_id).first()
    again = Run.objects.filter(pk=run.pk).exclude(state=RunState.ACCEPTED)
    if job is None or not again.update(state=RunState.QUEUED):
        raise Refusal(_("The analysis has already ended."))
    retry(job=job, by=SYSTEM)
    _note("retry_run", run, by=by)
