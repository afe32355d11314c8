"""Files of votes: PrefLib, Pabulib and our own CSV, chosen by the file's suffix.

>>> from tiekartta.analysis.choosing.formats import read_text, write
>>> profile = read_text("winner,loser\\ntea,coffee\\ncoffee,tea\\n", "csv").profile
>>> profile.options
('coffee', 'tea')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from tiekartta.analysis.choosing.budgets.profile import BudgetProfile
from tiekartta.analysis.choosing.errors import PapersError, ProfileError
from tiekartta.analysis.choosing.formats.errors import FormatError
from tiekartta.analysis.choosing.formats.lines import LARGEST_FILE, decoded
from tiekartta.analysis.choosing.formats.pabulib import read_budget, write_budget
from tiekartta.analysis.choosing.formats.preflib import (
    ORDERS,
    Meta,
    read_categories,
    read_orders,
    write_categories,
    write_orders,
)
from tiekartta.analysis.choosing.formats.tables import (
    looks_like_pairs,
    read_pairs,
    read_rankings,
    read_scores,
    write_pairs,
    write_rankings,
    write_scores,
)
from tiekartta.analysis.choosing.pairwise.profile import PairProfile
from tiekartta.analysis.choosing.papers import read_papers, write_papers
from tiekartta.analysis.choosing.profile import Profile
from tiekartta.analysis.choosing.rankings.profile import RankingProfile
from tiekartta.analysis.choosing.scores import ScoreProfile

__all__ = [
    "KINDS",
    "SUFFIXES",
    "AnyProfile",
    "Document",
    "FormatError",
    "read",
    "read_document",
    "read_text",
    "write",
]

AnyProfile: TypeAlias = Profile | RankingProfile | BudgetProfile | ScoreProfile | PairProfile
SUFFIXES = (*ORDERS, "cat", "pb", "csv")
KINDS: Mapping[str, type[AnyProfile]] = MappingProxyType(
    {"papers": Profile, "rankings": RankingProfile, "scores": ScoreProfile, "pairs": PairProfile}
)
"""What a table of CSV can be; a PrefLib or Pabulib file tells it by its suffix."""


@dataclass(frozen=True)
class Document:
    """Votes with what the file's header tells beside them: (name, value) in the file's order."""

    profile: AnyProfile
    meta: Meta = ()

    def told(self, key: str) -> str | None:
        """The first value of a header line; None where it is not there."""
        return next((value for name, value in self.meta if name == key), None)


def read(path: Path | str, *, kind: str | None = None, approving: int | None = None) -> AnyProfile:
    """The votes of a file, by its suffix. See :func:`read_document`."""
    return read_document(path, kind=kind, approving=approving).profile


def read_document(
    path: Path | str, *, kind: str | None = None, approving: int | None = None
) -> Document:
    """The votes of a file and its header.

    ``kind``: what a ``.csv`` holds: papers (the default), rankings, scores or pairs; a first line
    ``winner,loser`` is pairs by itself. ``approving``: how many of the first categories of a
    ``.cat`` file approve. Raises FormatError or PapersError, both with the line.
    """
    file = Path(path)
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise FormatError("too_large", f"the file is over {LARGEST_FILE:,} bytes", line=1)
        data = file.read_bytes()
    except OSError as error:
        raise FormatError("unreadable", f"cannot read {file.name!r}: {error.strerror}") from None
    suffix = file.suffix.removeprefix(".").lower()
    if suffix not in SUFFIXES:
        raise _unknown_suffix(suffix)
    return read_text(decoded(data), suffix, kind=kind, approving=approving)


def read_text(
    text: str, suffix: str, *, kind: str | None = None, approving: int | None = None
) -> Document:
    """As :func:`read_document`, from text that is at hand."""
    try:
        if suffix in ORDERS:
            return Document(*read_orders(text, suffix))
        if suffix == "cat":
            return Document(*read_categories(text, approving))
        if suffix == "pb":
            return Document(*read_budget(text))
        if suffix == "csv":
            return Document(_table(text, kind))
    except ProfileError as error:
        # The readers look at everything themselves to name the line; what slips through is told.
        raise FormatError(error.code, error.detail) from error
    raise _unknown_suffix(suffix)


def write(
    votes: AnyProfile | Document, suffix: str, meta: Iterable[tuple[str, str]] | None = None
) -> str:
    """The text of a file with these votes; ``meta`` replaces the header lines of a Document.

    Raises FormatError (unwritable, unknown_suffix) or PapersError when the format cannot hold
    them. What is written reads back equal.
    """
    profile = votes.profile if isinstance(votes, Document) else votes
    if meta is None:
        meta = votes.meta if isinstance(votes, Document) else ()
    if isinstance(profile, RankingProfile) and suffix in ORDERS:
        return write_orders(profile, suffix, meta)
    if isinstance(profile, Profile) and suffix == "cat":
        return write_categories(profile, meta)
    if isinstance(profile, BudgetProfile) and suffix == "pb":
        return write_budget(profile, meta)
    if suffix == "csv" and not isinstance(profile, BudgetProfile):
        return _written(profile)
    if suffix not in SUFFIXES:
        raise _unknown_suffix(suffix)
    raise FormatError("unwritable", f"a .{suffix} file cannot hold a {type(profile).__name__}")


def _table(text: str, kind: str | None) -> AnyProfile:
    kind = kind or ("pairs" if looks_like_pairs(text) else "papers")
    if kind == "papers":
        if "\x00" in text:
            line = text.count("\n", 0, text.index("\x00")) + 1
            raise PapersError("bad_mark", "the character U+0000 does not belong in a text", line=line)  # fmt: skip
        return read_papers(text)
    if kind == "rankings":
        return read_rankings(text)
    if kind == "scores":
        return read_scores(text)
    if kind == "pairs":
        return read_pairs(text)
    raise FormatError("unknown_kind", f"a table holds {', '.join(KINDS)}, not {kind!r}")


def _written(profile: Profile | RankingProfile | ScoreProfile | PairProfile) -> str:
    if isinstance(profile, RankingProfile):
        return write_rankings(profile)
    if isinstance(profile, ScoreProfile):
        return write_scores(profile)
    if isinstance(profile, PairProfile):
        return write_pairs(profile)
    return write_papers(profile)


def _unknown_suffix(suffix: str) -> FormatError:
    known = ", ".join(f".{each}" for each in SUFFIXES)
    return FormatError("unknown_suffix", f"files are {known}, not .{suffix}")
