"""Single transferable vote by the Scottish rules (Scottish Local Government Elections Order 2007,
schedule 1, rules 45-52): weighted inclusive transfers, values cut off after five decimals.

Quota: valid ballots divided by seats plus one, decimals ignored, plus one. The largest surplus is
transferred first; with no surplus left the option with fewest votes is excluded. Equal votes: the
most recent preceding stage at which they differed, then the lot, here the order drawn beforehand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from tiekartta.analysis.choosing.rankings.profile import RankingProfile
from tiekartta.analysis.choosing.rankings.race import Race

UNIT = 100_000
"""Five decimals (rule 48)."""

Papers = Counter[tuple[tuple[int, ...], int]]
"""(preferences that are left, value in units) → number of ballots."""


@dataclass
class Count:
    """Where the ballots lie; ``exhausted`` and ``rounding`` in units of a vote."""

    race: Race
    quota: int
    papers: list[Papers]
    surpluses: set[int] = field(default_factory=set)
    exhausted: int = 0
    rounding: int = 0

    def give(self, papers: Mapping[tuple[tuple[int, ...], int], int]) -> None:
        """Hand ballots to the next available preference (rules 48 and 50)."""
        race = self.race
        for (preferences, value), number in papers.items():
            place = next((i for i, each in enumerate(preferences) if each in race.hopeful), None)
            if place is None:
                self.exhausted += number * value
                continue
            option = preferences[place]
            self.papers[option][preferences[place + 1 :], value] += number
            race.votes[option] += number * value

    def deem(self) -> list[int]:
        """Elect who has reached the quota (rule 47)."""
        race = self.race
        reached = [option for option in race.hopeful if race.votes[option] >= self.quota]
        elected = race.by_votes(reached) if reached else []
        race.hopeful.difference_update(elected)
        race.elected.extend(elected)
        self.surpluses.update(each for each in elected if race.votes[each] > self.quota)
        return elected

    def transfer(self, option: int) -> None:
        """Pass on a surplus (rule 48): value received × surplus ÷ votes, cut after five decimals."""
        race = self.race
        total = race.votes[option]
        surplus = total - self.quota
        moved: Papers = Counter()
        before = sum(self.race.votes) + self.exhausted
        for (preferences, value), number in self.papers[option].items():
            moved[preferences, value * surplus // total] += number
        self.papers[option] = Counter()
        race.votes[option] = self.quota
        self.surpluses.remove(option)
        self.give(moved)
        self.rounding += before - sum(race.votes) - self.exhausted

    def exclude(self, option: int) -> None:
        """Take out an option and pass on its ballots at the value they have (rule 50)."""
        race = self.race
        race.hopeful.remove(option)
        race.votes[option] = 0
        papers, self.papers[option] = self.papers[option], Counter()
        self.give(papers)


def count_scottish(profile: RankingProfile, seats: int, rank: tuple[int, ...]) -> Race:
    """Count; the ballots must be strict orders. Blank ballots are not valid ones."""
    race = Race(profile, seats, rank, UNIT)
    valid = sum(ballot.count for ballot in profile.ballots if ballot.levels)
    quota = (valid // (seats + 1) + 1) * UNIT
    count = Count(race, quota, [Counter() for _ in profile.options])
    first: Papers = Counter()
    for ballot in profile.ballots:
        if ballot.levels:
            first[tuple(level[0] for level in ballot.levels), UNIT] += ballot.count
    count.give(first)
    action, moved = "first", None
    excluded: tuple[int, ...] = ()
    while True:
        elected = count.deem()
        last = race.vacancies and len(race.hopeful) <= race.vacancies
        race.close(
            action,
            moved,
            quota,
            exhausted=count.exhausted,
            rounding=count.rounding,
            elected=elected,
            excluded=excluded,
        )
        if last:
            _fill(count)
        if not race.vacancies:
            return race
        excluded = ()
        if count.surpluses:
            moved, action = race.highest(count.surpluses), "surplus"
            count.transfer(moved)
        else:
            moved, action = race.lowest(race.hopeful), "exclusion"
            count.exclude(moved)
            excluded = (moved,)


def _fill(count: Count) -> None:
    """The last vacancies go to all that are left, without further transfers (rule 52)."""
    race = count.race
    elected = race.by_votes(race.hopeful)
    race.hopeful.clear()
    race.elected.extend(elected)
    if elected:
        race.close(
            "last",
            None,
            count.quota,
            exhausted=count.exhausted,
            rounding=count.rounding,
            elected=elected,
        )
    race.seats = len(race.elected)
