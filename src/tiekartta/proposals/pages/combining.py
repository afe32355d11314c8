"""Near duplicates side by side, and combining two of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tiekartta.analysis.disclosure import Disclosed
from tiekartta.language.errors import Missing, Refusal
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import disclosure_policy, programme_of
from tiekartta.programmes.rules import require
from tiekartta.proposals import actions, queries
from tiekartta.proposals.forms import CombineForm
from tiekartta.proposals.likeness import Said, near_duplicates
from tiekartta.proposals.queries import ProposalRow
from tiekartta.proposals.states import ProposalState


@dataclass(frozen=True)
class Side:
    """One of two proposals beside each other."""

    row: ProposalRow
    sources: Disclosed


@login_required
@require_GET
def duplicates(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Pairs of candidates that may say the same, and a form to pick any two."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "merge_proposals", programme)
    rows = _candidates(request, programme)
    pairs = near_duplicates(
        {key: Said.of(row.title, row.text, frozenset(row.source_ids)) for key, row in rows.items()}
    )
    context = {
        "programme": programme,
        "pairs": [_sides(programme, rows[pair.first], rows[pair.second]) for pair in pairs],
        "rows": list(rows.values()),
    }
    return render(request, "proposals/duplicates.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def combine(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Two proposals side by side, and the words of the whole. `eka` and `toka` name them."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "merge_proposals", programme)
    rows = _candidates(request, programme)
    try:
        pair = [rows[request.GET.get(name, "")] for name in ("eka", "toka")]
    except KeyError:
        raise Missing("proposal") from None
    first = pair[0]
    start = {
        "into": first.public_id, "title": first.title, "text": first.text,
        "source": first.title.source,
    }  # fmt: skip
    form = CombineForm(request.POST or None, pair=pair, initial=start)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            whole = _combine(request, programme, pair, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(
                request, _("The proposals were combined. All voices and wordings were kept.")
            )
            return redirect("proposals:proposal", programme.public_id, whole)
    context = {"programme": programme, "form": form, "pair": _sides(programme, *pair)}
    return render(request, "proposals/combine.html", context, status=status)


def _combine(
    request: HttpRequest, programme: Programme, pair: list[ProposalRow], data: dict[str, Any]
) -> str:
    models = {
        row.public_id: queries.model_of(row.public_id, programme=programme, reader=request.user)
        for row in pair
    }
    into = models.pop(data["into"])
    if not models:
        raise Refusal(_("A proposal cannot be combined with itself."))
    (part,) = models.values()
    actions.combine_proposals(
        into=into, part=part, title=data["title"], text=data["text"],
        by=request.user,  # type: ignore[arg-type] # - login_required gives a Person
    )  # fmt: skip
    return str(into.public_id)


def _candidates(request: HttpRequest, programme: Programme) -> dict[str, ProposalRow]:
    found = queries.proposals_of(programme, reader=request.user, states=[ProposalState.CANDIDATE])
    return {row.public_id: row for row in found if row.outcome is None}


def _sides(programme: Programme, *rows: ProposalRow) -> list[Side]:
    policy = disclosure_policy(programme)
    return [Side(row, row.sources(policy)) for row in rows]
