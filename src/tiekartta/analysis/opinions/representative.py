"""Which statements tell a group from the others, and which nearly everybody agrees on.

The selection follows Polis: significant statements by the product of both effects and both tests,
the most agreed one first, agreement before disagreement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.opinions.passes import Counts, Tally
from tiekartta.analysis.opinions.statistics import SIGNIFICANT, Side, proportion_test

MOST = 5
Answer = Literal["agree", "disagree"]


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement that tells a group from everybody else: the group gave ``answer`` more often."""

    statement: str
    answer: Answer
    successes: int
    votes: int
    probability: float
    test: float
    repness: float
    repness_test: float


@dataclass(frozen=True, slots=True)
class Agreed:
    """A statement that people of every group taken together gave ``answer`` to."""

    statement: str
    answer: Answer
    successes: int
    votes: int
    probability: float
    test: float


def representative(
    agree: Side, disagree: Side, group: int, statements: tuple[str, ...], shown: NDArray[np.bool_]
) -> tuple[Representative, ...]:
    """At most five statements of one group; one weaker where none is significant."""
    seen = np.flatnonzero(shown & (agree.votes[group] > 0))
    agrees = agree.repness_test[group] > disagree.repness_test[group]
    metric = np.where(agrees, agree.metric[group], disagree.metric[group])
    passes = np.where(agrees, agree.passes[group], disagree.passes[group])
    columns: list[int] = seen.tolist()
    sides: dict[int, Answer] = {
        column: "agree" if is_agree else "disagree"
        for column, is_agree in zip(columns, agrees[seen].tolist(), strict=True)
    }

    def of(column: int) -> Side:
        return agree if sides[column] == "agree" else disagree

    good = seen[passes[seen]]
    sufficient: list[int] = good[np.argsort(-metric[good], kind="stable")].tolist()
    first = _most_agreed(agree, group, columns)
    if sufficient:
        chosen = [] if first is None else [first]
        chosen += [column for column in sufficient if column != first]
    else:
        best = _strongest(of, group, columns) if first is None else first
        chosen = [] if best is None else [best]
    if first is not None:
        sides[first] = "agree"
    told = [_told(of(c), group, c, statements[c], sides[c]) for c in chosen[:MOST]]
    return tuple(sorted(told, key=lambda each: each.answer != "agree"))


def _most_agreed(agree: Side, group: int, columns: Iterable[int]) -> int | None:
    """The statement the group agrees with that speaks for it best, if any is decent."""
    best: int | None = None
    successes, repness = agree.successes[group].tolist(), agree.repness[group].tolist()
    probability, metric = agree.probability[group].tolist(), agree.metric[group].tolist()
    test = agree.test[group].tolist()
    for column in columns:
        if successes[column] == 0:
            continue
        if best is None:
            decent = repness[column] > 1 and probability[column] > 0.5
            better = test[column] > SIGNIFICANT or decent
        elif repness[best] > 1:
            better = metric[column] > metric[best]
        else:
            better = probability[column] > probability[best]
        if better:
            best = column
    return best


def _strongest(of: Callable[[int], Side], group: int, columns: Iterable[int]) -> int | None:
    strength = {column: float(of(column).repness_test[group, column]) for column in columns}
    return max(strength, key=lambda c: (strength[c], -c)) if strength else None


def _told(side: Side, group: int, column: int, statement: str, answer: Answer) -> Representative:
    return Representative(
        statement,
        answer,
        int(side.successes[group, column]),
        int(side.votes[group, column]),
        float(side.probability[group, column]),
        float(side.test[group, column]),
        float(side.repness[group, column]),
        float(side.repness_test[group, column]),
    )


def agreed(
    everybody: Tally, statements: tuple[str, ...], shown: NDArray[np.bool_]
) -> tuple[Agreed, ...]:
    """At most five statements that people agree with, then five that they disagree with."""
    return tuple(
        each
        for answer, successes in (("agree", everybody.agrees), ("disagree", everybody.disagrees))
        for each in _agreed(successes, everybody.votes, statements, shown, answer)  # type: ignore[arg-type] # - one of the two words
    )


def _agreed(
    successes: Counts,
    votes: Counts,
    statements: tuple[str, ...],
    shown: NDArray[np.bool_],
    answer: Answer,
) -> list[Agreed]:
    probability = (successes + 1.0) / (votes + 2.0)
    test = proportion_test(successes, votes)
    good = np.flatnonzero(shown & (probability > 0.5) & (test > SIGNIFICANT))
    order = sorted(good.tolist(), key=lambda column: (-probability[column] * test[column], column))
    return [
        Agreed(
            statements[c], answer, int(successes[c]), int(votes[c]), float(probability[c]), float(test[c])
        )
        for c in order[:MOST]
    ]  # fmt: skip
