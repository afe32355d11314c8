"""Scores: every voter gives each option a number, or none; counted exactly.

- ``mean``: the average of the scores an option got. Blanks are not counted; an option with no
  score at all comes last.
- ``median``: the lower median of the scores it got (a score that somebody really gave).
- ``range``: the sum of all scores, where a blank is worth the lowest score of the scale.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Any

from tiekartta.analysis.choosing.errors import CountError, ProfileError
from tiekartta.analysis.choosing.rankings.names import check_names, order_of_ties
from tiekartta.analysis.provenance import Provenance, digest

ALGORITHM = "scores-1"
Scores = tuple[Fraction | None, ...]


@dataclass(frozen=True)
class ScoreBallot:
    """``count`` voters with the same scores, one for each option; None where none was given."""

    scores: Scores
    count: int = 1


@dataclass(frozen=True)
class ScoreProfile:
    """Options as given; ballots merged, in an order that tells nothing of the order of voting.

    Raises ProfileError: no_options, empty_option, duplicate_option, bad_count, ragged_row.
    """

    options: tuple[str, ...]
    ballots: tuple[ScoreBallot, ...]

    def __post_init__(self) -> None:
        check_names(self.options)
        merged: Counter[Scores] = Counter()
        for ballot in self.ballots:
            if len(ballot.scores) != len(self.options):
                raise ProfileError("ragged_row", "a ballot must have one score for each option")
            if ballot.count < 1:
                raise ProfileError("bad_count", "a ballot stands for fewer than one voter")
            merged[tuple(None if s is None else Fraction(s) for s in ballot.scores)] += ballot.count
        ordered = sorted(merged, key=_sortable)
        object.__setattr__(self, "ballots", tuple(ScoreBallot(s, merged[s]) for s in ordered))

    @classmethod
    def of(
        cls, options: Iterable[str], rows: Iterable[Iterable[Fraction | int | None]]
    ) -> ScoreProfile:
        """One row of scores per voter."""
        ballots = (
            ScoreBallot(tuple(None if each is None else Fraction(each) for each in row))
            for row in rows
        )
        return cls(tuple(options), tuple(ballots))

    @cached_property
    def voters(self) -> int:
        """Number of voters, blank ballots included."""
        return sum(ballot.count for ballot in self.ballots)

    @cached_property
    def lowest(self) -> Fraction:
        """The lowest score that anybody gave; 0 when nobody gave any."""
        given = [score for each in self.ballots for score in each.scores if score is not None]
        return min(given, default=Fraction(0))

    @cached_property
    def digest(self) -> str:
        """sha256 of the content; independent of the order of columns and of ballots."""
        papers = []
        for each in self.ballots:
            pairs = zip(self.options, each.scores, strict=True)
            row = sorted([name, str(score)] for name, score in pairs if score is not None)
            papers.append([row, each.count])
        return digest({"options": sorted(self.options), "scores": sorted(papers)})


@dataclass(frozen=True)
class OptionScore:
    """What one option got: ``value`` by the rule (None: no score at all), who scored it, and the
    scores with how many voters gave each, lowest first."""

    option: str
    value: Fraction | None
    voters: int
    scores: tuple[tuple[Fraction, int], ...]


@dataclass(frozen=True)
class ScoreResult:
    """``table``: all options in order of result; ``ties``: groups of equal value in that order."""

    rule: str
    wanted: int
    table: tuple[OptionScore, ...]
    ties: tuple[tuple[str, ...], ...]
    tie_order: tuple[str, ...]
    provenance: Provenance

    @property
    def winners(self) -> tuple[str, ...]:
        return tuple(each.option for each in self.table[: self.wanted])

    def as_data(self) -> dict[str, Any]:
        """For JSON: fractions as text such as "7/2"."""
        return {
            "rule": self.rule,
            "wanted": self.wanted,
            "winners": list(self.winners),
            "table": [
                {
                    "option": each.option,
                    "value": None if each.value is None else str(each.value),
                    "voters": each.voters,
                    "scores": {str(score): times for score, times in each.scores},
                }
                for each in self.table
            ],
            "ties": [list(group) for group in self.ties],
            "tie_order": list(self.tie_order),
            "provenance": self.provenance.as_data(),
        }


def _mean(scores: Counter[Fraction], _blank: int, _lowest: Fraction) -> Fraction | None:
    voters = sum(scores.values())
    return sum((s * times for s, times in scores.items()), Fraction(0)) / voters if voters else None


def _median(scores: Counter[Fraction], _blank: int, _lowest: Fraction) -> Fraction | None:
    left = (sum(scores.values()) + 1) // 2
    for score in sorted(scores):
        left -= scores[score]
        if left <= 0:
            return score
    return None


def _range(scores: Counter[Fraction], blank: int, lowest: Fraction) -> Fraction | None:
    return sum((s * times for s, times in scores.items()), lowest * blank)


SCORE_RULES = MappingProxyType({"mean": _mean, "median": _median, "range": _range})


def count_scores(
    profile: ScoreProfile,
    *,
    rule: str = "median",
    winners: int,
    seed: int,
    order: Sequence[str] | None = None,
    lowest: Fraction | int | None = None,
) -> ScoreResult:
    """Order the options by a rule of scores; equal ones by the order drawn from ``seed``.

    ``lowest``: lowest score of the scale for ``range`` (default: the lowest that was given).
    Raises CountError: unknown_rule, bad_winners, tie_order_mismatch.
    """
    if rule not in SCORE_RULES:
        raise CountError("unknown_rule", f"no rule {rule!r}; there are {', '.join(SCORE_RULES)}")
    if winners < 1:
        raise CountError("bad_winners", "at least one option must be wanted")
    ties = order_of_ties(profile.options, seed, order)
    floor = profile.lowest if lowest is None else Fraction(lowest)
    rows = []
    for column, name in enumerate(profile.options):
        scores: Counter[Fraction] = Counter()
        for ballot in profile.ballots:
            score = ballot.scores[column]
            if score is not None:
                scores[score] += ballot.count
        voters = sum(scores.values())
        value = SCORE_RULES[rule](scores, profile.voters - voters, floor)
        rows.append(OptionScore(name, value, voters, tuple(sorted(scores.items()))))
    place = {name: number for number, name in enumerate(ties)}
    rows.sort(key=lambda row: (row.value is None, -(row.value or 0), place[row.option]))
    parameters = {"rule": rule, "winners": winners, "tie_order": list(ties), "lowest": str(floor)}
    names = [row.option for row in rows[:winners]]
    return ScoreResult(
        rule=rule,
        wanted=winners,
        table=tuple(rows),
        ties=_ties({row.option: row.value for row in rows}),
        tie_order=ties,
        provenance=Provenance(ALGORITHM, parameters, seed, profile.digest, digest(names)),
    )


def _ties(values: Mapping[str, Fraction | None]) -> tuple[tuple[str, ...], ...]:
    groups: dict[Fraction | None, list[str]] = {}
    for name, value in values.items():
        groups.setdefault(value, []).append(name)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _sortable(scores: Scores) -> tuple[tuple[bool, Fraction], ...]:
    return tuple((score is not None, score or Fraction(0)) for score in scores)
