"""Pages of discussions and interviews: sessions and their lines."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tiekartta.language.errors import Refusal
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.queries import programme_of
from tiekartta.voices.actions import sessions as actions
from tiekartta.voices.pages.refusing import refused_into
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.panel_forms import LinesForm, SessionForm
from tiekartta.voices.queries import sessions as queries
from tiekartta.voices.states import VoiceKind


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sessions(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """The sessions of a collection, and the next one."""
    programme = programme_of(programme_id, reader=request.user)
    view = queries.sessions_of(programme, collection_id, reader=request.user)
    form = SessionForm(request.POST if request.method == "POST" else None)
    with refused_into(form) as outcome:
        if form.is_valid():
            data = dict(form.cleaned_data)
            made = actions.add_session(
                collection=queries.collection_with_sessions(
                    programme, collection_id, reader=request.user
                ),
                group=RespondentGroup(data.pop("respondent_group")),
                by=request.user,
                **data,
            )
            return redirect("voices:session", programme.public_id, collection_id, made.public_id)
    context = {"programme": programme, "sessions": view, "form": form}
    return render(request, "voices/sessions/list.html", context, status=outcome.status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def session(
    request: PersonRequest, programme_id: str, collection_id: str, session_id: str
) -> HttpResponse:
    """What was heard before, and the lines of this one."""
    programme = programme_of(programme_id, reader=request.user)
    collection = queries.collection_with_sessions(programme, collection_id, reader=request.user)
    row = queries.session_of(collection, session_id)
    form = LinesForm(request.POST if request.method == "POST" else None)
    with refused_into(form) as outcome:
        if form.is_valid():
            number = actions.add_lines(
                session=row, lines=form.said(), kind=VoiceKind(form.cleaned_data["kind"]), by=request.user
            )  # fmt: skip
            told = ngettext("%(number)s line was saved.", "%(number)s lines were saved.", number)
            messages.success(request, told % {"number": number})
            return redirect("voices:session", programme.public_id, collection_id, session_id)
    lines, has_held = queries.lines_of_session(row)
    context = {
        "programme": programme,
        "collection": collection,
        "session": queries.session_view(row),
        "before": queries.heard_before(row),
        "lines": lines,
        "has_held": has_held,
        "form": form,
    }
    return render(request, "voices/sessions/session.html", context, status=outcome.status)


@require_POST
@login_required
def close_session(
    request: PersonRequest, programme_id: str, collection_id: str, session_id: str
) -> HttpResponse:
    """No more lines."""
    programme = programme_of(programme_id, reader=request.user)
    collection = queries.collection_with_sessions(programme, collection_id, reader=request.user)
    try:
        actions.close_session(session=queries.session_of(collection, session_id), by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The session was closed."))
    return redirect("voices:sessions", programme.public_id, collection_id)
