"""Counts about people in words and bars. Only disclosed values come in (INV-D1): a bare number is refused."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tiekartta.analysis.disclosure import Disclosed

LINE = 20
"""Height of one line of a label, in pixels."""
BAR = 18
"""Height of a bar, in pixels."""
GAP = 20
"""Between one row and the next, in pixels."""
LABEL_WIDTH = 38
"""Characters of a label on one line: what 320 px hold."""
WIDEST = 76
"""Per cent of the width that the longest bar takes; the rest is for its figure."""


def words_of(value: Any, *, plain_allowed: bool = False, short: bool = False) -> str:
    """A disclosed value in words: the number, "few", or that it is hidden; `short` where a note says why.

    With `plain_allowed` other values pass as text, because they are not counts about people.
    Raises TypeError on a bare value otherwise.
    """
    if isinstance(value, Disclosed):
        return _disclosed_words(value, short=short)
    if not plain_allowed:
        raise TypeError("a count about people is shown only as a disclosed value")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value)
    return str(value)


def _disclosed_words(value: Disclosed, *, short: bool) -> str:
    if value.least is not None and value.most is not None:
        return "–".join(_number(n) for n in (value.least, value.most))
    if value.least is not None:
        return _("at least %(number)s") % {"number": _number(value.least)}
    if value.value is not None:
        return _number(value.value)
    if value.position:
        return _("few")
    return _("hidden") if short else _("hidden (too few respondents)")


def _number(value: float) -> str:
    return number_format(value, use_l10n=True, force_grouping=True)


@dataclass(frozen=True)
class Line:
    """One line of a row's label and the place of its foot (pixels from the top)."""

    text: str
    y: int


@dataclass(frozen=True)
class Bar:
    """One row of a chart. `width` is per cent of the chart's width, None when no length may be told."""

    label: str
    words: str
    level: str
    lines: tuple[Line, ...]
    y: int
    width: str | None
    words_x: str
    words_y: int


@dataclass(frozen=True)
class Chart:
    """Rows placed one under another; `height` in pixels."""

    bars: tuple[Bar, ...]
    height: int


def _bar(label: str, value: Disclosed, *, top: int, largest: int) -> Bar:
    texts = textwrap.wrap(label, LABEL_WIDTH) or [label]
    lines = tuple(Line(text, top + (n + 1) * LINE - 7) for n, text in enumerate(texts))
    y = top + len(lines) * LINE
    length = _length(value)
    share = None if length is None else WIDEST * length / largest
    words_x = 0.0 if share is None else share
    return Bar(
        label=label,
        words=words_of(value),
        level=value.level,
        lines=lines,
        y=y,
        width=None if share is None else f"{share:.2f}%",
        words_x=f"{words_x:.2f}%",
        words_y=y + BAR - 4,
    )


def _length(value: Disclosed) -> int | None:
    """What a bar may be as long as; a figure that is told to be at least so much is drawn to that."""
    return value.at_least


def chart_of(rows: Iterable[tuple[str, Disclosed]]) -> Chart:
    """Bars of (label, disclosed count), in the order given. Raises TypeError on a bare count."""
    pairs = [(str(label), value) for label, value in rows]
    for _label, value in pairs:
        words_of(value)
    largest = max((_length(value) or 0 for _label, value in pairs), default=0) or 1
    bars: list[Bar] = []
    top = 0
    for label, value in pairs:
        bars.append(_bar(label, value, top=top, largest=largest))
        top = bars[-1].y + BAR + GAP
    return Chart(tuple(bars), max(top - GAP, 0))


TONES = 6
"""Colours of the parts of a bar that shows a whole; after that they begin anew."""


@dataclass(frozen=True)
class Segment:
    """A shown part of a whole: where it begins and how wide it is, in per cent of the chart."""

    label: str
    x: str
    width: str
    tone: int


@dataclass(frozen=True)
class Stack:
    """A whole divided: its shown parts one after another, and the rest in one, hidden."""

    label: str
    lines: tuple[Line, ...]
    y: int
    segments: tuple[Segment, ...]
    rest_x: str
    rest_width: str | None
    words: str


@dataclass(frozen=True)
class StackChart:
    """Wholes placed one under another, and what each colour means."""

    stacks: tuple[Stack, ...]
    legend: tuple[tuple[str, int], ...]
    height: int
    has_rest: bool


def _stack(label: str, parts: list[tuple[str, Disclosed]], whole: Disclosed, *, top: int) -> Stack:
    texts = textwrap.wrap(label, LABEL_WIDTH) or [label]
    lines = tuple(Line(text, top + (n + 1) * LINE - 7) for n, text in enumerate(texts))
    at = 0.0
    segments = []
    for number, (answer, value) in enumerate(parts):
        if value.value is None or not whole.value:
            continue
        width = 100 * value.value / whole.value
        segments.append(Segment(answer, f"{at:.2f}%", f"{width:.2f}%", number % TONES))
        at += width
    said = ", ".join(f"{answer}: {words_of(value)}" for answer, value in parts)
    rest = 100 - at
    return Stack(
        label, lines, top + len(lines) * LINE, tuple(segments), f"{at:.2f}%",
        f"{rest:.2f}%" if rest > 0.01 else None, said,
    )  # fmt: skip


def stacks_of(rows: Iterable[tuple[str, list[tuple[str, Disclosed]], Disclosed]]) -> StackChart:
    """Wholes divided into disclosed parts: (label, [(part, figure)], whole). TypeError on a bare count.

    What is hidden is one piece at the end, as long as what the shown parts leave.
    """
    given = list(rows)
    for _label, parts, whole in given:
        for value in (whole, *(value for _answer, value in parts)):
            words_of(value)
    stacks: list[Stack] = []
    top = 0
    for label, parts, whole in given:
        stacks.append(_stack(label, parts, whole, top=top))
        top = stacks[-1].y + BAR + GAP
    names = [answer for answer, _value in given[0][1]] if given else []
    legend = tuple((name, number % TONES) for number, name in enumerate(names))
    has_rest = any(stack.rest_width for stack in stacks)
    return StackChart(tuple(stacks), legend, max(top - GAP, 0), has_rest)
