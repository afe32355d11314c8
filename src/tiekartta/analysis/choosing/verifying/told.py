"""What the explanation says in numbers of voters, counted once more."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tiekartta.analysis.choosing.verifying.case import Case, at, names, objects


def wrong(data: Any, case: Case) -> list[str]:
    """What does not hold in the explanation of a certificate; nothing when there is none."""
    if "explanation" not in data:
        return []
    said = at(data, "explanation", dict)
    winners = names(at(data, "winners", list))
    right = _figures(case, winners) | _people(data, case, winners)
    found = [f"explanation: {name!r} is unknown" for name in said if name not in right]
    for name, value in right.items():
        if said.get(name) != value or type(said.get(name)) is not type(value):
            found.append(f"explanation.{name}: it is not what the ballots say")
    return found


def _share(part: int, case: Case) -> str:
    voters = sum(each.voters for each in case.papers)
    return str(Fraction(part, voters)) if voters else "0"


def _plain(case: Case) -> list[str]:
    order = sorted(case.options, key=lambda each: (-case.voters_for(each), case.rank(each)))
    return order[: case.wanted]


def _without(case: Case, chosen: list[str]) -> int:
    return sum(each.voters for each in case.papers if not each.approved.intersection(chosen))


def _figures(case: Case, winners: list[str]) -> dict[str, Any]:
    voters, plain = sum(each.voters for each in case.papers), _plain(case)
    without, plain_without = _without(case, winners), _without(case, plain)
    return {
        "rule": case.rule,
        "voters": voters,
        "empty": sum(each.voters for each in case.papers if not each.approved),
        "with_winner": voters - without,
        "with_winner_share": _share(voters - without, case),
        "without_winner": without,
        "without_winner_share": _share(without, case),
        "plain_winners": plain,
        "plain_without_winner": plain_without,
        "plain_without_winner_share": _share(plain_without, case),
        "instead": [each for each in plain if each not in winners],
        "only_by_rule": [each for each in winners if each not in plain],
    }


def _people(data: Any, case: Case, winners: list[str]) -> dict[str, Any]:
    """Each winner and each loser; payments and supports are those of the certificate, checked elsewhere."""
    plain, payments, supports = _plain(case), at(data, "payments", dict), at(data, "supports", dict)
    rows, chosen = [], set(winners)
    for place, option in enumerate(winners, start=1):
        case.patience.use(len(case.papers) + len(case.options))
        approvals = case.voters_for(option) if option in case.options else 0
        paid = [at(each, "ballot", int) for each in objects(payments, option)]
        paying = sum(case.papers[i].voters for i in paid if 0 <= i < len(case.papers))
        represented = paying if paid else approvals
        alone = sum(each.voters for each in case.papers if each.approved & chosen == {option})
        support = at(supports, option, dict) if option in supports else {}
        rows.append({
            "option": option, "place": place, "approvals": approvals, "share": _share(approvals, case),
            "represented": represented, "represented_share": _share(represented, case),
            "support": support.get("represented"),
            "only_here": alone, "by_plain_count": option in plain,
        })  # fmt: skip
    lost = sorted(
        (each for each in case.options if each not in chosen),
        key=lambda each: (-case.voters_for(each), case.rank(each)),
    )
    losers = [
        {
            "option": each, "approvals": case.voters_for(each), "share": _share(case.voters_for(each), case),
            "without_winner": sum(
                case.papers[i].voters for i in case.fans[each]
                if not case.papers[i].approved & chosen
            ),
            "by_plain_count": each in plain,
        }
        for each in lost
    ]  # fmt: skip
    lot = any(each.get("lost") for each in objects(data, "tie_breaks"))
    return {"winners": rows, "losers": losers, "decided_by_lot": lot}
