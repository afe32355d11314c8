"""What belongs to a collection and has pages of its own: one row a part, shown when its page is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tiekartta.voices.queries import CollectionLine
from tiekartta.voices.states import ASKED_KINDS, WITH_SESSIONS, CollectionKind, CollectionState

_BUILDING = {CollectionState.DRAFT, CollectionState.REVIEW}
_ASKING = _BUILDING | {CollectionState.OPEN}
_ENDED = {
    CollectionState.CLOSED, CollectionState.SCREENED, CollectionState.ANALYSED, CollectionState.REPORTED,
    CollectionState.ERASED,
}  # fmt: skip
_OF_PANELS = {
    CollectionKind.NET_PANEL_ROUND, CollectionKind.OPEN_DISCUSSION, CollectionKind.CONSULTATION,
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A page of a collection: its address takes `programme_id` and `collection_id`, or the first alone.

    `actions`: rights of the matrix, any of which opens it. `kinds`: those of collections that have it.
    """

    page: str
    label: Promise
    text: Promise
    actions: frozenset[str]
    states: frozenset[CollectionState]
    kinds: frozenset[CollectionKind] = frozenset(ASKED_KINDS)
    of_programme: bool = False


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
    states: Iterable[CollectionState] = CollectionState,
    *,
    kinds: Iterable[CollectionKind] = ASKED_KINDS,
    of_programme: bool = False,
) -> Part:
    return Part(
        page, label, text, frozenset(actions.split("|")), frozenset(states), frozenset(kinds), of_programme
    )  # fmt: skip


PARTS: tuple[Part, ...] = (
    _part(
        "voices:screen_collection", _("Screening"),
        _("Texts in which something may point at a person, until somebody has looked at them."),
        "screen_voices", {CollectionState.OPEN, *_ENDED}, kinds=CollectionKind,
    ),
    _part(
        "voices:results", _("Results"), _("Tables and charts of every question, groups, comparisons and files."),
        "read_results|read_results:counts", _ENDED | {CollectionState.OPEN}, kinds=CollectionKind,
    ),
    _part(
        "voices:ways", _("Ways in"), _("Link, poster, codes, letters and paper."),
        "build_surveys|enter_answers", _ASKING,
    ),
    _part(
        "voices:sessions", _("Sessions"), _("The discussions or interviews that were held, and their lines."),
        "build_surveys|enter_answers", _ASKING | _ENDED, kinds=WITH_SESSIONS,
    ),
    _part(
        "voices:panels", _("Panels"), _("The panels that are heard, what they state, and the answers."),
        "manage_panels|answer_panels", kinds=_OF_PANELS, of_programme=True,
    ),
)  # fmt: skip
# What belongs to all collections of a programme together.
AROUND: tuple[Part, ...] = (
    _part("voices:panels", _("Panels"), _("Client panels, residents' panels and net panels, and what they state."), "manage_panels|answer_panels", of_programme=True),
    _part("voices:ledger", _("Participation ledger"), _("Which groups were asked in which phase, and which were not."), "read_ledger", of_programme=True),
    _part("voices:notices", _("Privacy notices"), _("What is told of personal data to those who answer."), "build_surveys|approve_notices", of_programme=True),
    _part("voices:retention", _("Keeping and erasing"), _("What is erased when, and requests to erase."), "run_retention|edit_programme", of_programme=True),
    _part("library:bulletins", _("Those who follow"), _("How many left their address to hear of results, and telling them."), "edit_programme", of_programme=True),
)  # fmt: skip


def part_links(
    line: CollectionLine, programme_id: str, *, rights: frozenset[str]
) -> Iterator[PartLink]:
    """The parts of a collection that are there for somebody with these rights."""
    for part in PARTS:
        if line.state in part.states and line.kind in part.kinds and part.actions & rights:
            yield from _link(part, programme_id, line.public_id)


def around_links(programme_id: str, *, rights: frozenset[str]) -> Iterator[PartLink]:
    """What is beside the collections of a programme, for somebody with these rights."""
    for part in AROUND:
        if part.actions & rights:
            yield from _link(part, programme_id)


def _link(part: Part, programme_id: str, *ids: str) -> Iterator[PartLink]:
    try:
        url = reverse(part.page, args=[programme_id, *(() if part.of_programme else ids)])
    except NoReverseMatch:
        return
    yield PartLink(str(part.label), str(part.text), url)
