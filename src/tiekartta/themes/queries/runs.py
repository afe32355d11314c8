"""Runs of a programme: how far one is, and what another one found."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db.models import Count

from tiekartta.analysis.themes.comparing import compare
from tiekartta.jobs.models import Job
from tiekartta.jobs.states import JobState
from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Person
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.themes.models import CandidateAssignment, CandidateTheme, Run
from tiekartta.themes.queries.content import FIRST
from tiekartta.themes.queries.running import run_under_way
from tiekartta.themes.queries.sets import current_theme_set
from tiekartta.themes.queries.titles import numbered
from tiekartta.themes.queries.workshop_shapes import (
    MatchedThemes,
    RunComparison,
    RunProgress,
    RunRow,
)
from tiekartta.themes.rules import may_read_voices
from tiekartta.themes.states import RunState
from tiekartta.voices.queries import group_counts


def run_of(public_id: str, *, programme: Programme, reader: object) -> Run:
    """One run of the programme. Raises PermissionDenied, Missing."""
    require(reader, "read_themes", programme)
    run = Run.objects.filter(programme=programme, public_id=public_id).first()
    if run is None:
        raise Missing("run")
    return run


def runs_view(programme: Programme, *, reader: object) -> tuple[RunRow, ...]:
    """All runs, newest first; two queries. Raises PermissionDenied."""
    current = current_theme_set(programme, reader=reader)
    current_id = current.run_id if current else None
    rows = (
        Run.objects.filter(programme=programme)
        .defer("voice_ids", "provenance", "overlaps")
        .select_related("started_by")
        .annotate(found=Count("candidates"))
        .order_by("-started_at")
    )
    return tuple(
        RunRow(
            public_id=run.public_id, started_at=run.started_at,
            who=run.started_by.display_name if run.started_by else "",
            wanted=run.wanted, seed=run.seed, state=RunState(run.state), themes=run.found,
            is_current=run.pk == current_id,
        )
        for run in rows
    )  # fmt: skip


def last_ended_run(programme: Programme, *, reader: object) -> RunRow | None:
    """The newest run when it failed or was cancelled, to be started again. Raises PermissionDenied."""
    rows = runs_view(programme, reader=reader)
    if not rows or rows[0].state == RunState.ACCEPTED:
        return None
    if rows[0].state == RunState.QUEUED:  # its job may have broken off without a word
        return None if run_under_way(programme) else replace(rows[0], state=RunState.FAILED)
    return rows[0]


def run_progress(programme: Programme, *, reader: object) -> RunProgress | None:
    """The run under way, for everybody who may start one; two queries. Raises PermissionDenied."""
    require(reader, "run_analysis", programme)
    run = run_under_way(programme)
    job = Job.objects.filter(public_id=run.job_public_id).first() if run else None
    if run is None or job is None:
        return None
    return RunProgress(
        run_public_id=run.public_id, job_public_id=job.public_id, state=JobState(job.state),
        done=job.done, total=job.total, started_at=run.started_at, may_cancel=True,
        is_own=isinstance(reader, Person) and run.started_by_id == reader.pk,
    )  # fmt: skip


def compare_runs(programme: Programme, first: str, second: str, *, reader: object) -> RunComparison:
    """What the second run found otherwise than the first; counts are of respondents, disclosed.

    Raises PermissionDenied, Missing for a run that is not of this programme or has no result.
    """
    rows = {row.public_id: row for row in runs_view(programme, reader=reader) if row.themes}
    if first not in rows or second not in rows:
        raise Missing("run")
    before, after = _members(first, programme), _members(second, programme)
    labels = _labels(programme, first, reader) | _labels(programme, second, reader)
    found = compare(before, after)
    moved = group_counts((UUID(answer) for answer in found.moved), programme=programme)
    return RunComparison(
        first=rows[first], second=rows[second],
        matched=tuple(
            MatchedThemes(labels[first, pair.before], labels[second, pair.after], pair.jaccard)
            for pair in found.matched
        ),
        gone=tuple(labels[first, key] for key in found.only_before),
        new=tuple(labels[second, key] for key in found.only_after),
        moved=moved.total,
        same_voices=set().union(*before.values()) == set().union(*after.values()),
    )  # fmt: skip


def _labels(
    programme: Programme, public_id: str, reader: object
) -> dict[tuple[str, str], TranslatedText]:
    """(Run, theme key) → the machine's title as this reader is told it."""
    reads = may_read_voices(reader, programme)
    rows = CandidateTheme.objects.filter(run__programme=programme, run__public_id=public_id)
    told = rows.order_by("pk").values_list("key", "label", "is_label_told")
    return {
        (public_id, key): label if reads or is_told else numbered(number)
        for number, (key, label, is_told) in enumerate(told, start=1)
    }


def _members(public_id: str, programme: Programme) -> dict[str, set[str]]:
    """Theme key → ids of the answers of which it is the first theme."""
    rows = CandidateAssignment.objects.filter(
        candidate__run__public_id=public_id, candidate__run__programme=programme, rank=FIRST
    )
    found: dict[str, set[str]] = {}
    for key, voice_id in rows.values_list("candidate__key", "voice_id"):
        found.setdefault(key, set()).add(str(voice_id))
    return found
