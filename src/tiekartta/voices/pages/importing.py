"""Bringing a survey export in: the upload, and the preview where its columns are told."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tiekartta.language.errors import Refusal
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.voices import actions, queries
from tiekartta.voices.errors import MOST_SHOWN, ImportRefusal
from tiekartta.voices.forms import SettingsForm, UploadForm
from tiekartta.voices.pages.requests import PersonRequest


@require_http_methods(["GET", "POST"])
@login_required
def upload(request: PersonRequest, programme_id: str) -> HttpResponse:
    """Choose a file; what cannot be read is told beside the field."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "import_voices", programme)
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    status = 200
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            draft = actions.start_import(
                programme=programme, file_name=file.name, content=file.read(), by=request.user
            )
        except Refusal as refusal:
            form.add_error("file", str(refusal))
            status = 409
        else:
            return redirect("voices:import_preview", programme_id, draft.public_id)
    drafts = queries.waiting_drafts(programme, reader=request.user)
    context = {"programme": programme, "form": form, "drafts": drafts}
    return render(request, "voices/import.html", context, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def preview(request: PersonRequest, programme_id: str, draft_id: str) -> HttpResponse:
    """The first rows, what each column is, and the confirmation."""
    programme = programme_of(programme_id, reader=request.user)
    draft = queries.draft_of(draft_id, programme=programme, reader=request.user)
    if request.POST.get("act") == "discard":
        return _discard(request, programme, draft_id)
    view = queries.draft_view(draft, reader=request.user)
    form = SettingsForm(request.POST if request.method == "POST" else None, view=view)
    status = 200
    if request.method == "POST" and form.is_valid():
        if form.has_new_values or request.POST.get("act") != "import":
            actions.save_settings(draft=draft, settings=form.settings, by=request.user)
            messages.info(request, _("The choices are kept. Check them and import."))
            return redirect("voices:import_preview", programme_id, draft_id)
        try:
            job = actions.confirm_import(draft=draft, settings=form.settings, by=request.user)
        except ImportRefusal as refusal:
            form.refuse(refusal.problems, most=MOST_SHOWN)
            status = 409
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            return redirect("job", job.public_id)
    context = {"programme": programme, "view": view, "form": form}
    return render(request, "voices/preview.html", context, status=status)


def _discard(request: PersonRequest, programme: Programme, draft_id: str) -> HttpResponse:
    draft = queries.draft_of(draft_id, programme=programme, reader=request.user)
    try:
        actions.discard_draft(draft=draft, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The file was thrown away. Nothing was imported."))
    return redirect("voices:import", programme.public_id)
