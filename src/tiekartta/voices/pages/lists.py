"""What was said: the list with its filters and counts, and one voice."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.voices import queries, rules
from tiekartta.voices.forms import FilterForm
from tiekartta.voices.pages.requests import PersonRequest


@require_GET
@login_required
def voices(request: PersonRequest, programme_id: str) -> HttpResponse:
    """Voices with filters for readers; for others with the right to it, the counts by group only."""
    programme = programme_of(programme_id, reader=request.user)
    context = _counts(programme, request)
    if rules.may_read(request.user, programme):
        collections = queries.collections_of(programme, reader=request.user)
        form = FilterForm(
            request.GET, collections=collections, languages=queries.languages_of(programme)
        )
        context |= {
            "filters": form,
            "is_filtered": form.is_narrowing,
            "collections": collections,
            "page": queries.voice_page(programme, reader=request.user, **form.chosen),
        }
    return render(request, "voices/list.html", context)


def _counts(programme: Programme, request: PersonRequest) -> dict[str, object]:
    by_group = queries.respondents_by_group(programme, reader=request.user)
    return {
        "programme": programme,
        "counts": [
            (group.label, by_group[group]) for group in RespondentGroup if group in by_group
        ],
        "all_respondents": queries.respondents_in_all(programme, reader=request.user),
        "may_import": rules.may_import(request.user, programme),
        "may_screen": rules.may_screen(request.user, programme),
    }


@require_GET
@login_required
def voice(request: PersonRequest, programme_id: str, voice_id: str) -> HttpResponse:
    """One voice; what became of it is a page of the trace."""
    programme = programme_of(programme_id, reader=request.user)
    context = {
        "programme": programme,
        "voice": queries.voice_of(voice_id, programme=programme, reader=request.user),
        "may_screen": rules.may_screen(request.user, programme),
    }
    return render(request, "voices/voice.html", context)
