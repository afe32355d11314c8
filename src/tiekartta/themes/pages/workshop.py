"""The workshop as a whole: the board or the list, themes of one's own, approval, drafts, orphans."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tiekartta.language.errors import Refusal
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.themes import actions, queries, rules
from tiekartta.themes.forms import PlaceForm, ThemeForm
from tiekartta.themes.models import ThemeSet
from tiekartta.themes.pages.doors import (
    MORE,
    NONE,
    Look,
    approval_form,
    board_context,
    is_live,
    number_in,
    parts,
    posted_voices,
    views_of,
    workshop_url,
)
from tiekartta.themes.pages.running import run_context
from tiekartta.themes.states import ThemeSetState


def _page(
    request: HttpRequest, programme: Programme, *, status: int = 200, **changes: Any
) -> HttpResponse:
    """The workshop, with the forms that somebody has filled in already."""
    look = Look.of(request)
    context = {
        **board_context(request, programme, look),
        **run_context(request, programme),
        **views_of(request, programme, look.layout),
    }
    if context["may_edit"]:
        context["new_form"] = ThemeForm(auto_id="new_%s")
    response = render(request, "themes/workshop.html", {**context, **changes}, status=status)
    patch_vary_headers(response, ("HX-Request",))
    return response


@require_GET
@login_required
def workshop(request: HttpRequest, programme_id: str) -> HttpResponse:
    """All themes with their first voices, how much they cover, and who stands behind them."""
    programme = programme_of(programme_id, reader=request.user)
    if is_live(request):
        return parts(request, programme)
    return _page(request, programme)


@require_GET
@login_required
def column(request: HttpRequest, programme_id: str, theme_id: str) -> HttpResponse:
    """One column with more of its voices; without scripts the page of the theme has them all."""
    programme = programme_of(programme_id, reader=request.user)
    if theme_id != NONE:
        queries.theme_of(theme_id, programme=programme, reader=request.user)
    if not is_live(request):
        if theme_id == NONE:
            return redirect("themes:orphans", programme.public_id)
        return redirect("themes:theme", programme.public_id, theme_id)
    look = Look.of(request)
    shown = {**look.shown, theme_id: look.shown.get(theme_id, 0) + MORE}
    wider = Look(look.layout, look.words, look.group, shown)
    context = board_context(request, programme, wider, columns={theme_id})
    return render(request, "themes/more.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def new(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Add an empty theme."""
    programme = programme_of(programme_id, reader=request.user)
    if request.method == "GET":  # somebody reloaded after a refusal
        return redirect("themes:workshop", programme.public_id)
    form = ThemeForm(request.POST, auto_id="new_%s")
    status = 200
    if form.is_valid():
        try:
            made = actions.add_theme(
                programme=programme, title=form.cleaned_data["title"],
                description=form.cleaned_data["description"], by=request.user,  # type: ignore[arg-type] # - logged in
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("The theme “%(title)s” was added.") % {"title": made.title})
            return redirect("themes:theme", programme.public_id, made.public_id)
    require(request.user, "edit_themes", programme)
    return _page(request, programme, status=status, new_form=form)


@require_http_methods(["GET", "POST"])
@login_required
def approve(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Stand behind the themes."""
    programme = programme_of(programme_id, reader=request.user)
    if request.method == "GET":  # somebody reloaded after a refusal
        return redirect("themes:workshop", programme.public_id)
    require(request.user, "approve_themes", programme)
    theme_set = queries.current_theme_set(programme, reader=request.user)
    if theme_set is None:
        return redirect("themes:workshop", programme.public_id)
    try:
        done = actions.approve_theme_set(
            theme_set=theme_set, by=request.user,  # type: ignore[arg-type] # - logged in
            seen=request.POST.get("seen", ""), size_reason=request.POST.get("size_reason", ""),
        )  # fmt: skip
    except Refusal as refusal:
        view = queries.workshop_view(programme, reader=request.user)
        if view is None or not view.is_draft:
            raise
        form = approval_form(view, request.POST)
        form.add_error(None, str(refusal))
        return _page(request, programme, status=409, approval_form=form)
    _tell_of_approval(request, done)
    return redirect("themes:workshop", programme.public_id)


def _tell_of_approval(request: HttpRequest, theme_set: ThemeSet) -> None:
    if theme_set.state == ThemeSetState.APPROVED:
        messages.success(
            request, _("The themes are approved. From now on proposals can be made from them.")
        )
    else:
        messages.success(request, _("Your approval is written down. One more person is needed."))


@require_POST
@login_required
def draft(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Open a new draft from the approved themes."""
    programme = programme_of(programme_id, reader=request.user)
    try:
        actions.open_draft(programme=programme, by=request.user)  # type: ignore[arg-type] # - logged in
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("A new draft is open. The approved themes stay until it is approved.")
        )
    return redirect("themes:workshop", programme.public_id)


@require_http_methods(["GET", "POST"])
@login_required
def orphans(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Voices in no theme; place them."""
    programme = programme_of(programme_id, reader=request.user)
    page = request.GET.get("page", "1")
    view = queries.orphans_view(programme, reader=request.user, page=page)
    if view is None:
        return redirect(workshop_url(programme))
    data = request.POST if request.method == "POST" else None
    form = PlaceForm(data, themes=view.themes, auto_id="place_%s")
    status = 200
    if form.is_bound and form.is_valid():
        target = queries.theme_of(form.cleaned_data["to"], programme=programme, reader=request.user)
        chosen = posted_voices(request.POST)
        try:
            actions.place_voices(
                voice_ids=chosen, theme=target, seen=number_in(request.POST, "seen"), by=request.user,  # type: ignore[arg-type] # - logged in
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("Placed in “%(title)s”.") % {"title": target.title})
            return redirect("themes:orphans", programme.public_id)
    context = {
        "programme": programme, "view": view, "form": form,
        "ticked": {str(voice_id) for voice_id in posted_voices(request.POST)},
        "may_edit": view.is_draft and rules.may_edit(request.user, programme),
    }  # fmt: skip
    return render(request, "themes/orphans.html", context, status=status)
