"""Compare what a certificate says with what its ballots give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from tiekartta.analysis.choosing.verifying import (
    bills,
    grades,
    margins,
    orders,
    promises,
    strengths,
    told,
)
from tiekartta.analysis.choosing.verifying.case import (
    MOST_READ,
    Case,
    NotACertificateError,
    Patience,
    TooManyError,
    at,
    read_case,
    written,
)
from tiekartta.analysis.choosing.verifying.digests import digest, input_digest, order_of
from tiekartta.analysis.choosing.verifying.recount import Step, behind, recount
from tiekartta.analysis.choosing.verifying.same import same, short
from tiekartta.analysis.choosing.verifying.several import (
    best_committees,
    score,
    tied_sets,
)
from tiekartta.analysis.choosing.verifying.towns import read_town
from tiekartta.analysis.choosing.verifying.votes import Parts, Votes

MOST_PAPERS_FOR_TIES = 20_000


@dataclass
class Verdict:
    """``held``: what was worked out again and is right; ``wrong``: what does not hold, in sentences;
    ``left_out``: what would have taken too long to work out again."""

    held: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def verify(certificate: Any) -> list[str]:
    """What does not hold in a certificate; nothing when everything does.

    Raises NotACertificateError for data of another kind.
    """
    return examine(certificate).wrong


def examine(certificate: Any) -> Verdict:
    """Work everything out again. Raises NotACertificateError for data of another kind."""
    verdict = Verdict()
    if isinstance(certificate, Mapping) and "budget" in certificate:
        town = read_town(certificate)
        _work_out(bills.parts(certificate, town), town.patience, verdict)
        return verdict
    other = _other(certificate)
    if other is not None:
        _work_out(other[0], other[1].patience, verdict)
        return verdict
    case = read_case(certificate)
    recounted = _recount(case, verdict)
    parts: list[tuple[str, Callable[[], list[str]]]] = [
        ("seed and order of ties", lambda: _origin(certificate, case)),
        ("approvals", lambda: _approvals(certificate, case)),
        ("checks", lambda: promises.wrong(certificate, case)),
        ("explanation", lambda: told.wrong(certificate, case)),
    ]
    if recounted is not None:
        parts[2:2] = [
            ("winners, prices and payments", lambda: _elections(certificate, case, recounted)),
            ("supports", lambda: _supports(certificate, case, recounted)),
            ("tie-breaks", lambda: _tie_breaks(certificate, recounted)),
        ]
    if "ties" in certificate:
        parts.append(("tied sets of winners", lambda: _ties(certificate, case)))
    if certificate.get("margin") is not None:
        parts.append(("margin", lambda: margins.wrong(certificate["margin"], case)))
    _work_out(parts, case.patience, verdict)
    return verdict


def _other(certificate: Any) -> tuple[Parts, Votes] | None:
    """Rankings, scores and comparisons; None for approval ballots."""
    rule = at(certificate, "rule", str)
    if rule == "bradley-terry":
        return strengths.parts(certificate)
    if rule in orders.RANKINGS:
        return orders.parts(certificate)
    return grades.parts(certificate) if rule in grades.SCORES else None


def _work_out(
    parts: list[tuple[str, Callable[[], list[str]]]], patience: Patience, verdict: Verdict
) -> None:
    for name, part in parts:
        try:
            patience.left = MOST_READ
            wrong = part()
        except TooManyError:
            verdict.left_out.append(name)
            continue
        verdict.wrong += wrong
        if not wrong:
            verdict.held.append(name)


@dataclass(frozen=True)
class Recounted:
    """``elections``: as the certificate tells them; ``supports``: option → what it says of it."""

    winners: list[str]
    steps: list[Step]
    measure: str
    behind: dict[str, Fraction]


def _recount(case: Case, verdict: Verdict) -> Recounted | None:
    try:
        return _recount_pav(case) if case.rule == "pav" else _recount_steps(case)
    except TooManyError:
        verdict.left_out += ["winners, prices and payments", "supports", "tie-breaks"]
        return None


def _recount_steps(case: Case) -> Recounted:
    steps, state = recount(case)
    winners = [each.option for each in steps]
    lost = {each: behind(case, state, each)[1] for each in case.options if each not in winners}
    return Recounted(winners, steps, behind(case, state, case.options[0])[0], lost)


def _recount_pav(case: Case) -> Recounted:
    best = best_committees(case)
    chosen = min(best, key=lambda each: sorted(map(case.rank, each)))
    winners = sorted(chosen, key=lambda each: (-case.weight_for(each), case.rank(each)))
    always = set(best[0]).intersection(*best)
    moving = tuple(sorted(set(best[0]).union(*best) - always))
    steps = [
        Step(each, "pav" if case.voters_for(each) else "unsupported", None, moving if each in moving else (each,), {})
        for each in winners
    ]  # fmt: skip
    own = frozenset(chosen)
    lost = {
        each: score(case, own | {each}) - score(case, own)
        for each in case.options
        if each not in own
    }
    return Recounted(winners, steps, "score", lost)


def _origin(data: Any, case: Case) -> list[str]:
    source = at(data, "provenance", dict)
    seed = at(source, "seed", int)
    wrong = same(list(case.order), order_of(case.options, seed), "tie_order")
    wrong += same(at(source, "input_digest", str), input_digest(case), "provenance.input_digest")
    parameters = {"rule": case.rule, "winners": case.wanted, "tie_order": list(case.order)}
    wrong += same(at(source, "parameters", dict), parameters, "provenance.parameters")
    rest = {name: value for name, value in data.items() if name != "provenance"}
    return wrong + same(at(source, "output_digest", str), digest(rest), "provenance.output_digest")


def _approvals(data: Any, case: Case) -> list[str]:
    expected = {each: case.voters_for(each) for each in case.options}
    return same(at(data, "approvals", dict), expected, "approvals")


def _elections(data: Any, case: Case, right: Recounted) -> list[str]:
    wrong = same(at(data, "winners", list), right.winners, "winners")
    told_of = at(data, "elections", list)
    expected = [
        {"option": each.option, "phase": each.phase, "price": None if each.price is None else written(each.price)}
        for each in right.steps
    ]  # fmt: skip
    wrong += same(told_of, expected, "elections")
    payments = at(data, "payments", dict)
    wrong += same(sorted(payments), sorted(right.winners), "payments, options")
    for step in right.steps:
        paid = [
            {"ballot": i, "each": written(each), "together": written(each * case.papers[i].voters)}
            for i, each in sorted(_each_paid(case, step).items())
            if each
        ]
        wrong += same(payments.get(step.option), paid, f"payments for {step.option!r}")
    return wrong


def _each_paid(case: Case, step: Step) -> dict[int, Fraction]:
    return {i: each * case.papers[i].weight for i, each in step.paid.items()}


def _supports(data: Any, case: Case, right: Recounted) -> list[str]:
    spent = [Fraction(0)] * len(case.papers)
    for step in right.steps:
        for i, paid in step.paid.items():
            spent[i] += paid
    expected: dict[str, dict[str, int | str]] = {}
    for step in right.steps:
        shares = [case.papers[i].voters * paid / spent[i] for i, paid in step.paid.items() if paid]
        approvals = case.voters_for(step.option)
        represented = sum(shares, Fraction(0)) if shares else Fraction(approvals)
        expected[step.option] = {"approvals": approvals, "represented": written(represented)}
    for option, amount in right.behind.items():
        expected[option] = {"approvals": case.voters_for(option), "behind": written(amount)}
    supports = at(data, "supports", dict)
    wrong = same(sorted(supports), sorted(expected), "supports, options")
    for option, support in expected.items():
        wrong += same(supports.get(option), support, f"supports of {option!r}")
    return wrong + same(at(data, "measure", str), right.measure, "measure")


def _tie_breaks(data: Any, right: Recounted) -> list[str]:
    expected = [
        {
            "tied": sorted(step.tied),
            "won": step.option,
            "lost": [each for each in sorted(step.tied) if each not in right.winners],
        }
        for step in right.steps
        if len(step.tied) > 1
    ]
    return same(at(data, "tie_breaks", list), expected, "tie_breaks")


def _ties(data: Any, case: Case) -> list[str]:
    if len(case.papers) > MOST_PAPERS_FOR_TIES:
        raise TooManyError
    said, right = at(data, "ties", list), tied_sets(case)
    if at(data, "ties_complete", bool):
        return same(said, right, "ties")
    wrong = [f"ties: {short(each)} is no tied set" for each in said if each not in right]
    return wrong + ["ties_complete: all are there"] * (len(said) == len(right))


__all__ = ["NotACertificateError", "Verdict", "examine", "verify"]
