"""JR and EJR+ by their definitions: every option, every number of winners, every group.

The largest group without enough winners is all who approve a losing option and fewer winners than
they are promised; if that one is large enough, the promise is broken (M. Brill, J. Peters 2023).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tiekartta.analysis.choosing.verifying.case import Case, at, fraction, names


def wrong(data: Any, case: Case) -> list[str]:
    """What does not hold in the checks of a certificate."""
    winners = frozenset(names(at(data, "winners", list)))
    checks = at(data, "checks", dict)
    found = []
    for name, most in (("jr", 1), ("ejr_plus", case.wanted)):
        check = at(checks, name, dict)
        broken = _broken(case, winners, most)
        if at(check, "holds", bool) != (broken == 0):
            found.append(f"checks.{name}: it {'holds' if broken == 0 else 'does not hold'}")
        witness = check.get("witness")
        if (witness is None) != (broken == 0):
            found.append(f"checks.{name}: a witness belongs to a failure, and only there")
        elif witness is not None:
            found += [
                f"checks.{name}.witness: {each}" for each in _poor(witness, case, winners, broken)
            ]
    return found


def _broken(case: Case, winners: frozenset[str], most: int) -> int:
    """The largest number of winners that some group is promised and does not get; 0 for none."""
    worst = 0
    for option in case.options:
        if option in winners:
            continue
        got: dict[int, Fraction] = {}
        for i in case.fans[option]:
            number = len(winners & case.papers[i].approved)
            got[number] = got.get(number, Fraction(0)) + case.papers[i].mass
        group = Fraction(0)
        for number in sorted(got):
            group += got[number]
            promised = min(int(group * case.wanted / case.total), most)
            if promised > number:
                worst = max(worst, promised)
    return worst


def _poor(witness: Any, case: Case, winners: frozenset[str], broken: int) -> list[str]:
    """Why a witness is none."""
    option, deserved = at(witness, "option", str), at(witness, "deserved", int)
    ballots = at(witness, "ballots", list)
    if not all(type(each) is int and 0 <= each < len(case.papers) for each in ballots):
        return ["a ballot is named that is not there"]
    group = [case.papers[each] for each in ballots]
    weight = sum((each.mass for each in group), Fraction(0))
    tests = {
        "a ballot is named twice, or none is": not ballots or len(set(ballots)) < len(ballots),
        "the option is no losing one": option not in case.options or option in winners,
        "somebody of the group does not approve the option": any(
            option not in each.approved for each in group
        ),
        "the weight is not that of the group": fraction(at(witness, "weight", str)) != weight,
        "the group is too small for what it is said to deserve": weight * case.wanted
        < deserved * case.total,
        "another group deserved more": deserved != broken,
        "the group got something else": at(witness, "got", int)
        != max((len(winners & each.approved) for each in group), default=-1),
        "the group got what it deserved": at(witness, "got", int) >= deserved,
    }
    return [said for said, is_so in tests.items() if is_so]
