"""Where ticked voices of the whole board belong, and taking things back."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tiekartta.language.errors import Missing, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.themes import actions, queries
from tiekartta.themes.forms import VoicesForm
from tiekartta.themes.pages.doors import (
    NONE,
    done,
    is_live,
    language_code,
    number_in,
    posted_voices,
    refused,
)


@require_http_methods(["GET", "POST"])
@login_required
def placing(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Move, pin, free, remove or split off the ticked voices, wherever they are."""
    programme = programme_of(programme_id, reader=request.user)
    if request.method == "GET":  # somebody reloaded after a refusal
        return redirect("themes:workshop", programme.public_id)
    require(request.user, "edit_themes", programme)
    try:
        said, changed = _do(request, programme)
    except Refusal as refusal:
        return refused(request, programme, str(refusal))
    return done(request, programme, said, columns=changed)


def _do(request: HttpRequest, programme: Programme) -> tuple[str, frozenset[str] | None]:
    """Call the chosen action; what was done in words, and the columns that changed. Raises Refusal."""
    common: dict[str, Any] = {
        "programme": programme, "voice_ids": posted_voices(request.POST),
        "seen": number_in(request.POST, "seen"), "by": request.user,
    }  # fmt: skip
    act = request.POST.get("act", "")
    if act == VoicesForm.MOVE:
        return _move(request, programme, common)
    if act == VoicesForm.SPLIT:
        title = request.POST.get("title", "").strip()
        if not title:
            raise Refusal(_("Give the new theme a title."))
        made = actions.split_anywhere(title=TranslatedText.of(**{language_code(): title}), **common)
        return _("Split off as “%(title)s”.") % {"title": made.title}, None
    if act == VoicesForm.PIN:
        return _("Pinned. No analysis moves them."), actions.pin_anywhere(**common)
    if act == VoicesForm.UNPIN:
        return _("The pins were taken away."), actions.unpin_anywhere(**common)
    if act == VoicesForm.REMOVE:
        return _taken_out(common)
    raise Refusal(_("Choose what to do with the ticked voices."))


def _taken_out(common: dict[str, Any]) -> tuple[str, frozenset[str]]:
    changed = actions.move_anywhere(to_theme=None, **common)
    return _("Removed. They are now without a theme."), changed


def _move(
    request: HttpRequest, programme: Programme, common: dict[str, Any]
) -> tuple[str, frozenset[str]]:
    wanted = request.POST.get("to", "")
    if not wanted:
        raise Refusal(_("Choose the theme to move to."))
    if wanted == NONE:
        return _taken_out(common)
    try:
        target = queries.theme_of(wanted, programme=programme, reader=request.user)
    except Missing as missing:
        raise Refusal(_("Choose the theme to move to.")) from missing
    changed = actions.move_anywhere(to_theme=target, **common)
    number = len(common["voice_ids"])
    said = ngettext("Moved to “%(title)s”.", "%(number)s moved to “%(title)s”.", number)
    return said % {"title": target.title, "number": number}, changed


@require_POST
@login_required
def undo(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Take back something of one's own, or do again what was taken back."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "edit_themes", programme)
    number = number_in(request.POST, "number") or 0
    live = is_live(request)
    before = queries.columns_touched(programme, number, reader=request.user) if live else None
    try:
        actions.undo_change(programme=programme, number=number, by=request.user)  # type: ignore[arg-type] # - logged in
    except Refusal as refusal:
        return refused(request, programme, str(refusal))
    columns = None
    if before is not None:  # about voices alone: the columns that they were in and are in
        after = queries.columns_touched(programme, number, reader=request.user)
        columns = before | after if after is not None else None
    back = reverse("themes:history", args=[programme.public_id])
    from_history = request.POST.get("back") == "history"
    return done(
        request, programme, _("Undone."), columns=columns, back=back if from_history else ""
    )
