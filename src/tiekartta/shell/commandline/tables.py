"""Files of answers as tables, and what is said when they are not."""

from __future__ import annotations

from pathlib import Path

from tiekartta.shell.commandline.errors import WrongCall
from tiekartta.voices.errors import SpreadsheetError
from tiekartta.voices.spreadsheets import MAX_BYTES, Table, read_table


def content_of(path: Path, most: int) -> bytes:
    """The bytes of a file, at most ``most`` + 1 of them, whatever its size is said to be.

    Raises OSError that names the file.
    """
    with path.open("rb") as file:
        return file.read(most + 1)


def text_of_file(path: Path, most: int) -> str:
    """A text in UTF-8, with or without its mark. Raises WrongCall, and OSError that names the file."""
    content = content_of(path, most)
    if len(content) > most:
        raise WrongCall(f"{path}: larger than {most // 1_000_000} megabytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongCall(f"{path}: not text in UTF-8 (byte {error.start + 1})") from error


def table_of(path: Path, content: bytes | None = None) -> Table:
    """The table in a CSV or XLSX file. Raises WrongCall that says where it is broken and what to do."""
    try:
        return read_table(
            content_of(path, MAX_BYTES) if content is None else content, filename=path.name
        )
    except SpreadsheetError as error:
        raise WrongCall(f"{path}: {_in_english(error)}") from error


def column_of(table: Table, name: str) -> int:
    """The index of a column by its header. Raises WrongCall that lists the headers."""
    if name in table.header:
        return table.header.index(name)
    raise WrongCall(f"no column {name!r}; the file has: {', '.join(table.header)}")


def _in_english(error: SpreadsheetError) -> str:
    # The sentences are those of the pages; Django is loaded only to say what is wrong.
    from django.utils import translation  # noqa: PLC0415 - on this path only

    from tiekartta.shell.commandline import light_django  # noqa: PLC0415 - the same
    from tiekartta.voices.sentences import sentence_of  # noqa: PLC0415 - the same

    light_django.prepare()
    with translation.override("en"):
        return sentence_of(error)
