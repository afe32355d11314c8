"""Choosing: approval ballots → winners by a proportional rule, with payments, checks and words.

>>> profile = Profile.named(["a", "b", "c"], [{"a", "b"}, {"c"}, set()])
>>> result = count(profile, winners=2, seed=20260611)
>>> explain(result, profile).without_winner
1
"""

from tiekartta.analysis.choosing.certificate import certificate
from tiekartta.analysis.choosing.counting import DEFAULT_RULE, count, elect, tied_outcomes
from tiekartta.analysis.choosing.errors import (
    ChoosingError,
    CountError,
    PapersError,
    ProfileError,
)
from tiekartta.analysis.choosing.explanation import (
    Explanation,
    LoserExplained,
    WinnerExplained,
    explain,
)
from tiekartta.analysis.choosing.margin import Margin, margin
from tiekartta.analysis.choosing.papers import read_papers, recount, write_papers
from tiekartta.analysis.choosing.profile import Ballot, Profile
from tiekartta.analysis.choosing.properties import Check, Witness
from tiekartta.analysis.choosing.results import (
    Behind,
    CountedBallot,
    CountResult,
    Election,
    Payment,
    TieBreak,
)
from tiekartta.analysis.choosing.rules import RULES
from tiekartta.analysis.choosing.ties import tie_order

__all__ = [
    "DEFAULT_RULE",
    "RULES",
    "Ballot",
    "Behind",
    "Check",
    "ChoosingError",
    "CountError",
    "CountResult",
    "CountedBallot",
    "Election",
    "Explanation",
    "LoserExplained",
    "Margin",
    "PapersError",
    "Payment",
    "Profile",
    "ProfileError",
    "TieBreak",
    "WinnerExplained",
    "Witness",
    "certificate",
    "count",
    "elect",
    "explain",
    "margin",
    "read_papers",
    "recount",
    "tie_order",
    "tied_outcomes",
    "write_papers",
]
