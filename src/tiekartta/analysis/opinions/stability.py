"""How much a map's groups depend on who happened to vote."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.opinions.agreement import adjusted_rand
from tiekartta.analysis.opinions.components import components_in
from tiekartta.analysis.opinions.grouping import grouped
from tiekartta.analysis.opinions.passes import Counts, places, tally
from tiekartta.analysis.opinions.sources import Source

SHARE = 0.8
MOST_PEOPLE = 20_000
"""People above whom a fixed sample of so many is drawn from."""


def stability(
    source: Source,
    group_of: Counts,
    shown: NDArray[np.bool_],
    *,
    subsamples: int,
    seed: int,
    groups: int | None,
    least: int,
) -> float:
    """Mean adjusted Rand index of ``group_of`` with the groups of subsamples of 80 % of the people.

    Each subsample is mapped from the beginning, the number of groups chosen anew unless ``groups``
    fixes it. People of group −1 take part in the map and are not compared.
    """
    everybody = np.arange(len(source.participants))
    if len(everybody) > MOST_PEOPLE:
        draw = np.random.default_rng([seed, 1])
        everybody = np.sort(draw.permutation(everybody)[:MOST_PEOPLE])
    drawn = source.of_people(everybody)
    scores = []
    for turn in range(subsamples):
        draw = np.random.default_rng([seed, 2, turn])
        size = max(2, round(SHARE * len(everybody)))
        rows = np.sort(draw.permutation(len(everybody))[:size])
        chosen = everybody[rows]
        some = drawn.of_people(rows)
        counted = tally(some)
        components = components_in(some, counted.means, shown)
        points = places(some, counted, shown, components)
        compared = group_of[chosen] >= 0
        found, _ = grouped(
            points[compared], seed=seed, groups=groups, least=max(1, int(least * SHARE))
        )
        scores.append(adjusted_rand(group_of[chosen][compared], found))
    return round(float(np.mean(scores)), 6) if scores else 0.0
