"""Papers with weights: a column of weights, or a column of groups and a file of their weights."""

from __future__ import annotations

import argparse
import csv
import io
import re
from fractions import Fraction

from tiekartta.analysis.choosing import PapersError, Profile, ProfileError, read_papers
from tiekartta.shell.commandline.errors import WrongCall
from tiekartta.shell.commandline.tables import text_of_file

MOST_BYTES = 10_000_000
_WEIGHT = re.compile(r"[0-9]{1,9}([.,][0-9]{1,9}|/[0-9]{1,9})?", re.ASCII)


def weighted_papers(text: str, options: argparse.Namespace) -> Profile:
    """The papers without the column of weights or groups, and with the weights. Raises WrongCall,
    and PapersError and ProfileError that name the line."""
    column = options.weight or options.group
    head, *rows = _rows(text)
    numbers = [number for number, _ in rows]
    names = [cell.strip() for cell in head[1]]
    if column not in names:
        raise WrongCall(f"{options.file}: no column {column!r}; there are: {', '.join(names)}")
    at = names.index(column)
    of_group = _weights_of(options) if options.group else {}
    weights = []
    for number, cells in rows:
        if len(cells) <= at:
            raise PapersError(
                "ragged_row", f"there is no cell in the column {column!r}", line=number
            )
        cell = cells[at].strip()
        if options.group and cell not in of_group:
            raise PapersError(
                "bad_mark", f"{options.weights} has no weight for {cell!r}", line=number
            )
        weights.append(of_group[cell] if options.group else _weight(cell, number))
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(
        [*cells[:at], *cells[at + 1 :]] for _, cells in (head, *rows)
    )
    try:
        plain = read_papers(written.getvalue())
        lines = list(csv.reader(io.StringIO(written.getvalue())))
    except PapersError as error:  # its line is one of what was written, not of the file
        real = numbers[error.line - 2] if 2 <= error.line < len(numbers) + 2 else 1
        detail = error.detail.split(": ", 1)[-1]
        raise PapersError(error.code, detail, line=real, column=error.column) from None
    marked = [
        [i for i, cell in enumerate(row) if cell.strip().lower() in ("1", "x")] for row in lines[1:]
    ]
    named = [cell.strip() for cell in lines[0]]
    made = Profile.of(named, marked, weights=weights)
    if made.voters != plain.voters:
        raise ProfileError("bad_count", "a line could not be read")
    return made


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """(line, cells) of every line with content, by semicolon or comma as the first line has it."""
    outside = "".join(text.split("\n", 1)[0].split('"')[::2])
    delimiter = ";" if ";" in outside and "," not in outside else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found = []
    try:
        found = [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error as error:
        raise PapersError("unbalanced_quotes", str(error), line=max(reader.line_num, 1)) from None
    if not found:
        raise PapersError("empty_file", "the file is empty", line=1)
    return found


def _weights_of(options: argparse.Namespace) -> dict[str, Fraction]:
    try:
        return _table_of_weights(text_of_file(options.weights, MOST_BYTES))
    except PapersError as error:
        raise WrongCall(f"{options.weights}: {error}") from error


def _table_of_weights(text: str) -> dict[str, Fraction]:
    weights: dict[str, Fraction] = {}
    rows = _rows(text)
    for number, cells in rows[1:] if _is_header(rows[0][1]) else rows:
        if len(cells) != 2:
            raise PapersError("ragged_row", "give a group and its weight", line=number)
        name = cells[0].strip()
        if name in weights:
            raise PapersError("bad_mark", f"{name!r} is there twice", line=number)
        weights[name] = _weight(cells[1].strip(), number)
    return weights


def _is_header(cells: list[str]) -> bool:
    return len(cells) == 2 and not _WEIGHT.fullmatch(cells[1].strip())


def _weight(cell: str, line: int) -> Fraction:
    if _WEIGHT.fullmatch(cell) and not re.search(r"/0*$", cell):
        weight = Fraction(cell.replace(",", "."))
        if weight > 0:
            return weight
    raise PapersError(
        "bad_weight",
        f"{cell[:20]!r} is no weight; give one above zero such as 1, 0.5 or 1/3",
        line=line,
    )
