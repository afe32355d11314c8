"""Held texts, for the people with the duty of screener only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from tiekartta.language.errors import Missing
from tiekartta.people.models import Person
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.voices.models import Collection, Screening, Voice
from tiekartta.voices.queries.reading import PAGE_SIZE, voices_in
from tiekartta.voices.redaction import LABELS, Piece, pieces_of, redacted
from tiekartta.voices.states import (
    VISIBLE_COLLECTIONS,
    CollectionState,
    RejectReason,
    VoiceKind,
    VoiceState,
)

HELD_FOR = timedelta(minutes=15)
"""How long a text that somebody has opened is left to them."""


@dataclass(frozen=True)
class HeldFilter:
    """Which held texts: public id of a collection, kind of a finding, language; empty means all."""

    collection: str = ""
    finding: str = ""
    language: str = ""

    @property
    def is_narrowing(self) -> bool:
        """Whether anything is left out."""
        return bool(self.collection or self.finding or self.language)


ALL_HELD = HeldFilter()


@dataclass(frozen=True)
class HeldVoice:
    """A held text with the found parts marked and a suggestion without them.

    `draft` is a text that was written for it before its decision was taken back. `is_taken`: another
    screener has had it before them within a quarter of an hour.
    """

    id: UUID
    public_id: str
    question: str
    text: str
    language: str
    group: RespondentGroup
    kind: VoiceKind
    said_on: date | None
    collection_name: str
    state: VoiceState
    flags: tuple[Mapping[str, Any], ...]
    pieces: tuple[Piece, ...]
    suggestion: str
    draft: str = ""
    reason: RejectReason | None = None
    is_taken: bool = False
    may_undo: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """What was found, each kind once, in words."""
        return tuple(dict.fromkeys(piece.label for piece in self.pieces if piece.label))


@dataclass(frozen=True)
class CollectionProgress:
    """How far the screening of a collection is: counts of texts in the house, not of people."""

    public_id: str
    name: str
    state: CollectionState
    waiting: int
    done: int

    @property
    def all_held(self) -> int:
        """Texts that were held, decided or not."""
        return self.waiting + self.done


def _held(programme: Programme, chosen: HeldFilter = ALL_HELD) -> QuerySet[Voice]:
    rows = voices_in(programme).filter(state=VoiceState.QUARANTINED)
    if chosen.collection:
        rows = rows.filter(collection__public_id=chosen.collection)
    if chosen.language:
        rows = rows.filter(language=chosen.language if chosen.language != "none" else "")
    if chosen.finding in LABELS:
        rows = rows.annotate(flagged=Cast("screening__flags", TextField())).filter(
            flagged__contains=f'"kind": "{chosen.finding}"'
        )
    return rows.select_related("collection", "screening").order_by("id")


def _as_held(voice: Voice, reader: object = None) -> HeldVoice:
    screening = voice.screening
    flags: list[dict[str, Any]] = screening.flags
    is_done = voice.state != VoiceState.QUARANTINED
    return HeldVoice(
        id=voice.pk,
        public_id=voice.public_id,
        question=voice.question,
        text=voice.text_original,
        language=voice.language,
        group=RespondentGroup(voice.respondent_group),
        kind=VoiceKind(voice.kind),
        said_on=voice.said_on,
        collection_name=voice.collection.name,
        state=VoiceState(voice.state),
        flags=tuple(flags),
        pieces=pieces_of(voice.text_original, flags),
        suggestion=redacted(voice.text_original, flags, voice.language),
        draft=voice.text_screened,
        reason=RejectReason(screening.reason) if screening.reason else None,
        is_taken=_is_taken(screening, reader),
        may_undo=is_done and may_undo(voice, reader),
    )


def _is_taken(screening: Screening, reader: object, now: datetime | None = None) -> bool:
    if screening.taken_at is None or screening.taken_by_id is None or screening.done_at:
        return False
    is_fresh = screening.taken_at > (now or timezone.now()) - HELD_FOR
    return is_fresh and screening.taken_by_id != getattr(reader, "pk", None)


def may_undo(voice: Voice, reader: object) -> bool:
    """Whether a decision may be taken back: one's own, of a text that is still there and that nothing rests on."""
    if (
        not voice.text_original
        or not isinstance(reader, Person)
        or voice.screening.screener_id != reader.pk
    ):
        return False
    return voice.screening.done_at is not None and not is_built_on(voice)


