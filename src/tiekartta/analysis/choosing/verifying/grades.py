"""Scores worked out again: all given scores of an option in a row, from the lowest."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from typing import Any

from tiekartta.analysis.choosing.verifying.case import at, fraction, written
from tiekartta.analysis.choosing.verifying.votes import (
    Parts,
    Votes,
    check_sizes,
    exactly,
    origin,
    read_votes,
    scores_on,
)

SCORES = ("mean", "median", "range")


def parts(data: Any) -> tuple[Parts, Votes]:
    """(name, what does not hold in it) of everything that is worked out again."""
    votes = read_votes(data, scores_on)
    check_sizes(score for paper, _ in votes.papers for score in paper.values())
    told = at(at(data, "provenance", dict), "parameters", dict)
    lowest = fraction(at(told, "lowest", str))
    check_sizes([lowest])
    rows = [
        [sorted([name, str(score)] for name, score in paper.items()), number]
        for paper, number in votes.papers
    ]
    whole = {"options": sorted(votes.order), "scores": sorted(rows)}
    more = {"lowest": str(lowest)}
    return [
        ("seed and order of ties", lambda: origin(data, votes, whole, more)),
        ("table of scores", lambda: _table(data, votes, lowest)),
        ("winners and ties", lambda: _winners(data, votes, lowest)),
    ], votes


def _given(votes: Votes, option: str) -> list[tuple[Fraction, int]]:
    votes.patience.use(len(votes.papers))
    found: dict[Fraction, int] = {}
    for paper, number in votes.papers:
        if option in paper:
            found[paper[option]] = found.get(paper[option], 0) + number
    return sorted(found.items())


def _value(votes: Votes, given: list[tuple[Fraction, int]], lowest: Fraction) -> Fraction | None:
    total = sum((score * number for score, number in given), Fraction(0))
    voters = sum(number for _, number in given)
    if votes.rule == "range":
        return total + lowest * (votes.voters - voters)
    if not voters:
        return None
    if votes.rule == "mean":
        return total / voters
    # The lower middle: the first score that at least half of them do not exceed.
    upto = accumulate(number for _, number in given)
    return next(score for (score, _), below in zip(given, upto, strict=True) if 2 * below >= voters)


def _ranked(votes: Votes, lowest: Fraction) -> list[tuple[str, Fraction | None]]:
    values = {each: _value(votes, _given(votes, each), lowest) for each in votes.order}
    scored = [each for each in votes.order if values[each] is not None]
    scored.sort(key=lambda each: values[each] or Fraction(0), reverse=True)
    none = [each for each in votes.order if values[each] is None]
    return [(each, values[each]) for each in scored + none]


def _table(data: Any, votes: Votes, lowest: Fraction) -> list[str]:
    expected = []
    for option, value in _ranked(votes, lowest):
        given = _given(votes, option)
        expected.append(
            {
                "option": option,
                "value": None if value is None else written(value),
                "voters": sum(number for _, number in given),
                "scores": {str(score): number for score, number in given},
            }
        )
    told = at(data, "table", list)
    wrong = exactly(len(told), len(expected), "table, number of options")
    for said, right in zip(told, expected, strict=False):
        wrong += exactly(said, right, f"table, {right['option']!r}")
    return wrong


def _winners(data: Any, votes: Votes, lowest: Fraction) -> list[str]:
    ranked = _ranked(votes, lowest)
    best = [option for option, _ in ranked[: votes.wanted]]
    wrong = exactly(at(data, "winners", list), best, "winners")
    groups: list[list[str]] = []
    for place, (option, value) in enumerate(ranked):
        if place and ranked[place - 1][1] == value:
            groups[-1].append(option)
        else:
            groups.append([option])
    return wrong + exactly(at(data, "ties", list), [g for g in groups if len(g) > 1], "ties")
