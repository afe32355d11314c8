"""Bradley-Terry checked at the told strengths, in plain numbers and without climbing anywhere."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from functools import cached_property
from math import erfc, exp, isfinite, lgamma, log, log1p, sqrt, tanh
from typing import Any

from tiekartta.analysis.choosing.verifying.case import NotACertificateError, at, names
from tiekartta.analysis.choosing.verifying.votes import Votes

TOP = 1e-6
"""At the top of the likelihood a Newton step moves no strength by more."""
EQUAL = 1e-8
MOST = 10**15


@dataclass(frozen=True)
class Duels:
    """``wins``: (winner, loser) → times, by place in ``options``, which stand in order of name."""

    votes: Votes
    options: tuple[str, ...]
    wins: dict[tuple[int, int], int]
    prior: float
    confidence: float
    strengths: tuple[float, ...]

    @cached_property
    def met(self) -> list[tuple[int, int, int, int]]:
        """(one, other, wins of one, wins of other) of every pair that met, once."""
        pairs = sorted({(min(pair), max(pair)) for pair in self.wins})
        return [(i, j, self.wins.get((i, j), 0), self.wins.get((j, i), 0)) for i, j in pairs]

    @cached_property
    def shift(self) -> float:
        """What was taken off to make the mean 0: with a prior, strengths balance around 0."""
        low = -max(self.strengths)
        high = -min(self.strengths)
        for _ in range(200 if self.prior else 0):
            middle = (low + high) / 2
            if sum(tanh((each + middle) / 2) for each in self.strengths) > 0:
                high = middle
            else:
                low = middle
        return (low + high) / 2 if self.prior else 0.0

    @cached_property
    def inverse(self) -> list[list[float]]:
        """Of the information on strengths with mean 0. Raises ArithmeticError when there is none."""
        size = len(self.options)
        self.votes.patience.use(size * size)
        table = [[0.0] * size for _ in range(size)]
        for i, j, one, other in self.met:
            weight = (one + other) * chance(self.strengths[i] - self.strengths[j])
            weight *= chance(self.strengths[j] - self.strengths[i])
            table[i][i] += weight
            table[j][j] += weight
            table[i][j] -= weight
            table[j][i] -= weight
        for i, each in enumerate(self.strengths):
            known = each + self.shift
            table[i][i] += 2 * self.prior * chance(known) * chance(-known)
        if not self.prior:
            more = (sum(table[i][i] for i in range(size)) / size or 1.0) / size
            table = [[each + more for each in row] for row in table]
        return _centred(_inverted(table, self.votes))

    @cached_property
    def gradient(self) -> list[float]:
        """Wins less expected wins."""
        found = [-self.prior * tanh((each + self.shift) / 2) for each in self.strengths]
        for i, j, one, other in self.met:
            ahead = self.strengths[i] - self.strengths[j]
            more = one * chance(-ahead) - other * chance(ahead)
            found[i] += more
            found[j] -= more
        return found


def chance(ahead: float) -> float:
    """Of winning, so far ahead."""
    small = exp(-abs(ahead))
    return 1 / (1 + small) if ahead >= 0 else small / (1 + small)


def log_chance(ahead: float) -> float:
    return min(ahead, 0.0) - log1p(exp(-abs(ahead)))


def upper_gamma(halves: int, x: float) -> float:
    """The chance of a chi-squared of so many degrees above 2x, by adding up from 1 or 2 degrees."""
    if halves <= 0 or x <= 0:
        return 1.0
    found, at_ = (erfc(sqrt(x)), 0.5) if halves % 2 else (exp(-x), 1.0)
    while at_ < halves / 2:
        found += exp(at_ * log(x) - x - lgamma(at_ + 1))
        at_ += 1
    return found


def _inverted(table: list[list[float]], votes: Votes) -> list[list[float]]:
    size = len(table)
    rows = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(table)]
    for i in range(size):
        best = max(range(i, size), key=lambda j: abs(rows[j][i]))
        rows[i], rows[best] = rows[best], rows[i]
        pivot = rows[i][i]
        rows[i] = [each / pivot for each in rows[i]]
        for j in range(size):
            votes.patience.use(size)
            factor = rows[j][i]
            if j != i and factor:
                rows[j] = [a - factor * b for a, b in zip(rows[j], rows[i], strict=True)]
    return [row[size:] for row in rows]


def _centred(table: list[list[float]]) -> list[list[float]]:
    size = len(table)
    means = [sum(row[j] for row in table) / size for j in range(size)]
    table = [[each - mean for each, mean in zip(row, means, strict=True)] for row in table]
    return [[each - sum(row) / size for each in row] for row in table]


def number(data: Any, name: str) -> float:
    """A field that is a finite number. Raises NotACertificateError."""
    found = at(data, name, (int, float))
    if abs(found) > MOST or not isfinite(found):
        raise NotACertificateError(f"{name!r} is no number that can be")
    return float(found)


def read_duels(data: Any) -> Duels:
    """The comparisons and strengths of a certificate. Raises NotACertificateError."""
    order, wanted = names(at(data, "tie_order", list)), at(data, "wanted", int)
    if not order or len(set(order)) != len(order) or not 0 < wanted < MOST:
        raise NotACertificateError("'tie_order' or 'wanted' cannot be")
    options = tuple(sorted(order))
    place = {name: i for i, name in enumerate(options)}
    wins: dict[tuple[int, int], int] = {}
    for each in at(data, "wins", list):
        winner, loser, times = (
            at(each, "winner", str),
            at(each, "loser", str),
            at(each, "times", int),
        )
        pair = (place.get(winner, -1), place.get(loser, -1))
        if min(pair) < 0 or winner == loser or pair in wins or not 0 < times <= MOST:
            raise NotACertificateError("'wins' names a pair that cannot be, or one twice")
        wins[pair] = times
    table = at(data, "table", list)
    told = {at(each, "option", str): number(each, "strength") for each in table}
    if len(table) != len(options) or sorted(told) != list(options) or sum(wins.values()) > MOST:
        raise NotACertificateError("'table' does not name every option once")
    prior, confidence = number(data, "prior"), number(data, "confidence")
    if prior < 0 or not 0 < confidence < 1:
        raise NotACertificateError("'prior' or 'confidence' cannot be")
    votes = Votes("bradley-terry", wanted, tuple(order), ())
    strengths = tuple(told[each] for each in options)
    return Duels(votes, options, wins, prior, confidence, strengths)


def whole(duels: Duels) -> dict[str, Any]:
    """What the digest of the comparisons is taken of."""
    rows = sorted((*pair, times) for pair, times in duels.wins.items())
    flat = [row[column] for column in range(3) for row in rows]
    table = hashlib.sha256(struct.pack(f"<{len(flat)}q", *flat)).hexdigest()
    return {"options": list(duels.options), "pairs": table}


__all__ = ["Duels", "chance", "log_chance", "number", "read_duels", "upper_gamma", "whole"]
