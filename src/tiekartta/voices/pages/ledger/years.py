"""The report of a year by the means of § 29: page, accessible file, workbook."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tiekartta.language.errors import Missing
from tiekartta.people.queries import organisation_by_id
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import organisation_of_programme, programme_of
from tiekartta.voices import queries
from tiekartta.voices.ledger_files import XLSX, workbook_of
from tiekartta.voices.pages.requests import PersonRequest

_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_WHAT = re.compile(r"([12]\d{3})-(html|xlsx)", re.ASCII)


@require_GET
@login_required
def programme_year(request: PersonRequest, programme_id: str) -> HttpResponse:
    """The report of one programme."""
    programme = programme_of(programme_id, reader=request.user)
    report = _report(request, [programme])
    organisation = organisation_of_programme(programme)
    owns = organisation and queries.own_programmes(organisation, reader=request.user)
    context = {
        "programme": programme, "report": report,
        "organisation": organisation if owns else None,
    }  # fmt: skip
    return render(request, "voices/ledger/year.html", context)


@require_GET
@login_required
def programme_file(request: PersonRequest, programme_id: str, what: str) -> HttpResponse:
    """The same as a file; `what` is a year and a form: 2026-xlsx."""
    programme = programme_of(programme_id, reader=request.user)
    return _file(request, [programme], what, name=str(programme.name))


@require_GET
@login_required
def organisation_year(request: PersonRequest, organisation_id: str) -> HttpResponse:
    """The report of all programmes of an organisation that the reader owns."""
    name, programmes = _own(request, organisation_id)
    report = _report(request, programmes)
    context = {
        "organisation_id": organisation_id, "name": name, "report": report,
    }  # fmt: skip
    return render(request, "voices/ledger/organisation_year.html", context)


@require_GET
@login_required
def organisation_file(request: PersonRequest, organisation_id: str, what: str) -> HttpResponse:
    """The same as a file."""
    name, programmes = _own(request, organisation_id)
    return _file(request, programmes, what, name=name)


def _own(request: PersonRequest, organisation_id: str) -> tuple[str, list[Programme]]:
    """Raises Missing for an unknown organisation, and for one of which the reader owns no programme."""
    organisation = organisation_by_id(organisation_id)
    if organisation is None:
        raise Missing("organisation")
    programmes = queries.own_programmes(organisation, reader=request.user)
    if not programmes:
        raise Missing("report")
    return organisation.name, programmes


def _report(request: PersonRequest, programmes: Sequence[Programme]) -> queries.YearReport:
    """The report of the year that was asked for, else of the newest one."""
    asked = _YEAR.fullmatch(request.GET.get("year", ""))
    year = int(asked[0]) if asked else None
    return queries.year_report(programmes, year=year, reader=request.user)


def _file(
    request: PersonRequest, programmes: Sequence[Programme], what: str, *, name: str
) -> HttpResponse:
    asked = _WHAT.fullmatch(what)
    if asked is None:
        raise Missing("file")
    year, form = int(asked[1]), asked[2]
    report = queries.year_report(programmes, year=year, reader=request.user)
    if form == "xlsx":
        response = HttpResponse(workbook_of(report, name=name), content_type=XLSX)
    else:
        context = {"report": report, "name": name}
        response = HttpResponse(render_to_string("voices/ledger/year_file.html", context))
    file = _("participation-%(year)s") % {"year": year}
    response.headers["Content-Disposition"] = f'attachment; filename="{file}.{form}"'
    return response
