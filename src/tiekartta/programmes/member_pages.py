"""Pages of members: who has which role, inviting, duties, ending a role."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tiekartta.language.errors import Refusal
from tiekartta.people.models import Person
from tiekartta.people.sessions import person_of
from tiekartta.people.states import DutyKind, Role
from tiekartta.programmes import actions
from tiekartta.programmes.forms import DutiesForm, InviteForm
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import duties_of, members_of, membership_of, programme_of
from tiekartta.programmes.rules import may, require


def _programme(programme_id: str, person: Person) -> Programme:
    return programme_of(programme_id, reader=person, also=("grant_roles",))


@require_GET
@login_required
def members(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Everybody in the programme."""
    person = person_of(request)
    programme = _programme(programme_id, person)
    rows = members_of(programme, reader=person)
    context = {
        "programme": programme,
        "programme_id": programme_id,
        "rows": [row for row in rows if not row.has_ended],
        "ended": [row for row in rows if row.has_ended],
        "may_grant": may(person, "grant_roles", programme),
    }
    return render(request, "programmes/members.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def invite_member(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Give a role to somebody by e-mail address."""
    person = person_of(request)
    programme = _programme(programme_id, person)
    require(person, "grant_roles", programme)
    form = InviteForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.invite_member(
                programme=programme, email=data["email"], display_name=data["display_name"],
                language=data["language"], role=Role(data["role"]),
                duties=[DutyKind(kind) for kind in data["duties"]], valid_from=data["valid_from"],
                valid_to=data["valid_to"], by=person,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(
                request, _("A letter is on its way to %(email)s.") % {"email": data["email"]}
            )
            return redirect("programmes:members", programme_id)
    context = {"form": form, "programme": programme, "programme_id": programme_id}
    return render(request, "programmes/invite.html", context, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def end_role(request: HttpRequest, programme_id: str, membership_id: str) -> HttpResponse:
    """Ask, and end a role."""
    person = person_of(request)
    programme = _programme(programme_id, person)
    membership = membership_of(membership_id, programme=programme, reader=person)
    status, problem = 200, ""
    if request.method == "POST":
        try:
            actions.end_role(membership=membership, by=person)
        except Refusal as refusal:
            status, problem = 409, str(refusal)
        else:
            messages.success(request, _("The role was ended."))
            still = may(person, "read_programme", programme) or may(
                person, "grant_roles", programme
            )
            return (
                redirect("programmes:members", programme_id)
                if still
                else redirect("programmes:list")
            )
    context = {
        "programme": programme, "programme_id": programme_id, "membership": membership,
        "name": membership.person.display_name, "role": Role(membership.role).label, "problem": problem,
    }  # fmt: skip
    return render(request, "programmes/end_role.html", context, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def set_duties(request: HttpRequest, programme_id: str, membership_id: str) -> HttpResponse:
    """Choose the duties of a member."""
    person = person_of(request)
    programme = _programme(programme_id, person)
    membership = membership_of(membership_id, programme=programme, reader=person)
    now = duties_of(membership.person, programme=programme)
    form = DutiesForm(request.POST if request.method == "POST" else None, initial={"duties": now})
    if request.method == "POST" and form.is_valid():
        kinds = [DutyKind(kind) for kind in form.cleaned_data["duties"]]
        actions.set_duties(programme=programme, person=membership.person, kinds=kinds, by=person)
        messages.success(request, _("The duties were saved."))
        return redirect("programmes:members", programme_id)
    context = {
        "form": form, "programme": programme, "programme_id": programme_id,
        "name": membership.person.display_name,
    }  # fmt: skip
    return render(request, "programmes/duties.html", context)


@require_POST
@login_required
def invite_again(request: HttpRequest, programme_id: str, membership_id: str) -> HttpResponse:
    """Send a new invitation."""
    person = person_of(request)
    programme = _programme(programme_id, person)
    membership = membership_of(membership_id, programme=programme, reader=person)
    try:
        actions.invite_again(membership=membership, by=person)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("A new invitation is on its way. The earlier link does not work any more.")
        )
    return redirect("programmes:members", programme_id)
