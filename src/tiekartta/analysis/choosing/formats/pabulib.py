"""Pabulib ``.pb``: META, PROJECTS and VOTES, cells between semicolons. Read and written.

P. Faliszewski and others: Participatory Budgeting: Data, Tools, and Analysis (2023). What the
voters told of themselves is not read; votes are merged.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from fractions import Fraction

from tiekartta.analysis.choosing.budgets.profile import (
    POINTED,
    VOTE_TYPES,
    BudgetBallot,
    BudgetProfile,
    Project,
)
from tiekartta.analysis.choosing.formats.errors import FormatError
from tiekartta.analysis.choosing.formats.lines import amount, decimal, lines_of, whole, writable
from tiekartta.analysis.choosing.formats.preflib import Meta

SECTIONS = ("META", "PROJECTS", "VOTES")
COUNTED = frozenset({"key", "num_projects", "num_votes", "budget", "vote_type"})
Row = tuple[int, list[str]]


def read_budget(text: str) -> tuple[BudgetProfile, Meta]:
    """Read a ``.pb`` file. Raises FormatError that names the line."""
    sections = _sections(_rows(lines_of(text)))
    meta = _meta(sections["META"])
    places = dict(zip(*_columns(sections["PROJECTS"], ("project_id", "cost")), strict=True))
    rows = sections["PROJECTS"][1:]
    projects = [_project(row, places) for row in rows]
    _all_differ(rows, places["project_id"], "duplicate_option")
    _claimed(meta, "num_projects", len(projects))
    vote_type, line = _needed(meta, "vote_type")
    if vote_type not in VOTE_TYPES:
        raise FormatError("bad_votes", f"votes of type {vote_type[:20]!r} are not known", line=line)
    budget, line = _needed(meta, "budget")
    money = amount(budget, "the budget", line=line, column=2)
    ballots = _ballots(sections["VOTES"], [each.id for each in projects], vote_type)
    _claimed(meta, "num_votes", len(ballots))
    profile = BudgetProfile(tuple(projects), money, tuple(ballots), vote_type)
    if "votes" in places:
        _check_votes(rows, places["votes"], profile)
    kept = tuple((key, value) for key, value, _ in meta if key not in COUNTED)
    return profile, kept


def write_budget(profile: BudgetProfile, meta: Iterable[tuple[str, str]] = ()) -> str:
    """Write a ``.pb`` file, voters numbered from 1. Raises FormatError (unwritable)."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    kept = [(writable(key), writable(value)) for key, value in meta]
    if any(not key or key in COUNTED for key, _ in kept):
        raise FormatError("unwritable", "a key of the meta data is told by the votes themselves")
    counted = [("num_projects", str(len(profile.projects))), ("num_votes", str(profile.voters))]
    counted += [("budget", decimal(profile.budget)), ("vote_type", profile.vote_type)]
    writer.writerows([("META",), ("key", "value"), *counted, *kept, ("PROJECTS",)])
    told = any(project.selected is not None for project in profile.projects)
    writer.writerow(["project_id", "cost", "votes", "name", *(["selected"] if told else [])])
    for project, votes in zip(profile.projects, profile.approvals, strict=True):
        name = writable(project.id, reserved=",")
        selected = "" if project.selected is None else str(project.selected)
        cells = [name, decimal(project.cost), str(votes), writable(project.name)]
        writer.writerow([*cells, *([selected] if told else [])])
    writer.writerow(["VOTES"])
    points = ["points"] if profile.vote_type in POINTED else []
    writer.writerow(["voter_id", "vote", *points])
    voter = 0
    for ballot in profile.ballots:
        vote = ",".join(profile.projects[index].id for index in ballot.projects)
        given = [",".join(map(decimal, ballot.points))] if points else []
        for _ in range(ballot.count):
            voter += 1
            writer.writerow([voter, vote, *given])
    return out.getvalue()


def _rows(lines: list[str]) -> Iterator[Row]:
    reader = csv.reader((line + "\n" for line in lines), delimiter=";", strict=True)
    number = 0
    try:
        for cells in reader:
            number += 1
            if reader.line_num != number:
                raise FormatError("unbalanced_quotes", "a quotation mark is never closed", line=number)  # fmt: skip
            if cells:
                yield number, [cell.strip() for cell in cells]
    except csv.Error as error:
        # The line after the last good one: a cell never goes on to the next line.
        code = "too_large" if "limit" in str(error) else "unbalanced_quotes"
        raise FormatError(code, f"the line cannot be read: {error}", line=number + 1) from None


