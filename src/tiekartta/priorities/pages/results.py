"""Results: for members after the count, for everybody after the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tiekartta.language.errors import Refusal
from tiekartta.language.texts import LANGUAGES, TranslatedText
from tiekartta.priorities import actions, queries, rules, words
from tiekartta.priorities.forms import ConfirmForm
from tiekartta.priorities.pages.organising import ballot_page
from tiekartta.priorities.queries import LoserRow, ResultView, WinnerRow
from tiekartta.priorities.states import BallotState
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.steering.queries import public_decision
from tiekartta.steering.states import DecisionKind


@login_required
@require_GET
def result(request: HttpRequest, programme_id: str, ballot_id: str) -> HttpResponse:
    """The result for members."""
    programme = programme_of(programme_id, reader=request.user)
    try:
        view = queries.result_view(ballot_id, programme=programme, reader=request.user)
    except Refusal as refusal:
        return ballot_page(request, programme, ballot_id, refusal=str(refusal), status=409)
    context = _context(view) | {
        "programme": programme,
        "frame": "shell/programme_page.html",
        "may_decide": rules.may_decide(request.user, programme)
        and view.state == BallotState.COUNTED,
    }
    return render(request, "priorities/result.html", context)


@require_GET
def public_result(request: HttpRequest, ballot_id: str) -> HttpResponse:
    """The result for anybody."""
    view = queries.public_result(ballot_id)
    return render(request, "priorities/result.html", _context(view) | {"frame": "shell/page.html"})


@require_GET
def papers(request: HttpRequest, ballot_id: str) -> HttpResponse:
    """The anonymous papers as a file."""
    found = queries.papers_of(ballot_id, reader=request.user)
    return HttpResponse(
        found.text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{found.file_name}"'},
    )


@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, programme_id: str, ballot_id: str) -> HttpResponse:
    """Record the decision on a counted ballot."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "make_decision", programme)
    view = queries.result_view(ballot_id, programme=programme, reader=request.user)
    if request.method == "GET" and view.state != BallotState.COUNTED:
        messages.info(request, _("A decision is recorded once, after the count."))
        return redirect("priorities:result", programme.public_id, ballot_id)
    options = [row.option for row in _all_rows(view)]
    advised = [row.option.key for row in view.winners]
    form = ConfirmForm(
        request.POST or None, options=options, advised=advised,
        programme=programme, initial={"title": _title_of_choice()},
    )  # fmt: skip
    status = 200
    if request.method == "POST" and form.is_valid():
        data = {
            name: value for name, value in form.cleaned_data.items() if name not in form.option_of
        }
        try:
            decision = actions.confirm_ballot(
                ballot=queries.model_of(ballot_id, programme=programme, reader=request.user),
                chosen_proposal_ids=form.chosen(), by=request.user, **data,  # type: ignore[arg-type] # - login_required gives a Person
            )  # fmt: skip
        except Refusal as refusal:
            fields = {"deviation": "deviation", "number": "number_reason"}
            form.add_error(fields.get(refusal.code), str(refusal))
            status = 409
        else:
            messages.success(
                request,
                _("The decision was recorded. Give the other proposals their outcomes next."),
            )
            return redirect("steering:decision", programme.public_id, decision.public_id)
    context = {"programme": programme, "form": form, "result": view}
    return render(request, "priorities/confirm.html", context, status=status)


def _title_of_choice() -> TranslatedText:
    """The usual title of such a decision, in every language."""
    said = {}
    for code in LANGUAGES:
        with translation.override(code):
            said[code] = str(capfirst(str(DecisionKind.SPEARHEADS.label)))
    return TranslatedText.of(**said)


def _all_rows(view: ResultView) -> list[WinnerRow | LoserRow]:
    return [*view.winners, *view.losers]


def _context(view: ResultView) -> dict[str, Any]:
    return {
        "result": view,
        "winners": [
            (row, words.carried(row.represented), words.only_here(row.only_here))
            for row in view.winners
        ],
        "losers": [(row, words.left_out(row.without_winner)) for row in view.losers],
        "bars": [(str(row.option.title), row.approvals) for row in _all_rows(view)],
        "without": words.without_winner(view.without_winner),
        "plain_without": words.plain_without_winner(view.plain_without_winner),
        "decision": public_decision(view.decision_id) if view.decision_id else None,
    }
