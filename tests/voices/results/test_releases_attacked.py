"""Results released again and again, and a reader who kept them all (INV-D3, INV-D5, INV-D8).

Random surveys, random people, random days on which results are released: whatever the steps, nobody can
work out from the figures of several releases what a few had answered. Without a database: what a worker
tells is told by these functions alone, and stored and read back as it is here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.disclosure.attacking import Attacker
from tests.asking import a_text

from tiekartta.analysis.disclosure import AnswerTable, Policy
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.results import Heard, QuestionTable
from tiekartta.voices.results.tallying import tell_everybody
from tiekartta.voices.states import BlockKind, QuestionKind
from tiekartta.voices.surveys import BlockForm, ChoiceForm, QuestionForm, SurveyForm

OPTIONS = tuple(ChoiceForm(key, a_text(key)) for key in "abc")
QUESTIONS = {
    "single": QuestionForm("single", QuestionKind.SINGLE, a_text("Missä asut?"), options=OPTIONS),
    "scale": QuestionForm("scale", QuestionKind.SCALE, a_text("Luotan"), scale=(1, 4)),
    "multi": QuestionForm("multi", QuestionKind.MULTI, a_text("Miten asioit?"), options=OPTIONS),
}
FORM = SurveyForm(
    respondent_group=RespondentGroup.CLIENT, title=a_text("Kysely"),
    blocks=(BlockForm(BlockKind.CONTENT, a_text("Kysymykset"), tuple(QUESTIONS.values())),),
)  # fmt: skip
POLICY = Policy()
Tell = Callable[[Heard, QuestionForm, Sequence[QuestionTable]], QuestionTable | None]


@dataclass(frozen=True)
class Story:
    """What people answered in order (None: passed over), and how many had answered at each release."""

    answers: tuple[Any, ...]
    sizes: tuple[int, ...]


@st.composite
def stories(draw: st.DrawFn, values: st.SearchStrategy[Any]) -> Story:
    first = draw(st.integers(10, 26))
    steps = draw(st.lists(st.integers(1, 14), min_size=1, max_size=3))
    sizes = [first]
    for step in steps:
        sizes.append(sizes[-1] + step)
    answers = draw(st.lists(values, min_size=sizes[-1], max_size=sizes[-1]))
    return Story(tuple(answers), tuple(sizes))


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "single": st.sampled_from([None, ["a"], ["a"], ["b"], ["b"], ["c"]]),
    "scale": st.sampled_from([None, 1, 1, 2, 2, 3, 4]),
    "multi": st.sampled_from([None, ["a"], ["a", "b"], ["b"], ["b", "c"], ["a", "b", "c"]]),
}


def heard(story: Story, size: int, key: str) -> Heard:
    chosen = {place: value for place, value in enumerate(story.answers[:size]) if value is not None}
    return Heard(form=FORM, people=size, chosen={key: chosen}, said={})


def told(
    crowd: Heard, question: QuestionForm, before: Sequence[QuestionTable]
) -> QuestionTable | None:
    """As `release_results` tells it: stored, and read back."""
    table = tell_everybody(crowd, question, POLICY, before=before)
    return QuestionTable.from_data(json.loads(json.dumps(table.as_data()))) if table else None


def told_anew(
    crowd: Heard, question: QuestionForm, _before: Sequence[QuestionTable]
) -> QuestionTable | None:
    """As if nobody had kept the earlier ones."""
    return told(crowd, question, ())


def released(story: Story, key: str, tell: Tell) -> list[tuple[int, QuestionTable]]:
    """(number of the release, what it told); refused ones are not there."""
    found: list[tuple[int, QuestionTable]] = []
    for release, size in enumerate(story.sizes):
        table = tell(heard(story, size, key), QUESTIONS[key], [each for _n, each in found])
        if table is not None:
            found.append((release, table))
    return found


def exposed(story: Story, key: str, tell: Tell) -> list[tuple[str, str, int, float]]:
    """Every small figure that a reader of all releases knows too well: (item, answer, release, width)."""
    releases = released(story, key, tell)
    found = []
    for item in releases[0][1].items if releases else ():
        tables = [(release, table.items[item]) for release, table in releases]
        found += [(item, *each) for each in _exposed_in(tables, len(story.sizes))]
    return found


def _exposed_in(
    tables: Sequence[tuple[int, AnswerTable]], releases: int
) -> Iterator[tuple[str, int, float]]:
    answers = sorted({answer for _n, table in tables for part in table.columns for answer in part})
    attacker = Attacker([[str(n) for n in range(releases)], answers])

    def since(first: int, last: int, part: Sequence[str]) -> Callable[[tuple[str, ...]], bool]:
        return lambda atom: first <= int(atom[0]) <= last and atom[1] in part

    for release, table in tables:
        attacker.learns(since(0, release, answers), table.total.value)
        for part, cell in zip(table.columns, table.cells[0], strict=True):
            attacker.learns(since(0, release, part), cell.value)
    earlier = -1
    for release, table in tables:
        for part, cell in zip(table.columns, table.cells[0], strict=True):
            least, most = attacker.bounds(attacker.row(since(0, release, part)))
            if cell.value is None and most - least < POLICY.k_min:
                yield str(part), release, most - least
        # Of newcomers it may be told that there are none, or that there are five or more.
        for answer in answers if earlier >= 0 else ():
            least, most = attacker.bounds(attacker.row(since(earlier + 1, release, [answer])))
            if most - least < POLICY.k_min and most > 0 and least < POLICY.k_min:
                yield answer, release, most - least
        earlier = release


@pytest.mark.parametrize("key", QUESTIONS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whoever_kept_every_release_cannot_tell_what_a_few_answered(
    key: str, data: st.DataObject
) -> None:
    """INV-D8: neither hidden figures nor newcomers between two releases become known."""
    assert exposed(data.draw(stories(VALUES[key])), key, told) == []


@pytest.mark.parametrize("key", QUESTIONS)
@settings(max_examples=25, deadline=None)
@given(data=st.data(), step=st.integers(1, 4))
def test_a_step_of_fewer_than_five_people_is_refused(
    key: str, data: st.DataObject, step: int
) -> None:
    """INV-D8: whatever they answered."""
    first = data.draw(st.integers(10, 26))
    answers = data.draw(st.lists(VALUES[key], min_size=first + step, max_size=first + step))
    releases = released(Story(tuple(answers), (first, first + step)), key, told)
    assert [release for release, _table in releases] == [0]


def test_the_attack_finds_what_careless_releases_give_away() -> None:
    """That there is something to leak: each release safe by itself, and two of them subtracted."""
    careless = Story(
        answers=(*[["a"]] * 15, *[["b"]] * 15, ["c"], ["c"], ["a"], ["a"], *[["b"]] * 8),
        sizes=(30, 42),
    )
    assert exposed(careless, "single", told_anew)
    assert exposed(careless, "single", told) == []


@pytest.mark.parametrize("key", QUESTIONS)
def test_a_large_step_is_told(key: str) -> None:
    """That refusing is no way out: with many newcomers of every answer the figures move."""
    values = {
        "single": [["a"], ["b"], ["c"]],
        "scale": [1, 2, 3, 4],
        "multi": [["a"], ["b"], ["a", "b", "c"]],
    }
    answers = tuple(values[key] * 60)[:180]
    releases = released(Story(answers, (60, 180)), key, told)
    assert [release for release, _table in releases] == [0, 1]
    shown = [cell.value for each in releases[1][1].items.values() for cell in each.cells[0]]
    assert all(value is not None for value in shown)
