"""The list of proposals and the page of one."""

from __future__ import annotations

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.queries import disclosure_policy, programme_of
from tiekartta.proposals import queries, rules
from tiekartta.proposals.forms import FilterForm
from tiekartta.proposals.states import ProposalState
from tiekartta.voices.queries import group_counts, voices_by_id

A_PAGE = 50


@login_required
@require_GET
def proposal_list(request: HttpRequest, programme_id: str) -> HttpResponse:
    """All proposals by theme."""
    programme = programme_of(programme_id, reader=request.user)
    rows = queries.proposals_of(programme, reader=request.user)
    filters = FilterForm(request.GET, rows=rows)
    found = sorted(filters.chosen(rows), key=lambda row: (not row.theme_id, str(row.theme_title)))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    policy = disclosure_policy(programme)
    context = {
        "programme": programme,
        "filters": filters,
        "page_obj": page,
        "has_any": bool(rows),
        "by_theme": [
            (title, [(row, row.sources(policy)) for row in group])
            for title, group in groupby(page, key=lambda row: row.theme_title)
        ],
        "waiting": sum(row.outcome is None and row.state != ProposalState.COMBINED for row in rows),
        "may_edit": rules.may_edit(request.user, programme),
    }
    return render(request, "proposals/list.html", context)


@login_required
@require_GET
def proposal(request: HttpRequest, programme_id: str, proposal_id: str) -> HttpResponse:
    """One proposal: its words, its voices, its history and its outcome."""
    programme = programme_of(programme_id, reader=request.user)
    row = queries.proposal_of(proposal_id, programme=programme, reader=request.user)
    reads_voices = rules.may_read_voices(request.user, programme)
    voices = (
        voices_by_id(row.source_ids, reader=request.user, programme=programme)
        if reads_voices
        else {}
    )
    counts = group_counts(row.source_ids, programme=programme)
    may_edit = rules.may_edit(request.user, programme)
    context = {
        "programme": programme,
        "proposal": row,
        "sources": row.sources(disclosure_policy(programme)),
        "voices": [voices[each] for each in row.source_ids if each in voices],
        "reads_voices": reads_voices,
        "groups": [(RespondentGroup(group).label, counts.cell(group)) for group in counts.columns],
        "parts": queries.parts_of(row, programme=programme),
        "is_candidate": row.state == ProposalState.CANDIDATE and row.outcome is None,
        "may_edit": may_edit,
        "may_link": may_edit and row.state not in {ProposalState.COMBINED, ProposalState.WITHDRAWN},
        "may_give_outcome": rules.may_give_outcome(request.user, programme)
        and row.state
        not in {ProposalState.COMBINED, ProposalState.WITHDRAWN, ProposalState.IN_BALLOT},
    }
    return render(request, "proposals/proposal.html", context)
