"""Where a published spearhead comes from: for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tiekartta.roadmap.pages.public import refuses_damaged
from tiekartta.trace import queries
from tiekartta.trace.picture import WIDTH, picture_of


@require_safe
@refuses_damaged
def spearhead(request: HttpRequest, roadmap_id: str, number: int, order: int) -> HttpResponse:
    """The way back from a spearhead to what people said."""
    ancestry = queries.ancestry_of(roadmap_id, number, order)
    context = {
        "way": ancestry,
        "edition": ancestry.edition,
        "roadmap": ancestry.roadmap,
        "spearhead": ancestry.spearhead,
        "counts": [
            *((capfirst(str(row.group.label)), row.count) for row in ancestry.spearhead.counts),
            (_("Together"), ancestry.spearhead.total),
        ],
        "own": {row.id for row in ancestry.spearhead.proposals},
        "picture": picture_of(ancestry),
        "label_x": WIDTH + 14,
    }
    return render(request, "trace/spearhead.html", context)


@require_safe
@refuses_damaged
def spearhead_json(request: HttpRequest, roadmap_id: str, number: int, order: int) -> HttpResponse:
    """The same as W3C PROV-JSON, for researchers."""
    ancestry = queries.ancestry_of(roadmap_id, number, order)
    address = request.build_absolute_uri(reverse("roadmap:edition", args=[roadmap_id, number]))
    data = queries.provenance_of(ancestry, address=address)
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
