"""Answers that people tied together or set apart, and what that means for pins and fixed themes.

What is said of one answer (a pin, a rejection, a tie) is stronger than the membership of a fixed
theme, which was given to many at once: where only one of them can give way, membership does. Where
it cannot be told which, the decisions contradict one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tiekartta.analysis.themes.shapes import Decisions


@dataclass(frozen=True, slots=True)
class Bond:
    """Answers with one first theme. ``home`` is the key of a fixed theme, if that is decided."""

    answers: tuple[str, ...]
    home: str | None
    banned: frozenset[str]
    """Keys of the fixed themes it must not be in."""


@dataclass(frozen=True, slots=True)
class Bonds:
    """Every answer that something was decided of, in its bond; and the bonds that share no theme."""

    all: tuple[Bond, ...]
    place: Mapping[str, int]
    """Number of the bond by answer id."""
    apart: frozenset[tuple[int, int]]


def bonds(decisions: Decisions) -> Bonds:
    """What people decided, gathered. Raises ValueError naming answers whose decisions contradict."""
    place, groups = _gathered(decisions)
    pins = _pins(decisions, place)
    banned: list[set[str]] = [set() for _ in groups]
    for answer, key in decisions.rejected:
        banned[place[answer]].add(key)
    for number, pin in pins.items():
        if pin in banned[number]:
            raise ValueError(f"both pinned to and rejected from {pin}: {_some(groups[number])}")
    apart = _apart(decisions, place)
    _set_apart(apart, pins, banned, groups)
    homes = pins | _memberships(decisions, place, groups, pins, banned)
    _set_apart(apart, homes, banned, groups)
    found = tuple(
        Bond(answers, homes.get(number), frozenset(banned[number]))
        for number, answers in enumerate(groups)
    )
    return Bonds(found, place, frozenset(apart))


def _gathered(decisions: Decisions) -> tuple[dict[str, int], list[tuple[str, ...]]]:
    """Number of the bond of each answer, and the answers of each bond."""
    parent: dict[str, str] = {}

    def root(answer: str) -> str:
        parent.setdefault(answer, answer)
        while parent[answer] != answer:
            parent[answer] = parent[parent[answer]]
            answer = parent[answer]
        return answer

    for one, other in sorted(decisions.must_link):
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    told = {answer for pair in decisions.cannot_link for answer in pair}
    told |= set(decisions.pinned) | {answer for answer, _ in decisions.rejected}
    told.update(answer for theme in decisions.fixed for answer in theme.members)
    members: dict[str, list[str]] = defaultdict(list)
    for answer in sorted(told | set(parent)):
        members[root(answer)].append(answer)
    groups = [tuple(answers) for _, answers in sorted(members.items())]
    return {answer: number for number, group in enumerate(groups) for answer in group}, groups


def _pins(decisions: Decisions, place: Mapping[str, int]) -> dict[int, str]:
    pins: dict[int, tuple[str, str]] = {}
    for answer, key in sorted(decisions.pinned.items()):
        first, pinned = pins.setdefault(place[answer], (answer, key))
        if pinned != key:
            raise ValueError(f"tied together but pinned to two themes: {first}, {answer}")
    return {number: key for number, (_, key) in pins.items()}


def _apart(decisions: Decisions, place: Mapping[str, int]) -> list[tuple[int, int]]:
    found = set()
    for one, other in sorted(decisions.cannot_link):
        if place[one] == place[other]:
            raise ValueError(f"both tied together and set apart: {one}, {other}")
        found.add((min(place[one], place[other]), max(place[one], place[other])))
    return sorted(found)


def _set_apart(
    apart: list[tuple[int, int]],
    homes: Mapping[int, str],
    banned: list[set[str]],
    groups: list[tuple[str, ...]],
) -> None:
    """Ban each bond from the homes of those it is apart from. Raises ValueError for a shared one."""
    for one, other in apart:
        if one in homes and homes.get(one) == homes.get(other):
            both = _some(groups[one] + groups[other])
            raise ValueError(f"set apart but decided to be in one theme ({homes[one]}): {both}")
        for here, there in ((one, other), (other, one)):
            if here in homes:
                banned[there].add(homes[here])


def _memberships(
    decisions: Decisions,
    place: Mapping[str, int],
    groups: list[tuple[str, ...]],
    pins: Mapping[int, str],
    banned: list[set[str]],
) -> dict[int, str]:
    """Fixed theme by number of the bond; an answer in two is in the first of them."""
    own: dict[str, str] = {}
    for theme in decisions.fixed:
        for answer in theme.members:
            if (answer, theme.key) not in decisions.rejected:
                own.setdefault(answer, theme.key)
    homes: dict[int, str] = {}
    for answer, key in sorted(own.items()):
        number = place[answer]
        if number in pins or key in banned[number]:
            continue
        if homes.setdefault(number, key) != key:
            names = _some(groups[number])
            raise ValueError(
                f"tied together but in two fixed themes ({homes[number]}, {key}): {names}"
            )
    return homes


def _some(answers: Iterable[str]) -> str:
    named = sorted(answers)
    return ", ".join(named[:6]) + (" …" if len(named) > 6 else "")
