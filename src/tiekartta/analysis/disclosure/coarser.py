"""A coarser table where the fine one would be mostly hidden: it tells more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

from tiekartta.analysis.disclosure.counts import Policy
from tiekartta.analysis.disclosure.tables import DisclosedTable, disclose_table

MOSTLY = 0.5
"""Share of hidden cells above which a coarser table is proposed."""
JOIN = " + "
Counts = Mapping[str, Mapping[str, int]]
Parts = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Coarser:
    """Which rows and columns to put together, and the table that comes of it."""

    rows: Parts
    columns: Parts
    table: DisclosedTable


def hidden_share(table: DisclosedTable) -> float:
    """Share of the cells that are hidden, 0–1; 0 for a table without cells."""
    cells = len(table.rows) * len(table.columns)
    return table.hidden / cells if cells else 0.0


def coarser(counts: Counts, policy: Policy | None = None) -> Coarser | None:
    """The finest coarser table of which at most half is hidden; None where the fine one will do.

    Step by step, the two rows or the two columns of fewest people are put together, whichever
    leaves less hidden. Where nothing helps, that is the table of one cell. A reader who gets the
    coarser table must not get the fine one as well. Raises ValueError for a negative count.
    """
    if hidden_share(disclose_table(counts, policy)) <= MOSTLY:
        return None
    columns = tuple(dict.fromkeys(name for line in counts.values() for name in line))
    rows: Parts = tuple((name,) for name in counts)
    parts: Parts = tuple((name,) for name in columns)
    while True:
        table = disclose_table(_joined(counts, rows, parts), policy)
        if hidden_share(table) <= MOSTLY or (len(rows) == 1 and len(parts) == 1):
            return Coarser(rows, parts, table)
        tried: list[tuple[Parts, Parts]] = []
        if len(rows) > 1:
            tried.append((_fewer(rows, lambda row: sum(counts[row].values())), parts))
        if len(parts) > 1:
            tried.append((rows, _fewer(parts, lambda c: sum(n.get(c, 0) for n in counts.values()))))
        rows, parts = min(
            tried,
            key=lambda each: hidden_share(disclose_table(_joined(counts, *each), policy)),
        )


def _fewer(parts: Parts, people: Callable[[str], int]) -> Parts:
    """The two parts of fewest people put together, in the place of the first of them."""
    sizes = [sum(people(name) for name in part) for part in parts]
    one, other = min(
        combinations(range(len(parts)), 2), key=lambda pair: (sizes[pair[0]] + sizes[pair[1]], pair)
    )
    joined = [*parts]
    joined[one] = parts[one] + parts[other]
    del joined[other]
    return tuple(joined)


def _joined(counts: Counts, rows: Parts, columns: Parts) -> dict[str, dict[str, int]]:
    return {
        JOIN.join(row): {
            JOIN.join(column): sum(counts[r].get(c, 0) for r in row for c in column)
            for column in columns
        }
        for row in rows
    }
