"""Ways to spoil a file, and what a reader must answer: a clear error or a profile that holds."""

from __future__ import annotations

import random

from tiekartta.analysis.choosing.errors import ChoosingError
from tiekartta.analysis.choosing.formats import Document, FormatError, read_text, write
from tiekartta.analysis.choosing.formats.lines import decoded

PIECES = (
    "\x00", "\ufeff", "\u2028", "\x85", "{", "}", "{{", "},", "{}", ",", ",,", ";", ";;", ":", '"', '""', "#",
    "-1", "NaN", "nan", "inf", "1e9", "1000000000", "9" * 400, "0", "00", "1.5", "-0", "٣", "½", "１",
    "\n", "\r", "\r\n", "\t", " ", "META", "PROJECTS\n", "VOTES\n", "# NUMBER VOTERS: 1000000000\n",
    "# NUMBER ALTERNATIVES: 999999999\n", "winner", "x", "c1", "1,1,1", "{1,1}", "1000000000: 1\n", "å", "\ud83d",
)  # fmt: skip


def spoiled(data: bytes, rng: random.Random) -> bytes:
    """The same file with one to four accidents."""
    for _ in range(rng.randint(1, 4)):
        data = _accident(data, rng)
    return data


def _accident(data: bytes, rng: random.Random) -> bytes:
    return _in_bytes(data, rng) if rng.random() < 0.5 else _in_lines(data, rng)


def _in_bytes(data: bytes, rng: random.Random) -> bytes:
    at, kind = rng.randrange(len(data) + 1), rng.randrange(5)
    if kind == 0:
        return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
    if kind == 1:
        piece = rng.choice(PIECES).encode("utf-8", "surrogatepass")
        return data[:at] + piece + data[at:]
    if kind == 2:
        return data[:at] + data[at + rng.randint(1, 30) :]
    if kind == 3:
        return data[:at]
    return data.decode("utf-8", "replace").encode(rng.choice(["utf-16", "utf-8-sig", "utf-32"]))


def _in_lines(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    line, other, kind = rng.randrange(len(lines)), rng.randrange(len(lines)), rng.randrange(5)
    if kind == 0:
        lines.pop(line)
    elif kind == 1:
        lines.insert(other, lines[line])
    elif kind == 2:
        lines[line], lines[other] = lines[other], lines[line]
    else:
        cells = lines[line].replace(b":", b",").replace(b";", b",").split(b",")
        old = rng.choice(cells)
        new = rng.choice(PIECES).encode("utf-8", "surrogatepass")
        lines[line] = lines[line].replace(old, new, 1) if old else new
    return b"\n".join(lines)


def judge(data: bytes, suffix: str, kind: str | None = None) -> str:
    """``read`` or the code of the error. What was read must come back the same when written.

    Raises AssertionError for a profile that does not hold, and lets any other error through.
    """
    try:
        document = read_text(decoded(data), suffix, kind=kind)
    except ChoosingError as error:
        caught = error
    else:
        check_counts(document, data, suffix)
        assert read_text(write(document, suffix), suffix, kind=kind) == document
        return "read"
    assert caught.code
    assert len(str(caught)) < 500
    if isinstance(caught, FormatError):
        assert 0 <= caught.line <= data.count(b"\n") + data.count(b"\r") + 1
    return caught.code


def check_counts(document: Document, data: bytes, suffix: str) -> None:
    """A second, cruder look at the file must find as many voters."""
    lines = (
        data.decode().replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    )
    if suffix == "pb":
        start = next(
            i for i, line in enumerate(lines) if line.strip().strip(';"').strip() == "VOTES"
        )
        voters = sum(1 for line in lines[start + 1 :] if line) - 1
    elif suffix == "csv":
        return
    else:
        orders = [line for line in lines if line.strip() and not line.startswith("#")]
        voters = sum(int(line.split(":")[0]) for line in orders)
    assert document.profile.voters == voters  # type: ignore[union-attr] # - pairs are csv only
