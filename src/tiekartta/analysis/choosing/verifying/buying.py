"""How a budget is spent, written as it is told: one purchase after the other, in exact fractions."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from tiekartta.analysis.choosing.verifying.towns import Town

Tie = tuple[tuple[str, ...], str]


@dataclass(frozen=True)
class Purchase:
    """``price``: the highest payment; ``paid[i]``: what each voter of ballot i paid."""

    project: str
    phase: str
    tied: tuple[str, ...]
    price: Fraction | None = None
    paid: dict[int, Fraction] = field(default_factory=dict)


@dataclass
class Purses:
    """``left[i]`` over ``parts``: what each voter of ballot i has left."""

    left: list[int]
    parts: int

    def price(self, town: Town, project: str) -> Fraction | None:
        """The smallest highest payment for which the supporters can pay the cost."""
        fans = town.fans[project]
        town.patience.use(len(fans))
        cost = town.costs[project]
        missing, payers = cost.numerator * self.parts // cost.denominator, town.support[project]
        for i in sorted(fans, key=self.left.__getitem__):
            if self.left[i] * payers >= missing:
                return Fraction(missing, payers * self.parts)
            missing -= self.left[i] * town.votes[i].voters
            payers -= town.votes[i].voters
        return None

    def pay(self, town: Town, project: str, price: Fraction) -> dict[int, Fraction]:
        """Everybody who approves it pays the price, or all that is left."""
        parts = lcm(self.parts, price.denominator)
        self.left = [each * (parts // self.parts) for each in self.left]
        self.parts, highest, paid = parts, price.numerator * (parts // price.denominator), {}
        for i in town.fans[project]:
            amount = min(self.left[i], highest)
            self.left[i] -= amount
            if amount:
                paid[i] = Fraction(amount, parts)
        return paid


@dataclass(frozen=True)
class Bought:
    """What was bought in order, what voters have left (None: nobody had money), and which ties were
    settled on the way."""

    purchases: tuple[Purchase, ...]
    purses: Purses | None
    endowment: Fraction | None
    increments: int
    ties: tuple[Tie, ...]

    @property
    def projects(self) -> list[str]:
        return [each.project for each in self.purchases]


def shares(town: Town, endowment: Fraction) -> Bought:
    """Equal shares: always the project that costs its supporters least for its cost."""
    parts = lcm(town.unit, endowment.denominator)
    start = endowment.numerator * (parts // endowment.denominator)
    purses = Purses([start] * len(town.votes), parts)
    # Money only gets less, so a price only rises: what it was once is the least it can be.
    least = {each: Fraction(1, many) for each, many in town.support.items() if many}
    purchases, ties = [], list[Tie]()
    while least:
        prices: dict[str, Fraction] = {}
        rates: dict[str, Fraction] = {}
        for project in sorted(least, key=least.__getitem__):
            if rates and least[project] > min(rates.values()):
                break
            price = purses.price(town, project)
            if price is None:
                del least[project]
                continue
            prices[project] = price
            least[project] = rates[project] = price / town.costs[project]
        if not rates:
            break
        best = min(rates.values())
        tied = tuple(sorted(each for each, rate in rates.items() if rate == best))
        project = min(tied, key=town.ranks.__getitem__)
        ties += [(tied, project)] if len(tied) > 1 else []
        paid = purses.pay(town, project, prices[project])
        purchases.append(Purchase(project, "equal-shares", tied, prices[project], paid))
        del least[project]
    return Bought(tuple(purchases), purses, endowment, 0, tuple(ties))


def raised(town: Town) -> Bought:
    """Equal shares, with one step more for everybody as long as the budget bears it."""
    endowment = town.budget / town.voters // town.step * town.step
    found, increments = shares(town, endowment), 0
    ties = list(found.ties)
    while True:
        spare = town.budget - town.cost(found.projects)
        wanted = [
            each for each, many in town.support.items() if many and each not in found.projects
        ]
        if not wanted or min(town.costs[each] for each in wanted) > spare:
            break
        more = shares(town, endowment + town.step)
        ties += more.ties
        if town.cost(more.projects) > town.budget:
            break
        found, endowment, increments = more, endowment + town.step, increments + 1
    return Bought(found.purchases, found.purses, endowment, increments, tuple(ties))


def greedy(town: Town, begun: Bought | None = None) -> Bought:
    """The most wanted that fits, again and again; by cost: the most wanted for its cost."""
    purchases = list(begun.purchases) if begun else []
    taken = {each.project for each in purchases}
    money, ties = town.budget - town.cost(taken), list(begun.ties) if begun else []
    by_cost = town.rule == "greedy-by-cost"
    worth = {
        p: Fraction(n) / (town.costs[p] if by_cost else 1) for p, n in town.support.items() if n
    }
    while True:
        town.patience.use(len(worth))
        fitting = [each for each in worth if each not in taken and town.costs[each] <= money]
        if not fitting:
            break
        best = max(worth[each] for each in fitting)
        tied = tuple(sorted(each for each in fitting if worth[each] == best))
        project = min(tied, key=town.ranks.__getitem__)
        ties += [(tied, project)] if len(tied) > 1 else []
        purchases.append(Purchase(project, "greedy", tied))
        taken.add(project)
        money -= town.costs[project]
    if begun is None:
        return Bought(tuple(purchases), None, None, 0, tuple(ties))
    return Bought(tuple(purchases), begun.purses, begun.endowment, begun.increments, tuple(ties))


@dataclass(frozen=True)
class Compared:
    """Voters who get more from either side, and the one that is taken."""

    prefer: tuple[int, int]
    shares: list[str]
    greedy: list[str]
    taken: str


def spend(town: Town) -> tuple[Bought, Compared | None]:
    """The outcome, and the comparison where there was one."""
    if town.rule != "equal-shares":
        return greedy(town), None
    if not town.voters:
        found = greedy(town)
    elif town.completion == "none":
        found = shares(town, town.budget / town.voters)
    else:
        found = raised(town)
        if town.completion == "add1u":
            found = greedy(town, found)
    if not town.comparison:
        return found, None
    other = greedy(town)
    mine, theirs = set(found.projects), set(other.projects)
    prefer = [0, 0]
    for vote in town.votes:
        one, two = town.cost(vote.approved & mine), town.cost(vote.approved & theirs)
        prefer[0] += vote.voters * (one > two)
        prefer[1] += vote.voters * (two > one)
    is_greedy = prefer[1] > prefer[0]
    ties = found.ties + other.ties
    taken = other if is_greedy else found
    compared = Compared(
        (prefer[0], prefer[1]), found.projects, other.projects, "greedy" if is_greedy else "equal-shares"
    )  # fmt: skip
    return Bought(taken.purchases, taken.purses, taken.endowment, taken.increments, ties), compared


def behind(town: Town, found: Bought, project: str) -> Fraction | None:
    """The money that the supporters of a project have left together."""
    if found.purses is None:
        return None
    left = sum(found.purses.left[i] * town.votes[i].voters for i in town.fans[project])
    return Fraction(left, found.purses.parts)
