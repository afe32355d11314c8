"""Rankings worked out again: points by comparing pairs, rounds ballot by ballot."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tiekartta.analysis.choosing.verifying import meek, scottish
from tiekartta.analysis.choosing.verifying.case import NotACertificateError, at
from tiekartta.analysis.choosing.verifying.stages import Told
from tiekartta.analysis.choosing.verifying.votes import (
    Parts,
    Votes,
    exactly,
    order_on,
    origin,
    read_votes,
)

RANKINGS = ("borda", "stv-scottish", "stv-meek")


def parts(data: Any) -> tuple[Parts, Votes]:
    """(name, what does not hold in it) of everything that is worked out again."""
    votes = read_votes(data, order_on)
    strict = all(len(level) == 1 for paper, _ in votes.papers for level in paper)
    if votes.rule != "borda" and not strict:
        raise NotACertificateError("a ballot ranks options equal; this rule needs orders")
    papers = [[[list(level) for level in paper], number] for paper, number in votes.papers]
    whole = {"options": sorted(votes.order), "orders": sorted(papers)}
    found: list[Told] = []

    def again() -> Told:
        if not found:
            count = scottish.told if votes.rule == "stv-scottish" else meek.told
            found.append(_borda(votes) if votes.rule == "borda" else count(votes))
        return found[0]

    return [
        ("seed and order of ties", lambda: origin(data, votes, whole, {})),
        ("voters", lambda: exactly(at(data, "voters", int), votes.voters, "voters")),
        ("winners", lambda: exactly(at(data, "winners", list), again().winners, "winners")),
        ("points" if votes.rule == "borda" else "rounds", lambda: _steps(data, again())),
        ("tie-breaks", lambda: exactly(at(data, "tie_breaks", list), again().ties, "tie_breaks")),
    ], votes


def _steps(data: Any, right: Told) -> list[str]:
    if "points" not in data:
        raise NotACertificateError("there is no 'points'")
    wrong = exactly(data["points"], right.points, "points")
    rounds = at(data, "rounds", list)
    wrong += exactly(len(rounds), len(right.rounds), "rounds, their number")
    for number, (said, expected) in enumerate(zip(rounds, right.rounds, strict=False), start=1):
        if not isinstance(said, dict):
            raise NotACertificateError("'rounds' holds something else than objects")
        wrong += exactly(sorted(said), sorted(expected), f"round {number}, its fields")
        for name, value in expected.items():
            wrong += exactly(said.get(name), value, f"round {number}, {name}")
    return wrong


def _borda(votes: Votes) -> Told:
    """A point for every option that is put below, half a point for every one that is equal."""
    points = dict.fromkeys(votes.order, Fraction(0))
    for paper, number in votes.papers:
        votes.patience.use(len(votes.order))
        below = len(votes.order)
        ranked = {option for level in paper for option in level}
        for level in (*paper, tuple(set(votes.order) - ranked)):
            below -= len(level)
            for option in level:
                points[option] += number * (below + Fraction(len(level) - 1, 2))
    ordered = sorted(votes.order, key=points.__getitem__, reverse=True)
    winners = ordered[: votes.wanted]
    ties, best = [], set(winners)
    for place, winner in enumerate(winners):
        votes.patience.use(len(ordered))
        tied = [each for each in ordered[place:] if points[each] == points[winner]]
        if len(tied) > 1:
            lost = [each for each in tied if each not in best]
            ties.append({"tied": tied, "won": winner, "lost": lost})
    return Told(winners, [], ties, {each: str(sum_) for each, sum_ in points.items()})
