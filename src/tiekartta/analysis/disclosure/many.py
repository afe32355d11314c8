"""Many crossings at once, to be worked out in a process of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tiekartta.analysis.disclosure.answers import AnswerTable
from tiekartta.analysis.disclosure.counts import Policy
from tiekartta.analysis.disclosure.crossings import Counts, disclose_by
from tiekartta.analysis.disclosure.cubes import Told, disclose_by_two


@dataclass(frozen=True)
class Crossing:
    """What `disclose_by` takes, or with two `backgrounds` `disclose_by_two`."""

    counts: Counts
    everybody: AnswerTable
    backgrounds: tuple[AnswerTable, ...]
    policy: Policy
    told: tuple[Told, ...] = ()
    is_ordered: bool = False
    rows_are_ordered: bool = False


def disclose_all_by(crossings: Sequence[Crossing]) -> list[AnswerTable | None]:
    """Many crossings by one variable, in their order."""
    return [
        disclose_by(
            each.counts, everybody=each.everybody, background=each.backgrounds[0], policy=each.policy,
            is_ordered=each.is_ordered, rows_are_ordered=each.rows_are_ordered,
        )
        for each in crossings
    ]  # fmt: skip


def disclose_all_by_two(crossings: Sequence[Crossing]) -> list[AnswerTable | None]:
    """Many crossings by two variables, in their order."""
    return [
        disclose_by_two(
            each.counts,
            margins=[*each.backgrounds, each.everybody],
            told=each.told,
            policy=each.policy,
        )
        for each in crossings
    ]
