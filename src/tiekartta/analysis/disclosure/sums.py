"""Sums of groups that are told one by one elsewhere: they tell what the groups tell, and nothing more."""

from __future__ import annotations

from collections.abc import Iterable

from tiekartta.analysis.disclosure.counts import HIDDEN, Disclosed


def told_sum(parts: Iterable[Disclosed]) -> Disclosed:
    """The number of people in disjoint groups, as far as the groups are told (INV-D3).

    Of one group it is what is told of that. Exact when every group is told. Else "least": so many are in those that are told, and how many are in the
    others stays untold. Hidden when none is. A sum of what readers have already can be subtracted from
    nothing, whatever other sums stand beside it and whatever was told earlier.
    """
    told = list(parts)
    if len(told) == 1:
        return told[0]
    known = [part.at_least for part in told if part.at_least is not None]
    if not known:
        return HIDDEN
    if all(part.is_shown for part in told):
        return Disclosed("full", sum(known))
    return Disclosed("least", least=sum(known))
