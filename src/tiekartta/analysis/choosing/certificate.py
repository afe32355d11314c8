"""A result with everything that is needed to check it, as plain data for a file."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import Any

from tiekartta.analysis.choosing.counting import tied_outcomes
from tiekartta.analysis.choosing.explanation import explain
from tiekartta.analysis.choosing.margin import MOST_COUNTS, margin
from tiekartta.analysis.choosing.profile import Profile
from tiekartta.analysis.choosing.results import CountResult, Data
from tiekartta.analysis.provenance import digest


def certificate(
    profile: Profile,
    result: CountResult,
    *,
    ties: bool = False,
    margin_counts: int = MOST_COUNTS,
) -> dict[str, Data]:
    """The result of this profile with its explanation, its margin and, with ``ties``, all tied sets.

    ``margin_counts``: how many changed elections may be counted for the margin; 0 leaves it out.
    ``provenance.output_digest`` is that of all else. Raises CountError when the result is not of
    this profile, was counted with an order of ties that is not that of its seed, or has fractions too
    long to be written.
    """
    data = result.as_data()
    data["explanation"] = _plain(dataclasses.asdict(explain(result, profile)))
    if ties:
        sets, complete = tied_outcomes(profile, winners=result.wanted, rule=result.rule)
        data["ties"] = [list(each) for each in sets]
        data["ties_complete"] = complete
    if margin_counts:
        found = margin(
            profile, winners=result.wanted, seed=result.provenance.seed, rule=result.rule,
            counts=margin_counts,
        )  # fmt: skip
        data["margin"] = found.as_data()
    del data["provenance"]
    whole = dataclasses.replace(result.provenance, output_digest=digest(data))
    data["provenance"] = whole.as_data()
    return data


def _plain(data: Any) -> Any:
    """The same without fractions and tuples; a fraction becomes text such as "1/6"."""
    if isinstance(data, Fraction):
        return str(data)
    if isinstance(data, dict):
        return {name: _plain(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    return data
