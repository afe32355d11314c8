"""Approvals by respondent group, safe against subtraction (INV-B7, INV-D3). Pure.

The approvals of all voters together are public, for anybody may count the papers again. So each
option is a table of its own, approving and not approving by group: a small number on either side
hides its cell, and another one where the totals would give it away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tiekartta.analysis.disclosure import Disclosed, Policy, disclose_table

HIDDEN = Disclosed("hidden")
_YES, _NO = "approve", "do not"


@dataclass(frozen=True)
class Support:
    """`cells`: option → approvals in the order of `groups`; `hidden_groups`: some group has no column."""

    groups: tuple[str, ...]
    turnout: tuple[Disclosed, ...]
    cells: Mapping[str, tuple[Disclosed, ...]]
    hidden_groups: bool


def support_by_group(
    groups: Mapping[str, Mapping[str, Any]], options: Sequence[str], policy: Policy
) -> Support:
    """`groups`: group → {"papers": n, "approvals": {option: n}}.

    A group whose number of papers is hidden gets no column. With one group only there is nothing
    beside it to tell apart, so the columns are empty.
    """
    papers = {group: int(each["papers"]) for group, each in groups.items()}
    turnout = disclose_table(papers, policy) if papers else None
    shown = [group for group in papers if turnout and turnout.cell(group).is_shown]
    if turnout is None or len(papers) < 2 or not shown:
        return Support((), (), dict.fromkeys(options, ()), len(papers) > 1)
    cells = {}
    for key in options:
        yes = {group: int(each["approvals"].get(key, 0)) for group, each in groups.items()}
        cells[key] = _cells(yes, papers, shown, policy)
    return Support(
        groups=tuple(shown),
        turnout=tuple(turnout.cell(group) for group in shown),
        cells=cells,
        hidden_groups=len(shown) < len(papers),
    )


def _cells(
    yes: Mapping[str, int], papers: Mapping[str, int], shown: Sequence[str], policy: Policy
) -> tuple[Disclosed, ...]:
    no = {group: papers[group] - yes[group] for group in papers}
    table = disclose_table({_YES: yes, _NO: no}, policy)
    totals = dict(zip(table.columns, table.column_totals, strict=True))
    # The table may keep a cell by hiding a total; but these totals are shown elsewhere.
    if not all(totals[group].is_shown for group in shown) or not _rows_safe(
        table.row_totals, yes, no, policy
    ):
        return tuple(HIDDEN for _group in shown)
    return tuple(table.cell(group, _YES) for group in shown)


def _rows_safe(
    totals: Sequence[Disclosed], yes: Mapping[str, int], no: Mapping[str, int], policy: Policy
) -> bool:
    """Whether the sums of approving and not approving may be known, as they are."""
    large = [sum(yes.values()) >= policy.k_full, sum(no.values()) >= policy.k_full]
    return all(total.is_shown for total, is_large in zip(totals, large, strict=True) if is_large)
