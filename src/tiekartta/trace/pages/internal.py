"""Following voices within a programme."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tiekartta.programmes.queries import programme_of
from tiekartta.trace import queries
from tiekartta.trace.steps import Addresses, steps_of
from tiekartta.voices.queries import voice_of
from tiekartta.voices.queries.outlines import outlines_of
from tiekartta.voices.rules import may_read
from tiekartta.voices.states import VoiceState


@login_required
@require_safe
def coverage(request: HttpRequest, programme_id: str) -> HttpResponse:
    """How far the voices of each group came."""
    programme = programme_of(programme_id, reader=request.user)
    rows = queries.coverage_of(programme, reader=request.user)
    context = {
        "programme": programme,
        "rows": rows,
        "is_empty": not any(row.group for row in rows),
        "low": [row for row in rows if row.is_low],
        "may_read": may_read(request.user, programme),
    }
    return render(request, "trace/coverage.html", context)


@login_required
@require_safe
def random_voice(request: HttpRequest, programme_id: str) -> HttpResponse:
    """The way of a voice taken at random: a spot check in one click."""
    programme = programme_of(programme_id, reader=request.user)
    usable = [
        row.public_id
        for row in outlines_of(programme, reader=request.user)
        if row.state == VoiceState.USABLE
    ]
    if not usable:
        messages.info(request, _("There are no voices yet."))
        return redirect("trace:coverage", programme.public_id)
    return redirect("trace:voice", programme.public_id, secrets.choice(usable))


@login_required
@require_safe
def voice(request: HttpRequest, programme_id: str, voice_id: str) -> HttpResponse:
    """The way of one voice, step by step, each with its link."""
    programme = programme_of(programme_id, reader=request.user)
    found = voice_of(voice_id, programme=programme, reader=request.user)
    fate = queries.fates_of([found], programme=programme)[found.id]
    context = {
        "programme": programme,
        "voice": found,
        "fate": fate,
        "steps": steps_of(fate, said_on=found.said_on, addresses=Addresses(programme.public_id)),
    }
    return render(request, "trace/voice.html", context)
