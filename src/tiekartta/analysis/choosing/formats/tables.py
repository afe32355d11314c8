"""Our own CSV of rankings, scores and pairs. Comma or semicolon, UTF-8, the first line names.

- rankings: one column for each option, one line for each voter; a cell is the place (1 is best,
  equal numbers are equal options, empty: not ranked). Only the order of the numbers counts.
- scores: the same with scores in the cells, whole or decimal; empty: no score.
- pairs: columns ``winner``, ``loser`` and, when wished, ``count``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from tiekartta.analysis.choosing.formats.errors import FormatError
from tiekartta.analysis.choosing.formats.lines import decimal, lines_of, score, whole, writable
from tiekartta.analysis.choosing.pairwise.profile import LARGEST_COUNT, PairProfile
from tiekartta.analysis.choosing.rankings.profile import Levels, RankedBallot, RankingProfile
from tiekartta.analysis.choosing.scores import ScoreBallot, ScoreProfile

Row = tuple[int, list[str]]
Cell = TypeVar("Cell")
MOST_LINES = 1_000_000
"""Lines written at most: one for each voter."""


def looks_like_pairs(text: str) -> bool:
    """The first line is ``winner,loser`` or ``winner,loser,count``."""
    first = text.removeprefix("\ufeff").split("\n", 1)[0].strip().lower().replace(";", ",")
    return first.replace('"', "") in {"winner,loser", "winner,loser,count"}


def read_rankings(text: str) -> RankingProfile:
    """Read a table of places. Raises FormatError that names line and column."""
    options, rows = _table(text)
    ballots = []
    for line, cells in rows:
        places = [
            whole(cell, "a place", line=line, column=column) if cell else None
            for column, cell in enumerate(cells, start=1)
        ]
        ballots.append(RankedBallot(_levels(places)))
    return RankingProfile(tuple(options), tuple(ballots))


def read_scores(text: str) -> ScoreProfile:
    """Read a table of scores. Raises FormatError that names line and column."""
    options, rows = _table(text)
    ballots = [
        ScoreBallot(
            tuple(
                score(cell, "a score", line=line, column=column) if cell else None
                for column, cell in enumerate(cells, start=1)
            )
        )
        for line, cells in rows
    ]
    return ScoreProfile(tuple(options), tuple(ballots))


def read_pairs(text: str) -> PairProfile:
    """Read comparisons. Raises FormatError that names line and column."""
    header, rows = _table(text)
    names = [name.lower() for name in header]
    if names not in (["winner", "loser"], ["winner", "loser", "count"]):
        raise FormatError("missing_header", "the first line must be winner,loser or winner,loser,count", line=1)  # fmt: skip
    pairs, counts, total = [], [], 0
    for line, cells in rows:
        for column in (1, 2):
            if not cells[column - 1]:
                raise FormatError("empty_option", "an option has no name", line=line, column=column)
        if cells[0] == cells[1]:
            raise FormatError("same_option", "an option is compared with itself", line=line, column=2)  # fmt: skip
        times = whole(cells[2], "the count", line=line, column=3) if len(cells) > 2 else 1
        total += times
        if total > LARGEST_COUNT:
            raise FormatError("too_large", "there are more comparisons than can be counted", line=line)  # fmt: skip
        pairs.append((cells[0], cells[1]))
        counts.append(times)
    if not pairs:
        raise FormatError("no_options", "there are no comparisons", line=1)
    options = sorted({name for pair in pairs for name in pair})
    index = {name: number for number, name in enumerate(options)}
    return PairProfile.of(options, [(index[a], index[b]) for a, b in pairs], counts)


def write_rankings(profile: RankingProfile) -> str:
    """One line for each voter. Raises FormatError (unwritable)."""
    _few(profile.voters)

    def cells(ballot: RankedBallot) -> list[str]:
        places = {i: str(at) for at, level in enumerate(ballot.levels, start=1) for i in level}
        return [places.get(index, "") for index in range(len(profile.options))]

    return _written(profile.options, ((cells(each), each.count) for each in profile.ballots))


def write_scores(profile: ScoreProfile) -> str:
    """One line for each voter. Raises FormatError (unwritable)."""
    _few(profile.voters)
    rows = (
        (["" if each is None else decimal(each) for each in ballot.scores], ballot.count)
        for ballot in profile.ballots
    )
    return _written(profile.options, rows)


def write_pairs(profile: PairProfile) -> str:
    """One line for each pair. Raises FormatError (unwritable) for options that nobody compared."""
    used = {profile.options[i] for row in profile.rows for i in row[:2]}
    if sorted(used) != list(profile.options):
        raise FormatError("unwritable", "pairs name only options that were compared, in order of name")  # fmt: skip
    rows = (
        ([writable(profile.options[winner]), writable(profile.options[loser]), str(times)], 1)
        for winner, loser, times in profile.rows
    )
    return _written(("winner", "loser", "count"), rows)


def _few(voters: int) -> None:
    if voters > MOST_LINES:
        raise FormatError("unwritable", f"{voters:,} lines are too many; write a PrefLib file")


def _levels(places: Sequence[int | None]) -> Levels:
    by_place: dict[int, list[int]] = {}
    for index, place in enumerate(places):
        if place is not None:
            by_place.setdefault(place, []).append(index)
    return tuple(tuple(by_place[place]) for place in sorted(by_place))


def _table(text: str) -> tuple[list[str], list[Row]]:
    lines = lines_of(text)
    outside = "".join(lines[0].split('"')[::2])
    delimiter = ";" if ";" in outside and "," not in outside else ","
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if reader.line_num != number:
                raise FormatError("unbalanced_quotes", "a quotation mark is never closed", line=number)  # fmt: skip
            if cells:
                rows.append((number, [cell.strip() for cell in cells]))
    except csv.Error as error:
        code = "too_large" if "limit" in str(error) else "unbalanced_quotes"
        raise FormatError(code, f"the line cannot be read: {error}", line=number + 1) from None
    if not rows or rows[0][0] != 1:
        raise FormatError("no_options", "the first line must name the columns", line=1)
    _check_header(rows[0][1])
    for number, cells in rows[1:]:
        if len(cells) != len(rows[0][1]):
            detail = f"{len(cells)} cells where the first line has {len(rows[0][1])}"
            raise FormatError("ragged_row", detail, line=number)
    return rows[0][1], rows[1:]


def _check_header(names: list[str]) -> None:
    seen: set[str] = set()
    for column, name in enumerate(names, start=1):
        if not name:
            raise FormatError("empty_option", f"column {column} has no name", line=1, column=column)
        if name in seen:
            raise FormatError("duplicate_option", f"two columns are called {name[:40]!r}", line=1, column=column)  # fmt: skip
        seen.add(name)


def _written(header: Sequence[str], rows: Iterable[tuple[list[str], int]]) -> str:
    out = io.StringIO()
    # A semicolon in a name must not be taken for the delimiter, nor an empty line for no ballot.
    writer: Callable[[list[str]], object] = csv.writer(
        out, lineterminator="\n", quoting=csv.QUOTE_ALL
    ).writerow
    writer([writable(name) for name in header])
    lines: list[str] = []
    for cells, count in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\n", quoting=csv.QUOTE_MINIMAL).writerow(cells)
        lines += [line.getvalue()] * count
    return out.getvalue() + "".join(sorted(lines))
