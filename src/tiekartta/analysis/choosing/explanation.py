"""What a count means for people, as data for pages to put into words (domain/8, result text).

All numbers are numbers of voters, never weights. They are exact: pages show them only through
disclosure.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from tiekartta.analysis.choosing.errors import CountError
from tiekartta.analysis.choosing.profile import Profile
from tiekartta.analysis.choosing.results import CountResult


@dataclass(frozen=True)
class WinnerExplained:
    """``represented``: voters who paid for it (who approve it, where the rule has no payments).

    ``only_here``: voters for whom it is the only winner they approve. ``share`` = approvals of all
    voters, ``represented_share`` = represented of all voters. ``support`` divides every voter
    between the winners, so supports add up to the voters represented. ``by_plain_count``: the
    plain count would have chosen it too.
    """

    option: str
    place: int
    approvals: int
    share: Fraction
    represented: int
    represented_share: Fraction
    support: Fraction
    only_here: int
    by_plain_count: bool


@dataclass(frozen=True)
class LoserExplained:
    """``without_winner``: voters who approve it and no winner at all."""

    option: str
    approvals: int
    share: Fraction
    without_winner: int
    by_plain_count: bool


@dataclass(frozen=True)
class Explanation:
    """``empty``: voters who approved nothing (they are among those without a winner).

    ``with_winner`` + ``without_winner`` = ``voters``; the ``plain_`` fields say the same of the
    choice by plain count. ``instead``: options that the plain count would have chosen and this
    rule did not; ``only_by_rule``: the other way round.
    """

    rule: str
    voters: int
    empty: int
    winners: tuple[WinnerExplained, ...]
    losers: tuple[LoserExplained, ...]
    with_winner: int
    with_winner_share: Fraction
    without_winner: int
    without_winner_share: Fraction
    plain_winners: tuple[str, ...]
    plain_without_winner: int
    plain_without_winner_share: Fraction
    instead: tuple[str, ...]
    only_by_rule: tuple[str, ...]
    decided_by_lot: bool


def explain(result: CountResult, profile: Profile) -> Explanation:
    """Explain a result of this profile. Raises CountError when the profile is another one.

    The plain count settles its ties by the same order of ties.
    """
    if result.provenance.input_digest != profile.digest:
        raise CountError("other_profile", "the result was not counted from these ballots")
    voters, won = profile.voters, result.winners
    plain = _plain_winners(result)
    without, plain_without = profile.without_any(won), profile.without_any(plain)
    approvals = dict(result.approvals)
    lonely = _without_winner(result)
    losers = sorted(
        (name for name in approvals if name not in won),
        key=lambda name: (-approvals[name], result.tie_order.index(name)),
    )
    return Explanation(
        rule=result.rule,
        voters=voters,
        empty=sum(each.voters for each in result.ballots if not each.approved),
        winners=_winners(result, voters, plain),
        losers=tuple(
            LoserExplained(
                option=name,
                approvals=approvals[name],
                share=_share(approvals[name], voters),
                without_winner=lonely[name],
                by_plain_count=name in plain,
            )
            for name in losers
        ),
        with_winner=voters - without,
        with_winner_share=_share(voters - without, voters),
        without_winner=without,
        without_winner_share=_share(without, voters),
        plain_winners=plain,
        plain_without_winner=plain_without,
        plain_without_winner_share=_share(plain_without, voters),
        instead=tuple(name for name in plain if name not in won),
        only_by_rule=tuple(name for name in won if name not in plain),
        decided_by_lot=any(tie.lost for tie in result.tie_breaks),
    )


def _winners(
    result: CountResult, voters: int, plain: tuple[str, ...]
) -> tuple[WinnerExplained, ...]:
    approvals = dict(result.approvals)
    won = set(result.winners)
    alone: Counter[str] = Counter()
    for ballot in result.ballots:
        theirs = won.intersection(ballot.approved)
        if len(theirs) == 1:
            alone[theirs.pop()] += ballot.voters
    explained = []
    for place, each in enumerate(result.elections, start=1):
        paying = sum(result.ballots[paid.ballot].voters for paid in each.payments)
        represented = paying if each.payments else approvals[each.option]
        explained.append(
            WinnerExplained(
                option=each.option,
                place=place,
                approvals=approvals[each.option],
                share=_share(approvals[each.option], voters),
                represented=represented,
                represented_share=_share(represented, voters),
                support=each.support,
                only_here=alone[each.option],
                by_plain_count=each.option in plain,
            )
        )
    return tuple(explained)


def _without_winner(result: CountResult) -> Counter[str]:
    won = set(result.winners)
    lonely: Counter[str] = Counter()
    for ballot in result.ballots:
        if won.isdisjoint(ballot.approved):
            for name in ballot.approved:
                lonely[name] += ballot.voters
    return lonely


def _plain_winners(result: CountResult) -> tuple[str, ...]:
    """By number of voters, without weights: what raising hands would have given."""
    approvals = dict(result.approvals)
    place = {name: number for number, name in enumerate(result.tie_order)}
    ranked = sorted(approvals, key=lambda name: (-approvals[name], place[name]))
    return tuple(ranked[: result.wanted])


def _share(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(0)
