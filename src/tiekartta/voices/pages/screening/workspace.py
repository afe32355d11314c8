"""One held text: its marks, the text before and after, the decision, and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tiekartta.analysis.languages.voice_kinds import suggest_kind
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.voices import actions, queries
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.pages.screening.queue import filter_of, query_of, to_next
from tiekartta.voices.queries import HeldFilter
from tiekartta.voices.screening_forms import ScreeningForm
from tiekartta.voices.states import VoiceKind


@require_http_methods(["GET", "POST"])
@login_required
def screen(request: PersonRequest, programme_id: str, voice_id: str) -> HttpResponse:
    """One held text; a POST decides about it, or composes the text anew from its marks."""
    programme = programme_of(programme_id, reader=request.user)
    held = queries.screened_voice(voice_id, programme=programme, reader=request.user)
    chosen = filter_of(request.GET, programme, reader=request.user)
    form = ScreeningForm(request.POST if request.method == "POST" else None, held=held)
    status = 200
    if request.method == "POST" and not form.decision:
        form.is_valid()
        form.errors.clear()
        form.refuse_unknown_passage()
        form.compose()
    elif request.method == "POST" and form.is_valid():
        status = _decide(request, programme, held, form)
        if status == 302:
            _say_saved(request, programme, chosen)
            return to_next(request, programme, chosen, after=held)
    context = _context(request, programme, held, form, chosen)
    return render(request, "voices/screening/workspace.html", context, status=status)


def _decide(
    request: PersonRequest, programme: Programme, held: queries.HeldVoice, form: ScreeningForm
) -> int:
    """302 when it was done, else 409 with the reason in the form."""
    try:
        actions.screen_voice(voice_id=held.id, programme=programme, by=request.user, **form.chosen)
    except Conflict as conflict:
        form.add_error(None, str(conflict))
    except Refusal as refusal:
        form.add_error("text", str(refusal))
    else:
        return 302
    return 409


def _say_saved(request: PersonRequest, programme: Programme, chosen: HeldFilter) -> None:
    left = queries.waiting_for_screening(programme, reader=request.user, chosen=chosen)
    words = ngettext("Saved. %(number)s text waits.", "Saved. %(number)s texts wait.", left)
    messages.success(request, words % {"number": left})


def _context(
    request: PersonRequest, programme: Programme, held: queries.HeldVoice, form: ScreeningForm,
    chosen: HeldFilter,
) -> dict[str, Any]:  # fmt: skip
    suggested = suggest_kind(held.text)
    around: dict[str, Any] = {"reader": request.user, "chosen": chosen}
    return {
        "programme": programme,
        "voice": held,
        "form": form,
        "suggested": suggested,
        "suggested_kind": VoiceKind(suggested.kind) if suggested else None,
        "waiting": queries.waiting_for_screening(programme, **around),
        "next": queries.next_held(programme, after=held.id, **around),
        "previous": queries.previous_held(programme, before=held.id, **around),
        "last": queries.last_decision(programme, reader=request.user),
        "query": query_of(chosen),
        "language_next": reverse("voices:screen", args=[programme.public_id, held.public_id]),
    }


@require_POST
@login_required
def undo(request: PersonRequest, programme_id: str, voice_id: str) -> HttpResponse:
    """Take one's own decision back and show the text again."""
    programme = programme_of(programme_id, reader=request.user)
    held = queries.screened_voice(voice_id, programme=programme, reader=request.user)
    try:
        actions.undo_screening(voice_id=held.id, programme=programme, by=request.user)
    except Conflict as conflict:
        messages.error(request, str(conflict))
        return redirect("voices:screening", programme.public_id)
    messages.success(request, _("The decision was taken back."))
    chosen = filter_of(request.GET, programme, reader=request.user)
    return redirect(
        reverse("voices:screen", args=[programme.public_id, held.public_id]) + query_of(chosen)
    )
