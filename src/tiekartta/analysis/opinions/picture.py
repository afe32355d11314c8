"""An opinion map as a picture (SVG): a mark for each person, a shape and a colour for each group."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from tiekartta.analysis.opinions.shapes import OpinionMap

SIDE = 640
_MARGIN = 40
MOST_MARKS = 5_000
"""People above whom an even sample is drawn; the caption says so."""
# Dark enough on white for a graphic (3:1); the shape tells the same.
COLOURS = ("#1f5aa8", "#b3470f", "#2b7a3d", "#7b3fa0", "#8a6d00")
_ALONE = "#6b7280"
WORDS = {
    "title": "Opinion map",
    "description": "{people} people by how they voted; those near one another voted alike.",
    "group": "Group {name}: {size}",
    "ungrouped": "Not in a group",
    "sample": "Every {step}th person is drawn.",
}


def picture(found: OpinionMap, *, words: Mapping[str, str] = WORDS) -> str:
    """A self-contained SVG with title and description; the statements' table is its twin.

    ``words`` gives the texts in the reader's language, with the names of :data:`WORDS`.
    """
    step = max(1, -(-len(found.participants) // MOST_MARKS))
    people = range(0, len(found.participants), step)
    scale = (SIDE / 2 - _MARGIN) / max(float(np.abs(found.places).max(initial=0.0)), 1e-9)
    marks = []
    for row in people:
        x = SIDE / 2 + float(found.places[row, 0]) * scale
        y = SIDE / 2 - float(found.places[row, 1]) * scale
        group = int(found.group_of[row]) if found.groups else -1
        marks.append(_mark(group, x, y, 4.0))
    told = words["description"].format(people=len(found.participants))
    if step > 1:
        told += " " + words["sample"].format(step=step)
    height = SIDE + 28 * (len(found.groups) + 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {height}" role="img"'
        f' aria-labelledby="opinion-map-title opinion-map-description" lang={quoteattr(words.get("language", "en"))}>'
        f'<title id="opinion-map-title">{escape(words["title"])}</title>'
        f'<desc id="opinion-map-description">{escape(told)}</desc>'
        f'<rect width="{SIDE}" height="{height}" fill="#ffffff"/>'
        f'<path d="M{_MARGIN} {SIDE // 2}H{SIDE - _MARGIN}M{SIDE // 2} {_MARGIN}V{SIDE - _MARGIN}"'
        ' stroke="#d4d8de" stroke-width="1"/>'
        f'<g fill-opacity="0.75">{"".join(marks)}</g>{_legend(found, words)}</svg>\n'
    )


def _legend(found: OpinionMap, words: Mapping[str, str]) -> str:
    lines = [
        (group.id, words["group"].format(name=chr(ord("A") + group.id), size=group.size))
        for group in found.groups
    ]
    if not found.groups or (found.group_of < 0).any():
        lines.append((-1, words["ungrouped"]))
    return "".join(
        f"{_mark(group, _MARGIN, SIDE + 28 * place, 7.0)}"
        f'<text x="{_MARGIN + 18}" y="{SIDE + 28 * place + 5}" font-family="sans-serif"'
        f' font-size="16" fill="#1f2937">{escape(text)}</text>'
        for place, (group, text) in enumerate(lines)
    )


def _mark(group: int, x: float, y: float, r: float) -> str:
    """Circle, square, triangle, diamond, cross; a ring for people in no group."""
    if group < 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:g}" fill="none" stroke="{_ALONE}"/>'
    colour = COLOURS[group % len(COLOURS)]
    if group == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:g}" fill="{colour}"/>'
    shape = {
        1: f"M{x - r:.1f} {y - r:.1f}h{2 * r:g}v{2 * r:g}h{-2 * r:g}z",
        2: f"M{x:.1f} {y - r:.1f}l{r:g} {2 * r:g}h{-2 * r:g}z",
        3: f"M{x:.1f} {y - r:.1f}l{r:g} {r:g}l{-r:g} {r:g}l{-r:g} {-r:g}z",
    }.get(group, f"M{x - r:.1f} {y - r / 3:.1f}h{2 * r:g}v{r / 1.5:.1f}h{-2 * r:g}z")
    return f'<path d="{shape}" fill="{colour}"/>'
