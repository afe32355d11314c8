"""Questions where one person gives several answers: choices of several, and rankings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tiekartta.analysis.disclosure.answers import (
    UNANSWERED,
    AnswerTable,
    Part,
    disclose_answers,
    joined,
    said,
)
from tiekartta.analysis.disclosure.coarser import MOSTLY
from tiekartta.analysis.disclosure.counts import Policy
from tiekartta.analysis.disclosure.linked import Atoms, Figure, protect

CHOSEN, NOT_CHOSEN = "yes", "no"


def disclose_choices(
    counts: Mapping[str, int],
    people: int,
    *,
    most: int | None = None,
    policy: Policy | None = None,
    before: Mapping[str, Sequence[AnswerTable]] | None = None,
) -> dict[str, AnswerTable]:
    """Choice → how many of `people` chose it and how many did not; both are protected.

    `most` is how many choices one person may make: it bounds the sum of what is hidden. Choices that
    may not follow their earlier releases are left out (INV-D8).
    """
    policy = policy or Policy()
    told = {
        key: disclose_answers(
            {CHOSEN: n, NOT_CHOSEN: people - n}, policy, is_joined=False, before=(before or {}).get(key, ()),
        )
        for key, n in counts.items()
    }  # fmt: skip
    found = {key: table for key, table in told.items() if table is not None}
    shown = {key for key, table in found.items() if not table.is_silent}
    while most is not None and shown and _is_bounded(counts, shown, people, most, policy.k_min):
        shown.remove(min(shown, key=lambda key: (counts[key], key)))
    return {
        key: table if key in shown or table.is_silent else _silent(table)
        for key, table in found.items()
    }


def _is_bounded(
    counts: Mapping[str, int], shown: set[str], people: int, most: int, k_min: int
) -> bool:
    """Whether what is left of everybody's choices bounds a hidden one too closely."""
    is_any_hidden = len(shown) < len(counts)
    return is_any_hidden and most * people - sum(counts[key] for key in shown) < k_min


def _silent(table: AnswerTable) -> AnswerTable:
    cells = tuple(said(None) for _column in table.columns)
    return AnswerTable(table.columns, table.rows, (cells,), table.totals)


def disclose_ranks(
    counts: Mapping[str, Mapping[str, int]],
    people: int,
    places: Sequence[str],
    policy: Policy | None = None,
) -> dict[str, AnswerTable]:
    """Choice → place → people, protected together: every place is given once by each who gives it.

    `people` is everybody; who did not place a choice is in the column `UNANSWERED`. Places next to each
    other are put together while more than half is hidden.
    """
    policy = policy or Policy()
    parts: tuple[Part, ...] = tuple((place,) for place in places)
    sums = {place: sum(line.get(place, 0) for line in counts.values()) for place in places}
    first = None
    while True:
        tables = _ranked(counts, people, parts, policy)
        first = first or tables
        cells = [cell for table in tables.values() for cell in table.cells[0][: len(parts)]]
        if sum(not cell.is_shown for cell in cells) <= MOSTLY * len(cells):
            return tables
        if len(parts) <= 2:
            return first
        parts = joined(parts, sums, is_ordered=True)


def _ranked(
    counts: Mapping[str, Mapping[str, int]], people: int, parts: tuple[Part, ...], policy: Policy
) -> dict[str, AnswerTable]:
    """Atoms: a cell for every choice and place, one for not placing it, one for not giving a place."""
    choices = list(counts)
    width, high = len(parts) + 1, len(choices)
    told: list[tuple[Atoms, int]] = []
    watched, asked = [], []
    left = {}
    for row, choice in enumerate(choices):
        numbers = [sum(counts[choice].get(place, 0) for place in part) for part in parts]
        left[choice] = people - sum(numbers)
        told.append((tuple(range(row * width, (row + 1) * width)), people))
        asked += [
            Figure((choice, str(column)), (row * width + column,), n)
            for column, n in enumerate(numbers)
        ]
        asked.append(Figure((choice, UNANSWERED), (row * width + width - 1,), left[choice]))
    for column, part in enumerate(parts):
        given = sum(counts[choice].get(place, 0) for choice in choices for place in part)
        not_given = len(part) * people - given
        atom = high * width + column
        told.append(((*(row * width + column for row in range(high)), atom), given + not_given))
        if not_given == 0:
            told.append(((atom,), 0))
        elif not_given < policy.k_full:
            watched.append(Figure(("*", str(column)), (atom,)))
    nobody_left = not any(left.values())
    if nobody_left:  # that everybody placed everything is let be told
        asked = [figure for figure in asked if figure.key[1] != UNANSWERED]
        told += [((row * width + width - 1,), 0) for row in range(high)]
    kept: frozenset[tuple[str, ...]] = frozenset()
    if people >= policy.k_full:
        size = high * width + len(parts)
        true = _true(counts, people, parts)
        kept = (
            protect(size, told=told, watched=watched, asked=asked, policy=policy, true=true) or kept
        )
    columns = parts if nobody_left else (*parts, (UNANSWERED,))
    tables = {}
    for choice in choices:
        numbers = [sum(counts[choice].get(place, 0) for place in part) for part in parts]
        cells = [
            said(n if (choice, str(column)) in kept else None) for column, n in enumerate(numbers)
        ]
        if not nobody_left:
            cells.append(said(left[choice] if (choice, UNANSWERED) in kept else None))
        total = said(people if people >= policy.k_full else None)
        tables[choice] = AnswerTable(columns, ((),), (tuple(cells),), (total,))
    return tables


def _true(
    counts: Mapping[str, Mapping[str, int]], people: int, parts: tuple[Part, ...]
) -> list[int]:
    atoms: list[int] = []
    columns = [0] * len(parts)
    for line in counts.values():
        numbers = [sum(line.get(place, 0) for place in part) for part in parts]
        atoms += [*numbers, people - sum(numbers)]
        columns = [before + n for before, n in zip(columns, numbers, strict=True)]
    return atoms + [len(part) * people - n for part, n in zip(parts, columns, strict=True)]
