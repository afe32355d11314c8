"""The path to a spearhead as a picture: rows of points with lines between what came from what."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiekartta.trace.queries import Ancestry

WIDTH = 96
"""Pixels for the points; labels stand right of them."""
ROW = 64
RADIUS = 9
MOST_POINTS = 6


@dataclass(frozen=True)
class Point:
    """A thing in a row."""

    x: int
    y: int


@dataclass(frozen=True)
class Line:
    """From what it came from, down to what it became."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True)
class Row:
    """One level with its label and the section of the page that tells more."""

    label: str
    anchor: str
    y: int
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Picture:
    """Rows from voices down to the spearhead; `height` in pixels."""

    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    height: int


def picture_of(ancestry: Ancestry) -> Picture:
    """Voices → themes → proposals → ballot → decision → spearhead; levels without things are left out."""
    spearhead = ancestry.spearhead
    themes, proposals = spearhead.themes, spearhead.proposals
    levels = [
        (_("Voices"), "voices", 1),
        (
            ngettext("%(n)s theme", "%(n)s themes", len(themes)) % {"n": len(themes)},
            "themes",
            len(themes),
        ),
        (
            ngettext("%(n)s proposal", "%(n)s proposals", len(proposals)) % {"n": len(proposals)},
            "proposals",
            len(proposals),
        ),
        (_("Ballot: advice"), "ballot", len(ancestry.ballots)),
        (_("Decision"), "decision", 1),
        (_("Spearhead %(order)s") % {"order": spearhead.order}, "spearhead", 1),
    ]
    kept = [level for level in levels if level[2]]
    rows = tuple(_row(place, *level) for place, level in enumerate(kept))
    lines: list[Line] = []
    for upper, lower in pairwise(rows):
        lines += _lines(ancestry, upper, lower)
    return Picture(rows, tuple(lines), ROW * len(rows))


def _row(place: int, label: str, anchor: str, number: int) -> Row:
    shown = min(number, MOST_POINTS)
    y = place * ROW + ROW // 2
    gap = WIDTH // shown
    return Row(label, anchor, y, tuple(Point(gap // 2 + gap * n, y) for n in range(shown)))


def _lines(ancestry: Ancestry, upper: Row, lower: Row) -> list[Line]:
    """All to all, but from themes to proposals only where a proposal was made from the theme."""
    pairs = [(a, b) for a in range(len(upper.points)) for b in range(len(lower.points))]
    if (upper.anchor, lower.anchor) == ("themes", "proposals"):
        names = [theme.id for theme in ancestry.spearhead.themes]
        linked = {
            (names.index(row.theme.id), place)
            for place, row in enumerate(ancestry.spearhead.proposals)
            if row.theme
        }
        pairs = [pair for pair in pairs if pair in linked]
    return [
        Line(upper.points[a].x, upper.y + RADIUS, lower.points[b].x, lower.y - RADIUS)
        for a, b in pairs
    ]
