"""Survey exports: a file in, a table and a guess about its columns out. No database, no Django."""

from tiekartta.voices.errors import SpreadsheetError
from tiekartta.voices.spreadsheets.guessing import Guess, guess_columns
from tiekartta.voices.spreadsheets.reading import read_table
from tiekartta.voices.spreadsheets.table import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROWS,
    Table,
    question_text,
)

__all__ = [
    "MAX_BYTES",
    "MAX_CELLS",
    "MAX_CHARACTERS",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "Guess",
    "SpreadsheetError",
    "Table",
    "guess_columns",
    "question_text",
    "read_table",
]
