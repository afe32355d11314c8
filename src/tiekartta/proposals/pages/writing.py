"""Making, wording and linking proposals."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tiekartta.language.errors import Conflict, Refusal
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.proposals import actions, queries
from tiekartta.proposals.forms import VoicesForm, WordsForm
from tiekartta.themes.queries import ThemeRow, approved_themes
from tiekartta.voices.queries import VoiceText, voices_by_id


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Pick a theme, tick voices, write the proposal."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "merge_proposals", programme)
    themes = approved_themes(programme, reader=request.user)
    theme = _picked(themes, request.GET.get("teema", ""))
    context: dict[str, Any] = {"programme": programme, "themes": themes, "theme": theme}
    if theme is None:
        return render(request, "proposals/pick_theme.html", context)
    data = request.POST if request.method == "POST" else None
    words = WordsForm(data)
    voices = VoicesForm(data, offered=theme.voice_ids)
    status = 200
    if data is not None and all([words.is_valid(), voices.is_valid()]):
        try:
            made = actions.make_proposal(
                programme=programme, theme=theme, by=request.user,  # type: ignore[arg-type] # - login_required gives a Person
                title=words.cleaned_data["title"], text=words.cleaned_data["text"],
                voice_ids=voices.cleaned_data["voices"],
            )  # fmt: skip
        except Refusal as refusal:
            words.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("The proposal was made."))
            return redirect("proposals:proposal", programme.public_id, made.public_id)
    offered = _offered(request, programme, theme.voice_ids, first=theme.typical)
    context |= {"form": words, "voices_form": voices, "offered": offered, "ticked": voices.ticked()}
    return render(request, "proposals/new.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, programme_id: str, proposal_id: str) -> HttpResponse:
    """New words; on a conflict the page shows both: theirs and what was typed."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "merge_proposals", programme)
    row = queries.proposal_of(proposal_id, programme=programme, reader=request.user)
    start = {
        "title": row.title,
        "text": row.text,
        "source": row.title.source,
        "version": row.version,
    }
    form = WordsForm(request.POST or None, initial=start)
    status, conflict = 200, False
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.edit_proposal(
                proposal=queries.model_of(proposal_id, programme=programme, reader=request.user),
                title=said["title"], text=said["text"], version=said["version"] or 0,
                by=request.user,  # type: ignore[arg-type] # - login_required gives a Person
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status, conflict = 409, isinstance(refusal, Conflict)
            if conflict:  # they now save over what the page shows beside their own words
                data = request.POST.copy()
                data["version"] = str(row.version)
                form.data = data
        else:
            messages.success(request, _("The new words were saved. The earlier ones are kept."))
            return redirect("proposals:proposal", programme.public_id, row.public_id)
    context = {"programme": programme, "proposal": row, "form": form, "conflict": conflict}
    return render(request, "proposals/edit.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, programme_id: str, proposal_id: str) -> HttpResponse:
    """Tick more voices, of the proposal's theme or another."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "merge_proposals", programme)
    row = queries.proposal_of(proposal_id, programme=programme, reader=request.user)
    themes = approved_themes(programme, reader=request.user)
    theme = _picked(themes, request.GET.get("teema", "")) or next(
        (each for each in themes if each.id == row.theme_id), themes[0] if themes else None
    )
    free = [each for each in (theme.voice_ids if theme else ()) if each not in row.source_ids]
    form = VoicesForm(request.POST if request.method == "POST" else None, offered=free)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.link_voices(
                proposal=queries.model_of(proposal_id, programme=programme, reader=request.user),
                voice_ids=form.cleaned_data["voices"],
                by=request.user,  # type: ignore[arg-type] # - login_required gives a Person
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("The voices were linked."))
            return redirect("proposals:proposal", programme.public_id, row.public_id)
    context = {
        "programme": programme, "proposal": row, "themes": themes, "theme": theme,
        "voices_form": form, "ticked": form.ticked(),
        "offered": _offered(request, programme, free, first=theme.typical if theme else ()),
    }  # fmt: skip
    return render(request, "proposals/link.html", context, status=status)


def _picked(themes: Sequence[ThemeRow], public_id: str) -> ThemeRow | None:
    return next((each for each in themes if each.public_id == public_id), None)


def _offered(
    request: HttpRequest,
    programme: Programme,
    ids: Sequence[uuid.UUID],
    *,
    first: Sequence[uuid.UUID],
) -> list[VoiceText]:
    """The voices to tick: the most typical first, then in the order of their random ids."""
    found = voices_by_id(ids, reader=request.user, programme=programme)
    order = {voice_id: place for place, voice_id in enumerate(first)}
    voices = [voice for voice in found.values() if not voice.is_withdrawn]
    return sorted(voices, key=lambda voice: (order.get(voice.id, len(order)), voice.id))
