"""Ballots for those who organise them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tiekartta.language.errors import Refusal
from tiekartta.priorities import actions, queries, rules
from tiekartta.priorities.forms import BallotForm, ReasonForm
from tiekartta.priorities.states import BallotState
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import may, require
from tiekartta.proposals.queries import ProposalRow, proposals_of
from tiekartta.proposals.states import ProposalState
from tiekartta.steering.queries import public_decision

A_PAGE = 50


@login_required
@require_GET
def ballot_list(request: HttpRequest, programme_id: str) -> HttpResponse:
    """All ballots, newest first."""
    programme = programme_of(programme_id, reader=request.user)
    rows = queries.ballots_of(programme, reader=request.user)
    context = {
        "programme": programme,
        "page_obj": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "may_organise": rules.may_organise(request.user, programme),
    }
    return render(request, "priorities/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Make a draft."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "open_ballot", programme)
    form = BallotForm(
        request.POST or None, offered=_candidates(request, programme), programme=programme
    )

    def save(data: dict[str, Any]) -> str:
        made = actions.create_ballot(programme=programme, by=request.user, **data)  # type: ignore[arg-type] # - login_required gives a Person
        return str(made.public_id)

    return _save(request, programme, form, save, _("New ballot"))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, programme_id: str, ballot_id: str) -> HttpResponse:
    """Change a draft."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "open_ballot", programme)
    view = queries.ballot_view(ballot_id, programme=programme, reader=request.user)
    row = view.ballot
    if request.method == "GET" and row.state != BallotState.DRAFT:
        messages.info(request, _("The ballot has been opened, so it stays as it is."))
        return redirect("priorities:ballot", programme.public_id, ballot_id)
    start = {
        "question": row.question, "winners": row.winners, "closes_on": row.closes_on,
        "proposals": [str(option.proposal_id) for option in view.options],
    }  # fmt: skip
    form = BallotForm(
        request.POST or None,
        offered=_candidates(request, programme),
        programme=programme,
        initial=start,
    )

    def save(data: dict[str, Any]) -> str:
        found = queries.model_of(ballot_id, programme=programme, reader=request.user)
        changed = actions.edit_ballot(ballot=found, by=request.user, **data)  # type: ignore[arg-type] # - login_required gives a Person
        return str(changed.public_id)

    return _save(request, programme, form, save, _("Edit the draft"))


def _save(
    request: HttpRequest,
    programme: Programme,
    form: BallotForm,
    save: Callable[[dict[str, Any]], str],
    heading: str,
) -> HttpResponse:
    status = 200
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        data["proposal_ids"] = data.pop("proposals")
        try:
            public_id = save(data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("The draft was saved. Open it when it is ready."))
            return redirect("priorities:ballot", programme.public_id, public_id)
    context = {"programme": programme, "form": form, "heading": heading}
    return render(request, "priorities/edit.html", context, status=status)


@login_required
@require_GET
def ballot(request: HttpRequest, programme_id: str, ballot_id: str) -> HttpResponse:
    """One ballot: its options and what comes next. Nothing of votes (INV-B3)."""
    programme = programme_of(programme_id, reader=request.user)
    return ballot_page(request, programme, ballot_id)


def ballot_page(
    request: HttpRequest,
    programme: Programme,
    ballot_id: str,
    *,
    refusal: str = "",
    annul_form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a ballot, also with what was refused."""
    view = queries.ballot_view(ballot_id, programme=programme, reader=request.user)
    context = {
        "programme": programme,
        "view": view,
        "state": view.ballot.state.value,
        "vote_url": request.build_absolute_uri(reverse("priorities:vote", args=[ballot_id])),
        "decision": public_decision(view.decision_id) if view.decision_id else None,
        "may_organise": rules.may_organise(request.user, programme),
        "may_decide": rules.may_decide(request.user, programme),
        "may_read_decisions": may(request.user, "read_decisions", programme),
        "annul_form": annul_form or ReasonForm(label_suffix=""),
        "refusal": refusal,
    }
    return render(request, "priorities/ballot.html", context, status=status)


@login_required
@require_POST
def act(request: HttpRequest, programme_id: str, ballot_id: str, what: str) -> HttpResponse:
    """Open, close or count. A refusal is shown on the page of the ballot."""
    programme = programme_of(programme_id, reader=request.user)
    found = queries.model_of(ballot_id, programme=programme, reader=request.user)
    try:
        if what == "avaa":
            actions.open_ballot(ballot=found, by=request.user)  # type: ignore[arg-type] # - login_required gives a Person
            messages.success(request, _("Voting is open. The options are frozen."))
        elif what == "sulje":
            actions.close_ballot(ballot=found, by=request.user)  # type: ignore[arg-type] # - the same
            messages.success(request, _("Voting has ended."))
        else:
            actions.count_ballot(ballot=found, by=request.user)  # type: ignore[arg-type] # - the same
            messages.success(request, _("The votes were counted."))
            return redirect("priorities:result", programme.public_id, ballot_id)
    except Refusal as refusal:
        return ballot_page(request, programme, ballot_id, refusal=str(refusal), status=409)
    return redirect("priorities:ballot", programme.public_id, ballot_id)


@login_required
@require_POST
def annul(request: HttpRequest, programme_id: str, ballot_id: str) -> HttpResponse:
    """Annul with a reason."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "open_ballot", programme)
    found = queries.model_of(ballot_id, programme=programme, reader=request.user)
    form = ReasonForm(request.POST, label_suffix="")
    status = 200
    if form.is_valid():
        try:
            actions.annul_ballot(ballot=found, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type] # - login_required gives a Person
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(
                request, _("The ballot was annulled. Its proposals are candidates again.")
            )
            return redirect("priorities:ballot", programme.public_id, ballot_id)
    return ballot_page(request, programme, ballot_id, annul_form=form, status=status)


def _candidates(request: HttpRequest, programme: Programme) -> list[ProposalRow]:
    found = proposals_of(programme, reader=request.user, states=[ProposalState.CANDIDATE])
    return [row for row in found if row.outcome is None]
