"""Notes that people leave on a theme for each other."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tiekartta.language.errors import Refusal
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.themes import actions, queries, rules
from tiekartta.themes.forms import NoteForm
from tiekartta.themes.models import Theme
from tiekartta.themes.pages.doors import is_live
from tiekartta.themes.pages.theme import page
from tiekartta.themes.states import ThemeSetState


def _on_the_page(programme: Programme, theme: Theme) -> str:
    return reverse("themes:theme", args=[programme.public_id, theme.public_id]) + "#notes"


def _panel(
    request: HttpRequest, programme: Programme, theme: Theme, *, status: int = 200, **changes: Any
) -> HttpResponse:
    """The notes inside a column of the board."""
    is_draft = theme.theme_set.state == ThemeSetState.DRAFT
    context = {
        "programme": programme, "theme": theme, "on_board": True,
        "notes": queries.notes_of(theme, programme, reader=request.user),
        "may_edit": is_draft and rules.may_edit(request.user, programme),
        "note_form": NoteForm(auto_id=f"note-{theme.public_id}_%s", at_once=True),
    }  # fmt: skip
    return render(request, "themes/notes.html", {**context, **changes}, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def notes(request: HttpRequest, programme_id: str, theme_id: str) -> HttpResponse:
    """The notes of a theme; write one."""
    programme = programme_of(programme_id, reader=request.user)
    theme = queries.theme_of(theme_id, programme=programme, reader=request.user)
    if request.method == "GET":
        if is_live(request):
            return _panel(request, programme, theme)
        return redirect(_on_the_page(programme, theme))
    require(request.user, "edit_themes", programme)
    form = NoteForm(request.POST, auto_id=f"note-{theme.public_id}_%s")
    status = 200
    if form.is_valid():
        try:
            actions.add_note(theme=theme, text=form.cleaned_data["text"], by=request.user)  # type: ignore[arg-type] # - logged in
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            if is_live(request):
                return _panel(request, programme, theme)
            return redirect(_on_the_page(programme, theme))
    if is_live(request):
        return _panel(request, programme, theme, status=status, note_form=form)
    return page(request, programme, theme, status=status, note_form=form)


@require_POST
@login_required
def delete(request: HttpRequest, programme_id: str, theme_id: str, note_id: str) -> HttpResponse:
    """Take a note of one's own away."""
    programme = programme_of(programme_id, reader=request.user)
    theme = queries.theme_of(theme_id, programme=programme, reader=request.user)
    actions.delete_note(programme=programme, note_id=note_id, by=request.user)  # type: ignore[arg-type] # - logged in
    if is_live(request):
        return _panel(request, programme, theme)
    return redirect(_on_the_page(programme, theme))
