"""What can be wrong with a count or a file of papers.

ChoosingError
├── ProfileError        options or ballots that cannot be counted
├── CountError          an unknown rule, or an impossible number of winners
└── PapersError         a file of papers that cannot be read; names the line
"""

from __future__ import annotations


class ChoosingError(ValueError):
    """Base of all errors of this package. ``code`` is stable, for doors to phrase."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class ProfileError(ChoosingError):
    """Codes: no_options, empty_option, duplicate_option, unknown_option, bad_count, bad_weight."""


class CountError(ChoosingError):
    """Codes: unknown_rule, bad_winners, tie_order_mismatch, other_profile, too_many_increments, too_long."""


class PapersError(ChoosingError):
    """A file of papers that cannot be read.

    ``line`` is the line of the file counted from 1, ``column`` the cell counted from 1 where one
    cell is at fault. Codes: empty_file, unbalanced_quotes, too_large, no_options, empty_option,
    duplicate_option, ragged_row, bad_mark; on writing: weighted.
    """

    def __init__(self, code: str, detail: str, *, line: int, column: int | None = None) -> None:
        super().__init__(code, f"line {line}: {detail}")
        self.line = line
        self.column = column
