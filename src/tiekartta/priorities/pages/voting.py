"""The public ballot: a code, ticks, and what was received. No account, no script, no session."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tiekartta.journal.actors import ANONYMOUS
from tiekartta.language.errors import Refusal
from tiekartta.priorities import actions, queries
from tiekartta.priorities.forms import VoteForm
from tiekartta.priorities.queries import VoteView
from tiekartta.voices.wrong_codes import is_over_limit

_CODE_REFUSALS = {"wrong_code"}


@never_cache
@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, ballot_id: str) -> HttpResponse:
    """Vote, or change a vote, until voting ends.

    The answer to a vote is no redirect: what was approved belongs neither into an address nor into
    a session. Sending it again puts the same paper in again.
    """
    view = queries.vote_view(ballot_id)
    if not view.is_open:
        if view.has_result and request.method == "GET":
            return redirect("priorities:public_result", ballot_id)
        status = 409 if request.method == "POST" else 200
        return render(request, "priorities/closed.html", {"ballot": view}, status=status)
    form = VoteForm(request.POST if request.method == "POST" else None, options=view.options)
    if request.method == "GET":
        return _form_page(request, view, form)
    if not form.is_valid():
        return _form_page(request, view, form)
    try:
        cast = actions.cast_vote(
            ballot_public_id=ballot_id,
            code=form.cleaned_data["code"],
            approved_keys=form.ticked,
            by=ANONYMOUS,
        )
    except Refusal as refusal:
        return _refused(request, view, form, refusal)
    return render(request, "priorities/received.html", {"ballot": view, "cast": cast})


def _refused(
    request: HttpRequest, view: VoteView, form: VoteForm, refusal: Refusal
) -> HttpResponse:
    if refusal.code == "closed":
        closed = queries.vote_view(view.public_id)
        return render(request, "priorities/closed.html", {"ballot": closed}, status=409)
    status = 409
    message = str(refusal)
    if refusal.code in _CODE_REFUSALS and is_over_limit(view.public_id):
        status = 429
        message = _(
            "Too many wrong codes have been tried on this ballot. Check your code and try again in ten minutes."
        )
    form.add_error("code" if refusal.code in _CODE_REFUSALS else None, message)
    return _form_page(request, view, form, status=status)


def _form_page(
    request: HttpRequest, view: VoteView, form: VoteForm, *, status: int = 200
) -> HttpResponse:
    context = {"ballot": view, "form": form, "seed": form.seed}
    return render(request, "priorities/vote.html", context, status=status)
