"""A new run over twice as many answers keeps every decision of people (INV-T4, J3)."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.analysis.themes.test_demo_county import read_answers

from tiekartta.analysis.themes import Answer, Condensation, Decisions, FixedTheme, condense

YLE = Path(__file__).resolve().parents[4] / "shared/data/text-yle2015/dev/yle2015.csv"


def county() -> list[Answer]:
    return read_answers()


def yle() -> list[Answer]:
    if not YLE.exists():
        pytest.skip("needs shared/data/text-yle2015")
    with YLE.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["lang"] == "fi" and row["text"].strip()]
    return [Answer(f"a{number:05}", row["text"]) for number, row in enumerate(rows[::12])]


def decided(result: Condensation) -> Decisions:
    """Every theme approved with its answers; every fifth answer pinned, some against the machine."""
    keys = [theme.id for theme in result.themes]
    placed = [each for each in result.assignments if each.themes]
    pinned = {}
    for number, each in enumerate(placed[::5]):
        own = each.themes[0][0]
        other = keys[(keys.index(own) + 1) % len(keys)]
        pinned[each.answer] = other if number % 4 == 0 else own
    fixed = tuple(
        FixedTheme(theme.id, f"Teema {theme.id}", result.members(theme.id))
        for theme in result.themes
    )
    rejected = frozenset(
        (each.answer, each.themes[0][0]) for each in placed[1::5] if len(each.themes) > 1
    )
    return Decisions(pinned=pinned, fixed=fixed, rejected=rejected)


@pytest.mark.parametrize("answers", [county, yle])
def test_every_pin_is_kept_when_half_of_the_answers_are_new(
    answers: Callable[[], list[Answer]],
) -> None:
    every = answers()
    before = condense(every[::2], wanted=10, subsamples=0)
    decisions = decided(before)
    after = condense(every, wanted=10, decisions=decisions, subsamples=0)
    key_of = {theme.id: theme.key for theme in after.themes}
    first = {each.answer: key_of[each.themes[0][0]] for each in after.assignments if each.themes}
    assert len(decisions.pinned) > 50
    assert {answer: first[answer] for answer in decisions.pinned} == dict(decisions.pinned)
    themes = {
        each.answer: {key_of[theme] for theme, _ in each.themes} for each in after.assignments
    }
    assert not [pair for pair in decisions.rejected if pair[1] in themes[pair[0]]]
    refused = {answer for answer, _ in decisions.rejected}
    moved = [
        member
        for theme in decisions.fixed
        for member in theme.members
        if member not in decisions.pinned and member not in refused and first[member] != theme.key
    ]
    assert moved == []
    assert {theme.label for theme in after.themes} >= {theme.label for theme in decisions.fixed}
    assert len(after.assignments) == len(every)
