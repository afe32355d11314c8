"""Splits as the engine proposes them; runs followed, cancelled, started again and compared."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories import a_member
from tests.themes.making import LABELS, an_analysis, analysed, called, members, themes

from tiekartta.jobs.models import Job
from tiekartta.jobs.states import JobState
from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Missing, Refusal
from tiekartta.people.models import Person
from tiekartta.people.states import Role
from tiekartta.programmes.models import Programme
from tiekartta.themes import tasks
from tiekartta.themes.actions import (
    accept_split,
    ask_for_split,
    cancel_run,
    dismiss_split,
    move_voice,
    retry_run,
    start_run,
    store_split,
    undo_change,
)
from tiekartta.themes.models import Run, RunDetail, ThemeSet
from tiekartta.themes.queries import (
    compare_runs,
    last_ended_run,
    run_of,
    run_progress,
    runs_view,
    split_view,
)
from tiekartta.themes.states import RunState

pytestmark = pytest.mark.django_db


def test_a_proposed_split_is_accepted_part_by_part_or_whole_and_undone_as_one(
    draft: ThemeSet, programme: Programme, owner: Person
) -> None:
    one = themes(draft)[0]
    own = members(one)
    with pytest.raises(Refusal):
        accept_split(theme=one, by=owner)
    job = ask_for_split(theme=one, parts=3, by=owner)
    waiting = split_view(one, programme, reader=owner)
    assert waiting is not None
    assert (waiting.is_ready, waiting.job_public_id) == (False, job.public_id)
    parts = [
        ({"fi": "Pieni"}, "Pieni", ["a"], own[:2]), ({"fi": "Iso"}, "Iso", ["b"], own[2:7]),
        ({"fi": LABELS[1]}, LABELS[1], ["c"], own[7:]),
    ]  # fmt: skip
    store_split(theme=one, parts=parts, by=SYSTEM)
    view = split_view(one, programme, reader=owner)
    assert view is not None
    assert [(str(part.title), part.size) for part in view.parts] == [
        ("Iso", 5), (LABELS[1], 3), ("Pieni", 2),
    ]  # fmt: skip
    made = accept_split(theme=one, part=3, title=called("Oma nimi"), by=owner)
    assert [members(theme) for theme in made] == [own[:2]]
    undo_change(programme=programme, number=ThemeSet.objects.get().version, by=owner)
    made = accept_split(theme=one, by=owner)
    assert [str(theme.title) for theme in made] == [f"{LABELS[1]} (2)", "Pieni"]
    assert members(one) == own[2:7]
    undo_change(programme=programme, number=ThemeSet.objects.get().version, by=owner)
    assert members(one) == own
    ask_for_split(theme=one, by=owner)
    dismiss_split(theme=one, by=owner)
    assert split_view(one, programme, reader=owner) is None


def test_the_engine_proposes_a_split_in_a_job(
    draft: ThemeSet, programme: Programme, owner: Person
) -> None:
    one, two, *_rest = themes(draft)
    for voice in members(two):
        move_voice(voice_id=voice, from_theme=two, to_theme=one, by=owner)
    ask_for_split(theme=one, by=owner)
    Worker().run_until_empty()
    view = split_view(one, programme, reader=owner)
    assert view is not None
    assert view.is_ready, Job.objects.latest("asked_at").message
    assert len(view.parts) == 2
    assert {v for part in view.parts for v in part.voice_ids} == set(members(one))


def test_a_run_is_followed_cancelled_and_started_again(
    programme: Programme, owner: Person, voices: list[UUID]
) -> None:
    run = start_run(programme=programme, by=owner, choose_number=True)
    progress = run_progress(programme, reader=owner)
    assert progress is not None
    assert (progress.state, progress.may_cancel, progress.is_own) == (JobState.QUEUED, True, True)
    helper = a_member(programme, Role.OWNER)
    cancel_run(run=run, by=helper)
    assert Job.objects.get(public_id=run.job_public_id).state == JobState.CANCELLED
    assert run_progress(programme, reader=owner) is None
    ended = last_ended_run(programme, reader=owner)
    assert ended is not None
    assert (ended.state, ended.wanted) == (RunState.CANCELLED, None)
    with pytest.raises(Refusal):
        cancel_run(run=run, by=owner)
    with pytest.raises(PermissionDenied):
        retry_run(run=run, by=a_member(programme, Role.DEVELOPER))
    Run.objects.update(wanted=6)
    retry_run(run=run, by=owner)
    with pytest.raises(Refusal):
        retry_run(run=run, by=owner)
    Worker().run_until_empty()
    run.refresh_from_db()
    assert run.state == RunState.ACCEPTED
    job = Job.objects.get(public_id=run.job_public_id)
    assert (job.done, job.total) == (100, 100)
    detail = RunDetail.objects.get(run=run)
    assert detail.places
    assert last_ended_run(programme, reader=owner) is None


def test_a_run_cancelled_while_it_computes_stops_and_says_so(
    programme: Programme, owner: Person, voices: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start_run(programme=programme, by=owner)

    def compute_for(progress: object, report: object, *_arguments: object, **_more: object) -> None:
        cancel_run(run=run, by=owner)
        report(1, 2)  # type: ignore[operator] # - what the engine calls

    monkeypatch.setattr(tasks, "compute_for", compute_for)
    Worker().run_until_empty()
    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert not ThemeSet.objects.exists()


def test_two_runs_are_compared_theme_by_theme(
    programme: Programme, owner: Person, voices: list[UUID]
) -> None:
    an_analysis(programme, voices, [20, 20, 20])
    first = Run.objects.get()
    an_analysis(programme, voices, [20, 5, 15, 20])
    second = Run.objects.exclude(pk=first.pk).get()
    view = compare_runs(programme, first.public_id, second.public_id, reader=owner)
    assert [(str(pair.before), str(pair.after)) for pair in view.matched[:2]] == [
        (LABELS[0], LABELS[0]), (LABELS[2], LABELS[3]),
    ]  # fmt: skip
    assert [str(title) for title in view.new] == [LABELS[1]]
    assert (view.gone, view.same_voices) == ((), True)
    assert view.moved.level in {"full", "hidden"}
    assert [row.is_current for row in runs_view(programme, reader=owner)] == [True, False]
    with pytest.raises(Missing):
        compare_runs(programme, first.public_id, "x", reader=owner)
    assert run_of(first.public_id, programme=programme, reader=owner) == first


def test_a_file_of_vectors_that_is_not_there_ends_the_run_with_what_to_do(
    programme: Programme, owner: Person, voices: list[UUID], settings: object
) -> None:
    settings.TIEKARTTA_VECTORS = "/nowhere/vectors.npz"  # type: ignore[attr-defined] # - pytest-django's settings
    run = analysed(programme)
    job = Job.objects.get(public_id=run.job_public_id)
    assert (job.state, "TIEKARTTA_VECTORS" in job.message) == (JobState.FAILED, True)
