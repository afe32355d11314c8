"""`tiekartta protect`."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tiekartta.shell.commandline.errors import WrongCall
from tiekartta.shell.commandline.numbers import whole
from tiekartta.shell.commandline.outputs import check_outputs, write_json
from tiekartta.shell.commandline.tables import table_of

if TYPE_CHECKING:
    from tiekartta.analysis.disclosure import Disclosed, DisclosedTable

MARK = "·"
TOTAL = "total"
MOST_DIGITS = 9


def add_options(parser: argparse.ArgumentParser) -> None:
    """The table and the limits."""
    parser.description = (
        "Hide what a table of counts could tell of single persons: small figures, and as many others "
        "as let one work them out. Totals are made anew."
    )
    parser.add_argument(
        "file",
        type=Path,
        metavar="TABLE",
        help="CSV or XLSX: names of columns first, then a name and counts in each row; no totals",
    )
    parser.add_argument(
        "--full", type=whole(5, 1_000), default=10, metavar="N",
        help="fewest people whose exact number is shown (default 10)",
    )  # fmt: skip
    parser.add_argument(
        "--least", type=whole(5, 1_000), default=5, metavar="N",
        help="how many values a hidden figure must leave open (default 5)",
    )  # fmt: skip
    parser.add_argument(
        "--coarser", action="store_true",
        help="where over half would be hidden, put rows and columns together until it is not",
    )  # fmt: skip
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the safe table as JSON")
    parser.set_defaults(run=protect)


def protect(options: argparse.Namespace) -> None:
    """Print the safe table."""
    check_outputs([options.json], [options.file])
    counts = counts_of(options.file)
    from tiekartta.analysis.disclosure import (  # noqa: PLC0415 - loads numpy
        Policy,
        coarser,
        disclose_table,
    )

    policy = Policy(k_full=options.full, k_min=options.least)
    if options.coarser and (found := coarser(counts, policy)):
        safe = found.table
    else:
        safe = disclose_table(counts, policy)
    if options.json:
        write_json(options.json, safe.as_data())
    print_table(safe)


def counts_of(path: Path) -> dict[str, dict[str, int]]:
    """Row → column → count. Raises WrongCall that names row and column, and OSError."""
    table = table_of(path)
    columns = table.header[1:]
    if not columns:
        raise WrongCall(f"{path}: a name and at least one count are needed in each row")
    counts = {
        row[0]: {
            name: _count(path, cell, number, at)
            for at, (name, cell) in enumerate(zip(columns, row[1:], strict=True), start=2)
        }
        for number, row in zip(table.numbers, table.rows, strict=True)
    }
    twice = [name for name, times in Counter(row[0] for row in table.rows).items() if times > 1]
    if twice:
        raise WrongCall(f"{path}: two rows are called {twice[0]!r}")
    _no_totals(path, counts, columns)
    return counts


def _count(path: Path, cell: str, row: int, column: int) -> int:
    if cell.isascii() and cell.isdigit() and len(cell) <= MOST_DIGITS:
        return int(cell)
    raise WrongCall(f"{path}: row {row}, column {column} holds {cell[:40]!r}; give a count")


def _no_totals(path: Path, counts: dict[str, dict[str, int]], columns: tuple[str, ...]) -> None:
    """A total among the counts would be counted twice and give away what is hidden beside it."""
    *rows, last = counts.values()
    if (
        len(columns) > 2
        and all(line[columns[-1]] * 2 == sum(line.values()) for line in counts.values())
        and any(line[columns[-1]] for line in counts.values())
    ):
        raise WrongCall(
            f"{path}: the column {columns[-1]!r} is the sum of the others; leave it out"
        )
    if (
        len(rows) > 1
        and all(last[name] == sum(line[name] for line in rows) for name in columns)
        and any(last.values())
    ):
        raise WrongCall(
            f"{path}: the row {list(counts)[-1]!r} is the sum of the others; leave it out"
        )


def print_table(safe: DisclosedTable) -> None:
    """The table with its totals, cells apart by tabs, one mark for all that is hidden."""
    print("\t".join(["", *safe.columns, TOTAL]))
    for name, cells, total in zip(safe.rows, safe.cells, safe.row_totals, strict=True):
        print("\t".join([name, *map(_shown, cells), _shown(total)]))
    print("\t".join([TOTAL, *map(_shown, safe.column_totals), _shown(safe.total)]))
    if safe.hidden:
        print(f"{MARK} stands for a number that could point at persons.")
    if safe.hidden * 2 > len(safe.rows) * len(safe.columns) > 1:
        print(
            "Over half is hidden. A coarser table tells more: give --coarser (and publish only one)."
        )


def _shown(cell: Disclosed) -> str:
    return str(cell.value) if cell.is_shown else MARK
