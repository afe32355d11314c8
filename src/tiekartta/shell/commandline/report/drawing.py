"""The map of themes as numbers for an SVG: who stands where, how large, and who overlaps whom."""

from __future__ import annotations

from dataclasses import dataclass

from tiekartta.analysis.themes import Condensation, theme_map

SIDE = 600
"""Units of the drawing's width and height."""
_WIDEST = 14.0


@dataclass(frozen=True)
class Circle:
    """A theme, by its number in the list."""

    number: int
    label: str
    x: float
    y: float
    radius: float
    size: int


@dataclass(frozen=True)
class Line:
    """Two themes that overlap; ``percent`` of the smaller one's likeness."""

    first: Circle
    second: Circle
    width: float
    percent: int


@dataclass(frozen=True)
class Drawing:
    """Circles largest first, lines strongest first."""

    circles: tuple[Circle, ...]
    lines: tuple[Line, ...]
    side: int = SIDE


def drawing_of(condensation: Condensation) -> Drawing:
    """The drawing of a condensation's themes; empty where it has none."""
    found = theme_map(condensation)
    spots = {spot.theme: spot for spot in found.spots}
    circles = {
        theme.id: Circle(
            number,
            theme.label,
            round(spots[theme.id].x * SIDE, 1),
            round(spots[theme.id].y * SIDE, 1),
            round(max(spots[theme.id].radius * SIDE, 1.0), 1),
            theme.size,
        )
        for number, theme in enumerate(condensation.themes, start=1)
        if theme.id in spots
    }
    links = sorted(found.links, key=lambda link: (-link.strength, link.first, link.second))
    lines = tuple(
        Line(
            circles[link.first],
            circles[link.second],
            round(1 + _WIDEST * min(link.strength, 1.0), 1),
            round(link.strength * 100),
        )
        for link in links
        if link.first in circles and link.second in circles
    )
    return Drawing(tuple(circles.values()), lines)
