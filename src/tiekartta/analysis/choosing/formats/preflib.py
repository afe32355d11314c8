"""PrefLib: ``.soi .soc .toc .toi`` (orders) and ``.cat`` (categories), read and written.

The header names the alternatives and says how many voters and how many different orders there are;
the reader holds the file to it. N. Mattei, T. Walsh: PrefLib: A Library for Preferences (2013).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tiekartta.analysis.choosing.formats.errors import FormatError
from tiekartta.analysis.choosing.formats.lines import lines_of, whole, writable
from tiekartta.analysis.choosing.profile import ONE, Ballot, Profile
from tiekartta.analysis.choosing.rankings.profile import Levels, RankedBallot, RankingProfile

ORDERS = ("soc", "soi", "toc", "toi")
NAMED = re.compile(r"(ALTERNATIVE|CATEGORY) NAME ([0-9]{1,9})", re.ASCII)
COUNTED = frozenset(
    {
        "DATA TYPE",
        "NUMBER ALTERNATIVES",
        "NUMBER VOTERS",
        "NUMBER UNIQUE ORDERS",
        "NUMBER UNIQUE PREFERENCES",
        "NUMBER CATEGORIES",
    }
)
LEVEL = re.compile(r"[ \t]*(?:\{([^{}]*)\}|([0-9]+))[ \t]*(?:(,)|$)", re.ASCII)
APPROVED, NOT_APPROVED = "Approved", "Not approved"

Meta = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sheet:
    """A file before its orders are judged: header, names, and (line, levels, voters)."""

    meta: Meta
    options: tuple[str, ...]
    categories: int
    rows: tuple[tuple[int, Levels, int], ...]


def read_orders(text: str, suffix: str) -> tuple[RankingProfile, Meta]:
    """Read ``.soi .soc .toc .toi``. Raises FormatError that names the line."""
    sheet = _sheet(text, suffix)
    for line, levels, _ in sheet.rows:
        if any(not level for level in levels):
            raise FormatError("bad_order", "a place in the order is empty", line=line)
        if suffix in {"soc", "soi"} and any(len(level) > 1 for level in levels):
            raise FormatError("tied_order", f"a .{suffix} file has no equal options", line=line)
        if suffix in {"soc", "toc"} and sum(map(len, levels)) != len(sheet.options):
            raise FormatError("incomplete_order", f"a .{suffix} file ranks every option", line=line)
    ballots = tuple(RankedBallot(levels, voters) for _, levels, voters in sheet.rows)
    return RankingProfile(sheet.options, ballots), sheet.meta


def read_categories(text: str, approving: int | None = None) -> tuple[Profile, Meta]:
    """Read ``.cat`` as approvals: options in the first ``approving`` categories are approved.

    With one or two categories the first one is; with more, ``approving`` must say how many.
    Raises FormatError that names the line.
    """
    sheet = _sheet(text, "cat")
    if approving is None:
        if sheet.categories > 2:
            detail = f"there are {sheet.categories} categories; say how many of the first approve"
            raise FormatError("bad_categories", detail)
        approving = 1
    if not 1 <= approving <= sheet.categories:
        raise FormatError("bad_categories", f"there are {sheet.categories} categories, not {approving}")  # fmt: skip
    for line, levels, _ in sheet.rows:
        if len(levels) > sheet.categories:
            detail = f"{len(levels)} categories where the header has {sheet.categories}"
            raise FormatError("bad_categories", detail, line=line)
    ballots = (
        Ballot(tuple(sorted(i for level in levels[:approving] for i in level)), voters)
        for _, levels, voters in sheet.rows
    )
    return Profile(sheet.options, tuple(ballots)), sheet.meta


def write_orders(profile: RankingProfile, suffix: str, meta: Iterable[tuple[str, str]] = ()) -> str:
    """Write as ``suffix``. Raises FormatError (unwritable) when that suffix cannot hold it."""
    if any(not ballot.levels for ballot in profile.ballots):
        raise FormatError("unwritable", "PrefLib has no blank ballots")
    if suffix in {"soc", "soi"} and not profile.strict:
        raise FormatError("unwritable", f"a .{suffix} file cannot hold equal options")
    if suffix in {"soc", "toc"} and not profile.complete:
        raise FormatError("unwritable", f"a .{suffix} file cannot hold orders that leave some out")
    lines = _header(meta, suffix, profile.options, profile.voters, len(profile.ballots), ())
    rows = sorted(profile.ballots, key=lambda ballot: (-ballot.count, ballot.levels))
    lines += [f"{each.count}: {','.join(map(_level, each.levels))}" for each in rows]
    return "\n".join(lines) + "\n"


def write_categories(profile: Profile, meta: Iterable[tuple[str, str]] = ()) -> str:
    """Write approvals as two categories. Raises FormatError (unwritable) for weighted ballots."""
    if any(ballot.weight != ONE for ballot in profile.ballots):
        raise FormatError("unwritable", "PrefLib has no weighted ballots")
    names = (APPROVED, NOT_APPROVED)
    lines = _header(meta, "cat", profile.options, profile.voters, len(profile.ballots), names)
    for each in sorted(profile.ballots, key=lambda ballot: (-ballot.count, ballot.approved)):
        rest = tuple(i for i in range(len(profile.options)) if i not in set(each.approved))
        lines.append(f"{each.count}: {_level(each.approved)},{_level(rest)}")
    return "\n".join(lines) + "\n"


def _sheet(text: str, suffix: str) -> Sheet:
    header: dict[str, tuple[str, int]] = {}
    rows: list[tuple[int, Levels, int]] = []
    options: tuple[str, ...] = ()
    seen: dict[Levels, int] = {}
    for number, line in enumerate(lines_of(text), start=1):
        if line.startswith("#"):
            _keep(header, line, number, late=bool(rows))
        elif line.strip():
            options = options or _names(header, "ALTERNATIVE")
            levels, voters = _order(line, number, len(options))
            if levels in seen:
                detail = f"the same order stands on line {seen[levels]} already"
                raise FormatError("repeated", detail, line=number)
            seen[levels] = number
            rows.append((number, levels, voters))
    options = options or _names(header, "ALTERNATIVE")
    _check_counts(header, rows, suffix)
    meta = tuple((k, v) for k, (v, _) in header.items() if k not in COUNTED and not NAMED.fullmatch(k))  # fmt: skip
    categories = len(_names(header, "CATEGORY")) if suffix == "cat" else 0
    return Sheet(meta, options, categories, tuple(rows))


def _keep(header: dict[str, tuple[str, int]], line: str, number: int, *, late: bool) -> None:
    key, colon, value = line[1:].partition(":")
    key = key.strip()
    if not colon or not key:
        raise FormatError("bad_header", "a header line is '# NAME: value'", line=number)
    if key in header:
        raise FormatError("repeated_header", f"{key[:40]!r} stands twice", line=number)
    if late:
        raise FormatError("misplaced_header", "a header line among the orders", line=number)
    header[key] = value.strip(), number


def _names(header: Mapping[str, tuple[str, int]], kind: str) -> tuple[str, ...]:
    key = "NUMBER ALTERNATIVES" if kind == "ALTERNATIVE" else "NUMBER CATEGORIES"
    if key not in header:
        raise FormatError("missing_header", f"the header has no '# {key}:'", line=1)
    value, line = header[key]
    wanted = whole(value, key, line=line)
    named = [(m, *header[k]) for k in header if (m := NAMED.fullmatch(k)) and m[1] == kind]
    if len(named) != wanted:
        raise FormatError("count_mismatch", f"{key} is {wanted}, but {len(named)} are named", line=line)  # fmt: skip
    names: list[str] = [""] * wanted
    for found, name, place in named:
        index = int(found[2])
        if not 1 <= index <= wanted or names[index - 1]:
            raise FormatError("bad_header", f"{kind} NAME {index} does not belong here", line=place)
        if not name:
            raise FormatError("empty_option", f"{kind} {index} has no name", line=place)
        if name in names:
            raise FormatError("duplicate_option", f"two are called {name[:40]!r}", line=place)
        names[index - 1] = name
    return tuple(names)


def _order(line: str, number: int, options: int) -> tuple[Levels, int]:
    count, colon, rest = line.partition(":")
    if not colon:
        raise FormatError("bad_order", "a line is 'how many: order', such as '12: 3,1,2'", line=number)  # fmt: skip
    voters = whole(count.strip(), "the number of voters", line=number, column=1)
    levels: list[tuple[int, ...]] = []
    taken: set[int] = set()
    offset, more = 0, True
    start = len(count) + 1
    rest = rest.rstrip()
    while more:
        found = LEVEL.match(rest, offset)
        if not found:
            code = "unbalanced_braces" if set("{}") & set(rest[offset:]) else "bad_order"
            raise FormatError(code, "the order cannot be read here", line=number, column=start + offset + 1)  # fmt: skip
        column = start + found.start() + 1
        cells = found[1].split(",") if found[1] is not None else [found[2]]
        cells = [] if cells == [""] else cells
        level = tuple(sorted(_alternative(cell, options, number, column) for cell in cells))
        for index in level:
            if index in taken or level.count(index) > 1:
                raise FormatError("repeated", f"option {index + 1} stands twice in the order", line=number, column=column)  # fmt: skip
        taken.update(level)
        levels.append(level)
        offset, more = found.end(), found[3] is not None
    if offset != len(rest):
        raise FormatError("bad_order", "the order cannot be read here", line=number, column=start + offset + 1)  # fmt: skip
    return tuple(levels), voters


def _alternative(text: str, options: int, line: int, column: int) -> int:
    index = whole(text.strip(), "an option", line=line, column=column)
    if index > options:
        raise FormatError("unknown_option", f"there is no option {index}, only {options}", line=line, column=column)  # fmt: skip
    return index - 1


def _check_counts(
    header: Mapping[str, tuple[str, int]], rows: list[tuple[int, Levels, int]], suffix: str
) -> None:
    kind, place = header.get("DATA TYPE", (suffix, 0))
    if kind.lower() != suffix:
        raise FormatError("type_mismatch", f"the header says {kind[:20]!r}, the file's name .{suffix}", line=place)  # fmt: skip
    orders = [key for key in ("NUMBER UNIQUE ORDERS", "NUMBER UNIQUE PREFERENCES") if key in header]
    if "NUMBER VOTERS" not in header:
        raise FormatError("missing_header", "the header has no '# NUMBER VOTERS:'", line=1)
    counted = {"NUMBER VOTERS": sum(voters for _, _, voters in rows)} | dict.fromkeys(orders, len(rows))  # fmt: skip
    for key, found in counted.items():
        value, line = header[key]
        if whole(value, key, line=line, least=0) != found:
            raise FormatError("count_mismatch", f"{key} is {value}, but there are {found}", line=line)  # fmt: skip


def _header(
    meta: Iterable[tuple[str, str]],
    suffix: str,
    options: tuple[str, ...],
    voters: int,
    orders: int,
    categories: tuple[str, ...],
) -> list[str]:
    lines = []
    for key, value in meta:
        if key in COUNTED or NAMED.fullmatch(key) or not key:
            raise FormatError("unwritable", f"{key!r} is told by the votes themselves")
        lines.append(f"# {writable(key, reserved=':')}: {writable(value)}")
    lines += [f"# DATA TYPE: {suffix}", f"# NUMBER ALTERNATIVES: {len(options)}"]
    lines += [f"# NUMBER VOTERS: {voters}", f"# NUMBER UNIQUE ORDERS: {orders}"]
    if categories:
        lines.append(f"# NUMBER CATEGORIES: {len(categories)}")
        lines += [f"# CATEGORY NAME {n}: {name}" for n, name in enumerate(categories, start=1)]
    lines += [f"# ALTERNATIVE NAME {n}: {writable(name)}" for n, name in enumerate(options, start=1)]  # fmt: skip
    return lines


def _level(level: tuple[int, ...]) -> str:
    names = ",".join(str(index + 1) for index in level)
    return names if len(level) == 1 else f"{{{names}}}"
