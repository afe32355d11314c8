"""Held texts: what waits, how far each collection is, and on to the first of them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.voices import actions, queries
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.queries import HeldFilter
from tiekartta.voices.screening_forms import QueueForm


@require_GET
@login_required
def queue(request: PersonRequest, programme_id: str) -> HttpResponse:
    """What waits for a person to look at it."""
    programme = programme_of(programme_id, reader=request.user)
    progress = queries.screening_progress(programme, reader=request.user)
    languages = queries.held_languages(programme, reader=request.user)
    form = QueueForm(request.GET, collections=progress, languages=languages)
    page = queries.held_page(
        programme, reader=request.user, page=request.GET.get("page", "1"), chosen=form.chosen
    )
    context = {
        "programme": programme,
        "page": page,
        "progress": progress,
        "filters": form,
        "is_filtered": form.chosen.is_narrowing,
        "query": query_of(form.chosen),
        "last": queries.last_decision(programme, reader=request.user),
        "quotes_waiting": queries.waiting_quotes(programme, reader=request.user),
    }
    return render(request, "voices/screening/queue.html", context)


@require_GET
@login_required
def of_collection(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """From the page of a collection to what waits of it."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "screen_voices", programme)
    line = queries.collection_line(programme, collection_id, reader=request.user)
    chosen = HeldFilter(collection=line.public_id)
    return redirect(reverse("voices:screening", args=[programme.public_id]) + query_of(chosen))


@require_POST
@login_required
def take_next(request: PersonRequest, programme_id: str) -> HttpResponse:
    """On to a text that nobody else has before them."""
    programme = programme_of(programme_id, reader=request.user)
    chosen = filter_of(request.GET, programme, reader=request.user)
    return to_next(request, programme, chosen)


def filter_of(data: QueryDict, programme: Programme, *, reader: object) -> HeldFilter:
    """The filter in an address; what does not fit is no filter."""
    progress = queries.screening_progress(programme, reader=reader)
    languages = queries.held_languages(programme, reader=reader)
    return QueueForm(data, collections=progress, languages=languages).chosen


def query_of(chosen: HeldFilter) -> str:
    """The filter as the query of an address, with its question mark; empty for all."""
    fields = {"collection": chosen.collection, "finding": chosen.finding, "language": chosen.language}  # fmt: skip
    written = urlencode({name: value for name, value in fields.items() if value})
    return f"?{written}" if written else ""


def to_next(
    request: PersonRequest,
    programme: Programme,
    chosen: HeldFilter,
    *,
    after: queries.HeldVoice | None = None,
) -> HttpResponse:
    """On to the next held text, or back to the queue when nothing waits."""
    found = actions.take_next_text(
        programme=programme, by=request.user, chosen=chosen, after=after.id if after else None
    )
    if found is None:
        done = _("Nothing more waits here.") if chosen.is_narrowing else _("Everything has been screened.")  # fmt: skip
        messages.success(request, done)
        return redirect("voices:screening", programme.public_id)
    return redirect(reverse("voices:screen", args=[programme.public_id, found]) + query_of(chosen))
