"""Rankings: Borda, and the single transferable vote by the Scottish rules and by Meek.

>>> profile = RankingProfile.named("abc", [["a", "b"], ["a", "c"], ["b"]])
>>> count_ranking(profile, rule="stv-scottish", winners=1, seed=1).winners
('a',)
"""

from tiekartta.analysis.choosing.rankings.counting import RANKING_RULES, count_ranking
from tiekartta.analysis.choosing.rankings.profile import RankedBallot, RankingProfile
from tiekartta.analysis.choosing.rankings.results import RankingResult, Round

__all__ = [
    "RANKING_RULES",
    "RankedBallot",
    "RankingProfile",
    "RankingResult",
    "Round",
    "count_ranking",
]
