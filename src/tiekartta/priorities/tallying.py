"""Counting papers: the proportional count beside the plain one, as plain data. Pure.

The result is complete: papers, payments, ties and checks; whoever has it and the seed can count
again. It holds bare numbers of voters and stays in this folder.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tiekartta.analysis.choosing import Profile, count, explain
from tiekartta.priorities.rules import PLAIN_RULE, RULE

Paper = tuple[str, tuple[str, ...]]
"""(respondent group, keys of the approved options)."""


@dataclass(frozen=True)
class Tallied:
    """`result`: both counts and papers by group; `explanation`: what it means, fractions as text."""

    result: dict[str, Any]
    explanation: dict[str, Any]


def tally(options: Sequence[str], papers: Sequence[Paper], *, winners: int, seed: int) -> Tallied:
    """Count papers. The same papers, number and seed give the same result (INV-B6)."""
    profile = Profile.named(sorted(options), [approved for _group, approved in papers])
    counted = count(profile, winners=winners, seed=seed, rule=RULE)
    plain = count(profile, winners=winners, seed=seed, rule=PLAIN_RULE)
    result = {**counted.as_data(), "plain": list(plain.winners), "groups": _groups(papers)}
    return Tallied(result, _plain(explain(counted, profile)))


def _groups(papers: Sequence[Paper]) -> dict[str, Any]:
    """Group → number of papers, and option → number of its papers that approve it."""
    numbers = Counter(group for group, _approved in papers)
    approvals = Counter((group, key) for group, approved in papers for key in approved)
    return {
        group: {
            "papers": numbers[group],
            "approvals": {key: n for (its, key), n in sorted(approvals.items()) if its == group},
        }
        for group in sorted(numbers)
    }


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, Fraction) else value
