"""Participatory budgets: projects with costs chosen within a budget, with payments.

>>> from tiekartta.analysis.choosing.budgets.profile import BudgetProfile
>>> votes = BudgetProfile.named([("park", 60), ("path", 40)], 100, [{"park"}, {"park"}, {"path"}])
>>> count_budget(votes, completion="add1", seed=1).winners
('park', 'path')
"""

from tiekartta.analysis.choosing.budgets.certificate import budget_certificate
from tiekartta.analysis.choosing.budgets.counting import (
    BUDGET_RULES,
    COMPLETIONS,
    count_budget,
)
from tiekartta.analysis.choosing.budgets.profile import (
    VOTE_TYPES,
    BudgetBallot,
    BudgetProfile,
    Project,
)
from tiekartta.analysis.choosing.budgets.results import (
    BudgetResult,
    Comparison,
    Loser,
    Purchase,
    VotedBallot,
)

__all__ = [
    "BUDGET_RULES",
    "COMPLETIONS",
    "VOTE_TYPES",
    "BudgetBallot",
    "BudgetProfile",
    "BudgetResult",
    "Comparison",
    "Loser",
    "Project",
    "Purchase",
    "VotedBallot",
    "budget_certificate",
    "count_budget",
]
