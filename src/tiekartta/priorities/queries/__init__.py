"""Reading ballots and results: the only way by which other folders see them (a vault)."""

from tiekartta.priorities.queries.ballots import (
    BallotRow,
    BallotView,
    OptionRow,
    VoteView,
    ballot_view,
    ballots_of,
    model_of,
    vote_view,
)
from tiekartta.priorities.queries.choices import (
    Advice,
    BallotOfProposal,
    ChosenProposal,
    advice_of,
    ballots_of_proposals,
    chosen_proposals,
)
from tiekartta.priorities.queries.papers import Papers, papers_of
from tiekartta.priorities.queries.results import (
    GroupSupport,
    LoserRow,
    ResultView,
    WinnerRow,
    public_result,
    result_view,
)

__all__ = [
    "Advice",
    "BallotOfProposal",
    "BallotRow",
    "BallotView",
    "ChosenProposal",
    "GroupSupport",
    "LoserRow",
    "OptionRow",
    "Papers",
    "ResultView",
    "VoteView",
    "WinnerRow",
    "advice_of",
    "ballot_view",
    "ballots_of",
    "ballots_of_proposals",
    "chosen_proposals",
    "model_of",
    "papers_of",
    "public_result",
    "result_view",
    "vote_view",
]
