"""Pages of privacy notices: for their makers, and for everybody."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tiekartta.language.errors import Missing, Refusal
from tiekartta.language.texts import LANGUAGES
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import may, require
from tiekartta.voices import actions, queries
from tiekartta.voices.models import PrivacyNotice
from tiekartta.voices.notice_forms import NewNoticeForm, NoticeForm
from tiekartta.voices.notices import PARTS
from tiekartta.voices.pages.refusing import REFUSED, refused_into
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.states import LegalBasis, NoticeState

NOTICE_ACTS = ("hyvaksy", "julkaise", "uusi")


@require_safe
@login_required
def notices(request: PersonRequest, programme_id: str) -> HttpResponse:
    """The notices of a programme."""
    programme = programme_of(programme_id, reader=request.user)
    context = {
        "programme": programme,
        "notices": queries.notices_of(programme, reader=request.user),
        "may_write": may(request.user, "build_surveys", programme),
    }
    return render(request, "voices/notices/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_notice(request: PersonRequest, programme_id: str) -> HttpResponse:
    """Begin a notice from texts of the house."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "build_surveys", programme)
    form = NewNoticeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        basis = LegalBasis(form.cleaned_data["basis"])
        made = actions.create_notice(programme=programme, basis=basis, by=request.user)
        messages.success(request, _("The notice was begun. Fill in what is in [brackets]."))
        return redirect("voices:notice_edit", programme.public_id, made.public_id)
    return render(request, "voices/notices/new.html", {"programme": programme, "form": form})


@require_safe
@login_required
def notice(request: PersonRequest, programme_id: str, notice_id: str) -> HttpResponse:
    """A notice as people will read it, and what can be done with it."""
    programme = programme_of(programme_id, reader=request.user)
    return _notice_page(
        request, programme, queries.notice_of(programme, notice_id, reader=request.user)
    )


def _notice_page(
    request: PersonRequest, programme: Programme, row: PrivacyNotice, *, status: int = 200
) -> HttpResponse:
    view = queries.notice_view(row)
    context = {
        "programme": programme,
        "notice": view,
        "may_write": may(request.user, "build_surveys", programme),
        "may_approve": may(request.user, "approve_notices", programme),
        "is_public": view.state in queries.PUBLIC_NOTICES,
        "unfinished": queries.unfinished_parts(row) if view.state == NoticeState.DRAFT else [],
    }
    return render(request, "voices/notices/notice.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_notice(request: PersonRequest, programme_id: str, notice_id: str) -> HttpResponse:
    """Write a draft."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "build_surveys", programme)
    row = queries.notice_of(programme, notice_id, reader=request.user)
    if request.method != "POST" and row.state in queries.PUBLIC_NOTICES:
        return redirect("voices:notice", programme.public_id, row.public_id)
    start = {part.name: getattr(row, part.name) for part in PARTS} | {"version": row.version}
    form = NoticeForm(request.POST if request.method == "POST" else None, initial=start)
    with refused_into(form) as outcome:
        if form.is_valid():
            texts = dict(form.cleaned_data)
            actions.edit_notice(
                notice=row, texts=texts, version=texts.pop("version"), by=request.user
            )
            messages.success(request, _("The notice was saved."))
            return redirect("voices:notice", programme.public_id, row.public_id)
    context = {"programme": programme, "form": form, "notice": row}
    return render(request, "voices/notices/edit.html", context, status=outcome.status)


@require_POST
@login_required
def act_on_notice(
    request: PersonRequest, programme_id: str, notice_id: str, what: str
) -> HttpResponse:
    """Approve, publish, or begin the next version."""
    if what not in NOTICE_ACTS:
        raise Missing("act")
    programme = programme_of(programme_id, reader=request.user)
    row = queries.notice_of(programme, notice_id, reader=request.user)
    try:
        if what == "uusi":
            row = actions.renew_notice(notice=row, by=request.user)
        elif what == "hyvaksy":
            actions.approve_notice(notice=row, seen=_seen(request), by=request.user)
            messages.success(request, _("The notice was approved. It can be published now."))
        else:
            actions.publish_notice(notice=row, by=request.user)
            messages.success(request, _("The notice was published."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        if refusal.code == "version":  # the text as it is now, to be read before it is approved
            row.refresh_from_db()
            return _notice_page(request, programme, row, status=REFUSED)
    return redirect("voices:notice", programme.public_id, row.public_id)


def _seen(request: HttpRequest) -> int:
    """The version that was read; one that is none when the page did not say."""
    sent = request.POST.get("version", "")[:9]
    return int(sent) if sent.isdecimal() else -1


@require_safe
def public_notice(request: HttpRequest, notice_id: str, language: str = "") -> HttpResponse:
    """A published notice; with a language in the address wholly in that language, for respondents."""
    if language and language not in LANGUAGES:
        raise Missing("language")
    chosen = language or translation.get_language()
    with translation.override(chosen):
        request.LANGUAGE_CODE = chosen
        context = {"notice": queries.public_notice(notice_id)}
        response = render(request, "voices/notices/public.html", context)
    response.headers["Content-Language"] = chosen or ""
    return response
