"""Open answers among the results: usable voices, by question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from tiekartta.language.errors import Missing
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.voices.models import Collection, Response, Survey, Voice
from tiekartta.voices.queries.quotes import quote_candidates
from tiekartta.voices.queries.reading import FIELDS, PAGE_SIZE, as_text
from tiekartta.voices.queries.results.hearing import is_readable, results_policy
from tiekartta.voices.queries.shapes import VoiceText
from tiekartta.voices.states import VISIBLE_COLLECTIONS, VoiceState

MOST_WORDS = 10
_AT_ONCE = 500


def said_page(
    programme: Programme,
    collection_id: str,
    question: str,
    *,
    reader: object,
    search: str = "",
    page: int | str = 1,
) -> Page[VoiceText] | None:
    """Fifty usable answers to one open question; None where fewer than `k_min` people gave one.

    They are not filtered by background: what somebody wrote and what they are would point at them.
    Raises PermissionDenied, Missing.
    """
    require(reader, "read_voices", programme)
    row = _collection(programme, collection_id)
    opened = Response.objects.filter(collection=row).count()
    rows = _said(row, question)
    if not is_readable(row, opened) or not _is_enough(rows, results_policy(row).k_min):
        return None
    for word in search.split()[:MOST_WORDS]:
        rows = rows.filter(text_screened__icontains=word)
    found: Page[Any] = Paginator(rows.order_by("id").values_list(*FIELDS), PAGE_SIZE).get_page(page)
    found.object_list = [as_text(each) for each in found.object_list]
    return found


def quotable_answers(programme: Programme, survey_id: str) -> Iterator[tuple[str, VoiceText]]:
    """(key of the question, answer) of what may be quoted, in any order: screened, allowed by its writer,
    of a group of five or more. To quote it in public takes a second person as well (INV-V3).

    For files, in a worker: whoever asked for the file was asked for the right to read it.
    """
    survey = Survey.objects.select_related("collection__programme").get(public_id=survey_id)
    row = survey.collection
    opened = Response.objects.filter(collection=row).count()
    if not is_readable(row, opened):
        return
    fewest = results_policy(row).k_min
    rows = _usable(row).filter(asked__block__survey=survey, quote_ok=True)
    keys = rows.order_by().values_list("asked__public_id", flat=True).distinct()
    for key in sorted(keys):
        if not _is_enough(_said(row, key), fewest):
            continue
        ids = list(rows.filter(asked__public_id=key).order_by("id").values_list("pk", flat=True))
        for start in range(0, len(ids), _AT_ONCE):
            for voice in quote_candidates(
                ids[start : start + _AT_ONCE], programme=programme
            ).values():
                yield key, voice


def _collection(programme: Programme, public_id: str) -> Collection:
    row = (
        Collection.objects.select_related("programme")
        .filter(programme=programme, public_id=public_id, state__in=VISIBLE_COLLECTIONS)
        .first()
    )
    if row is None:
        raise Missing("results")
    return row


def _usable(row: Collection) -> QuerySet[Voice]:
    return Voice.objects.filter(collection=row, state=VoiceState.USABLE)


def _said(row: Collection, question: str) -> QuerySet[Voice]:
    return _usable(row).filter(asked__public_id=question)


def _is_enough(rows: QuerySet[Voice], fewest: int) -> bool:
    """Whether enough people stand behind these voices. After erasure none does, and each counts."""
    people = rows.filter(response__isnull=False).values("response").distinct().count()
    return max(people, rows.filter(response__isnull=True).count()) >= fewest
