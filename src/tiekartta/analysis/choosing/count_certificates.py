"""The result of rankings, scores or comparisons with its ballots: all that `tiekartta verify` needs."""

from __future__ import annotations

import dataclasses
from typing import Any

from tiekartta.analysis.choosing.pairwise import PairProfile
from tiekartta.analysis.choosing.pairwise.results import PairResult
from tiekartta.analysis.choosing.rankings import RankingProfile
from tiekartta.analysis.choosing.rankings.results import RankingResult
from tiekartta.analysis.choosing.scores import ScoreProfile, ScoreResult
from tiekartta.analysis.provenance import digest


def ranking_certificate(profile: RankingProfile, result: RankingResult) -> dict[str, Any]:
    """Each different ballot once, sorted by content, with the number of voters who cast it."""
    names = profile.options
    ballots = [
        ([sorted(names[i] for i in level) for level in each.levels], each.count)
        for each in profile.ballots
    ]
    papers = [{"order": order, "voters": voters} for order, voters in sorted(ballots)]
    return _sealed(result, papers)


def score_certificate(profile: ScoreProfile, result: ScoreResult) -> dict[str, Any]:
    """Likewise; an option without a score on a ballot is not named there."""
    ballots = []
    for each in profile.ballots:
        pairs = zip(profile.options, each.scores, strict=True)
        given = sorted((name, str(score)) for name, score in pairs if score is not None)
        ballots.append((given, each.count))
    papers = [{"scores": dict(given), "voters": voters} for given, voters in sorted(ballots)]
    return _sealed(result, papers)


def pair_certificate(profile: PairProfile, result: PairResult) -> dict[str, Any]:
    """``wins``: how many times each option was preferred to each other, sorted by their names."""
    names = profile.options
    rows = sorted((names[winner], names[loser], times) for winner, loser, times in profile.rows)
    wins = [{"winner": one, "loser": other, "times": times} for one, other, times in rows]
    return _sealed(result, wins, "wins")


def _sealed(
    result: RankingResult | ScoreResult | PairResult,
    ballots: list[dict[str, Any]],
    name: str = "ballots",
) -> dict[str, Any]:
    """``provenance.output_digest`` is that of all else."""
    data = result.as_data()
    del data["provenance"]
    data[name] = ballots
    whole = dataclasses.replace(result.provenance, output_digest=digest(data))
    return {**data, "provenance": whole.as_data()}
