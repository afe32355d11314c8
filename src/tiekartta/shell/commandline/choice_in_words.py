"""What `tiekartta choose` prints of approval ballots and of budgets alike."""

from __future__ import annotations

from typing import Any


def print_ties(data: dict[str, Any]) -> None:
    """Every tied set of winners, where there is more than one."""
    listed = "" if data["ties_complete"] else " at least; more could not be listed"
    print(f"tied sets of winners: {len(data['ties'])}{listed}")
    for each in data["ties"] if len(data["ties"]) > 1 else ():
        print(f"  {', '.join(each)}")


def margin_in_words(margin: dict[str, Any]) -> str:
    """The smallest number of changed ballots that alters the outcome, or its bounds."""
    if margin["ballots"] is None:
        if margin["is_exact"]:
            return "margin: no change of ballots alters the outcome"
        return f"margin: at least {_ballots(margin['at_least'])} must change for another outcome"
    if margin["is_exact"]:
        return f"margin: {_ballots(margin['ballots'])} must change for another outcome (exact)"
    return (
        f"margin: between {margin['at_least']} and {margin['ballots']} ballots must change for "
        "another outcome"
    )


def _ballots(number: int) -> str:
    return f"{number} ballot{'' if number == 1 else 's'}"
