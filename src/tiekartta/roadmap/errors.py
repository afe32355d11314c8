"""What can go wrong in this folder, beside refusals.

DamagedEdition         the stored text of an edition no longer fits its digest; it is not shown (INV-M6)
"""

from __future__ import annotations


class DamagedEdition(Exception):  # noqa: N818 - the thing is damaged; the error is that somebody asked for it
    """The content of an edition differs from what was published."""

    def __init__(self, roadmap_id: str, number: int) -> None:
        super().__init__(f"edition {number} of roadmap {roadmap_id} does not fit its digest")
        self.roadmap_id = roadmap_id
        self.number = number
