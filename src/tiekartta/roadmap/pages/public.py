"""Public pages of editions: for everybody, without an account."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from tiekartta.roadmap import queries
from tiekartta.roadmap.errors import DamagedEdition
from tiekartta.roadmap.queries.published import published
from tiekartta.voices.queries import published_ledger_id

log = logging.getLogger(__name__)


def refuses_damaged(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 500 and log when an edition no longer fits its digest, and show nothing of it (INV-M6)."""

    @functools.wraps(page)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return page(request, *args, **kwargs)
        except DamagedEdition as damage:
            log.exception("edition %s of roadmap %s is damaged", damage.number, damage.roadmap_id)
            context = {"number": damage.number}
            return render(request, "roadmap/damaged.html", context, status=500)

    return answer


@require_safe
@refuses_damaged
def newest(request: HttpRequest, roadmap_id: str) -> HttpResponse:
    """The newest edition."""
    return _page(request, roadmap_id, None)


@require_safe
@refuses_damaged
def edition(request: HttpRequest, roadmap_id: str, number: int) -> HttpResponse:
    """One numbered edition."""
    return _page(request, roadmap_id, number)


def _page(request: HttpRequest, roadmap_id: str, number: int | None) -> HttpResponse:
    view = queries.edition_view(roadmap_id, number)
    shown = published(view.content)
    context = {
        "edition": view,
        "roadmap": shown,
        "heard": [(capfirst(str(row.group.label)), row) for row in shown.heard],
        "ledger_id": published_ledger_id(view.programme_id),
    }
    return render(request, "roadmap/public.html", context)


@require_safe
@refuses_damaged
def edition_json(request: HttpRequest, roadmap_id: str, number: int) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The frozen data itself, byte for byte what the digest covers."""
    view = queries.edition_view(roadmap_id, number)
    response = HttpResponse(view.text, content_type="application/json; charset=utf-8")
    response["ETag"] = f'"{view.digest}"'
    response["Content-Disposition"] = f'inline; filename="tiekartta-{roadmap_id}-{number}.json"'
    return response
