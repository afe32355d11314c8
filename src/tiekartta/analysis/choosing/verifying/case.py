"""A certificate's ballots and what it claims, read with care: it comes from anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any

RULES = (
    "av", "seqpav", "pav", "seqphragmen", "equal-shares", "equal-shares-with-av-completion",
    "equal-shares-with-increment-completion",
)  # fmt: skip
MOST_READ = 25_000_000
"""So many ballots are looked at for one part of a certificate before it is left out."""
_FRACTION = re.compile(r"-?[0-9]{1,4000}(/[1-9][0-9]{0,3999})?", re.ASCII)
_WHOLE = 2**53
_LONGEST = 10**4000
_PART, _UNIT = 10**18, 10**250


class NotACertificateError(ValueError):
    """The data are no certificate of a count; the message says where."""


class TooManyError(Exception):
    """Working it out again was given up."""


class Patience:
    """Counts the ballots looked at, so that a certificate made to take for ever is left."""

    def __init__(self) -> None:
        self.left = MOST_READ

    def use(self, ballots: int) -> None:
        """Raises TooManyError when there is no more."""
        self.left -= ballots + 20
        if self.left < 0:
            raise TooManyError


@dataclass(frozen=True)
class Paper:
    """Voters who approve the same: their number, and what each of them weighs."""

    approved: frozenset[str]
    voters: int
    weight: Fraction

    @cached_property
    def mass(self) -> Fraction:
        return self.voters * self.weight


@dataclass(frozen=True)
class Case:
    """What was voted: everything else follows from it. ``order``: first wins ties."""

    rule: str
    wanted: int
    options: tuple[str, ...]
    papers: tuple[Paper, ...]
    order: tuple[str, ...]
    patience: Patience = field(default_factory=Patience, compare=False)

    def rank(self, option: str) -> int:
        """Place in the order of ties."""
        return self._ranks[option]

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {option: place for place, option in enumerate(self.order)}

    @cached_property
    def fans(self) -> dict[str, list[int]]:
        """Option → numbers of the papers that approve it."""
        found: dict[str, list[int]] = {each: [] for each in self.options}
        for i, paper in enumerate(self.papers):
            for option in paper.approved:
                found[option].append(i)
        return found

    def weight_for(self, option: str) -> Fraction:
        """Weight of those who approve an option."""
        return Fraction(sum(self.masses[i] for i in self.fans[option]), self.unit)

    def voters_for(self, option: str) -> int:
        """Number of those who approve an option."""
        return sum(self.papers[i].voters for i in self.fans[option])

    @cached_property
    def unit(self) -> int:
        """A number that makes all weights whole."""
        return lcm(*(each.weight.denominator for each in self.papers))

    @cached_property
    def masses(self) -> list[int]:
        """The weight of the voters of each paper in that unit."""
        return [int(each.mass * self.unit) for each in self.papers]

    @cached_property
    def total(self) -> Fraction:
        """Weight of all voters."""
        return sum((each.mass for each in self.papers), Fraction(0))

    def voting(self, papers: tuple[Paper, ...]) -> Case:
        """The same election with other papers."""
        return Case(self.rule, self.wanted, self.options, papers, self.order, self.patience)


def at(data: Any, name: str, kind: type | tuple[type, ...]) -> Any:
    """A field of an object. Raises NotACertificateError."""
    if not isinstance(data, Mapping) or name not in data:
        raise NotACertificateError(f"there is no {name!r}")
    found = data[name]
    if not isinstance(found, kind) or (isinstance(found, bool) and kind is not bool):
        raise NotACertificateError(f"{name!r} is of another kind than in a certificate")
    return found


def fraction(text: Any) -> Fraction:
    """A fraction such as "5/7". Raises NotACertificateError."""
    if not isinstance(text, str) or not _FRACTION.fullmatch(text):
        raise NotACertificateError(f"{str(text)[:40]!r} is not a fraction")
    return Fraction(text)


def written(value: Fraction) -> str:
    """The text of a fraction. Raises NotACertificateError where no certificate holds so long a one."""
    if max(abs(value.numerator), value.denominator) >= _LONGEST:
        raise NotACertificateError("the exact payments have thousands of digits")
    return str(value)


def names(data: Any) -> list[str]:
    """A list of texts. Raises NotACertificateError."""
    if not isinstance(data, list) or not all(isinstance(each, str) for each in data):
        raise NotACertificateError("a list of options holds something else")
    return data


def objects(data: Any, name: str) -> list[Mapping[str, Any]]:
    """A field that is a list of objects; empty when it is not there. Raises NotACertificateError."""
    found = at(data, name, list) if name in data else []
    if not all(isinstance(each, Mapping) for each in found):
        raise NotACertificateError(f"{name[:40]!r} holds something else than objects")
    return list(found)


def read_case(data: Any) -> Case:
    """The ballots of a certificate. Raises NotACertificateError."""
    rule = at(data, "rule", str)
    if rule not in RULES:
        raise NotACertificateError(f"nothing is known of the rule {rule[:40]!r}")
    wanted = at(data, "wanted", int)
    options = names(list(at(data, "approvals", dict)))
    order = names(at(data, "tie_order", list))
    if sorted(order) != sorted(options) or not options or wanted < 1:
        raise NotACertificateError("'tie_order' and 'approvals' do not name the same options")
    papers = tuple(_paper(each, set(options)) for each in at(data, "ballots", list))
    _check_sizes({each.weight for each in papers})
    return Case(rule, wanted, tuple(sorted(options)), papers, tuple(order))


def _check_sizes(weights: Iterable[Fraction]) -> None:
    unit = 1
    for weight in weights:
        unit = lcm(unit, weight.denominator)
        if max(*weight.as_integer_ratio(), 1) > _PART or unit > _UNIT:
            raise NotACertificateError("the weights have too many digits together")


def _paper(data: Any, options: set[str]) -> Paper:
    approved = names(at(data, "approved", list))
    voters, weight = at(data, "voters", int), fraction(at(data, "weight", str))
    if not options.issuperset(approved) or len(set(approved)) != len(approved):
        raise NotACertificateError("a ballot approves an option that is not there, or one twice")
    if not 0 < voters < _WHOLE or weight <= 0:
        raise NotACertificateError("a ballot has no voters or no weight")
    return Paper(frozenset(approved), voters, weight)
