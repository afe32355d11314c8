"""The result of a count of rankings: round by round, readable by people and plain as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tiekartta.analysis.choosing.results import TieBreak
from tiekartta.analysis.provenance import Provenance


@dataclass(frozen=True)
class Round:
    """One stage of a count.

    ``action``: first, surplus, exclusion, or last (the places left go to all that remain).
    ``option``: whose ballots moved. ``votes`` of every option after it; together with
    ``exhausted`` (no further preference) and ``rounding`` (what was cut off) they are all votes.
    ``quota`` in force. ``elected`` and ``excluded`` in this round, in order.
    """

    number: int
    action: str
    option: str | None
    votes: Mapping[str, Fraction]
    exhausted: Fraction
    rounding: Fraction
    quota: Fraction
    elected: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    kept: Mapping[str, Fraction] | None = None


@dataclass(frozen=True)
class RankingResult:
    """``winners`` in order of election. Borda: ``points``, no rounds; STV: ``rounds``, no points."""

    rule: str
    wanted: int
    winners: tuple[str, ...]
    voters: int
    points: Mapping[str, Fraction] | None
    rounds: tuple[Round, ...]
    tie_order: tuple[str, ...]
    tie_breaks: tuple[TieBreak, ...]
    provenance: Provenance

    def table(self, decimals: int = 5) -> str:
        """Lines of text with one column for each round, the winners first, or for points."""
        if self.points is not None:
            width = max(map(len, self.points))
            return "\n".join(
                f"{name:{width}}  {_shown(self.points[name], decimals)}" for name in self._ordered()
            )
        if not self.rounds:
            return ""
        names = self._ordered()
        table = [["", *(str(each.number) for each in self.rounds)]]
        table.append(["", *(_title(each) for each in self.rounds)])
        gone: dict[str, str] = {}
        columns = []
        for each in self.rounds:
            column = []
            for name in names:
                cell = gone.get(name) or _shown(each.votes[name], decimals)
                mark = " *" if name in each.elected else " x" if name in each.excluded else ""
                column.append(cell + mark)
            gone |= dict.fromkeys(each.excluded, "-")
            columns.append(column)
        table += [[name, *(c[row] for c in columns)] for row, name in enumerate(names)]
        table.append(["(exhausted)", *(_shown(each.exhausted, decimals) for each in self.rounds)])
        table.append(["(rounding)", *(_shown(each.rounding, decimals) for each in self.rounds)])
        table.append(["(quota)", *(_shown(each.quota, decimals) for each in self.rounds)])
        widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
        return "\n".join(
            "  ".join(
                f"{cell:{width}}" if not column else f"{cell:>{width}}"
                for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in table
        )

    def _ordered(self) -> list[str]:
        """Winners first, then by points or by who stayed longest, at last in the drawn order."""
        stayed = {name: each.number for each in self.rounds for name in each.excluded}
        points = self.points or {}

        def place(name: str) -> tuple[int, Fraction, int, int]:
            rank = self.winners.index(name) if name in self.winners else len(self.winners)
            left = stayed.get(name, len(self.rounds) + 1)
            return rank, -points.get(name, Fraction(0)), -left, self.tie_order.index(name)

        return sorted(self.tie_order, key=place)

    def as_data(self) -> dict[str, Any]:
        """For JSON: fractions as text such as "7/2"."""
        return {
            "rule": self.rule,
            "wanted": self.wanted,
            "winners": list(self.winners),
            "voters": self.voters,
            "points": None if self.points is None else _texts(self.points),
            "rounds": [
                {
                    "number": each.number,
                    "action": each.action,
                    "option": each.option,
                    "votes": _texts(each.votes),
                    "exhausted": str(each.exhausted),
                    "rounding": str(each.rounding),
                    "quota": str(each.quota),
                    "elected": list(each.elected),
                    "excluded": list(each.excluded),
                    "kept": None if each.kept is None else _texts(each.kept),
                }
                for each in self.rounds
            ],
            "tie_order": list(self.tie_order),
            "tie_breaks": [
                {"tied": list(tie.tied), "won": tie.won, "lost": list(tie.lost)}
                for tie in self.tie_breaks
            ],
            "provenance": self.provenance.as_data(),
        }


def _texts(values: Mapping[str, Fraction]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}


def _title(each: Round) -> str:
    return each.action if each.option is None else f"{each.action}: {each.option}"


def _shown(value: Fraction, decimals: int) -> str:
    scaled = round(value * 10**decimals)
    before, after = divmod(abs(scaled), 10**decimals)
    text = f"{'-' if scaled < 0 else ''}{before}.{after:0{decimals}}" if decimals else str(scaled)
    return text.rstrip("0").rstrip(".") if decimals else text
