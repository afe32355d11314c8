"""Pages that only show: the map, why a voice is where it is, near-duplicates, what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tiekartta.language.errors import Refusal
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.themes import actions, queries, rules
from tiekartta.themes.models import Theme
from tiekartta.themes.pages.doors import is_live, posted_voices, views_of
from tiekartta.themes.states import ThemeSetState, Tie
from tiekartta.themes.templatetags.workshop import Circle, lines_of

SIDE = 1000
THICKEST, THINNEST = 26, 2
PAIR = 2


@dataclass(frozen=True)
class Line:
    """What joins two themes on the map, in the units of the drawing."""

    x1: int
    y1: int
    x2: int
    y2: int
    width: int


@dataclass(frozen=True)
class Drawing:
    """The map in whole units of a square of 1,000."""

    circles: tuple[Circle, ...] = ()
    lines: tuple[Line, ...] = ()
    links: tuple[queries.MapLink, ...] = ()


def drawing_of(found: queries.MapView | None) -> Drawing:
    """The map as circles and lines."""
    if found is None:
        return Drawing()
    at = {
        spot.theme.id: (round(SIDE * spot.x), round(SIDE * spot.y), round(SIDE * spot.radius))
        for spot in found.spots
    }
    links = tuple(sorted(found.links, key=lambda link: -link.strength))
    most = max((link.strength for link in links), default=0) or 1
    return Drawing(
        circles=tuple(
            Circle(spot.theme, *at[spot.theme.id], lines_of(str(spot.theme.title), at[spot.theme.id][1]))
            for spot in found.spots
        ),
        lines=tuple(
            Line(
                *at[link.first.id][:2], *at[link.second.id][:2],
                max(THINNEST, round(THICKEST * link.strength / most)),
            )
            for link in links
            if link.first.id in at and link.second.id in at
        ),
        links=links,
    )  # fmt: skip


@require_GET
@login_required
def theme_map(request: HttpRequest, programme_id: str) -> HttpResponse:
    """The themes as a picture, and as tables."""
    programme = programme_of(programme_id, reader=request.user)
    context = {
        "programme": programme, "here": _("Map of the themes"),
        "map": drawing_of(queries.map_view(programme, reader=request.user)),
        "view": queries.workshop_view(programme, reader=request.user),
        **views_of(request, programme, "map"),
    }  # fmt: skip
    return render(request, "themes/map.html", context)


@require_GET
@login_required
def why(request: HttpRequest, programme_id: str, theme_id: str, voice_id: str) -> HttpResponse:
    """The words and the neighbours that put a voice into a theme."""
    programme = programme_of(programme_id, reader=request.user)
    theme = queries.theme_of(theme_id, programme=programme, reader=request.user)
    found = queries.why_view(theme, voice_id, programme, reader=request.user)
    context: dict[str, Any] = {
        "programme": programme, "theme": theme, "why": found, "voice": found.voice, "line": found.line,
        "here": _("Why is this voice here?"),
    }  # fmt: skip
    template = "themes/why.html" if is_live(request) else "themes/why_page.html"
    response = render(request, template, context)
    patch_vary_headers(response, ("HX-Request",))
    return response


@require_http_methods(["GET", "POST"])
@login_required
def twins(request: HttpRequest, programme_id: str, theme_id: str) -> HttpResponse:
    """Pairs of voices of a theme that say nearly the same; people tie them together, or set apart."""
    programme = programme_of(programme_id, reader=request.user)
    theme = queries.theme_of(theme_id, programme=programme, reader=request.user)
    problem = ""
    if request.method == "POST":
        require(request.user, "edit_themes", programme)
        try:
            _tie(request, theme)
        except Refusal as refusal:
            problem = str(refusal)
        else:
            return redirect(request.get_full_path())
    pairs = queries.twins_view(
        theme, programme, reader=request.user, page=request.GET.get("page", "1")
    )
    is_draft = theme.theme_set.state == ThemeSetState.DRAFT
    context = {
        "programme": programme, "theme": theme, "pairs": pairs, "here": _("Nearly the same"),
        "problem": problem, "may_edit": is_draft and rules.may_edit(request.user, programme),
    }  # fmt: skip
    return render(request, "themes/twins.html", context, status=409 if problem else 200)


def _tie(request: HttpRequest, theme: Theme) -> None:
    """Do what was pressed beside a pair."""
    chosen = posted_voices(request.POST)
    if len(chosen) != PAIR:
        raise Refusal(_("Choose two different voices."))
    first, second = chosen
    act = request.POST.get("act", "")
    if act in Tie.values:
        actions.tie_voices(theme=theme, first=first, second=second, tie=Tie(act), by=request.user)  # type: ignore[arg-type] # - logged in
    else:
        actions.untie_voices(theme=theme, first=first, second=second, by=request.user)  # type: ignore[arg-type] # - logged in


@require_GET
@login_required
def history(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Everything people have done to the draft."""
    programme = programme_of(programme_id, reader=request.user)
    changes = queries.history_view(
        programme, reader=request.user, page=request.GET.get("page", "1")
    )
    context = {
        "programme": programme, "changes": changes, "here": _("What was done"),
        **views_of(request, programme, "history"),
    }  # fmt: skip
    return render(request, "themes/history.html", context)
