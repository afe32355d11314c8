"""What can be wrong with votes on statements or a file of them."""

from __future__ import annotations


class OpinionsError(ValueError):
    """Votes that no map can be made of. ``code`` is stable, for doors to phrase.

    Codes: few_people, no_statements, bad_vote, bad_groups, different_statements, bad_array.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class VotesFileError(OpinionsError):
    """A file of votes that cannot be read; ``file`` and ``line`` (from 1) say where.

    Codes: missing_file, empty_file, bad_encoding, too_large, no_column, duplicate_column,
    ragged_row, bad_vote, bad_number, duplicate_participant, duplicate_statement, unclear_sign.
    """

    def __init__(self, code: str, detail: str, *, file: str, line: int | None = None) -> None:
        where = file if line is None else f"{file}, line {line}"
        super().__init__(code, f"{where}: {detail}")
        self.file = file
        self.line = line
