"""The ledger of a programme: the matrix, why groups were not heard, and letting everybody read it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import may
from tiekartta.voices import actions, queries, rules
from tiekartta.voices.ledger_forms import GapsForm
from tiekartta.voices.pages.requests import PersonRequest


@require_GET
@login_required
def ledger(request: PersonRequest, programme_id: str) -> HttpResponse:
    """Whom the programme asked, how and when, and who was not heard."""
    programme = programme_of(programme_id, reader=request.user)
    context = {
        "programme": programme,
        "ledger": queries.ledger_of(programme, reader=request.user),
        "may_edit": may(request.user, "edit_ledger", programme),
        "may_add": may(request.user, "edit_ledger", programme, own=True),
        "may_write_gaps": rules.may_write_gaps(request.user, programme),
    }
    return render(request, "voices/ledger/board.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def gaps(request: PersonRequest, programme_id: str) -> HttpResponse:
    """Why some groups were not heard (INV-M5): the one place where it is written."""
    programme = programme_of(programme_id, reader=request.user)
    rules.require_gaps(request.user, programme)
    shown = queries.ledger_of(programme, reader=request.user)
    groups = [row.group for row in shown.not_heard]
    start = {f"reason_{row.group.value}": row.reason for row in shown.not_heard}
    form = GapsForm(request.POST or None, groups=groups, initial=start)
    if request.method == "POST" and form.is_valid():
        actions.write_gaps(programme=programme, reasons=form.reasons(), by=request.user)
        messages.success(request, _("Saved."))
        return redirect("voices:ledger", programme.public_id)
    return render(request, "voices/ledger/gaps.html", {"programme": programme, "form": form})


@require_POST
@login_required
def publish(request: PersonRequest, programme_id: str) -> HttpResponse:
    """Let everybody read the ledger, or only the members again."""
    programme = programme_of(programme_id, reader=request.user)
    is_public = request.POST.get("act") == "publish"
    actions.publish_ledger(programme=programme, is_public=is_public, by=request.user)
    everybody, members = _("Everybody can read it now."), _("Only the members read it now.")
    messages.success(request, everybody if is_public else members)
    return redirect("voices:ledger", programme.public_id)
