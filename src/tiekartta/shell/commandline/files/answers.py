"""Answers from a survey export: which column holds them, what names each, and whose group it is."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from tiekartta.analysis.themes import Answer
from tiekartta.shell.commandline.errors import WrongCall
from tiekartta.shell.commandline.tables import column_of, table_of
from tiekartta.voices.spreadsheets import Table, guess_columns

NO_GROUP = "–"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The file and its columns."""
    parser.add_argument("file", type=Path, metavar="ANSWERS", help="survey export, CSV or XLSX")
    parser.add_argument(
        "--text",
        metavar="COLUMN",
        help="column of the open answers (default: found by its content)",
    )
    parser.add_argument(
        "--id", metavar="COLUMN", help="column that names each answer (default: row numbers)"
    )


def answers_of(options: argparse.Namespace) -> list[Answer]:
    """The answers of a file as the options say. Raises WrongCall, and OSError that names the file."""
    table = table_of(options.file)
    text = _text_column(table, options.text)
    key = column_of(table, options.id) if options.id else None
    by = getattr(options, "group", None)
    group = column_of(table, by) if by else None
    answers = [
        Answer(
            id=row[key] if key is not None else str(number),
            text=row[text],
            group=(row[group] or NO_GROUP) if group is not None else None,
        )
        for number, row in zip(table.numbers, table.rows, strict=True)
        if row[text].strip()
    ]
    if not answers:
        raise WrongCall(f"{options.file}: the column {table.header[text]!r} is empty")
    twice = [name for name, times in Counter(answer.id for answer in answers).items() if times > 1]
    if twice:
        raise WrongCall(
            f"{options.file}: {options.id!r} does not name each answer: {twice[0]!r} is there twice"
        )
    return answers


def _text_column(table: Table, wanted: str | None) -> int:
    if wanted:
        return column_of(table, wanted)
    found = guess_columns(table).open_answers
    if not found:
        raise WrongCall(
            f"no column looks like open answers; name it with --text: {', '.join(table.header)}"
        )
    if len(found) > 1:
        others = ", ".join(table.header[index] for index in found[1:])
        print(
            f"Answers are in {table.header[found[0]]!r}; for others give --text: {others}",
            file=sys.stderr,
        )
    return found[0]
