"""Count approval ballots by a named rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from tiekartta.analysis.choosing.errors import CountError
from tiekartta.analysis.choosing.profile import ONE, Profile
from tiekartta.analysis.choosing.properties import (
    extended_justified_representation,
    justified_representation,
)
from tiekartta.analysis.choosing.results import (
    Behind,
    CountedBallot,
    CountResult,
    Election,
    Payment,
    TieBreak,
)
from tiekartta.analysis.choosing.rules import RULES, Ties, all_outcomes
from tiekartta.analysis.choosing.tally import Elected, Outcome, Tally
from tiekartta.analysis.choosing.ties import tie_order
from tiekartta.analysis.provenance import Provenance, digest

ALGORITHM = "choosing-2"
"""Changes whenever the same ballots, rule and seed could give another result."""

DEFAULT_RULE = "equal-shares"
"""Keeps EJR+ always; see :mod:`tiekartta.analysis.choosing.shares` on the increments."""


def prepare(
    profile: Profile, *, winners: int, seed: int, rule: str, order: Sequence[str] | None
) -> Tally:
    """The profile with its order of ties. Raises CountError as :func:`count` does."""
    if rule not in RULES:
        raise CountError("unknown_rule", f"there is no rule {rule!r}; there are {', '.join(RULES)}")
    if winners < 1:
        raise CountError("bad_winners", "at least one option must be wanted")
    ties = tuple(order) if order is not None else tie_order(profile.options, seed)
    if sorted(ties) != list(profile.options):
        raise CountError("tie_order_mismatch", "the order of ties is not an order of the options")
    return Tally(profile, ties)


def elect(
    profile: Profile, *, winners: int, seed: int, rule: str = DEFAULT_RULE
) -> tuple[Elected, ...]:
    """The elected in order with their payments, and nothing else: no checks, no certificate.

    Options are indexes of ``profile.options``. Raises CountError as :func:`count` does.
    """
    tally = prepare(profile, winners=winners, seed=seed, rule=rule, order=None)
    return RULES[rule].elect(tally, winners).elected


def tied_outcomes(
    profile: Profile, *, winners: int, rule: str = DEFAULT_RULE
) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """Every set of winners that some way of settling ties gives; False when there may be more.

    Raises CountError as :func:`count` does.
    """
    tally = prepare(profile, winners=winners, seed=0, rule=rule, order=None)
    found: Ties = all_outcomes(RULES[rule], tally, winners)
    named = (tuple(profile.options[each] for each in committee) for committee in found.outcomes)
    return tuple(named), found.is_complete


def count(
    profile: Profile,
    *,
    winners: int,
    seed: int,
    rule: str = DEFAULT_RULE,
    order: Sequence[str] | None = None,
) -> CountResult:
    """Elect ``winners`` options (all options when there are not more).

    ``seed`` is the published seed of the order of ties; ``order`` replaces that order for
    comparisons with other programs. Options that nobody approves are elected only when nothing
    else is left. Raises CountError for an unknown rule, fewer than one winner, an order that is
    not an order of the options, or more options than ``pav`` can be counted for.
    """
    tally = prepare(profile, winners=winners, seed=seed, rule=rule, order=order)
    outcome = RULES[rule].elect(tally, winners)
    names = tuple(profile.options[each.option] for each in outcome.elected)
    papers = [
        (frozenset(profile.names(each)), each.count * each.weight) for each in profile.ballots
    ]
    ties = tuple(
        sorted(profile.options, key=dict(zip(profile.options, tally.rank, strict=True)).__getitem__)
    )
    return CountResult(
        rule=rule,
        wanted=winners,
        elections=_elections(profile, outcome, tally.unit),
        approvals=tuple(zip(profile.options, profile.approvals, strict=True)),
        ballots=tuple(
            CountedBallot(profile.names(each), each.count, each.weight) for each in profile.ballots
        ),
        tie_order=ties,
        tie_breaks=_tie_breaks(profile, outcome.elected),
        behind=_behind(profile, outcome),
        measure=outcome.measure,
        checks=(
            justified_representation(papers, names, winners, profile.options),
            extended_justified_representation(papers, names, winners, profile.options),
        ),
        provenance=Provenance(
            algorithm=ALGORITHM,
            parameters={"rule": rule, "winners": winners, "tie_order": list(ties)},
            seed=seed,
            input_digest=profile.digest,
            output_digest=digest(names),
        ),
    )


def _elections(profile: Profile, outcome: Outcome, unit: int) -> tuple[Election, ...]:
    """Prices and payments per voter: rules count in units of mass."""
    spent: dict[int, Fraction] = defaultdict(Fraction)
    for each in outcome.elected:
        for ballot, paid in _paid(each):
            spent[ballot] += paid
    return tuple(_election(profile, each, spent, unit) for each in outcome.elected)


def _paid(elected: Elected) -> list[tuple[int, Fraction]]:
    return list(elected.payments.items()) if elected.payments else []


def _election(
    profile: Profile, elected: Elected, spent: Mapping[int, Fraction], unit: int
) -> Election:
    payments, support = [], Fraction(0)
    for number, paid in _paid(elected):
        ballot = profile.ballots[number]
        each = paid if unit == 1 and ballot.weight is ONE else paid * ballot.weight * unit
        payments.append(Payment(number, each, each * ballot.count))
        support += ballot.count * paid / spent[number]
    if not payments:
        support = Fraction(profile.approvals[elected.option])
    price = None if elected.price is None else elected.price * unit
    return Election(profile.options[elected.option], elected.phase, price, tuple(payments), support)


def _behind(profile: Profile, outcome: Outcome) -> tuple[Behind, ...]:
    """Every option that lost, most behind it first."""
    won = {each.option for each in outcome.elected}
    found = [
        Behind(name, profile.approvals[number], outcome.behind(number))
        for number, name in enumerate(profile.options)
        if number not in won
    ]
    return tuple(sorted(found, key=lambda each: (-each.amount, each.option)))


def _tie_breaks(profile: Profile, elected: Sequence[Elected]) -> tuple[TieBreak, ...]:
    winners = {each.option for each in elected}
    return tuple(
        TieBreak(
            tied=tuple(profile.options[option] for option in each.tied),
            won=profile.options[each.option],
            lost=tuple(profile.options[option] for option in each.tied if option not in winners),
        )
        for each in elected
        if len(each.tied) > 1
    )
