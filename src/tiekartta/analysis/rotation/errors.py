"""What can be wrong with a rotation."""

from __future__ import annotations


class RotationError(ValueError):
    """A plan that cannot be made. ``code`` is stable, for doors to phrase.

    Codes: few_participants, many_participants, few_stations, many_stations, bad_rounds,
    bad_table_size, unknown_method, unknown_group, bad_number, bad_round, bad_plan.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
