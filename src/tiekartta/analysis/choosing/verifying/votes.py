"""Ballots of rankings and of scores, read with care, and what their certificates have in common."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Any

from tiekartta.analysis.choosing.verifying.case import (
    NotACertificateError,
    Patience,
    at,
    fraction,
    names,
)
from tiekartta.analysis.choosing.verifying.digests import digest, order_of
from tiekartta.analysis.choosing.verifying.same import same, short

Parts = list[tuple[str, Callable[[], list[str]]]]
_WHOLE = 2**53
_PART, _UNIT = 10**18, 10**250


@dataclass(frozen=True)
class Votes:
    """What everything else follows from. ``papers``: what stands on a ballot, and on how many;
    ``order``: first wins ties."""

    rule: str
    wanted: int
    order: tuple[str, ...]
    papers: tuple[tuple[Any, int], ...]
    patience: Patience = field(default_factory=Patience, compare=False)

    @property
    def voters(self) -> int:
        return sum(number for _, number in self.papers)


def read_votes(data: Any, reader: Callable[[Any, set[str]], Any]) -> Votes:
    """``reader`` turns one ballot into what stands on it. Raises NotACertificateError."""
    rule, wanted = at(data, "rule", str), at(data, "wanted", int)
    order = names(at(data, "tie_order", list))
    if not order or len(set(order)) != len(order) or not 0 < wanted < _WHOLE:
        raise NotACertificateError("'tie_order' or 'wanted' cannot be")
    papers = []
    for each in at(data, "ballots", list):
        voters = at(each, "voters", int)
        if not 0 < voters < _WHOLE:
            raise NotACertificateError("a ballot has no voters, or too many")
        papers.append((reader(each, set(order)), voters))
    if len({json.dumps(paper, default=str, sort_keys=True) for paper, _ in papers}) != len(papers):
        raise NotACertificateError("two ballots are the same")
    return Votes(rule, wanted, tuple(order), tuple(papers))


def order_on(data: Any, options: set[str]) -> tuple[tuple[str, ...], ...]:
    """A ballot's levels of equal options. Raises NotACertificateError."""
    levels = [tuple(sorted(names(level))) for level in at(data, "order", list)]
    ranked = [option for level in levels for option in level]
    if not all(levels) or len(set(ranked)) != len(ranked) or not options.issuperset(ranked):
        raise NotACertificateError("a ballot ranks an option that is not there, or one twice")
    return tuple(levels)


def scores_on(data: Any, options: set[str]) -> dict[str, Fraction]:
    """A ballot's scores. Raises NotACertificateError."""
    given = {name: fraction(score) for name, score in at(data, "scores", dict).items()}
    if not options.issuperset(given):
        raise NotACertificateError("a ballot scores an option that is not there")
    check_sizes(given.values())
    return given


def check_sizes(values: Iterable[Fraction]) -> None:
    """Raises NotACertificateError for numbers that only make the work long."""
    unit = 1
    for value in values:
        unit = lcm(unit, value.denominator)
        if max(abs(value.numerator), value.denominator) > _PART or unit > _UNIT:
            raise NotACertificateError("the scores have too many digits together")


def exactly(found: Any, expected: Any, name: str) -> list[str]:
    """As ``same``, and also what is inside must be of one kind: true is not 1."""
    if json.dumps(found, sort_keys=True) == json.dumps(expected, sort_keys=True):
        return []
    return same(found, expected, name) or [f"{name}: {short(found)} is of another kind"]


def origin(data: Any, votes: Votes, whole: dict[str, Any], more: dict[str, Any]) -> list[str]:
    """``whole``: what the digest of the ballots is taken of; ``more``: further parameters."""
    source = at(data, "provenance", dict)
    at(source, "version", str), at(source, "algorithm", str)
    wrong = exactly(list(votes.order), order_of(votes.order, at(source, "seed", int)), "tie_order")
    right = {"rule": votes.rule, "winners": votes.wanted, "tie_order": list(votes.order), **more}
    wrong += exactly(at(source, "parameters", dict), right, "provenance.parameters")
    wrong += same(at(source, "input_digest", str), digest(whole), "provenance.input_digest")
    rest = {name: value for name, value in data.items() if name != "provenance"}
    return wrong + same(at(source, "output_digest", str), digest(rest), "provenance.output_digest")
