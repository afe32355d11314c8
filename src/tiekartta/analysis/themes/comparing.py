"""Two runs side by side: what stayed, what is gone, what is new, and who moved."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from tiekartta.analysis.themes.shapes import Comparison, Match

LEAST = 0.1
"""Jaccard index below which two themes are not the same theme."""
_DIGITS = 4


def compare(
    before: Mapping[str, Collection[str]], after: Mapping[str, Collection[str]]
) -> Comparison:
    """Themes of two runs matched so that they share as much as can be; ids of answers by theme.

    Each theme has at most one match, of a Jaccard index of at least 0.1. An answer moved when it
    has a theme in both runs and none of its themes after is the match of one before; answers that
    are only in one run, or are an orphan in one, did not move.
    """
    olds, news = sorted(before), sorted(after)
    own = [set(before[theme]) for theme in olds]
    theirs = [set(after[theme]) for theme in news]
    matched = _matched(olds, news, own, theirs)
    match_of = {match.before: match.after for match in matched}
    was: dict[str, set[str | None]] = {}
    for theme, members in zip(olds, own, strict=True):
        for answer in members:
            was.setdefault(answer, set()).add(match_of.get(theme))
    now: dict[str, set[str]] = {}
    for theme, members in zip(news, theirs, strict=True):
        for answer in members:
            now.setdefault(answer, set()).add(theme)
    return Comparison(
        matched,
        tuple(theme for theme in olds if theme not in match_of),
        tuple(theme for theme in news if theme not in set(match_of.values())),
        tuple(sorted(a for a in was.keys() & now.keys() if not was[a] & now[a])),
    )


def _matched(
    olds: list[str], news: list[str], own: list[set[str]], theirs: list[set[str]]
) -> tuple[Match, ...]:
    if not olds or not news:
        return ()
    jaccard = np.array([[_jaccard(one, other) for other in theirs] for one in own])
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - slow to load; pages import this

    rows, columns = linear_sum_assignment(-np.round(jaccard, 9))
    found = [
        Match(olds[row], news[column], round(float(jaccard[row, column]), _DIGITS))
        for row, column in zip(rows, columns, strict=True)
        if jaccard[row, column] >= LEAST
    ]
    return tuple(sorted(found, key=lambda match: (-match.jaccard, match.before)))


def _jaccard(one: set[str], other: set[str]) -> float:
    union = len(one | other)
    return len(one & other) / union if union else 0.0
