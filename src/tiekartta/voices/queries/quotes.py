"""What may be quoted in public, and what waits for a second look (INV-V3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from tiekartta.language.errors import Missing
from tiekartta.people.models import Person
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import may, require
from tiekartta.voices.models import QuoteReview, Voice
from tiekartta.voices.queries.reading import (
    AT_ONCE,
    FIELDS,
    as_text,
    respondents_in_collections,
    usable_by_id,
    voices_in,
)
from tiekartta.voices.queries.shapes import VoiceText
from tiekartta.voices.states import QuoteState, VoiceState

PAGE_SIZE = 20


@dataclass(frozen=True)
class QuoteLine:
    """A text that was offered as a quotation. `is_own`: the reader offered it, and somebody else decides.

    `is_changed`: the text has been screened anew since; the wording no longer stands.
    """

    public_id: str
    wording: str
    is_paraphrase: bool
    state: QuoteState
    voice: VoiceText
    offered_on: date
    decided_on: date | None
    is_own: bool
    is_changed: bool


def quotable(ids: Iterable[UUID], *, programme: Programme) -> dict[UUID, VoiceText]:
    """The voices that may be quoted once a publisher chooses them (INV-V3), as they may be quoted.

    Usable, with permission, with at least five respondents of their group in their collection (more
    where the programme's policy asks for more), and approved by a second person. `text` is the
    approved wording; `is_paraphrase` tells that it is not word by word.
    """
    allowed = quote_candidates(ids, programme=programme)
    if not allowed:
        return {}
    reviews = QuoteReview.objects.filter(
        voice__programme=programme, state=QuoteState.APPROVED
    ).values_list("voice_id", "text", "is_paraphrase")
    return {
        voice_id: replace(allowed[voice_id], text=text, is_paraphrase=is_paraphrase)
        for voice_id, text, is_paraphrase in reviews
        if voice_id in allowed and (is_paraphrase or text == allowed[voice_id].text)
    }


def quote_candidates(ids: Iterable[UUID], *, programme: Programme) -> dict[UUID, VoiceText]:
    """The voices that may be offered for a second look: INV-V3 but for the two persons."""
    candidates = {
        voice_id: voice
        for voice_id, voice in usable_by_id(ids, programme).items()
        if voice.quote_ok
    }
    if not candidates:
        return {}
    allowed = _large_groups(programme)
    places: dict[UUID, tuple[UUID, str]] = {}
    wanted = list(candidates)
    for start in range(0, len(wanted), AT_ONCE):
        rows = Voice.objects.filter(id__in=wanted[start : start + AT_ONCE])
        places.update(
            (row[0], (row[1], row[2]))
            for row in rows.values_list("id", "collection_id", "respondent_group")
        )
    return {
        voice_id: voice for voice_id, voice in candidates.items() if places[voice_id] in allowed
    }


def _large_groups(programme: Programme) -> set[tuple[UUID, str]]:
    from_counts = respondents_in_collections(programme)
    fewest = max(5, programme.k_min)
    return {place for place, number in from_counts.items() if number >= fewest}


def require_offering(person: object, programme: Programme) -> None:
    """Screeners and publishers may offer a quotation. Raises PermissionDenied."""
    if not any(may(person, action, programme) for action in ("screen_voices", "publish_roadmap")):
        raise PermissionDenied("screen_voices")


def not_yet_offered(
    ids: Iterable[UUID], *, programme: Programme, reader: object
) -> dict[UUID, VoiceText]:
    """Of these, the voices that may be offered and have not been. Raises PermissionDenied."""
    require_offering(reader, programme)
    found = quote_candidates(ids, programme=programme)
    offered = set(
        QuoteReview.objects.filter(voice__programme=programme).values_list("voice_id", flat=True)
    )
    return {voice_id: voice for voice_id, voice in found.items() if voice_id not in offered}


def candidate_page(
    programme: Programme, *, reader: object, search: str = "", page: int | str = 1
) -> Page[VoiceText]:
    """Twenty voices that may be offered and have not been; the words of a search are in the text.

    Raises PermissionDenied.
    """
    require(reader, "screen_voices", programme)
    rows = voices_in(programme).filter(
        state=VoiceState.USABLE, quote_ok=True, quote_review__isnull=True
    )
    for word in search.split()[:10]:
        rows = rows.filter(text_screened__icontains=word)
    fitting = _in_large_groups(rows, programme).values_list(*FIELDS)
    found: Page[Any] = Paginator(fitting, PAGE_SIZE).get_page(page)
    found.object_list = [as_text(row) for row in found.object_list]
    return found


def _in_large_groups(rows: QuerySet[Voice], programme: Programme) -> QuerySet[Voice]:
    large = Q(pk__in=[])
    for collection_id, group in sorted(_large_groups(programme), key=str):
        large |= Q(collection_id=collection_id, respondent_group=group)
    return rows.filter(large).order_by("id")


def quote_page(
    programme: Programme, *, state: QuoteState, reader: object, page: int | str = 1
) -> Page[QuoteLine]:
    """Twenty offered quotations in one state. Raises PermissionDenied."""
    require(reader, "screen_voices", programme)
    rows = (
        QuoteReview.objects.filter(voice__in=voices_in(programme), state=state)
        .select_related("voice__collection")
        .order_by("offered_on", "id")
    )
    found: Page[Any] = Paginator(rows, PAGE_SIZE).get_page(page)
    found.object_list = [_line(row, reader) for row in found.object_list]
    return found


def quote_of(public_id: str, *, programme: Programme, reader: object) -> QuoteLine:
    """One offered quotation. Raises PermissionDenied, Missing."""
    require(reader, "screen_voices", programme)
    row = (
        QuoteReview.objects.filter(voice__programme=programme, public_id=public_id)
        .select_related("voice__collection")
        .first()
    )
    if row is None:
        raise Missing("quote")
    return _line(row, reader)


def _line(row: QuoteReview, reader: object) -> QuoteLine:
    voice = row.voice
    fields = {
        **{name: getattr(voice, name, None) for name in FIELDS},
        "collection__name": voice.collection.name,
    }
    said = as_text(tuple(fields[name] for name in FIELDS))
    return QuoteLine(
        public_id=row.public_id, wording=row.text, is_paraphrase=row.is_paraphrase,
        state=QuoteState(row.state), voice=said, offered_on=row.offered_on, decided_on=row.decided_on,
        is_own=isinstance(reader, Person) and row.first_id == reader.pk,
        is_changed=not row.is_paraphrase and row.text != said.text,
    )  # fmt: skip


def waiting_quotes(programme: Programme, *, reader: object) -> int:
    """How many texts wait for a second look by this reader. Raises PermissionDenied."""
    require(reader, "screen_voices", programme)
    rows = QuoteReview.objects.filter(voice__in=voices_in(programme), state=QuoteState.OFFERED)
    if isinstance(reader, Person):
        rows = rows.exclude(first=reader)
    return rows.count()
