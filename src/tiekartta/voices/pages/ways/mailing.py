"""Inviting by e-mail, and the letters and reminders of a batch."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tiekartta.language.errors import Refusal
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.voices import actions, queries
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.states import ReminderKind
from tiekartta.voices.way_forms import InviteForm, ReminderForm


@login_required
@sensitive_post_parameters("addresses")
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """A letter with a link of its own to each address."""
    programme = programme_of(programme_id, reader=request.user)
    queries.collection_row(programme, collection_id, reader=request.user)
    line = queries.collection_line(programme, collection_id, reader=request.user)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = InviteForm(
        *posted, surveys=queries.survey_choices(programme, collection_id), units=queries.unit_choices(),
        languages=line.languages, label_suffix="",
    )  # fmt: skip
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            batch_id = _invite(request, programme, collection_id, form.cleaned_data)
        except Refusal as refusal:
            field = {"unit": "headcount", "size": "addresses"}.get(refusal.code)
            form.add_error(field, str(refusal))
            status = 409
        else:
            return redirect("voices:mailing", programme_id, collection_id, batch_id)
    context = {"programme": programme, "line": line, "form": form}
    return render(request, "voices/ways/invite.html", context, status=status)


def _invite(
    request: PersonRequest, programme: Programme, collection_id: str, data: dict[str, Any]
) -> str:
    survey = queries.survey_of_way(programme, collection_id, data["survey"], reader=request.user)
    batch = actions.invite_by_mail(
        survey=survey, label=data["label"], recipients=data["recipients"], by=request.user,
        message=data["message"], unit=queries.unit_of(data.get("unit") or ""),
        headcount=data.get("headcount"),
    )  # fmt: skip
    number = batch.size
    told = ngettext(
        "%(number)s letter is being written.", "%(number)s letters are being written.", number
    )
    messages.success(request, told % {"number": number})
    if data["twice"]:
        told = ngettext(
            "%(number)s address was there twice and gets one letter.",
            "%(number)s addresses were there twice and get one letter each.",
            data["twice"],
        )
        messages.info(request, told % {"number": data["twice"]})
    return batch.public_id


@login_required
@require_safe
def mailing(
    request: PersonRequest, programme_id: str, collection_id: str, batch_id: str
) -> HttpResponse:
    """How far the letters of a batch are, and its reminders."""
    programme = programme_of(programme_id, reader=request.user)
    batch = queries.batch_of(programme, collection_id, batch_id, reader=request.user)
    line = queries.collection_line(programme, collection_id, reader=request.user)
    view = queries.mailing_of_batch(batch)
    context = {
        "programme": programme, "line": line, "batch": batch, "mailing": view,
        "is_before": line.state in queries.TAKES_TOKENS and not view.is_written,
        "offers": list(_offers(batch, view)) if view.is_kept and view.is_written else [],
    }  # fmt: skip
    return render(request, "voices/ways/mailing.html", context)


def _offers(batch: Any, view: queries.BatchMailing) -> list[tuple[str, str, date]]:
    """Reminders that can still be planned: (kind, its words, day)."""
    today = timezone.localdate()
    taken = {reminder.due_on for reminder in view.reminders}
    found = []
    for kind in ReminderKind:
        day = queries.reminder_day(batch.survey.collection, kind, today=today)
        if day is not None and day >= today and day not in taken:
            found.append((kind.value, str(kind.label), day))
    return found


@login_required
@require_POST
def remind(
    request: PersonRequest, programme_id: str, collection_id: str, batch_id: str
) -> HttpResponse:
    """Plan a reminder to everybody of a batch."""
    programme = programme_of(programme_id, reader=request.user)
    batch = queries.batch_of(programme, collection_id, batch_id, reader=request.user)
    form = ReminderForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Choose when the reminder goes."))
    actions.plan_reminder(
        batch=batch, kind=ReminderKind(form.cleaned_data["kind"]), by=request.user
    )
    messages.success(request, _("The reminder goes to everybody of the batch on its day."))
    return redirect("voices:mailing", programme_id, collection_id, batch_id)


@login_required
@require_POST
def drop_reminder(
    request: PersonRequest, programme_id: str, collection_id: str, batch_id: str, reminder_id: UUID
) -> HttpResponse:
    """Take back a reminder that has not gone."""
    programme = programme_of(programme_id, reader=request.user)
    batch = queries.batch_of(programme, collection_id, batch_id, reader=request.user)
    actions.drop_reminder(batch=batch, reminder_id=reminder_id, by=request.user)
    messages.success(request, _("The reminder was taken back."))
    return redirect("voices:mailing", programme_id, collection_id, batch_id)
