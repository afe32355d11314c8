"""Splitting a theme into parts that the analysis proposes and people choose."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tiekartta.language.errors import Refusal
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.themes import actions, queries, rules
from tiekartta.themes.actions.splitting import FEWEST_PARTS
from tiekartta.themes.forms import PartsForm, TitleForm
from tiekartta.themes.models import Theme
from tiekartta.themes.pages.doors import as_now, number_in, workshop_url
from tiekartta.themes.states import ThemeSetState


def _page(
    request: HttpRequest, programme: Programme, theme: Theme, *, status: int = 200, **changes: Any
) -> HttpResponse:
    found = queries.split_view(theme, programme, reader=request.user)
    is_draft = theme.theme_set.state == ThemeSetState.DRAFT
    shown = found.parts if found else ()
    context: dict[str, Any] = {
        "programme": programme, "theme": theme, "split": found, "here": _("Split a theme"),
        "parts": [(part, _title_form(part, theme, request)) for part in shown],
        "waiting": found is not None and not found.is_ready and not found.has_failed,
        "is_whole": found is not None and found.is_ready and len(shown) < FEWEST_PARTS,
        "may_edit": is_draft and rules.may_edit(request.user, programme),
        "ask_form": PartsForm(auto_id="ask_%s"),
    }  # fmt: skip
    return render(request, "themes/split.html", {**context, **changes}, status=status)


def _title_form(part: queries.SplitPart, theme: Theme, request: HttpRequest) -> TitleForm:
    """The form of one part, with what was typed when it comes back, of the theme as the page shows it."""
    is_sent = request.method == "POST" and number_in(request.POST, "part") == part.number
    return TitleForm(
        as_now(request.POST, theme) if is_sent else None,
        initial={"title": part.title, "version": theme.version}, auto_id=f"part{part.number}_%s",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@login_required
def split(request: HttpRequest, programme_id: str, theme_id: str) -> HttpResponse:
    """Ask for parts, see them, and choose which become themes of their own."""
    programme = programme_of(programme_id, reader=request.user)
    theme = queries.theme_of(theme_id, programme=programme, reader=request.user)
    require(request.user, "edit_themes", programme)
    if request.method == "GET":
        return _page(request, programme, theme)
    acts = {"ask": _ask, "accept": _accept, "all": _accept_all, "dismiss": _dismiss}
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        return _page(request, programme, theme)
    try:
        return act(request, programme, theme)
    except Refusal as refusal:
        theme.refresh_from_db()
        return _page(request, programme, theme, status=409, problem=str(refusal))


def _ask(request: HttpRequest, programme: Programme, theme: Theme) -> HttpResponse:
    form = PartsForm(request.POST, auto_id="ask_%s")
    if not form.is_valid():
        return _page(request, programme, theme, ask_form=form)
    actions.ask_for_split(theme=theme, parts=form.cleaned_data["parts"], by=request.user)  # type: ignore[arg-type] # - logged in
    return redirect("themes:split", programme.public_id, theme.public_id)


def _accept(request: HttpRequest, programme: Programme, theme: Theme) -> HttpResponse:
    number = number_in(request.POST, "part") or 0
    form = TitleForm(request.POST, auto_id=f"part{number}_%s")
    if not form.is_valid():
        return _page(request, programme, theme)
    made = actions.accept_split(
        theme=theme, part=number, title=form.cleaned_data["title"],
        version=number_in(request.POST, "version"), by=request.user,  # type: ignore[arg-type] # - logged in
    )  # fmt: skip
    titles = ", ".join(_("“%(title)s”") % {"title": each.title} for each in made)
    messages.success(request, _("New: %(titles)s.") % {"titles": titles})
    found = queries.split_view(theme, programme, reader=request.user)
    if found is not None and found.parts:
        return redirect("themes:split", programme.public_id, theme.public_id)
    return redirect(workshop_url(programme))


def _accept_all(request: HttpRequest, programme: Programme, theme: Theme) -> HttpResponse:
    made = actions.accept_split(
        theme=theme, version=number_in(request.POST, "version"), by=request.user,  # type: ignore[arg-type] # - logged in
    )  # fmt: skip
    titles = ", ".join(_("“%(title)s”") % {"title": each.title} for each in made)
    messages.success(request, _("New: %(titles)s.") % {"titles": titles})
    return redirect(workshop_url(programme))


def _dismiss(request: HttpRequest, programme: Programme, theme: Theme) -> HttpResponse:
    actions.dismiss_split(theme=theme, by=request.user)  # type: ignore[arg-type] # - logged in
    messages.success(request, _("The theme stays whole."))
    return redirect("themes:theme", programme.public_id, theme.public_id)
