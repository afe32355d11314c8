"""Which statements need more votes next."""

from __future__ import annotations

import numpy as np

from tiekartta.analysis.opinions.passes import Floats, Tally


def priorities(everybody: Tally, components: Floats, means: Floats) -> Floats:
    """(m,) how much the next vote on each statement would tell, Polis' comment priority.

    A statement that few pass on, many agree with and that lies far from the middle is important; a
    new one counts up to nine times as much and sinks as votes come (halved every five).
    """
    votes = everybody.votes.astype(np.float64)
    passes = votes - everybody.agrees - everybody.disagrees
    extremity = np.sqrt(components.shape[1] * ((1 + means) ** 2) * (components**2).sum(axis=0))
    importance = (
        (1 - (passes + 1) / (votes + 2)) * (extremity + 1) * (everybody.agrees + 1) / (votes + 2)
    )
    priority: Floats = (importance * (1 + 8 * 2 ** (-votes / 5))) ** 2
    return priority
