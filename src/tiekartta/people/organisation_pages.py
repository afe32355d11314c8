"""Pages of organisations: a register that all programmes share."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tiekartta.language.errors import Missing, Refusal
from tiekartta.people import actions
from tiekartta.people.forms import AliasForm, OrganisationForm, SuccessionForm, UnitForm
from tiekartta.people.queries import (
    OrganisationView,
    organisation_by_id,
    organisation_of,
    organisation_page,
)
from tiekartta.people.rules import may_edit_organisations, require_organisations
from tiekartta.people.sessions import person_of
from tiekartta.people.states import OrganisationKind, SuccessionKind

SEARCH_CHARACTERS = 200


@require_GET
@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    """All organisations, found by name or other name."""
    person = person_of(request)
    search = request.GET.get("haku", "")[:SEARCH_CHARACTERS]
    page = organisation_page(reader=person, search=search, page=request.GET.get("page"))
    context = {"page_obj": page, "search": search, "may_edit": may_edit_organisations(person)}
    return render(request, "people/organisations.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def new_organisation(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""
    person = person_of(request)
    require_organisations(person)
    form = OrganisationForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_organisation(by=person, **_facts(form))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("The organisation was added."))
            return redirect("people:organisation", added.public_id)
    return render(
        request,
        "people/organisation_form.html",
        {"form": form, "organisation": None},
        status=status,
    )


@require_GET
@login_required
def organisation(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """One organisation: facts, other names, before and after."""
    view = organisation_of(organisation_id, reader=person_of(request))
    return _show(request, view)


def _show(
    request: HttpRequest, view: OrganisationView, *, status: int = 200, **forms: Any
) -> HttpResponse:
    person = person_of(request)
    context = {
        "organisation": view.organisation,
        "view": view,
        "may_edit": may_edit_organisations(person),
        "alias_form": forms.get("alias_form") or AliasForm(prefix="alias"),
        "succession_form": forms.get("succession_form")
        or SuccessionForm(prefix="succession", predecessor=view.public_id),
        "unit_form": forms.get("unit_form") or UnitForm(prefix="unit", units=view.units),
    }
    return render(request, "people/organisation.html", context, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def edit_organisation(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """Correct the facts of an organisation."""
    person = person_of(request)
    require_organisations(person)
    row = organisation_of(organisation_id, reader=person).organisation
    initial = {name: getattr(row, name) for name in OrganisationForm.base_fields}
    form = OrganisationForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_organisation(organisation=row, by=person, **_facts(form))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("The organisation was saved."))
            return redirect("people:organisation", organisation_id)
    return render(
        request, "people/organisation_form.html", {"form": form, "organisation": row}, status=status
    )


def _facts(form: OrganisationForm) -> dict[str, Any]:
    return {**form.cleaned_data, "kind": OrganisationKind(form.cleaned_data["kind"])}


@require_POST
@login_required
def add_alias(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """Give another name."""
    person = person_of(request)
    require_organisations(person)
    view = organisation_of(organisation_id, reader=person)
    form = AliasForm(request.POST, prefix="alias")
    if not form.is_valid():
        return _show(request, view, alias_form=form)
    try:
        actions.add_alias(organisation=view.organisation, name=form.cleaned_data["name"], by=person)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, view, status=409, alias_form=form)
    messages.success(request, _("The name was added."))
    return redirect("people:organisation", organisation_id)


@require_POST
@login_required
def remove_alias(request: HttpRequest, organisation_id: str, alias_id: int) -> HttpResponse:
    """Take another name away."""
    person = person_of(request)
    view = organisation_of(organisation_id, reader=person)
    actions.remove_alias(organisation=view.organisation, alias_id=alias_id, by=person)
    messages.success(request, _("The name was removed."))
    return redirect("people:organisation", organisation_id)


@require_POST
@login_required
def add_succession(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """Tell what became of an organisation."""
    person = person_of(request)
    require_organisations(person)
    view = organisation_of(organisation_id, reader=person)
    form = SuccessionForm(request.POST, prefix="succession", predecessor=organisation_id)
    if not form.is_valid():
        return _show(request, view, succession_form=form)
    successor = organisation_by_id(form.cleaned_data["successor"])
    if successor is None:
        raise Missing("organisation")
    try:
        actions.add_succession(
            predecessor=view.organisation, successor=successor, day=form.cleaned_data["day"],
            kind=SuccessionKind(form.cleaned_data["kind"]), by=person,
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, view, status=409, succession_form=form)
    messages.success(request, _("The change was saved."))
    return redirect("people:organisation", organisation_id)


@require_POST
@login_required
def add_unit(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """Add a unit of the organisation."""
    person = person_of(request)
    require_organisations(person)
    view = organisation_of(organisation_id, reader=person)
    form = UnitForm(request.POST, prefix="unit", units=view.units)
    if not form.is_valid():
        return _show(request, view, unit_form=form)
    try:
        actions.add_unit(
            organisation=view.organisation, name=form.cleaned_data["name"],
            parent_id=form.cleaned_data["parent"], by=person,
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, view, status=409, unit_form=form)
    messages.success(request, _("The unit was added."))
    return redirect("people:organisation", organisation_id)
