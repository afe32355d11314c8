"""Count rankings by a named rule."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tiekartta.analysis.choosing.errors import CountError
from tiekartta.analysis.choosing.rankings.borda import borda_points
from tiekartta.analysis.choosing.rankings.meek import count_meek
from tiekartta.analysis.choosing.rankings.names import order_of_ties
from tiekartta.analysis.choosing.rankings.profile import RankingProfile
from tiekartta.analysis.choosing.rankings.results import RankingResult, Round
from tiekartta.analysis.choosing.rankings.scottish import count_scottish
from tiekartta.analysis.choosing.results import TieBreak
from tiekartta.analysis.provenance import Provenance, digest

ALGORITHM = "rankings-1"
"""Changes whenever the same ballots, rule and seed could give another result."""

RANKING_RULES = ("borda", "stv-scottish", "stv-meek")


def count_ranking(
    profile: RankingProfile,
    *,
    rule: str = "stv-scottish",
    winners: int,
    seed: int,
    order: Sequence[str] | None = None,
) -> RankingResult:
    """Elect ``winners`` options (all options when there are not more).

    ``seed`` draws the order of ties; ``order`` replaces it. Raises CountError: unknown_rule,
    bad_winners, tied_ballots (STV needs strict orders), tie_order_mismatch.
    """
    if rule not in RANKING_RULES:
        raise CountError("unknown_rule", f"no rule {rule!r}; there are {', '.join(RANKING_RULES)}")
    if winners < 1:
        raise CountError("bad_winners", "at least one option must be wanted")
    ties = order_of_ties(profile.options, seed, order)
    place = {name: number for number, name in enumerate(ties)}
    rank = tuple(place[name] for name in profile.options)
    points: dict[str, Fraction] | None = None
    rounds: tuple[Round, ...] = ()
    if rule == "borda":
        points = dict(zip(profile.options, borda_points(profile), strict=True))
        elected, breaks = _most_points(points, ties, winners)
    else:
        if not profile.strict:
            raise CountError("tied_ballots", "a ballot ranks options equal; this rule needs orders")
        count = count_scottish if rule == "stv-scottish" else count_meek
        race = count(profile, min(winners, len(profile.options)), rank)
        elected = tuple(profile.options[each] for each in race.elected)
        rounds, breaks = tuple(race.rounds), tuple(race.tie_breaks)
    return RankingResult(
        rule=rule,
        wanted=winners,
        winners=elected,
        voters=profile.voters,
        points=points,
        rounds=rounds,
        tie_order=ties,
        tie_breaks=breaks,
        provenance=Provenance(
            algorithm=ALGORITHM,
            parameters={"rule": rule, "winners": winners, "tie_order": list(ties)},
            seed=seed,
            input_digest=profile.digest,
            output_digest=digest(elected),
        ),
    )


def _most_points(
    points: dict[str, Fraction], ties: tuple[str, ...], winners: int
) -> tuple[tuple[str, ...], tuple[TieBreak, ...]]:
    ranked = sorted(ties, key=lambda name: -points[name])
    elected = tuple(ranked[:winners])
    breaks = []
    for number, name in enumerate(elected):
        tied = tuple(each for each in ranked[number:] if points[each] == points[name])
        if len(tied) > 1:
            lost = tuple(each for each in tied if each not in elected)
            breaks.append(TieBreak(tied, name, lost))
    return elected, tuple(breaks)
