"""Order options by comparisons of two."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite, log
from statistics import NormalDist

import numpy as np

from tiekartta.analysis.choosing.errors import CountError
from tiekartta.analysis.choosing.pairwise.model import Contests, Fit, fit
from tiekartta.analysis.choosing.pairwise.profile import PairProfile
from tiekartta.analysis.choosing.pairwise.results import Goodness, PairResult, Strength
from tiekartta.analysis.choosing.rankings.names import order_of_ties
from tiekartta.analysis.provenance import Provenance, digest

ALGORITHM = "pairwise-1"
"""Changes whenever the same comparisons and seed could give another result."""

PAIR_RULES = ("bradley-terry",)
EQUAL = 1e-8
"""Strengths closer than this count as equal; estimates are good to about 1e-10."""


def count_pairs(
    profile: PairProfile,
    *,
    rule: str = "bradley-terry",
    winners: int | None = None,
    seed: int,
    prior: float = 0.0,
    confidence: float = 0.95,
    order: Sequence[str] | None = None,
) -> PairResult:
    """Strengths by Bradley–Terry, strongest first; equal ones by the order drawn from ``seed``.

    ``winners``: how many are wanted (default all). ``prior``: wins and losses added for each
    option against an average opponent (see :mod:`.model`). Raises CountError: unknown_rule,
    bad_winners, bad_prior, bad_confidence, not_connected, not_converged, tie_order_mismatch.
    """
    if rule not in PAIR_RULES:
        raise CountError("unknown_rule", f"no rule {rule!r}; there is {', '.join(PAIR_RULES)}")
    wanted = len(profile.options) if winners is None else winners
    if wanted < 1:
        raise CountError("bad_winners", "at least one option must be wanted")
    if not (isfinite(prior) and prior >= 0):
        raise CountError("bad_prior", "the prior must be 0 or above")
    if not 0 < confidence < 1:
        raise CountError("bad_confidence", "the confidence must lie between 0 and 1")
    ties = order_of_ties(profile.options, seed, order)
    canonical = _by_name(profile)
    found = fit(canonical, prior)
    groups = _groups(canonical.options, found, ties)
    table = _table(canonical, found, [name for group in groups for name in group], confidence)
    names = [each.option for each in table[:wanted]]
    parameters = {"rule": rule, "winners": wanted, "prior": prior, "confidence": confidence, "tie_order": list(ties)}  # fmt: skip
    return PairResult(
        rule=rule,
        wanted=wanted,
        table=table,
        ties=tuple(group for group in groups if len(group) > 1),
        comparisons=profile.comparisons,
        prior=prior,
        confidence=confidence,
        goodness=_goodness(canonical, found),
        steps=found.steps,
        tie_order=ties,
        provenance=Provenance(ALGORITHM, parameters, seed, profile.digest, digest(names)),
    )


def _by_name(profile: PairProfile) -> PairProfile:
    """Options in order of name, so that not even a last digit hangs on the order of columns."""
    names = sorted(profile.options)
    if names == list(profile.options):
        return profile
    place = {name: number for number, name in enumerate(names)}
    moved = np.array([place[name] for name in profile.options], dtype=np.int64)
    return PairProfile(tuple(names), moved[profile.winners], moved[profile.losers], profile.counts)


def _groups(names: Sequence[str], found: Fit, ties: Sequence[str]) -> list[tuple[str, ...]]:
    """Strongest first; neighbours that are equal stand in one group, in the drawn order."""
    place = {name: number for number, name in enumerate(ties)}
    groups: list[list[str]] = []
    last = 0.0
    for index in np.argsort(-found.strengths, kind="stable").tolist():
        strength = float(found.strengths[index])
        if groups and last - strength < EQUAL:
            groups[-1].append(names[index])
        else:
            groups.append([names[index]])
        last = strength
    return [tuple(sorted(group, key=place.__getitem__)) for group in groups]


def _table(
    profile: PairProfile, found: Fit, names: Sequence[str], confidence: float
) -> tuple[Strength, ...]:
    index = {name: number for number, name in enumerate(profile.options)}
    reach = NormalDist().inv_cdf((1 + confidence) / 2)
    won = np.bincount(profile.winners, profile.counts, len(names))
    lost = np.bincount(profile.losers, profile.counts, len(names))
    rows = []
    for number, name in enumerate(names):
        i = index[name]
        strength, error = float(found.strengths[i]), float(found.errors[i])
        above: bool | None = None
        if number + 1 < len(names):
            j = index[names[number + 1]]
            above = strength - float(found.strengths[j]) > reach * found.error_between(i, j)
        low, high = strength - reach * error, strength + reach * error
        rows.append(Strength(name, strength, error, low, high, int(won[i]), int(lost[i]), above))
    return tuple(rows)


def _goodness(profile: PairProfile, found: Fit) -> Goodness:
    contests = Contests.of(profile, 0.0)
    likelihood = contests.at(found.strengths).likelihood
    wins, games = contests.wins, contests.games
    with np.errstate(divide="ignore", invalid="ignore"):
        best = np.where(wins > 0, wins * np.log(wins / games), 0.0)
        lost = games - wins
        best = best + np.where(lost > 0, lost * np.log(lost / games), 0.0)
    ahead = found.strengths[contests.left] - found.strengths[contests.right]
    right = np.where(np.abs(ahead) < EQUAL, games / 2, np.where(ahead > 0, wins, games - wins))
    total = float(games.sum())
    return Goodness(
        likelihood=likelihood,
        likelihood_of_coin=-total * log(2),
        deviance=max(0.0, 2 * (float(best.sum()) - likelihood)),
        freedom=len(games) - (contests.size - 1),
        foretold=float(right.sum()) / total if total else 0.0,
    )
