"""JR and EJR+ of a budget by their definitions: every losing project, every group of its supporters.

The largest group in which nobody got more than some limit decides for that limit.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tiekartta.analysis.choosing.verifying.case import at, fraction, names
from tiekartta.analysis.choosing.verifying.towns import Town


def wrong(data: Any, town: Town) -> list[str]:
    """What does not hold in the checks of a budget's certificate."""
    winners = set(names(at(data, "winners", list)))
    checks = at(data, "checks", dict)
    found = [f"checks: {name!r} is unknown" for name in checks if name not in ("jr", "ejr_plus")]
    for name in ("jr", "ejr_plus"):
        check = at(checks, name, dict)
        is_broken = _is_broken(town, winners, only_empty=name == "jr")
        if at(check, "holds", bool) == is_broken:
            found.append(f"checks.{name}: it {'does not hold' if is_broken else 'holds'}")
        witness = check.get("witness")
        if (witness is None) == is_broken:
            found.append(f"checks.{name}: a witness belongs to a failure, and only there")
        elif witness is not None:
            told = _poor(witness, town, winners, only_empty=name == "jr")
            found += [f"checks.{name}.witness: {each}" for each in told]
    return found


def _got(town: Town, winners: set[str], number: int) -> Fraction:
    return town.cost(town.votes[number].approved & winners)


def _is_broken(town: Town, winners: set[str], *, only_empty: bool) -> bool:
    for project, cost in town.costs.items():
        if project in winners:
            continue
        worst_off: dict[Fraction, int] = {}
        for i in town.fans[project]:
            got = _got(town, winners, i)
            worst_off[got] = worst_off.get(got, 0) + town.votes[i].voters
        group = 0
        for got in sorted(worst_off):
            group += worst_off[got]
            if only_empty and got:
                break
            if (got + cost) * town.voters <= group * town.budget:
                return True
    return False


def _poor(witness: Any, town: Town, winners: set[str], *, only_empty: bool) -> list[str]:
    """Why a witness is none."""
    option, ballots = at(witness, "option", str), at(witness, "ballots", list)
    if not all(type(each) is int and 0 <= each < len(town.votes) for each in ballots):
        return ["a ballot is named that is not there"]
    if option not in town.costs or option in winners:
        return ["the project is no losing one"]
    voters = sum(town.votes[each].voters for each in ballots)
    deserved, got = fraction(at(witness, "deserved", str)), fraction(at(witness, "got", str))
    most = max((_got(town, winners, each) for each in ballots), default=Fraction(-1))
    tests = {
        "a ballot is named twice, or none is": not ballots or len(set(ballots)) < len(ballots),
        "somebody of the group does not approve the project": any(
            option not in town.votes[each].approved for each in ballots
        ),
        "the number of voters is not that of the group": at(witness, "voters", int) != voters,
        "the group deserves something else": deserved * town.voters != voters * town.budget,
        "the group got something else": got != most or (only_empty and bool(got)),
        "the group got what it deserved": most + town.costs[option] > deserved,
    }
    return [said for said, is_so in tests.items() if is_so]
