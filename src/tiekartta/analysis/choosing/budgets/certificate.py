"""A budget's result with everything that is needed to check it, as plain data for a file."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import Any

from tiekartta.analysis.choosing.budgets.counting import outcome_of
from tiekartta.analysis.choosing.budgets.margin import margin
from tiekartta.analysis.choosing.budgets.profile import BudgetProfile
from tiekartta.analysis.choosing.budgets.purses import Town
from tiekartta.analysis.choosing.budgets.results import BudgetResult
from tiekartta.analysis.choosing.budgets.shares import Outcome
from tiekartta.analysis.choosing.budgets.ties import tied_outcomes
from tiekartta.analysis.choosing.errors import CountError
from tiekartta.analysis.choosing.margin import MOST_COUNTS
from tiekartta.analysis.choosing.rankings.names import order_of_ties
from tiekartta.analysis.provenance import digest


def budget_certificate(
    profile: BudgetProfile,
    result: BudgetResult,
    *,
    ties: bool = False,
    margin_counts: int = MOST_COUNTS,
) -> dict[str, Any]:
    """The result of this profile with its margin and, with ``ties``, all tied sets of projects.

    ``margin_counts``: how many changed elections may be counted for the margin; 0 leaves it out.
    ``provenance.output_digest`` is that of all else. Raises CountError (other_profile) when the result
    is not of this profile, or was counted with an order of ties that is not that of its seed.
    """
    source = result.provenance
    if source.input_digest != profile.digest:
        raise CountError("other_profile", "the result is of other votes")
    if order_of_ties(profile.ids, source.seed, None) != result.tie_order:
        raise CountError("other_profile", "the order of ties is not that of the seed")

    def count(town: Town) -> Outcome:
        step = Fraction(str(source.parameters["step"]))
        compared = bool(source.parameters["comparison"])
        return outcome_of(town, result.rule, result.completion, step, comparison=compared)[0]

    data = result.as_data()
    if ties:
        sets, complete = tied_outcomes(profile, count)
        data["ties"] = [list(each) for each in sets]
        data["ties_complete"] = complete
    if margin_counts:
        place = {name: number for number, name in enumerate(result.tie_order)}
        rank = tuple(place[name] for name in profile.ids)
        data["margin"] = margin(profile, rank, count, counts=margin_counts).as_data()
    del data["provenance"]
    whole = dataclasses.replace(source, output_digest=digest(data))
    data["provenance"] = whole.as_data()
    return data
