"""Single transferable vote by Meek's method (I. Hill, B. Wichmann, D. Woodall: Algorithm 123, 1987).

Every elected option keeps of each vote that reaches it only as much as it needs; the quota falls
as votes run out of preferences. All arithmetic is in whole numbers of 10⁻¹⁸ votes: the same on
every machine. An option is excluded when the surplus that is left could not change who is last, or
is below 10⁻¹² votes. Votes that are equal to nine decimals count as equal; the latest stage where
they differed, then the drawn order, decides.
"""

from __future__ import annotations

from tiekartta.analysis.choosing.rankings.profile import RankingProfile
from tiekartta.analysis.choosing.rankings.race import Race

UNIT = 10**18
SETTLED = 10**6
"""A surplus of 10⁻¹² votes counts as none."""

GRAIN = 10**9
"""Nine decimals."""

MOST_PASSES = 10_000


def count_meek(profile: RankingProfile, seats: int, rank: tuple[int, ...]) -> Race:
    """Count; the ballots must be strict orders."""
    race = Race(profile, seats, rank, UNIT, GRAIN)
    orders = [
        (tuple(level[0] for level in ballot.levels), ballot.count)
        for ballot in profile.ballots
        if ballot.levels
    ]
    keep = dict.fromkeys(race.hopeful, UNIT)
    gone: tuple[int, ...] = ()
    while race.vacancies:
        quota, exhausted, elected = _converge(race, orders, keep)
        action = "exclusion" if gone else "surplus" if race.rounds else "first"
        kept = {option: keep[option] for option in race.elected}
        option = gone[0] if gone else None
        race.close(action, option, quota, exhausted=exhausted, elected=elected, excluded=gone, kept=kept)  # fmt: skip
        gone = ()
        if not race.vacancies:
            break
        if len(race.hopeful) <= race.vacancies:
            _fill(race, quota, exhausted)
            break
        if elected:
            continue
        loser = race.lowest(race.hopeful)
        race.hopeful.remove(loser)
        keep[loser] = 0
        gone = (loser,)
    return race


def _converge(
    race: Race, orders: list[tuple[tuple[int, ...], int]], keep: dict[int, int]
) -> tuple[int, int, list[int]]:
    """Pass votes on until somebody is elected or no surplus is left: (quota, exhausted, elected)."""
    quota = exhausted = 0
    for _ in range(MOST_PASSES):
        exhausted = _distribute(race, orders, keep)
        quota = sum(race.votes) // (race.seats + 1) + 1
        reached = [option for option in race.hopeful if race.votes[option] >= quota]
        if reached:
            elected = race.by_votes(reached)[: race.vacancies]
            race.hopeful.difference_update(elected)
            race.elected.extend(elected)
            return quota, exhausted, elected
        surplus = sum(race.votes[option] - quota for option in race.elected)
        if surplus <= SETTLED or _last_is_sure(race, surplus):
            break
        for option in race.elected:
            if race.votes[option]:
                keep[option] = min(UNIT, -(-keep[option] * quota // race.votes[option]))
    return quota, exhausted, []


def _last_is_sure(race: Race, surplus: int) -> bool:
    """No way of passing the surplus on could lift the last option over the last but one."""
    if len(race.hopeful) < 2:
        return True
    least, second = sorted(race.votes[option] for option in race.hopeful)[:2]
    return second - least > surplus + SETTLED


def _distribute(race: Race, orders: list[tuple[tuple[int, ...], int]], keep: dict[int, int]) -> int:
    """Count all ballots with these keep values; returns what no preference took."""
    votes = [0] * len(race.votes)
    exhausted = 0
    for preferences, number in orders:
        left = UNIT
        for option in preferences:
            part = keep[option]
            if part == UNIT:
                votes[option] += left * number
                left = 0
                break
            taken = left * part // UNIT
            votes[option] += taken * number
            left -= taken
        exhausted += left * number
    race.votes = votes
    return exhausted


def _fill(race: Race, quota: int, exhausted: int) -> None:
    elected = race.by_votes(race.hopeful)
    race.hopeful.clear()
    race.elected.extend(elected)
    if elected:
        race.close("last", None, quota, exhausted=exhausted, elected=elected)
    race.seats = len(race.elected)
