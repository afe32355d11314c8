"""The rules by name, their one outcome by the order of ties, and all their tied outcomes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType

from tiekartta.analysis.choosing.approval import ApprovalStage
from tiekartta.analysis.choosing.contest import Stage, advance, run
from tiekartta.analysis.choosing.errors import CountError
from tiekartta.analysis.choosing.pav import best_committees, elect_pav
from tiekartta.analysis.choosing.phragmen import sequential_phragmen
from tiekartta.analysis.choosing.shares import (
    SharesStage,
    equal_shares,
    equal_shares_with_approvals,
    seats_of_raises,
)
from tiekartta.analysis.choosing.tally import Outcome, Tally
from tiekartta.analysis.choosing.thiele import sequential_pav

INCREMENTS = "equal-shares-with-increment-completion"
MOST_OUTCOMES = 1000
"""So many tied sets of winners are listed at most."""
MOST_STATES = 20_000
"""So many states of a count are looked at for them at most."""
MOST_RAISES = 200_000
"""So often everybody gets the money of one more seat before the count gives up."""


@dataclass(frozen=True)
class Rule:
    """``elect(tally, wanted)``: the one outcome. ``outcomes(tally, wanted)``: all, some repeatedly.

    Both raise CountError where the rule cannot count so many options.
    """

    elect: Callable[[Tally, int], Outcome]
    outcomes: Callable[[Tally, int], Iterator[frozenset[int]]]


@dataclass(frozen=True)
class Ties:
    """Every set of winners that some way of settling ties gives, as sorted indexes in order.

    ``is_complete``: False when there are, or may be, more than could be listed.
    """

    outcomes: tuple[tuple[int, ...], ...]
    is_complete: bool


def all_outcomes(rule: Rule, tally: Tally, wanted: int) -> Ties:
    """All tied outcomes, up to ``MOST_OUTCOMES`` of them and ``MOST_STATES`` steps between."""
    found: set[frozenset[int]] = set()
    complete = True
    try:
        for each in rule.outcomes(tally, wanted):
            if each not in found and len(found) == MOST_OUTCOMES:
                complete = False
                break
            found.add(each)
    except _TooManyStatesError:
        complete = False
    return Ties(tuple(sorted(tuple(sorted(each)) for each in found)), complete)


class _TooManyStatesError(Exception):
    pass


class _Steps:
    """Counts states, so that a hopeless search ends."""

    def __init__(self) -> None:
        self.left = MOST_STATES

    def use(self) -> None:
        if not self.left:
            raise _TooManyStatesError
        self.left -= 1


def _all_ways(
    start: Stage, tally: Tally, wanted: int, steps: _Steps, *, only: bool = False
) -> Iterator[frozenset[int]]:
    """Follow every tied option at every step. ``only``: stop where the stage has nothing left."""
    waiting: list[tuple[Stage, frozenset[int]]] = [(start, frozenset())]
    seen: set[Hashable] = set()
    while waiting:
        stage, taken = waiting.pop()
        steps.use()
        found = advance(stage, tally, taken) if len(taken) < wanted else None
        if only and found is not None and found[0] is not stage:
            found = None
        if found is None:
            yield taken
            continue
        here, price, tied = found
        for option in tied[::-1]:
            # The last of them may go on in place; the first of the others starts from a copy.
            branch = here.copy() if option != tied[0] else here
            branch.take(option, price, tied)
            now = taken | {option}
            key = (now, type(branch), branch.state()) if len(tied) > 1 or seen else None
            if key is None or key not in seen:
                seen.add(key)
                waiting.append((branch, now))


def _staged(start: Callable[[Tally, int], Stage]) -> Rule:
    return Rule(
        lambda tally, wanted: run(start(tally, wanted), tally, wanted),
        lambda tally, wanted: _all_ways(start(tally, wanted), tally, wanted, _Steps()),
    )


def _raised(tally: Tally, wanted: int) -> Outcome:
    """Equal shares with the money of ever more seats, until ``wanted`` are elected.

    With fewer supported options than seats all supported ones are elected, in the order of
    ``equal-shares``. Raises CountError (too_many_increments) after MOST_RAISES raises.
    """
    for raises, seats in enumerate(seats_of_raises(tally, wanted)):
        if raises == MOST_RAISES:
            detail = (
                f"after {MOST_RAISES:,} increments too few are elected; take another completion"
            )
            raise CountError("too_many_increments", detail)
        stage = SharesStage(tally, seats)
        found = run(stage, tally, wanted)
        if all(each.phase == "equal-shares" for each in found.elected):
            return found
    return run(equal_shares(tally, wanted), tally, wanted)


def _raised_outcomes(tally: Tally, wanted: int) -> Iterator[frozenset[int]]:
    """Where ties decide whether a raise is the last one, both ways are followed.

    Each raise settles its ties anew.
    """
    steps = _Steps()
    for seats in seats_of_raises(tally, wanted):
        unfinished = False
        for taken in _all_ways(SharesStage(tally, seats), tally, wanted, steps, only=True):
            if len(taken) == wanted:
                yield taken
            else:
                unfinished = True
        if not unfinished:
            return
    yield from _all_ways(equal_shares(tally, wanted), tally, wanted, steps)


def _pav_outcomes(tally: Tally, wanted: int) -> Iterator[frozenset[int]]:
    program, best = best_committees(tally, wanted)
    for committee in best:
        yield from islice(program.same(committee), MOST_OUTCOMES + 1)


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "av": _staged(lambda tally, _wanted: ApprovalStage(tally)),
        "seqpav": _staged(sequential_pav),
        "pav": Rule(elect_pav, _pav_outcomes),
        "seqphragmen": _staged(sequential_phragmen),
        "equal-shares": _staged(equal_shares),
        "equal-shares-with-av-completion": _staged(equal_shares_with_approvals),
        INCREMENTS: Rule(_raised, _raised_outcomes),
    }
)
"""Rules by their names in abcvoting."""
