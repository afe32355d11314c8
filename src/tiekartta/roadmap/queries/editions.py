"""Published editions, for everybody. Every read of the content checks its digest (INV-M6)."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, OuterRef, Subquery

from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.programmes.models import Programme
from tiekartta.roadmap.errors import DamagedEdition
from tiekartta.roadmap.models import Edition, Spearhead, SpearheadProposal, SpearheadQuote
from tiekartta.roadmap.queries.shapes import (
    EditionLine,
    EditionView,
    PublishedRoadmap,
    SpearheadOfProposal,
)
from tiekartta.voices.queries import VoiceText, quotable

log = logging.getLogger(__name__)


def published_roadmaps() -> list[PublishedRoadmap]:
    """The newest edition of every roadmap that has one, newest first, in one query."""
    newest = Edition.objects.filter(roadmap=OuterRef("roadmap")).order_by("-number")
    rows = Edition.objects.filter(pk=Subquery(newest.values("pk")[:1])).order_by("-published_at")
    fields = (
        "roadmap__public_id", "title", "number", "published_at", "roadmap__programme__name",
    )  # fmt: skip
    return [
        PublishedRoadmap(
            roadmap_id=row[0],
            title=_text(row[1]),
            number=row[2],
            published_at=row[3],
            programme_name=_text(row[4]),
        )
        for row in rows.values_list(*fields)
    ]


def first_editions() -> list[tuple[Programme, datetime]]:
    """Every programme with a published roadmap, and when its first edition came out."""
    rows = Edition.objects.filter(number=1).select_related("roadmap__programme")
    return [(row.roadmap.programme, row.published_at) for row in rows.order_by("published_at")]


def _text(value: Any) -> TranslatedText:
    return value if isinstance(value, TranslatedText) else TranslatedText.from_data(value)


def edition_view(roadmap_id: str, number: int | None = None) -> EditionView:
    """One edition (None: the newest) with the list of all. Raises Missing, DamagedEdition."""
    rows = Edition.objects.filter(roadmap__public_id=roadmap_id)
    lines = tuple(
        EditionLine(*line)
        for line in rows.order_by("-number").values_list("number", "published_at", "change_note")
    )
    wanted = number if number is not None else (lines[0].number if lines else 0)
    found = rows.select_related("roadmap").filter(number=wanted).first()
    if found is None:
        raise Missing("edition")
    return EditionView(
        roadmap_id=roadmap_id,
        number=found.number,
        is_newest=found.number == lines[0].number,
        published_at=found.published_at,
        digest=found.digest,
        text=found.content,
        content=content_of(found, roadmap_id),
        programme_id=found.roadmap.programme_id,
        editions=lines,
    )


def content_of(edition: Edition, roadmap_id: str) -> dict[str, Any]:
    """The frozen data, after its digest has been checked. Raises DamagedEdition."""
    if hashlib.sha256(edition.content.encode()).hexdigest() != edition.digest:
        raise DamagedEdition(roadmap_id, edition.number)
    content: dict[str, Any] = json.loads(edition.content)
    return content


def newest_content(roadmap_pk: UUID) -> dict[str, Any] | None:
    """The content of the newest edition; None before the first. Raises DamagedEdition."""
    found = Edition.objects.filter(roadmap=roadmap_pk).select_related("roadmap").first()
    return content_of(found, found.roadmap.public_id) if found else None


def live_quotes(view: EditionView) -> dict[str, VoiceText]:
    """Public id → quotation that may be shown now: approved when published, and still (INV-V3, V4).

    Read from the living voices, so that a withdrawal takes effect in every edition.
    """
    frozen = {key for row in view.content["spearheads"] for key in row["quotes"]}
    if not frozen:
        return {}
    approved = SpearheadQuote.objects.filter(
        spearhead__roadmap__public_id=view.roadmap_id
    ).values_list("voice_id", flat=True)
    programme = Programme.objects.get(pk=view.programme_id)
    return {
        voice.public_id: voice
        for voice in quotable(approved, programme=programme).values()
        if voice.public_id in frozen
    }


def spearheads_of_proposals(
    proposal_ids: Iterable[UUID],
) -> dict[UUID, list[SpearheadOfProposal]]:
    """Proposal → its spearheads, also those not published yet; one without any is missing.

    Two queries and one for the newest editions of the roadmaps concerned.
    """
    links = list(
        SpearheadProposal.objects.filter(proposal_id__in=list(proposal_ids))
        .select_related("spearhead__roadmap")
        .order_by("spearhead__order", "id")
    )
    places = _published_places({link.spearhead.roadmap_id for link in links})
    found: dict[UUID, list[SpearheadOfProposal]] = {}
    for link in links:
        row = link.spearhead
        edition, order, published_at = places.get(
            (row.roadmap_id, row.public_id), (None, row.order, None)
        )
        found.setdefault(link.proposal_id, []).append(
            SpearheadOfProposal(
                id=row.pk, public_id=row.public_id, order=row.order, title=row.title,
                edition=edition, published_at=published_at, published_order=order,
                roadmap_id=row.roadmap.public_id, decision_id=row.decision_id,
            )
        )  # fmt: skip
    return found


def _published_places(roadmap_ids: set[UUID]) -> dict[tuple[UUID, str], tuple[Any, ...]]:
    """(roadmap, spearhead) → the newest edition that holds it, its place there, and the day.

    A damaged edition is passed over and logged (INV-M6): whoever asks what became of their words, or
    wants to remove them, is told the rest.
    """
    rows = Edition.objects.filter(roadmap_id__in=roadmap_ids).select_related("roadmap")
    places: dict[tuple[UUID, str], tuple[Any, ...]] = {}
    for edition in rows.order_by("number"):
        try:
            content = content_of(edition, edition.roadmap.public_id)
        except DamagedEdition as damage:
            log.exception("edition %s of roadmap %s is damaged", damage.number, damage.roadmap_id)
            continue
        for line in content["spearheads"]:
            place = (edition.number, line["order"], edition.published_at)
            places[edition.roadmap_id, line["id"]] = place
    return places


def is_published(spearhead: Spearhead) -> bool:
    """Whether some edition holds the spearhead."""
    return (spearhead.roadmap_id, spearhead.public_id) in _published_places({spearhead.roadmap_id})


def next_number(roadmap_pk: UUID) -> int:
    """The number of the next edition."""
    newest = Edition.objects.filter(roadmap=roadmap_pk).aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1
