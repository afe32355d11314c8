"""Publishing an edition."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tiekartta.language.errors import Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.roadmap import actions, queries
from tiekartta.roadmap.forms import PublishForm
from tiekartta.roadmap.pages.drafting import roadmap_or_missing, with_places
from tiekartta.steering.queries import DecisionRow, decisions_of, model_of
from tiekartta.steering.states import DecisionKind, DecisionState

TITLE = TranslatedText.of(
    fi="Tiekartan hyväksyminen", sv="Godkännande av vägkartan", en="Approval of the roadmap"
)


def _approvals(programme: Programme, reader: object) -> list[DecisionRow]:
    """The decisions in force that approve the roadmap."""
    in_force = {DecisionState.MADE, DecisionState.PUBLISHED}
    return [
        row
        for row in decisions_of(programme, reader=reader)
        if row.kind == DecisionKind.ROADMAP and row.state in in_force
    ]


@login_required
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, programme_id: str) -> HttpResponse:
    """What is missing; or the form of the decision, and the publishing itself."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "publish_roadmap", programme)
    found = roadmap_or_missing(programme, request.user)
    view = queries.draft_view(programme, reader=request.user)
    problems = queries.problems_of(found)
    number = (view.newest or 0) + 1 if view else 1
    form = PublishForm(
        request.POST or None,
        decisions=[
            (row.public_id, f"{row.title}, {row.decided_by}")
            for row in _approvals(programme, request.user)
        ],
        number=number,
        initial={"title": TITLE, "decided_on": timezone.localdate()},
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            edition = actions.publish_edition(
                roadmap=found, by=request.user, **_parts(form.cleaned_data, programme, request.user)  # type: ignore[arg-type] # - login_required gives a Person
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            text = _("Edition %(number)s was published.") % {"number": edition.number}
            messages.success(request, text)
            return redirect("roadmap:public", found.public_id)
    context = {
        "programme": programme, "roadmap": view, "form": form, "number": number,
        "blockers": with_places([row for row in problems if not row.is_warning], programme),
        "warnings": with_places([row for row in problems if row.is_warning], programme),
    }  # fmt: skip
    return render(request, "roadmap/publish.html", context, status=status)


def _parts(data: dict[str, Any], programme: Programme, reader: object) -> dict[str, Any]:
    parts: dict[str, Any] = {"change_note": data.get("change_note")}
    if data.get("decision"):
        parts["decision"] = model_of(data["decision"], programme=programme, reader=reader)
    else:
        names = ("title", "decided_by", "decided_on", "rationale")
        parts["approval"] = actions.Approval(**{name: data[name] for name in names})
    return parts
