"""Privacy notices for their makers and for everybody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise

from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.programmes.models import Programme
from tiekartta.voices.models import Collection, PrivacyNotice
from tiekartta.voices.notices import PARTS, REQUIRED
from tiekartta.voices.rules import require_building, require_notices
from tiekartta.voices.states import NoticeState

if TYPE_CHECKING:
    from django.db.models import QuerySet

PLACE_TO_FILL = re.compile(r"\[[^\]\n]+\]")
PUBLIC = (NoticeState.PUBLISHED, NoticeState.REPLACED)


@dataclass(frozen=True)
class NoticeSection:
    """A part of a notice with its heading."""

    name: str
    label: str | Promise
    text: TranslatedText


@dataclass(frozen=True)
class NoticeView:
    """A notice as it is read. `sections` are its parts but the title, in order, empty ones left out."""

    id: UUID
    public_id: str
    programme_name: TranslatedText
    title: TranslatedText
    state: NoticeState
    number: int
    version: int
    published_on: date | None
    sections: tuple[NoticeSection, ...]
    newer_id: str


def notices_of(programme: Programme, *, reader: object) -> list[NoticeView]:
    """The notices of a programme, newest first, in two queries. Raises PermissionDenied."""
    require_notices(reader, programme)
    rows = PrivacyNotice.objects.filter(programme=programme).select_related("programme")
    return [_view(row, "") for row in rows.order_by("-number", "-published_on", "public_id")]


def notices_to_choose(collection: Collection, *, reader: object) -> list[tuple[str, str]]:
    """Published notices as choices for whoever builds a collection. Raises PermissionDenied."""
    require_building(reader, collection)
    rows = PrivacyNotice.objects.filter(
        programme=collection.programme, state=NoticeState.PUBLISHED
    ).order_by("-number", "-published_on", "public_id")
    return [(row.public_id, f"{row.title} ({row.number})") for row in rows]


def notice_of(programme: Programme, public_id: str, *, reader: object) -> PrivacyNotice:
    """The row of a notice, for actions. Raises PermissionDenied, Missing."""
    require_notices(reader, programme)
    row = PrivacyNotice.objects.filter(programme=programme, public_id=public_id).first()
    if row is None:
        raise Missing("notice")
    return row


def notice_view(notice: PrivacyNotice) -> NoticeView:
    """A notice for those who may read its row."""
    return _view(notice, _newer(notice))


def public_notice(public_id: str) -> NoticeView:
    """A notice that is or was published, for everybody. Raises Missing."""
    rows = PrivacyNotice.objects.select_related("programme")
    row = rows.filter(public_id=public_id, state__in=PUBLIC).first()
    if row is None:
        raise Missing("notice")
    return _view(row, _newer(row))


def programme_of_notice(public_id: str) -> Programme:
    """Whose notice it is, for this folder's own doors. Raises Missing."""
    rows = PrivacyNotice.objects.select_related("programme")
    row = rows.filter(public_id=public_id, state__in=PUBLIC).first()
    if row is None:
        raise Missing("notice")
    return row.programme


def published_notices(programme: Programme) -> QuerySet[PrivacyNotice]:
    """The notices that a collection may choose. For this folder only."""
    return PrivacyNotice.objects.filter(programme=programme, state=NoticeState.PUBLISHED)


def unfinished_parts(notice: PrivacyNotice) -> list[str]:
    """The headings of parts that are empty in Finnish or Swedish, or have a [place to fill]."""
    found = []
    for part in PARTS:
        text: TranslatedText = getattr(notice, part.name)
        empty = part.name in REQUIRED and not (text.text("fi") and text.text("sv"))
        if empty or any(PLACE_TO_FILL.search(each.text) for each in text.variants.values()):
            found.append(str(part.label))
    return found


def _newer(row: PrivacyNotice) -> str:
    newer = PrivacyNotice.objects.filter(supersedes_id=row.pk, state__in=PUBLIC)
    return newer.values_list("public_id", flat=True).first() or ""


def _view(row: PrivacyNotice, newer_id: str) -> NoticeView:
    sections = tuple(
        NoticeSection(part.name, part.label, getattr(row, part.name))
        for part in PARTS
        if part.name != "title" and getattr(row, part.name)
    )
    return NoticeView(
        id=row.pk, public_id=row.public_id, programme_name=row.programme.name, title=row.title,
        state=NoticeState(row.state), number=row.number, version=row.version,
        published_on=row.published_on, sections=sections, newer_id=newer_id,
    )  # fmt: skip
