"""The rules once more, written as they are told: one step after the other, in exact fractions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import count
from math import ceil

from tiekartta.analysis.choosing.verifying.case import Case

PHASES = {
    "av": ("av",),
    "seqpav": ("seqpav",),
    "seqphragmen": ("seqphragmen",),
    "equal-shares": ("equal-shares", "seqphragmen"),
    "equal-shares-with-av-completion": ("equal-shares", "av"),
    "equal-shares-with-increment-completion": ("equal-shares",),
}
LAST = "unsupported"


@dataclass(frozen=True)
class State:
    """``money[i]``: what a voter of weight 1 of paper i has left; in Phragmén's rule minus the moment
    at which that voter last paid, so that at moment t such a voter holds t + money."""

    money: tuple[Fraction, ...]
    phases: tuple[str, ...]
    taken: frozenset[str] = frozenset()
    now: Fraction = Fraction(0)

    @cached_property
    def purses(self) -> tuple[list[Fraction], list[int]]:
        """The different amounts of money, ascending, and for each paper which of them it has."""
        amounts = sorted(set(self.money))
        number = {amount: place for place, amount in enumerate(amounts)}
        return amounts, [number[each] for each in self.money]


@dataclass(frozen=True)
class Offer:
    """What can come next: the phase, the price where there is one, and the options equally good."""

    state: State
    phase: str
    price: Fraction | None
    tied: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One election. ``paid[i]``: what a voter of weight 1 of paper i paid."""

    option: str
    phase: str
    price: Fraction | None
    tied: tuple[str, ...]
    paid: dict[int, Fraction]


def beginning(case: Case, seats: int, phases: tuple[str, ...]) -> State:
    """Nobody has paid; equal shares of so many seats where the rule begins with them."""
    share = (
        Fraction(seats) / case.total if case.total and phases[0] == "equal-shares" else Fraction(0)
    )
    return State((share,) * len(case.papers), phases)


def offer(case: Case, state: State) -> Offer | None:
    """What comes next, or None when all options are taken."""
    case.patience.use(len(case.options))
    left = [each for each in case.options if each not in state.taken]
    backed = [each for each in left if case.voters_for(each)]
    while state.phases and state.phases[0] != LAST:
        phase = state.phases[0]
        priced = [(each, _cost(case, state, phase, each)) for each in backed]
        costs = {each: cost for each, cost in priced if cost is not None}
        if costs:
            best = min(costs.values())
            tied = tuple(each for each in left if costs.get(each) == best)
            paying = phase in ("equal-shares", "seqphragmen")
            return Offer(state, phase, best if paying else None, tied)
        if len(state.phases) == 1:
            break
        state = replace(state, phases=state.phases[1:])
    if not left:
        return None
    return Offer(replace(state, phases=(LAST,)), LAST, None, tuple(left))


def _cost(case: Case, state: State, phase: str, option: str) -> Fraction | None:
    """How late or dear an option is in a phase (the least is elected); None when it cannot be."""
    fans = case.fans[option]
    case.patience.use(len(fans))
    if phase == "av":
        return -case.weight_for(option)
    if phase == "seqpav":
        won = [len(state.taken & case.papers[i].approved) for i in fans]
        return -sum(
            (case.papers[i].mass / (number + 1) for i, number in zip(fans, won, strict=True)),
            Fraction(0),
        )
    amounts, purse = state.purses
    held: Counter[int] = Counter()
    for i in fans:
        held[purse[i]] += case.masses[i]
    mass, missing = sum(held.values()), Fraction(case.unit)
    if phase == "seqphragmen":
        return (missing - sum(amounts[each] * many for each, many in held.items())) / mass
    for each, many in sorted(held.items()):
        if amounts[each] * mass >= missing:
            return missing / mass
        missing -= amounts[each] * many
        mass -= many
    return None


def elect(case: Case, found: Offer, option: str) -> tuple[Step, State]:
    """Elect one of the options offered."""
    state, money, price = found.state, list(found.state.money), found.price
    paid: dict[int, Fraction] = {}
    now = state.now
    if price is not None:
        for i in case.fans[option]:
            if found.phase == "equal-shares":
                paid[i] = min(money[i], price)
                money[i] -= paid[i]
            else:
                paid[i] = price + money[i]
                money[i] = -price
        if found.phase == "seqphragmen":
            now = price
    after = State(tuple(money), state.phases, state.taken | {option}, now)
    return Step(option, found.phase, found.price, found.tied, paid), after


def follow(case: Case, state: State) -> tuple[list[Step], State]:
    """Elect as many as are wanted, ties by the order of ties."""
    steps: list[Step] = []
    while len(steps) < case.wanted:
        found = offer(case, state)
        if found is None:
            break
        step, state = elect(case, found, min(found.tied, key=case.rank))
        steps.append(step)
    return steps, state


def raises(case: Case) -> Iterator[int]:
    """For how many seats the increments give money, one after the other; nothing where too few
    options have support."""
    backing = sorted((case.weight_for(each) for each in case.options), reverse=True)
    if len(backing) < case.wanted or not backing[case.wanted - 1]:
        return
    # With less, the weakest of the wanted options could not be paid by all its supporters.
    yield from count(max(case.wanted, ceil(case.total / backing[case.wanted - 1])))


def recount(case: Case) -> tuple[list[Step], State]:
    """The outcome of every rule but ``pav``."""
    phases = PHASES[case.rule]
    if case.rule == "equal-shares-with-increment-completion":
        for seats in raises(case):
            steps, state = follow(case, beginning(case, seats, phases))
            if all(each.phase == "equal-shares" for each in steps):
                return steps, state
        phases = PHASES["equal-shares"]
    return follow(case, beginning(case, case.wanted, phases))


def behind(case: Case, state: State, option: str) -> tuple[str, Fraction]:
    """In what an option that lost is measured, and how much it had behind it."""
    phase = state.phases[0]
    if phase in ("av", LAST):
        return "weight", case.weight_for(option)
    if phase == "seqpav":
        cost = _cost(case, state, phase, option)
        return "score", Fraction(0) if cost is None else -cost
    earned = state.now if phase == "seqphragmen" else Fraction(0)
    held = (case.papers[i].mass * (state.money[i] + earned) for i in case.fans[option])
    return "money", sum(held, Fraction(0))
