"""The collections of a programme, and one of them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import rights_of
from tiekartta.voices import queries
from tiekartta.voices.pages.collections.guidance import checks_of, next_step
from tiekartta.voices.pages.collections.parts import around_links, part_links
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.rules import may_found, rights_at


@require_GET
@login_required
def collections(request: PersonRequest, programme_id: str) -> HttpResponse:
    """Imports and surveys with their state, days left and how many were received."""
    programme = programme_of(programme_id, reader=request.user)
    page = queries.collection_page(
        programme, reader=request.user, page=request.GET.get("page", "1")
    )
    rights = rights_of(request.user, programme)
    context = {
        "programme": programme,
        "page": page,
        "may_build": may_found(request.user, programme),
        "may_import": "import_voices" in rights,
        "around": list(around_links(programme.public_id, rights=rights)),
    }
    return render(request, "voices/collections/list.html", context)


@require_GET
@login_required
def collection(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """One collection: what to do next, its variants, and all that belongs to it."""
    programme = programme_of(programme_id, reader=request.user)
    detail = queries.collection_detail(programme, collection_id, reader=request.user)
    rights = rights_at(request.user, programme, is_own=detail.line.is_mine)
    context = {
        "programme": programme,
        "may_give": "build_surveys" in rights_of(request.user, programme)
        and not detail.line.is_import,
        "detail": detail,
        "line": detail.line,
        "checks": checks_of(detail, programme.public_id) if detail.is_editable else [],
        "step": next_step(detail, programme.public_id, rights=rights),
        "parts": list(part_links(detail.line, programme.public_id, rights=rights)),
        "may_build": "build_surveys" in rights and not detail.line.is_import,
        "may_look": bool({"translate_surveys", "build_surveys"} & rights),
        "may_read": "read_voices" in rights,
    }
    return render(request, "voices/collections/detail.html", context)
