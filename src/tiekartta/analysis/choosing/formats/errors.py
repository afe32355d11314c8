"""What can be wrong with a file of votes."""

from __future__ import annotations

from tiekartta.analysis.choosing.errors import ChoosingError


class FormatError(ChoosingError):
    """A file that cannot be read, or a profile that a format cannot hold.

    ``line`` is the line of the file counted from 1 (0: no line is at fault), ``column`` the cell
    or, in PrefLib files, the character counted from 1.

    Codes: unreadable, unknown_suffix, unknown_kind, too_large, not_utf8, control_character,
    empty_file, missing_header, repeated_header, misplaced_header, bad_header, type_mismatch,
    count_mismatch, no_options, empty_option, duplicate_option, duplicate_voter, unknown_option,
    repeated, same_option, bad_number, bad_order, tied_order, incomplete_order, bad_categories,
    unbalanced_quotes, unbalanced_braces, ragged_row, missing_section, bad_votes; on writing:
    unwritable.
    """

    def __init__(self, code: str, detail: str, *, line: int = 0, column: int | None = None) -> None:
        place = f"line {line}: " if line else ""
        if line and column:
            place = f"line {line}, column {column}: "
        super().__init__(code, place + detail)
        self.line = line
        self.column = column
