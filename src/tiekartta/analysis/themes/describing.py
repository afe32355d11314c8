"""Themes of each answer, and what can be said of each theme."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tiekartta.analysis.themes.clustering import ORPHAN, Labels
from tiekartta.analysis.themes.deciding import Bound
from tiekartta.analysis.themes.places import Places

_ALSO = 0.2  # share of an answer's ties that makes a theme one of its own (F1 0.83 → 0.89)
OVERLAP = 0.025
"""Strength from which an overlap is told: in answers of one subject, themes far apart have about 0.01."""
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Belonging:
    """``shares`` is (n, themes) with rows summing to 1 or 0; ``first`` the main theme or −1.

    ``has`` is (n, themes): which themes each answer has.
    """

    ties: NDArray[np.float64]
    shares: NDArray[np.float64]
    first: Labels
    has: NDArray[np.bool_]
    is_pinned: NDArray[np.bool_]


def belonging(ties: NDArray[np.float64], bound: Bound) -> Belonging:
    """Main theme by the most tie weight, and every other with a fifth of an answer's ties.

    People's decisions come before ties: frozen answers stay, those tied together go where their
    ties taken together are strongest, and those set apart share no theme. Of two set apart the one
    with the stronger tie stays; the other goes to its next best theme, or is left an orphan.
    """
    total = ties.sum(axis=1, keepdims=True)
    shares = np.divide(ties, total, out=np.zeros_like(ties), where=total > 0)
    first = _first(ties, shares, bound)
    has = shares >= _ALSO
    has[first == ORPHAN] = False
    has[bound.pinned] = False
    placed = np.flatnonzero(first != ORPHAN)
    has[placed, first[placed]] = True
    for one, other in sorted(bound.apart):
        _part(has, shares, first, np.flatnonzero(bound.bond == one), bound.bond == other)
    return Belonging(ties, shares, first, has, bound.pinned)


def _first(ties: NDArray[np.float64], shares: NDArray[np.float64], bound: Bound) -> Labels:
    answers, themes = ties.shape
    first = np.full(answers, ORPHAN, dtype=np.int64)
    if not themes:
        return first
    is_bonded = bool(np.bincount(bound.bond, minlength=1).max() > 1)
    best = shares.argmax(axis=1).astype(np.int64)
    best[ties.sum(axis=1) <= 0] = ORPHAN
    if not is_bonded and not bound.apart:
        return np.where(bound.frozen != ORPHAN, bound.frozen, best)
    together = sparse.csr_matrix((np.ones(answers), (bound.bond, np.arange(answers))))
    voted = np.round(np.asarray(together @ ties), _DIGITS + 1)
    chosen = voted.argmax(axis=1).astype(np.int64)
    chosen[voted.max(axis=1) <= 0] = ORPHAN
    held = bound.frozen != ORPHAN
    chosen[bound.bond[held]] = bound.frozen[held]
    _keep_apart(chosen, voted, set(bound.bond[held].tolist()), bound.apart)
    return np.asarray(chosen[bound.bond], dtype=np.int64)


def _keep_apart(
    chosen: Labels, voted: NDArray[np.float64], held: set[int], apart: frozenset[tuple[int, int]]
) -> None:
    """Give bonds set apart different themes, the firmest first."""
    rivals: dict[int, set[int]] = defaultdict(set)
    for one, other in apart:
        rivals[one].add(other)
        rivals[other].add(one)
    order = sorted(rivals, key=lambda bond: (bond not in held, -voted[bond].max(), bond))
    settled: dict[int, int] = {}
    for bond in order:
        if bond not in held:
            left = voted[bond].copy()
            left[[settled[rival] for rival in rivals[bond] if settled.get(rival, ORPHAN) >= 0]] = 0
            chosen[bond] = int(left.argmax()) if left.max() > 0 else ORPHAN
        settled[bond] = int(chosen[bond])


def _part(
    has: NDArray[np.bool_],
    shares: NDArray[np.float64],
    first: Labels,
    one: NDArray[np.int64],
    is_other: NDArray[np.bool_],
) -> None:
    """Take the themes that two bonds share away from the one to which each means less."""
    other = np.flatnonzero(is_other)
    for theme in np.flatnonzero(has[one].any(axis=0) & has[other].any(axis=0)).tolist():
        stays = (first[one] == theme).any(), float(shares[one, theme].sum())
        rival = (first[other] == theme).any(), float(shares[other, theme].sum())
        has[other if stays >= rival else one, theme] = False


def themes_of_answer(row: int, belongs: Belonging) -> tuple[tuple[int, float], ...]:
    """(theme, weight) best first: the main theme, then the others it has."""
    first = int(belongs.first[row])
    if first == ORPHAN:
        return ()
    shares = belongs.shares[row]
    others = [
        (int(theme), round(float(shares[theme]), _DIGITS))
        for theme in np.flatnonzero(belongs.has[row])
        if theme != first
    ]
    if belongs.is_pinned[row]:
        return ((first, 1.0),)
    lead = round(float(shares.max()), _DIGITS) or 1.0  # a kept member without ties: wholly there
    return ((first, lead), *sorted(others, key=lambda pair: (-pair[1], pair[0])))


def cohesion(theme: int, belongs: Belonging) -> float:
    """Share of the tie weight of a theme's answers that stays within it (0–1)."""
    ties = belongs.ties[belongs.first == theme]
    total = float(ties.sum())
    return round(float(ties[:, theme].sum()) / total, _DIGITS) if total else 0.0


def overlaps(belongs: Belonging) -> list[tuple[int, int, float]]:
    """(theme, theme, strength 0–1): tie weight between them over that of the weaker one."""
    themes = belongs.ties.shape[1]
    between = np.zeros((themes, themes))
    for theme in range(themes):
        between[theme] = belongs.ties[belongs.first == theme].sum(axis=0)
    totals = between.sum(axis=1)
    found = []
    for one in range(themes):
        for other in range(one + 1, themes):
            weaker = min(totals[one], totals[other])
            mean = (between[one, other] + between[other, one]) / 2
            strength = round(min(float(mean / weaker), 1.0), _DIGITS) if weaker else 0.0
            if strength >= OVERLAP:
                found.append((one, other, strength))
    return found


def exemplars(theme: int, belongs: Belonging, rows: Places) -> list[int]:
    """3–8 answers (numbers) that are typical of the theme and unlike one another.

    Maximal marginal relevance (Carbonell and Goldstein 1998) over the fifty most typical;
    ``rows`` are the places of the answers in the space of likeness.
    """
    mine = np.flatnonzero(belongs.first == theme)
    if not mine.size:
        return []
    typical = belongs.ties[mine, theme] * (0.5 + belongs.shares[mine, theme])
    order = np.argsort(-np.round(typical, 5), kind="stable")[:50]
    pool, worth = mine[order], typical[order]
    worth = worth / worth.max() if worth.max() > 0 else np.ones_like(worth)
    alike = rows[pool].likeness(rows[pool]).astype(np.float64) / 2
    chosen: list[int] = []
    for _ in range(min(pool.size, int(np.clip(3 + mine.size // 25, 3, 8)))):
        nearest = alike[:, chosen].max(axis=1) if chosen else np.zeros(pool.size)
        value = np.round(worth - nearest, 5)
        value[chosen] = -np.inf
        chosen.append(int(value.argmax()))
    return [int(pool[place]) for place in chosen]
