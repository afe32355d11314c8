"""Saying what became of a proposal."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tiekartta.language.errors import Refusal
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.proposals import actions, queries, rules
from tiekartta.proposals.forms import OutcomeForm, ReasonForm
from tiekartta.proposals.states import Outcome


@login_required
@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, programme_id: str, proposal_id: str) -> HttpResponse:
    """An outcome with its reason."""
    programme = programme_of(programme_id, reader=request.user)
    rules.require_outcome(request.user, programme)
    row = queries.proposal_of(proposal_id, programme=programme, reader=request.user)
    start = {"outcome": row.outcome, "reason": row.outcome_reason}
    form = OutcomeForm(request.POST or None, state=row.state, initial=start)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_outcome(
                proposal=queries.model_of(proposal_id, programme=programme, reader=request.user),
                outcome=Outcome(form.cleaned_data["outcome"]),
                reason=form.cleaned_data["reason"],
                by=request.user,  # type: ignore[arg-type] # - login_required gives a Person
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("The outcome was saved."))
            return redirect("proposals:proposal", programme.public_id, row.public_id)
    context = {"programme": programme, "proposal": row, "form": form}
    return render(request, "proposals/outcome.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, programme_id: str, proposal_id: str) -> HttpResponse:
    """Take a candidate back with a reason; nothing is deleted."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "merge_proposals", programme)
    row = queries.proposal_of(proposal_id, programme=programme, reader=request.user)
    form = ReasonForm(request.POST or None, label_suffix="")
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_proposal(
                proposal=queries.model_of(proposal_id, programme=programme, reader=request.user),
                reason=form.cleaned_data["reason"],
                by=request.user,  # type: ignore[arg-type] # - login_required gives a Person
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("The proposal was withdrawn. Its words and links stay."))
            return redirect("proposals:proposal", programme.public_id, row.public_id)
    context = {"programme": programme, "proposal": row, "form": form}
    return render(request, "proposals/withdraw.html", context, status=status)