def _sections(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    last = 0
    for number, cells in rows:
        last = number
        if cells[0] in SECTIONS and not any(cells[1:]):
            if cells[0] != SECTIONS[min(len(found), 2)] or len(found) == 3:
                raise FormatError("missing_section", f"{cells[0]} stands in a wrong place", line=number)  # fmt: skip
            found[cells[0]] = []
        elif not found:
            raise FormatError("missing_section", "the first line must be META", line=number)
        else:
            next(reversed(found.values())).append((number, cells))
    for name in SECTIONS:
        if name not in found:
            raise FormatError("missing_section", f"there is no line {name}", line=last)
        if not found[name]:
            raise FormatError("missing_section", f"{name} has no line of column names", line=last)
    return found


def _meta(rows: list[Row]) -> list[tuple[str, str, int]]:
    meta: list[tuple[str, str, int]] = []
    keys: set[str] = set()
    for number, cells in rows:
        if len(cells) != 2:
            raise FormatError("ragged_row", f"{len(cells)} cells where META has 2", line=number)
        key, value = cells
        if key in keys and key != "comment":
            raise FormatError("repeated_header", f"{key[:40]!r} stands twice", line=number)
        if not key:
            raise FormatError("bad_header", "a key has no name", line=number, column=1)
        keys.add(key)
        meta.append((key, value, number))
    return meta


def _needed(meta: list[tuple[str, str, int]], wanted: str) -> tuple[str, int]:
    for key, value, line in meta:
        if key == wanted:
            return value, line
    raise FormatError("missing_header", f"META does not tell {wanted!r}", line=1)


def _claimed(meta: list[tuple[str, str, int]], key: str, found: int) -> None:
    value, line = _needed(meta, key)
    if whole(value, key, line=line, column=2, least=0) != found:
        raise FormatError("count_mismatch", f"{key} is {value}, but there are {found}", line=line)


def _columns(rows: list[Row], needed: tuple[str, ...]) -> tuple[list[str], list[int]]:
    """Names and places of the columns; checks that every row has as many cells."""
    number, names = rows[0]
    for name in needed:
        if name not in names:
            raise FormatError("missing_header", f"there is no column {name!r}", line=number)
    if len(set(names)) != len(names):
        raise FormatError("repeated_header", "two columns have the same name", line=number)
    for line, cells in rows[1:]:
        if len(cells) != len(names):
            detail = f"{len(cells)} cells where the column names are {len(names)}"
            raise FormatError("ragged_row", detail, line=line)
    return names, list(range(len(names)))


def _project(row: Row, places: dict[str, int]) -> Project:
    line, cells = row
    name = cells[places["project_id"]]
    if not name:
        raise FormatError("empty_option", "a project has no id", line=line, column=1)
    if "," in name:
        raise FormatError("bad_header", "the id of a project has a comma", line=line)
    column = places["cost"] + 1
    cost = amount(cells[places["cost"]], "the cost", line=line, column=column)
    selected = None
    if "selected" in places and (mark := cells[places["selected"]]):
        selected = whole(mark, "selected", line=line, column=places["selected"] + 1, least=0)
    title = cells[places["name"]] if "name" in places else ""
    return Project(name, cost, title, selected)


def _all_differ(rows: list[Row], place: int, code: str) -> None:
    first: dict[str, int] = {}
    for line, cells in rows:
        if cells[place] in first:
            detail = f"{cells[place][:40]!r} stands on line {first[cells[place]]} already"
            raise FormatError(code, detail, line=line, column=place + 1)
        first[cells[place]] = line


def _ballots(rows: list[Row], ids: list[str], vote_type: str) -> list[BudgetBallot]:
    needed = ("voter_id", "vote", "points") if vote_type in POINTED else ("voter_id", "vote")
    places = dict(zip(*_columns(rows, needed), strict=True))
    _all_differ(rows[1:], places["voter_id"], "duplicate_voter")
    index = {name: number for number, name in enumerate(ids)}
    column = places["vote"] + 1
    ballots = []
    for line, cells in rows[1:]:
        if not cells[places["voter_id"]]:
            raise FormatError("empty_option", "a voter has no id", line=line, column=1)
        names = [name.strip() for name in cells[places["vote"]].split(",")]
        names = [] if names == [""] else names
        for name in names:
            if name not in index:
                raise FormatError("unknown_option", f"there is no project {name[:40]!r}", line=line, column=column)  # fmt: skip
        if len(set(names)) != len(names):
            raise FormatError("repeated", "a project stands twice in a vote", line=line, column=column)  # fmt: skip
        if vote_type == "choose-1" and len(names) > 1:
            raise FormatError("bad_votes", "a vote names more than one project", line=line, column=column)  # fmt: skip
        points: tuple[Fraction, ...] = ()
        if vote_type in POINTED:
            points = _points(cells[places["points"]], len(names), line, places["points"] + 1)
        ballots.append(BudgetBallot(tuple(index[name] for name in names), points))
    return ballots


def _points(cell: str, wanted: int, line: int, column: int) -> tuple[Fraction, ...]:
    given = [text.strip() for text in cell.split(",")] if cell else []
    if len(given) != wanted:
        detail = f"{len(given)} points for {wanted} projects"
        raise FormatError("bad_votes", detail, line=line, column=column)
    return tuple(
        Fraction(0) if text == "0" else amount(text, "points", line=line, column=column)
        for text in given
    )


def _check_votes(rows: list[Row], place: int, profile: BudgetProfile) -> None:
    """The column ``votes`` of the projects must be what the ballots say."""
    for (line, cells), found in zip(rows, profile.approvals, strict=True):
        value = cells[place]
        if value and whole(value, "votes", line=line, column=place + 1, least=0) != found:
            detail = f"the project has {value} votes here, but {found} ballots name it"
            raise FormatError("count_mismatch", detail, line=line, column=place + 1)
