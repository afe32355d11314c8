"""Voices for readers, analysis and the folders above. Voices of unfinished imports never appear."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from tiekartta.language.errors import Missing
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.voices.models import Collection, Voice
from tiekartta.voices.queries.ids import as_words, known_id
from tiekartta.voices.queries.shapes import CollectionRow, VoiceText
from tiekartta.voices.states import VISIBLE_COLLECTIONS, CollectionState, VoiceKind, VoiceState

PAGE_SIZE = 50
FIELDS = (
    "id", "public_id", "text_screened", "language", "respondent_group", "kind", "state", "said_on",
    "collection__name", "quote_ok", "question",
)  # fmt: skip
AT_ONCE = 500  # ids in one query; SQLite bounds the number of parameters


def voices_in(programme: Programme) -> QuerySet[Voice]:
    """The voices of finished imports. For this folder only."""
    return Voice.objects.filter(programme=programme, collection__state__in=VISIBLE_COLLECTIONS)


def as_text(row: tuple[Any, ...]) -> VoiceText:
    """A row of FIELDS as it is handed out: without a text unless it is usable (INV-V2)."""
    state = VoiceState(row[6])
    return VoiceText(
        id=row[0],
        public_id=row[1],
        text=row[2] if state == VoiceState.USABLE else "",
        language=row[3],
        group=RespondentGroup(row[4]),
        kind=VoiceKind(row[5]),
        state=state,
        said_on=row[7],
        collection_name=row[8],
        quote_ok=row[9],
        is_withdrawn=state == VoiceState.WITHDRAWN,
        question=row[10],
    )


def usable_voices(programme: Programme, *, reader: object) -> list[VoiceText]:
    """All usable voices in order of their random ids. Raises PermissionDenied."""
    require(reader, "read_voices", programme)
    rows = voices_in(programme).filter(state=VoiceState.USABLE).order_by("id")
    return [as_text(row) for row in rows.values_list(*FIELDS)]


def all_usable_ids(programme: Programme, *, among: Iterable[UUID] | None = None) -> list[UUID]:
    """The ids of all usable voices, or of those among these, in order; one query."""
    rows = voices_in(programme).filter(state=VoiceState.USABLE).order_by("id")
    if among is not None:
        rows = rows.filter(id__in=list(among))
    return [known_id(text) for text in rows.values_list(as_words("id"), flat=True)]


def usable_ids_with(
    programme: Programme, *, reader: object, texts: Iterable[str] = (), group: str = ""
) -> list[UUID]:
    """The ids of usable voices that hold every one of these texts, in order, in one query.

    Letter case is passed over, also of ä, ö and å on SQLite. Raises PermissionDenied.
    """
    require(reader, "read_voices", programme)
    rows = voices_in(programme).filter(state=VoiceState.USABLE)
    if group:
        rows = rows.filter(respondent_group=group)
    for text in texts:
        forms = {text, text.lower(), text.upper(), text.capitalize()}
        rows = rows.filter(
            functools.reduce(operator.or_, (Q(text_screened__icontains=form) for form in forms))
        )
    return [known_id(text) for text in rows.order_by("id").values_list(as_words("id"), flat=True)]


def voices_by_id(
    ids: Iterable[UUID], *, reader: object, programme: Programme
) -> dict[UUID, VoiceText]:
    """Usable and withdrawn voices of this programme by id; others are missing.

    One query for every 500 ids. Raises PermissionDenied.
    """
    require(reader, "read_voices", programme)
    return _by_id(ids, programme, states=(VoiceState.USABLE, VoiceState.WITHDRAWN))


def _by_id(
    ids: Iterable[UUID], programme: Programme, *, states: tuple[VoiceState, ...]
) -> dict[UUID, VoiceText]:
    wanted = list(dict.fromkeys(ids))
    found: dict[UUID, VoiceText] = {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = voices_in(programme).filter(id__in=wanted[start : start + AT_ONCE], state__in=states)
        found.update((row[0], as_text(row)) for row in rows.values_list(*FIELDS))
    return found


def usable_by_id(ids: Iterable[UUID], programme: Programme) -> dict[UUID, VoiceText]:
    """Usable voices by id. For this folder only."""
    return _by_id(ids, programme, states=(VoiceState.USABLE,))


def voice_of(public_id: str, *, programme: Programme, reader: object) -> VoiceText:
    """One voice, whatever its state. Raises PermissionDenied, Missing."""
    require(reader, "read_voices", programme)
    row = voices_in(programme).filter(public_id=public_id).values_list(*FIELDS).first()
    if row is None:
        raise Missing("voice")
    return as_text(row)


def voice_page(
    programme: Programme,
    *,
    reader: object,
    group: str | None = None,
    collection: str | None = None,
    state: str | None = None,
    kind: str | None = None,
    language: str | None = None,
    search: str = "",
    page: int | str = 1,
) -> Page[VoiceText]:
    """Fifty voices; `collection` is a public id. The search looks at screened texts only.

    Two queries. Raises PermissionDenied.
    """
    require(reader, "read_voices", programme)
    rows = voices_in(programme)
    wanted = {
        "respondent_group": group, "collection__public_id": collection, "state": state,
        "kind": kind, "language": language,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    for word in search.split()[:10]:
        rows = rows.filter(state=VoiceState.USABLE, text_screened__icontains=word)
    found: Page[Any] = Paginator(rows.order_by("id").values_list(*FIELDS), PAGE_SIZE).get_page(page)
    found.object_list = [as_text(row) for row in found.object_list]
    return found


def collections_of(programme: Programme, *, reader: object) -> list[CollectionRow]:
    """The finished imports, newest first. Raises PermissionDenied."""
    require(reader, "read_voices", programme)
    rows = Collection.objects.filter(programme=programme, state__in=VISIBLE_COLLECTIONS)
    return [
        CollectionRow(
            id=row.id, public_id=row.public_id, name=row.name, state=CollectionState(row.state),
            collected_on=row.collected_on, source_name=row.source_name, rows=row.rows,
            imported_at=row.imported_at,
        )
        for row in rows.order_by("-imported_at")
    ]  # fmt: skip


def languages_of(programme: Programme) -> list[str]:
    """The languages that were found, as codes; empty for texts whose language could not be told."""
    rows = voices_in(programme).order_by().values_list("language", flat=True).distinct()
    return sorted(rows)


def respondents_in_collections(programme: Programme) -> dict[tuple[UUID, str], int]:
    """How many respondents each group has in each collection. Bare counts: for this folder only."""
    rows = (
        voices_in(programme)
        .filter(state=VoiceState.USABLE, response__isnull=False)
        .order_by()
        .values_list("collection_id", "respondent_group", "response_id")
        .distinct()
    )
    counts: dict[tuple[UUID, str], int] = {}
    for collection_id, group, _response in rows:
        counts[collection_id, group] = counts.get((collection_id, group), 0) + 1
    return counts
