"""JR and EJR+ of a budget, from names, costs, ballots and winners alone.

After M. Brill, J. Peters: Robust and Verifiable Proportionality Axioms for Multiwinner Voting (2023),
with cost utilities. A group of voters deserves its share of the budget, one voter's part for each of
them. EJR+ fails where a group agrees on a project that was not bought and nobody in it, were that
project bought too, would get more than the group deserves. JR fails where nobody in such a group gets
anything, though what it deserves pays for the project. With costs of 1 both are those of committees.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Papers = Sequence[tuple[Collection[str], int]]
"""Ballots as (names approved, number of voters)."""


@dataclass(frozen=True)
class Shortfall:
    """The ``voters`` of ``ballots`` all approve ``project`` and deserve ``deserved`` in money; what
    any of them approves and got costs at most ``got``."""

    project: str
    ballots: tuple[int, ...]
    voters: int
    deserved: Fraction
    got: Fraction


@dataclass(frozen=True)
class BudgetCheck:
    """It holds exactly when there is no witness."""

    name: str
    witness: Shortfall | None

    def as_data(self) -> dict[str, object]:
        """For JSON: money as text such as "7/2"."""
        found = self.witness
        if found is None:
            return {"holds": True, "witness": None}
        witness = {
            "option": found.project,
            "ballots": list(found.ballots),
            "voters": found.voters,
            "deserved": str(found.deserved),
            "got": str(found.got),
        }
        return {"holds": False, "witness": witness}


def checks(
    papers: Papers, winners: Collection[str], costs: Mapping[str, Fraction], budget: Fraction
) -> tuple[BudgetCheck, BudgetCheck]:
    """JR (``jr``) and EJR+ (``ejr_plus``)."""
    chosen = frozenset(winners)
    got = [sum((costs[each] for each in chosen.intersection(approved)), Fraction(0)) for approved, _ in papers]  # fmt: skip
    voters = sum(number for _, number in papers)
    share = budget / voters if voters else Fraction(0)
    groups = [
        group
        for project in sorted(set(costs) - chosen)
        for group in _groups(papers, got, project, share)
    ]
    broken = [each for each in groups if each.got + costs[each.project] <= each.deserved]
    empty = [each for each in broken if each.got == 0]
    return BudgetCheck("jr", _worst(empty)), BudgetCheck("ejr_plus", _worst(broken))


def _groups(papers: Papers, got: list[Fraction], project: str, share: Fraction) -> list[Shortfall]:
    """Of those who approve a project the worst off, at each limit of what they got."""
    fans = sorted((got[i], i) for i, (approved, _) in enumerate(papers) if project in approved)
    groups, members, voters = [], list[int](), 0
    for place, (amount, number) in enumerate(fans):
        members.append(number)
        voters += papers[number][1]
        if place + 1 == len(fans) or fans[place + 1][0] > amount:
            groups.append(
                Shortfall(project, tuple(sorted(members)), voters, voters * share, amount)
            )
    return groups


def _worst(groups: list[Shortfall]) -> Shortfall | None:
    return max(groups, key=lambda each: (each.deserved - each.got, each.project), default=None)
