"""Making codes: told once, on the page that answers, and in a file on the same page."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tiekartta.language.errors import Refusal
from tiekartta.people.states import RespondentGroup
from tiekartta.priorities import actions, queries
from tiekartta.priorities.forms import CodesForm
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.voices.code_list import code_table


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def codes(request: HttpRequest, programme_id: str, ballot_id: str) -> HttpResponse:
    """Make codes for a group. There is no redirect: the codes exist in this answer only."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "open_ballot", programme)
    view = queries.ballot_view(ballot_id, programme=programme, reader=request.user)
    form = CodesForm(request.POST or None, label_suffix="")
    context = {"programme": programme, "ballot": view.ballot, "made": view.codes, "form": form}
    status = 200
    if request.method == "POST" and form.is_valid():
        group = RespondentGroup(form.cleaned_data["group"])
        try:
            made = actions.make_codes(
                ballot=queries.model_of(ballot_id, programme=programme, reader=request.user),
                group=group,
                number=form.cleaned_data["number"],
                by=request.user,  # type: ignore[arg-type] # - login_required gives a Person
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            address = request.build_absolute_uri(reverse("priorities:vote", args=[ballot_id]))
            headings = (_("Voting code"), _("Group"), _("Address of the ballot"))
            table = code_table(headings, made, group=str(group.label), address=address)
            context |= {
                "codes": made, "group": group, "address": address,
                "file": "data:text/csv;charset=utf-8," + quote(table),
                "file_name": f"koodit-{ballot_id}-{group.value}.csv",
            }  # fmt: skip
            return render(request, "priorities/codes.html", context)
    return render(request, "priorities/make_codes.html", context, status=status)
