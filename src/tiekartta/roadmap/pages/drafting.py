"""Pages of the draft: what it is, what it lacks, and the texts of the whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tiekartta.language.errors import Conflict, Missing, Refusal
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.roadmap import actions, queries
from tiekartta.roadmap.forms import RoadmapForm
from tiekartta.roadmap.models import Roadmap
from tiekartta.roadmap.queries import Problem
from tiekartta.roadmap.rules import may_edit, may_publish


def place_of(programme: Programme, page: str, spearhead_id: str = "") -> str:
    """The address where a problem is mended."""
    if page == "board":
        return reverse("roadmap:draft", args=[programme.public_id]) + "#board"
    extra = [spearhead_id] if page.startswith("spearhead") else []
    return reverse(f"roadmap:{page}", args=[programme.public_id, *extra])


def with_places(problems: list[Problem], programme: Programme) -> list[dict[str, Any]]:
    """Problems with the addresses where they are mended."""
    return [
        {"problem": row, "url": place_of(programme, row.page, row.spearhead_id)} for row in problems
    ]


def roadmap_or_missing(programme: Programme, reader: object) -> Roadmap:
    """The roadmap of a programme. Raises Missing before it is made."""
    found = queries.roadmap_of(programme, reader=reader)
    if found is None:
        raise Missing("roadmap")
    return found


@login_required
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, programme_id: str) -> HttpResponse:
    """The draft as a whole; a POST makes it, or adds spearheads of new choices."""
    programme = programme_of(programme_id, reader=request.user)
    found = queries.roadmap_of(programme, reader=request.user)
    status = 200
    if request.method == "POST":
        try:
            if found is None:
                actions.create_roadmap(programme=programme, by=request.user)  # type: ignore[arg-type] # - login_required gives a Person
            else:
                actions.make_spearheads_from_choices(roadmap=found, by=request.user)  # type: ignore[arg-type] # - the same
        except Refusal as refusal:
            messages.error(request, str(refusal))
            status = 409
        else:
            messages.success(request, _("The spearheads were made. Now write what they hold."))
            return redirect("roadmap:draft", programme.public_id)
    context: dict[str, Any] = {
        "programme": programme,
        "may_edit": may_edit(request.user, programme),
        "may_publish": may_publish(request.user, programme),
        "choices": len(queries.new_choices(programme)),
        "roadmap": None,
    }
    if found is not None:
        view = queries.draft_view(programme, reader=request.user)
        problems = queries.problems_of(found)
        context |= {
            "roadmap": view,
            "blockers": with_places([row for row in problems if not row.is_warning], programme),
            "warnings": with_places([row for row in problems if row.is_warning], programme),
            "board": [
                {"line": line, "url": place_of(programme, line.page, line.spearhead_id)}
                for line in (queries.language_board(view) if view else [])
            ],
        }
    return render(request, "roadmap/draft.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, programme_id: str) -> HttpResponse:
    """The texts of the whole."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "edit_roadmap", programme)
    found = roadmap_or_missing(programme, request.user)
    names = ("title", "vision", "horizon_start", "horizon_end", "number_reason")
    start = {name: getattr(found, name) for name in names} | {"seen": found.version}
    form = RoadmapForm(request.POST or None, initial=start)
    status, conflict = 200, None
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_roadmap(roadmap=found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type] # - login_required gives a Person
        except Conflict as refusal:
            conflict, status = queries.draft_view(programme, reader=request.user), 409
            form = renewed(RoadmapForm, request, found.version)
            form.add_error(None, str(refusal))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect("roadmap:draft", programme.public_id)
    context = {"programme": programme, "form": form, "conflict": conflict}
    return render(request, "roadmap/edit.html", context, status=status)


def renewed(form_class: Any, request: HttpRequest, version: int) -> Any:
    """The form as it was typed, now on top of the version that somebody else saved."""
    data = request.POST.copy()
    data["seen"] = str(version)
    form = form_class(data)
    form.is_valid()
    return form


@login_required
@require_GET
def gaps(request: HttpRequest, programme_id: str) -> HttpResponse:
    """On to the one place where it is said why groups were not heard (INV-M5)."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "edit_roadmap", programme)
    return redirect("voices:gaps", programme.public_id)
