"""What belongs to a collection and has pages of its own: one row a part, shown when its page is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tiekartta.voices.queries import CollectionLine
from tiekartta.voices.states import CollectionState

_BUILDING = {CollectionState.DRAFT, CollectionState.REVIEW}
_ASKING = _BUILDING | {CollectionState.OPEN}
_ENDED = {
    CollectionState.CLOSED, CollectionState.SCREENED, CollectionState.ANALYSED, CollectionState.REPORTED,
    CollectionState.ERASED,
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A page of a collection: its address takes `programme_id` and `collection_id`.

    `actions`: rights of the matrix, any of which opens it.
    """

    page: str
    label: Promise
    text: Promise
    actions: frozenset[str]
    states: frozenset[CollectionState]
    of_imports: bool = False


@dataclass(frozen=True)
class PartLink:
    """A part that a reader may open."""

    label: str
    text: str
    url: str


def _part(
    page: str,
    label: Promise,
    text: Promise,
    actions: str,
    states: set[CollectionState],
    *,
    of_imports: bool = False,
) -> Part:
    return Part(page, label, text, frozenset(actions.split("|")), frozenset(states), of_imports)  # fmt: skip


PARTS: tuple[Part, ...] = (
    _part(
        "voices:screen_collection", _("Screening"),
        _("Texts in which something may point at a person, until somebody has looked at them."),
        "screen_voices", {CollectionState.OPEN, *_ENDED}, of_imports=True,
    ),
    _part(
        "voices:results", _("Results"), _("Tables and charts of every question, groups, comparisons and files."),
        "read_results|read_results:counts", _ENDED | {CollectionState.OPEN}, of_imports=True,
    ),
    _part(
        "voices:ways", _("Ways in"), _("Link, poster, codes, letters and paper."),
        "build_surveys|enter_answers", _ASKING,
    ),
)  # fmt: skip


def part_links(
    line: CollectionLine, programme_id: str, *, rights: frozenset[str]
) -> Iterator[PartLink]:
    """The parts of a collection that are there for somebody with these rights."""
    for part in PARTS:
        if line.state not in part.states or not part.actions & rights:
            continue
        if line.is_import and not part.of_imports:
            continue
        try:
            url = reverse(part.page, args=[programme_id, line.public_id])
        except NoReverseMatch:
            continue
        yield PartLink(str(part.label), str(part.text), url)
