"""Reads votes from a Polis export, or from a table of our own.

- a folder with ``participants-votes.csv`` or ``votes.csv``, and ``comments.csv`` beside it;
- ``participants-votes.csv``: a row a person, six columns about them, then one for each statement;
- ``votes.csv``: ``timestamp,datetime,comment-id,voter-id,vote``, in any order of rows;
- our own: ``participant,statement,vote`` in order of time, votes as 1/0/-1 or agree/pass/disagree.

Exports have used both signs for agreeing. The sign is found from the counts that stand beside the
votes; where there are none it must be given.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tiekartta.analysis.opinions.errors import VotesFileError
from tiekartta.analysis.opinions.votes import AGREE, DISAGREE, PASS, Votes, natural

LARGEST = 2_000_000_000  # bytes
_ABOUT = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
_WORDS = {
    "1": AGREE, "0": PASS, "-1": DISAGREE, "1.0": AGREE, "0.0": PASS, "-1.0": DISAGREE,
    "agree": AGREE, "pass": PASS, "disagree": DISAGREE,
}  # fmt: skip


@dataclass(frozen=True)
class Conversation:
    """Votes, what the statements say, and which were moderated out."""

    votes: Votes
    texts: Mapping[str, str] = field(default_factory=dict)
    moderated: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Comments:
    texts: Mapping[str, str]
    moderated: tuple[str, ...]
    agrees: int
    disagrees: int


def read_conversation(path: Path, *, agree: int | None = None) -> Conversation:
    """The votes of a folder or a file. ``agree`` is 1 or −1 where the file cannot tell.

    Raises VotesFileError, with the file and the line.
    """
    folder = path if path.is_dir() else path.parent
    comments = folder / "comments.csv"
    told = _comments(comments) if comments.exists() else None
    file = _votes_file(path)
    rows = _rows(file)
    header = next(rows, (1, []))[1]
    if not header:
        raise VotesFileError("empty_file", "there is no header", file=file.name)
    statements = list(told.texts) if told else []
    if header[: len(_ABOUT)] == list(_ABOUT):
        votes = _wide(header, rows, file.name, statements, agree)
    elif "voter-id" in header:
        votes = _long(header, rows, file.name, ("voter-id", "comment-id", "vote"), statements, told, agree)  # fmt: skip
    else:
        votes = _long(header, rows, file.name, ("participant", "statement", "vote"), statements, None, agree or 1)  # fmt: skip
    if told is None:
        return Conversation(votes)
    known = set(votes.statements)
    return Conversation(votes, told.texts, tuple(s for s in told.moderated if s in known))


def _votes_file(path: Path) -> Path:
    if not path.is_dir():
        return path
    for name in ("participants-votes.csv", "votes.csv"):
        if (path / name).exists():
            return path / name
    raise VotesFileError(
        "missing_file", "the folder has no participants-votes.csv or votes.csv", file=path.name
    )


def _rows(file: Path) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of the rows that are not empty."""
    try:
        if file.exists() and not file.is_file():
            raise VotesFileError("missing_file", "it is no file", file=file.name)
        if file.stat().st_size > LARGEST:
            raise VotesFileError("too_large", f"over {LARGEST:,} bytes", file=file.name)
        raw = file.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise VotesFileError("missing_file", "it cannot be read", file=file.name) from error
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise VotesFileError(
            "bad_encoding", "it is not UTF-8", file=file.name, line=line
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise VotesFileError("bad_encoding", "it has a null character", file=file.name, line=line)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield start, row
            start = reader.line_num + 1
    except csv.Error as error:
        raise VotesFileError("ragged_row", str(error), file=file.name, line=start) from error


def _columns(header: Sequence[str], wanted: Sequence[str], file: str) -> list[int]:
    missing = [name for name in wanted if name not in header]
    if missing:
        raise VotesFileError("no_column", f"there is no column {missing[0]!r}", file=file, line=1)
    return [header.index(name) for name in wanted]


def _comments(path: Path) -> _Comments:
    rows = _rows(path)
    header = next(rows, (1, []))[1]
    key, hidden, body = _columns(header, ("comment-id", "moderated", "comment-body"), path.name)
    counts = ["agrees", "disagrees"]
    counted = _columns(header, counts, path.name) if set(counts) <= set(header) else []
    texts: dict[str, str] = {}
    moderated, sums = [], [0, 0]
    for line, row in rows:
        _full(row, header, path.name, line)
        if row[key] in texts:
            raise VotesFileError("duplicate_statement", f"statement {row[key]!r} is there twice", file=path.name, line=line)  # fmt: skip
        texts[row[key]] = row[body]
        if row[hidden].strip() == "-1":
            moderated.append(row[key])
        for place, column in enumerate(counted):
            sums[place] += _number(row[column], path.name, line)
    return _Comments(texts, tuple(moderated), sums[0], sums[1])


def _full(row: Sequence[str], header: Sequence[str], file: str, line: int) -> None:
    if len(row) != len(header):
        raise VotesFileError(
            "ragged_row", f"{len(row)} cells, the header has {len(header)}", file=file, line=line
        )


def _number(cell: str, file: str, line: int) -> int:
    plain = cell.strip() or "0"
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 15):
        raise VotesFileError("bad_number", f"{cell[:40]!r} is not a count", file=file, line=line)
    return int(plain)


