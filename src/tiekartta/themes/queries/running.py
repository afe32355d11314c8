"""What an analysis reads, and whether its result still holds."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tiekartta.analysis.provenance import digest
from tiekartta.analysis.themes import Answer, Decisions, FixedTheme
from tiekartta.jobs.models import Job
from tiekartta.jobs.states import ENDED, JobState
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.texts import LANGUAGES
from tiekartta.programmes.models import Programme
from tiekartta.themes.models import Run, Theme, ThemeSet
from tiekartta.themes.queries.content import SetContent, content_of
from tiekartta.themes.queries.sets import current_theme_set
from tiekartta.themes.queries.shapes import Corpus, RunView
from tiekartta.themes.queries.ties import ties_of, with_ties
from tiekartta.themes.states import RunState, ThemeState
from tiekartta.voices.queries import VoiceText, text_of_id, voice_page, voices_by_id
from tiekartta.voices.states import VoiceState


def digest_of_input(voices: Sequence[VoiceText]) -> str:
    """Of ids and texts in the order of ids (INV-T3)."""
    return digest([[str(voice.id), voice.text] for voice in sorted(voices, key=lambda v: v.id)])


def held_voices(programme: Programme, *, reader: object) -> int:
    """How many voices screening still holds. Raises PermissionDenied."""
    return voice_page(programme, reader=reader, state=VoiceState.QUARANTINED).paginator.count


def corpus(run: Run) -> Corpus:
    """The frozen voices of a run as they are now, and what people have decided so far.

    A voice withdrawn since is left out: then `digest` differs from the run's.
    """
    ids = [UUID(text) for text in run.voice_ids]
    found = voices_by_id(ids, reader=SYSTEM, programme=run.programme)
    voices = [found[voice_id] for voice_id in ids if voice_id in found and found[voice_id].text]
    answers = tuple(
        Answer(str(voice.id), voice.text, voice.group.value, voice.language or None)
        for voice in voices
    )
    return Corpus(answers, decisions_of(run.programme), digest_of_input(voices))


def answers_of_theme(theme: Theme) -> tuple[Answer, ...]:
    """The usable voices of a theme, as the engine reads them."""
    theme_set = theme.theme_set
    content = content_of(theme_set, theme_set.programme)
    found = voices_by_id(
        content.members.get(theme.pk, ()), reader=SYSTEM, programme=theme_set.programme
    )
    return tuple(
        Answer(str(voice.id), voice.text, voice.group.value, voice.language or None)
        for voice in found.values()
        if voice.text
    )


def decisions_of(programme: Programme) -> Decisions:
    """People's decisions in the draft, else in the approved set, for the next run (INV-T4)."""
    theme_set = current_theme_set(programme, reader=SYSTEM)
    decided = (
        decisions_in(theme_set, content_of(theme_set, programme)) if theme_set else Decisions()
    )
    return with_ties(decided, ties_of(programme))


def decisions_in(theme_set: ThemeSet, content: SetContent) -> Decisions:
    """Decisions of one set; the key of a fixed theme is its id.

    Every theme that people touched is fixed with its members, all of an approved set.
    """
    kept = content.touched if theme_set.digest == "" else {theme.pk for theme in content.live}
    fixed, taken = [], set[str]()
    for theme in content.live:
        if theme.pk in kept:
            label = str(theme.title.shown(theme.title.source).text) or theme.public_id
            label = f"{label} ({theme.public_id})" if label.casefold() in taken else label
            taken.add(label.casefold())
            voices = tuple(str(voice_id) for voice_id in content.members.get(theme.pk, ()))
            fixed.append(FixedTheme(str(theme.pk), label, voices))
    placed = content.decided.placed.items()
    return Decisions(
        pinned={str(voice): str(theme) for voice, (theme, _placing) in placed if theme in kept},
        fixed=tuple(fixed),
        rejected=frozenset(
            (str(voice), str(theme)) for theme, voice in content.decided.removed if theme in kept
        ),
        rejected_labels=frozenset(
            text
            for theme in content.themes
            if theme.state == ThemeState.REJECTED
            for code in LANGUAGES
            if (text := theme.title.text(code))
        ),
    )


def run_view(run: Run, *, found: int) -> RunView:
    """What a page tells of a run, which found so many themes."""
    algorithm = str(run.provenance.get("algorithm", ""))
    return RunView(
        public_id=run.public_id, started_at=run.started_at, wanted=run.wanted, found=found,
        seed=run.seed,
        algorithm=algorithm.replace("+", " + "), is_sampled=algorithm.startswith("sample"),
        version=str(run.provenance.get("version", "")),
        input_digest=run.input_digest, output_digest=run.output_digest,
    )  # fmt: skip


def is_stale(run: Run, usable: Sequence[UUID]) -> bool:
    """Whether other voices are usable now than the run read (house rule 3)."""
    return sorted(run.voice_ids) != sorted(map(text_of_id, usable))


def runs_left_behind() -> list[Run]:
    """Runs that wait though their work failed for a reason that nobody had thought of."""
    waiting = Run.objects.filter(state=RunState.QUEUED).select_related("programme", "started_by")
    failed = set(
        Job.objects.filter(
            public_id__in=waiting.values("job_public_id"), state=JobState.FAILED
        ).values_list("public_id", flat=True)
    )
    return [run for run in waiting if run.job_public_id in failed]


def run_under_way(programme: Programme) -> Run | None:
    """The run whose job has not ended, if there is one."""
    run = Run.objects.filter(programme=programme, state=RunState.QUEUED).first()
    if run is None:
        return None
    lives = Job.objects.filter(public_id=run.job_public_id).exclude(state__in=ENDED).exists()
    return run if lives else None
