"""That what a small group says is not swallowed by what a large one says.

Communities of a graph answer for the most ties, and most ties are those of the largest group. So
within each theme the answers of every smaller group are looked at: where they are tied to one
another and hardly to the rest of the theme, they are given a theme of their own.

Measured on public answers of twelve topics, one of them spoken of by a group of 5 % alone: six of
the twelve were swallowed, tied to their theme by 0.19–0.26 of what would be expected of a part of
it. Groups that speak of the same as all others are tied by 0.59 and more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tiekartta.analysis.themes.clustering import ORPHAN, Labels, communities, smallest_theme
from tiekartta.analysis.themes.shapes import Assignment, GroupView, Theme

_FEWEST = 5  # answers of a theme that is kept for a small group
_WITHIN = 0.4  # of the tie weight of the group's answers that must stay among them
_SAME_TOPIC = 0.5  # of the ties expected if they were part of the theme
_OWN = 0.5  # share of a theme from which it is theirs already
_SPOKEN = 0.8  # share of them in one language, from which only that language is compared
_DIGITS = 4


def balanced(
    graph: sparse.csr_matrix,
    labels: Labels,
    groups: Sequence[str | None],
    languages: Sequence[str],
    free: NDArray[np.bool_],
    wanted: int,
    seed: int,
) -> Labels:
    """``labels`` with a theme for what a small group says and a larger theme had swallowed.

    ``graph`` is (n, n), the rest go by its nodes; ``free`` are those that no decision holds. Where
    all are free the others are clustered anew into fewer themes, so that their number stays.
    """
    swallowed = list(_swallowed(graph, labels, groups, languages, free))
    swallowed = swallowed[: min(wanted // 3, len(swallowed))]
    if not swallowed:
        return labels
    kept = labels.copy()
    rest = np.setdiff1d(np.arange(labels.size), np.concatenate(swallowed))
    if free.all():
        kept[rest] = communities(graph[rest][:, rest].tocsr(), wanted - len(swallowed), seed)
        labels = kept[rest]
    for number, inside in enumerate(swallowed, start=int(labels.max(initial=ORPHAN)) + 1):
        kept[inside] = number
    return kept


def _swallowed(
    graph: sparse.csr_matrix,
    labels: Labels,
    groups: Sequence[str | None],
    languages: Sequence[str],
    free: NDArray[np.bool_],
) -> Iterator[NDArray[np.int64]]:
    """Answers of small groups that deserve a theme of their own, smallest group first."""
    least = max(_FEWEST, smallest_theme(labels.size))
    sizes = Counter(group for group in groups if group is not None)
    of_group, spoken = np.array(groups, dtype=object), np.array(languages, dtype=object)
    for group, size in sorted(sizes.items(), key=lambda item: (item[1], item[0])):
        if size < least or 2 * size > labels.size:
            continue
        is_mine = (of_group == group) & free
        for theme in range(int(labels.max(initial=ORPHAN)) + 1):
            is_there = labels == theme
            inside = np.flatnonzero(is_there & is_mine)
            if inside.size >= least and inside.size < _OWN * is_there.sum():
                outside = is_there.copy()
                outside[inside] = False
                if _is_swallowed(graph, inside, outside, spoken):
                    yield inside


def _is_swallowed(
    graph: sparse.csr_matrix,
    inside: NDArray[np.int64],
    outside: NDArray[np.bool_],
    spoken: NDArray[np.object_],
) -> bool:
    """Whether ``inside`` holds together and is hardly tied to ``outside``, the rest of its theme."""
    ties = np.asarray(graph[inside].sum(axis=0), dtype=np.float64).ravel()
    within = float(ties[inside].sum())
    if not within or within < _WITHIN * ties.sum():
        return False
    language, most = Counter(spoken[inside].tolist()).most_common(1)[0]
    if most >= _SPOKEN * inside.size:
        # Other languages have other words: that they are unlike is no sign of another topic.
        outside = outside & (spoken == language)
        if outside.sum() < inside.size:
            return False
    expected = outside.sum() / (outside.sum() + inside.size - 1)
    observed = ties[outside].sum() / (ties[outside].sum() + within)
    return bool(observed < _SAME_TOPIC * expected)


def counts(
    assignments: Iterable[Assignment], group_of: Mapping[str, str | None]
) -> dict[str, dict[str, int]]:
    """Answers by first theme and group, of those that tell their group."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for assignment in assignments:
        group = group_of[assignment.answer]
        if assignment.themes and group is not None:
            found[assignment.themes[0][0]][group] += 1
    return {theme: dict(sorted(counted.items())) for theme, counted in found.items()}


def sizes(groups: Iterable[str | None]) -> dict[str, int]:
    """Answers by group, of those that tell it."""
    return dict(sorted(Counter(group for group in groups if group is not None).items()))


def views(
    themes: Sequence[Theme], sizes: Mapping[str, int], everyone: int
) -> tuple[GroupView, ...]:
    """What each group spoke of, by name of the group; ``everyone`` is the number of all answers."""
    found = []
    for group, size in sorted(sizes.items()):
        spoken = [
            (theme.id, theme.groups[group] / size, theme.size / everyone)
            for theme in themes
            if theme.groups.get(group)
        ]
        shares = tuple(
            (theme, round(share, _DIGITS), round(share / overall, 2))
            for theme, share, overall in sorted(spoken, key=lambda item: -item[1])
        )
        found.append(GroupView(group, size, shares))
    return tuple(found)