def _vote(cell: str, file: str, line: int) -> int:
    found = _WORDS.get(cell.strip().lower())
    if found is None:
        raise VotesFileError(
            "bad_vote",
            f"{cell[:40]!r} is not a vote: 1, 0, -1, agree, pass or disagree",
            file=file,
            line=line,
        )
    return found


def _wide(
    header: Sequence[str],
    rows: Iterator[tuple[int, list[str]]],
    file: str,
    others: Sequence[str],
    agree: int | None,
) -> Votes:
    statements = header[len(_ABOUT) :]
    if repeated := [name for name, times in Counter(statements).items() if times > 1]:
        raise VotesFileError("duplicate_column", f"two columns are called {repeated[0]!r}", file=file, line=1)  # fmt: skip
    found: list[tuple[str, str, int]] = []
    people: dict[str, None] = {}
    said = [0, 0]
    for line, row in rows:
        _full(row, header, file, line)
        person = row[0].strip()
        if person in people:
            raise VotesFileError("duplicate_participant", f"{person!r} is there twice", file=file, line=line)  # fmt: skip
        people[person] = None
        said[0] += _number(row[4], file, line)
        said[1] += _number(row[5], file, line)
        for statement, cell in zip(statements, row[len(_ABOUT) :], strict=True):
            if cell and not cell.isspace():
                found.append((person, statement, _vote(cell, file, line)))
    sign = agree or _sign(found, said[0], said[1], file)
    return _made(found, sign, [*statements, *others], people)


def _long(
    header: Sequence[str],
    rows: Iterator[tuple[int, list[str]]],
    file: str,
    names: tuple[str, str, str],
    others: Sequence[str],
    told: _Comments | None,
    agree: int | None,
) -> Votes:
    who, what, how = _columns(header, names, file)
    when = header.index("timestamp") if "timestamp" in header else None
    found: list[tuple[int, str, str, int]] = []
    for line, row in rows:
        _full(row, header, file, line)
        time = 0 if when is None else _number(row[when], file, line)
        found.append((time, row[who].strip(), row[what].strip(), _vote(row[how], file, line)))
    found.sort(key=lambda each: each[0])  # stable: of the same moment the later row holds
    votes = [(person, statement, value) for _, person, statement, value in found]
    last = {(person, statement): value for person, statement, value in votes}
    sign = agree
    if sign is None:
        both = (told.agrees, told.disagrees) if told else (0, 0)
        sign = _sign([("", "", value) for value in last.values()], *both, file)
    return _made(votes, sign, others, ())


def _sign(votes: Sequence[tuple[str, str, int]], agrees: int, disagrees: int, file: str) -> int:
    """1 when 1 stands for agreeing, −1 when −1 does: whichever the counts are nearer to."""
    plus = sum(value == AGREE for _, _, value in votes)
    minus = sum(value == DISAGREE for _, _, value in votes)
    straight = abs(plus - agrees) + abs(minus - disagrees)
    turned = abs(minus - agrees) + abs(plus - disagrees)
    if straight == turned and plus != minus:
        raise VotesFileError(
            "unclear_sign",
            "nothing tells whether 1 stands for agreeing or disagreeing; it must be said",
            file=file,
        )
    return 1 if straight <= turned else -1


def _made(
    votes: Sequence[tuple[str, str, int]],
    sign: int,
    statements: Sequence[str],
    people: Mapping[str, None] | Sequence[str],
) -> Votes:
    names = sorted(set(statements), key=natural)
    turned = ((person, statement, value * sign) for person, statement, value in votes)
    return Votes.of(turned, statements=names, participants=people)
