"""Who takes care of a collection."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tiekartta.people.states import Role
from tiekartta.programmes.queries import people_in_role, programme_of
from tiekartta.programmes.rules import require
from tiekartta.voices import actions, queries
from tiekartta.voices.pages.refusing import refused_into
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.survey_forms import KeeperForm


@require_http_methods(["GET", "POST"])
@login_required
def keeper(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """Give the collection to an owner or a facilitator."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "build_surveys", programme)
    row = queries.collection_row(programme, collection_id, reader=request.user)
    people = {
        str(person.pk): person for person in people_in_role(programme, Role.OWNER, Role.FACILITATOR)
    }
    sent = request.POST if request.method == "POST" else None
    form = KeeperForm(
        sent, people=[(key, person.display_name) for key, person in people.items()],
        keeper=str(row.keeper_id or ""),
    )  # fmt: skip
    with refused_into(form) as outcome:
        if form.is_valid():
            actions.give_collection(
                collection=row, keeper=people.get(form.cleaned_data["keeper"]), by=request.user
            )
            messages.success(request, _("Saved."))
            return redirect("voices:collection", programme_id, collection_id)
    context = {
        "programme": programme, "form": form,
        "line": queries.collection_line(programme, collection_id, reader=request.user),
    }  # fmt: skip
    return render(request, "voices/collections/keeper.html", context, status=outcome.status)
