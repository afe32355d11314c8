"""The errors of this folder.

DecisionsChanged    people changed the draft while the analysis ran; the task computes again
"""

from __future__ import annotations


class DecisionsChanged(Exception):  # noqa: N818 - a state of things, not a fault
    """The result rests on decisions that people have changed since."""
