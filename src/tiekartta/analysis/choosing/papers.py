"""Papers of an approval ballot as a CSV file that anybody can count again.

First line: names of the options. Every other line is one paper: 1 or x for approved, 0 or empty
for not. Comma or semicolon; UTF-8. Papers are written sorted by content and options by name, so
the file tells nothing about who voted when (INV-B6).
"""

from __future__ import annotations

import csv
import io

from tiekartta.analysis.choosing.counting import DEFAULT_RULE, count
from tiekartta.analysis.choosing.errors import PapersError
from tiekartta.analysis.choosing.profile import ONE, Profile
from tiekartta.analysis.choosing.results import CountResult

APPROVED = frozenset({"1", "x"})
NOT_APPROVED = frozenset({"0", ""})
LARGEST_FILE = 50_000_000
"""Characters: 100,000 papers of 250 options."""


def write_papers(profile: Profile) -> str:
    """One line per voter. Raises PapersError when ballots carry weights: papers have none."""
    if any(ballot.weight != ONE for ballot in profile.ballots):
        raise PapersError("weighted", "weighted ballots cannot be written as papers", line=1)
    columns = sorted(range(len(profile.options)), key=lambda index: profile.options[index])
    lines = []
    for ballot in profile.ballots:
        approved = set(ballot.approved)
        line = ["1" if index in approved else "0" for index in columns]
        lines += [line] * ballot.count
    out = io.StringIO()
    # A semicolon in a name must not be taken for the delimiter.
    if any(";" in name for name in profile.options):
        named = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    else:
        named = csv.writer(out, lineterminator="\n")
    named.writerow([profile.options[index] for index in columns])
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows(sorted(lines, reverse=True))
    return out.getvalue()


def read_papers(text: str) -> Profile:
    """Read a file of papers. Raises PapersError that names the line."""
    if len(text) > LARGEST_FILE:
        raise PapersError("too_large", "the file is too large", line=1)
    text = text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    options: list[str] | None = None
    ballots = []
    try:
        for cells in reader:
            if options is None:
                options = _options(cells, reader.line_num)
            elif cells:
                ballots.append(_marks(cells, options, reader.line_num))
    except csv.Error as error:
        code = "too_large" if "limit" in str(error) else "unbalanced_quotes"
        raise PapersError(code, str(error), line=max(reader.line_num, 1)) from None
    if options is None:
        raise PapersError("empty_file", "the file is empty", line=1)
    return Profile.of(options, ballots)


def recount(text: str, *, winners: int, seed: int, rule: str = DEFAULT_RULE) -> CountResult:
    """Count published papers again; with the published seed the result must be the same."""
    return count(read_papers(text), winners=winners, seed=seed, rule=rule)


def _delimiter(text: str) -> str:
    """Semicolon when the first line has one outside quotes and no comma outside quotes."""
    outside = "".join(text.split("\n", 1)[0].split('"')[::2])
    return ";" if ";" in outside and "," not in outside else ","


def _options(cells: list[str], line: int) -> list[str]:
    names = [cell.strip() for cell in cells]
    if not any(names):
        raise PapersError("no_options", "the first line must name the options", line=line)
    for column, name in enumerate(names, start=1):
        if not name:
            detail = f"column {column} has no name"
            raise PapersError("empty_option", detail, line=line, column=column)
        if name in names[: column - 1]:
            detail = f"two columns are called {name!r}"
            raise PapersError("duplicate_option", detail, line=line, column=column)
    return names


def _marks(cells: list[str], options: list[str], line: int) -> list[int]:
    if len(cells) != len(options):
        detail = f"{len(cells)} cells where the first line has {len(options)}"
        raise PapersError("ragged_row", detail, line=line)
    approved = []
    for column, cell in enumerate(cells):
        mark = cell.strip().lower()
        if mark in APPROVED:
            approved.append(column)
        elif mark not in NOT_APPROVED:
            detail = f"column {column + 1} holds {cell[:20]!r}, not 1, x, 0 or nothing"
            raise PapersError("bad_mark", detail, line=line, column=column + 1)
    return approved
