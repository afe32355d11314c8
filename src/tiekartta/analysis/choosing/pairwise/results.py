"""The result of comparisons: strengths with intervals, in order, and how well they fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tiekartta.analysis.provenance import Provenance


@dataclass(frozen=True)
class Strength:
    """One option. ``strength`` is a logarithm of odds around the mean 0, ``low`` and ``high`` its
    interval. ``above_next``: the distance to the next in order is clear at the same confidence
    (None for the last)."""

    option: str
    strength: float
    error: float
    low: float
    high: float
    won: int
    lost: int
    above_next: bool | None


@dataclass(frozen=True)
class Goodness:
    """How the model fits. ``deviance`` against the observed shares of every pair that met, with
    its degrees of ``freedom``; ``foretold``: share of comparisons that the stronger one won (equal
    ones count half)."""

    likelihood: float
    likelihood_of_coin: float
    deviance: float
    freedom: int
    foretold: float

    @property
    def chance(self) -> float:
        """Of a deviance as large when the model is right; 1 where nothing is left to test."""
        from scipy.special import gammaincc  # noqa: PLC0415 - slow import, needed on request only

        return float(gammaincc(self.freedom / 2, self.deviance / 2)) if self.freedom > 0 else 1.0


@dataclass(frozen=True)
class PairResult:
    """``table``: all options, strongest first; ``ties``: groups of equal strength, which the drawn
    order settled. ``prior``: wins and losses added for each option."""

    rule: str
    wanted: int
    table: tuple[Strength, ...]
    ties: tuple[tuple[str, ...], ...]
    comparisons: int
    prior: float
    confidence: float
    goodness: Goodness
    steps: int
    tie_order: tuple[str, ...]
    provenance: Provenance

    @property
    def winners(self) -> tuple[str, ...]:
        return tuple(each.option for each in self.table[: self.wanted])

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        fit = self.goodness
        return {
            "rule": self.rule,
            "wanted": self.wanted,
            "winners": list(self.winners),
            "comparisons": self.comparisons,
            "prior": self.prior,
            "confidence": self.confidence,
            "table": [
                {
                    "option": each.option,
                    "strength": each.strength,
                    "error": each.error,
                    "low": each.low,
                    "high": each.high,
                    "won": each.won,
                    "lost": each.lost,
                    "above_next": each.above_next,
                }
                for each in self.table
            ],
            "goodness": {
                "likelihood": fit.likelihood,
                "likelihood_of_coin": fit.likelihood_of_coin,
                "deviance": fit.deviance,
                "freedom": fit.freedom,
                "chance": fit.chance,
                "foretold": fit.foretold,
            },
            "ties": [list(group) for group in self.ties],
            "tie_order": list(self.tie_order),
            "provenance": self.provenance.as_data(),
        }