def is_built_on(voice: Voice) -> bool:
    """Whether any row of the house but its own screening points at the voice, whoever keeps it."""
    for field in Voice._meta.get_fields(include_hidden=True):  # noqa: SLF001 - the documented way to the relations of a model
        points_here = field.auto_created and (field.one_to_many or field.one_to_one)
        if not points_here or field.related_model is Screening:
            continue
        keeper: Any = field.related_model
        if keeper.objects.filter(**{field.field.name: voice.pk}).exists():  # type: ignore[union-attr] # - it is a relation
            return True
    return False


def held_page(
    programme: Programme,
    *,
    reader: object,
    page: int | str = 1,
    chosen: HeldFilter = ALL_HELD,
) -> Page[HeldVoice]:
    """Fifty held texts. Raises PermissionDenied."""
    require(reader, "screen_voices", programme)
    found: Page[Any] = Paginator(_held(programme, chosen), PAGE_SIZE).get_page(page)
    found.object_list = [_as_held(voice, reader) for voice in found.object_list]
    return found


def screened_voice(public_id: str, *, programme: Programme, reader: object) -> HeldVoice:
    """One text that is or was held. Raises PermissionDenied, Missing."""
    require(reader, "screen_voices", programme)
    rows = voices_in(programme).filter(screening__isnull=False, public_id=public_id)
    voice = rows.select_related("collection", "screening").first()
    if voice is None:
        raise Missing("voice")
    return _as_held(voice, reader)


def next_held(
    programme: Programme,
    *,
    reader: object,
    after: UUID | None = None,
    chosen: HeldFilter = ALL_HELD,
    now: datetime | None = None,
) -> str | None:
    """The public id of the next held text after one, around the end; None when all is done.

    What another screener has before them is passed over while there is anything else.
    """
    require(reader, "screen_voices", programme)
    rows = _held(programme, chosen).values_list("public_id", flat=True)
    fresh = Q(screening__taken_at__gt=(now or timezone.now()) - HELD_FOR)
    others = fresh & ~Q(screening__taken_by=getattr(reader, "pk", None))
    free = rows.exclude(others)
    for some in (free, rows):
        later = some.filter(id__gt=after).first() if after else None
        if found := later or some.first():
            return found
    return None


def previous_held(
    programme: Programme, *, reader: object, before: UUID, chosen: HeldFilter = ALL_HELD
) -> str | None:
    """The public id of the held text before one, around the beginning. Raises PermissionDenied."""
    require(reader, "screen_voices", programme)
    rows = _held(programme, chosen).order_by("-id").values_list("public_id", flat=True)
    return rows.filter(id__lt=before).first() or rows.first()


def waiting_for_screening(
    programme: Programme, *, reader: object, chosen: HeldFilter = ALL_HELD
) -> int:
    """How many texts wait. Raises PermissionDenied."""
    require(reader, "screen_voices", programme)
    return _held(programme, chosen).count()


def last_decision(programme: Programme, *, reader: object) -> str | None:
    """The public id of the text that the reader decided about last, if that may be taken back."""
    require(reader, "screen_voices", programme)
    if not isinstance(reader, Person):
        return None
    row = (
        Screening.objects.filter(
            voice__in=voices_in(programme), screener=reader, done_at__isnull=False
        )
        .select_related("voice__screening")
        .order_by("-done_at")
        .first()
    )
    if row is None or row.voice.state not in (VoiceState.USABLE, VoiceState.REJECTED):
        return None
    public_id: str = row.voice.public_id
    return public_id if may_undo(row.voice, reader) else None


def screening_progress(programme: Programme, *, reader: object) -> list[CollectionProgress]:
    """How far each collection is that holds texts or held some, in one query. Raises PermissionDenied."""
    require(reader, "screen_voices", programme)
    held = Q(voices__screening__isnull=False)
    rows = (
        Collection.objects.filter(programme=programme, state__in=VISIBLE_COLLECTIONS)
        .annotate(
            held=Count("voices", filter=held),
            waiting=Count("voices", filter=held & Q(voices__state=VoiceState.QUARANTINED)),
        )
        .filter(held__gt=0)
        .order_by("-imported_at", "pk")
    )
    return [
        CollectionProgress(
            row.public_id, row.name, CollectionState(row.state), row.waiting, row.held - row.waiting
        )
        for row in rows
    ]


def held_languages(programme: Programme, *, reader: object) -> list[str]:
    """The languages of held texts as codes; empty for those that could not be told."""
    require(reader, "screen_voices", programme)
    rows = _held(programme).order_by().values_list("language", flat=True).distinct()
    return sorted(rows)
