"""Pages of one spearhead of the draft."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tiekartta.analysis.disclosure import Disclosed, DisclosedTable
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Conflict, Missing, Refusal
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import may, require
from tiekartta.proposals.queries import proposals_by_id, proposals_of
from tiekartta.proposals.states import ProposalState
from tiekartta.roadmap import actions, queries
from tiekartta.roadmap.forms import LinksForm, PartsForm, QuotesForm, SpearheadForm
from tiekartta.roadmap.pages.drafting import renewed
from tiekartta.roadmap.queries import SpearheadView
from tiekartta.roadmap.rules import may_edit, may_publish
from tiekartta.roadmap.states import PartKind
from tiekartta.steering.queries import public_decision
from tiekartta.voices.queries import VoiceText, group_counts, not_yet_offered, quotable

CANDIDATES_A_PAGE = 20


def _place(
    request: HttpRequest, programme_id: str, spearhead_id: str
) -> tuple[Programme, Any, SpearheadView]:
    """The programme, the row for actions and the view for reading."""
    programme = programme_of(programme_id, reader=request.user)
    row = queries.spearhead_of(spearhead_id, programme=programme, reader=request.user)
    view = queries.spearhead_view(spearhead_id, programme=programme, reader=request.user)
    return programme, row, view


@login_required
@require_http_methods(["GET", "POST"])
def spearhead(request: HttpRequest, programme_id: str, spearhead_id: str) -> HttpResponse:
    """One spearhead to read; a POST leaves it out or takes it back."""
    programme, row, view = _place(request, programme_id, spearhead_id)
    if request.method == "POST":
        act = (
            actions.end_spearhead if request.POST.get("act") == "end" else actions.resume_spearhead
        )
        act(spearhead=row, by=request.user)  # type: ignore[arg-type] # - login_required gives a Person
        messages.success(request, _("Saved."))
        return redirect("roadmap:draft", programme.public_id)
    proposals = proposals_by_id(view.proposal_ids, programme=programme)
    reach = queries.reached_voices([view], programme)[view.id]
    try:
        decision = public_decision(view.decision_id)
    except Missing:
        decision = None
    table = group_counts(reach, programme=programme)
    context = {
        "programme": programme,
        "spearhead": view,
        "parts": [(_heading(kind), view.parts[kind]) for kind in PartKind],
        "proposals": list(proposals.values()),
        "decision": decision,
        "counts": _rows(table),
        "quotes": list(quotable(view.quote_ids, programme=programme).values()),
        "may_edit": may_edit(request.user, programme),
        "may_publish": may_publish(request.user, programme),
        "may_read_decisions": may(request.user, "read_decisions", programme),
    }
    return render(request, "roadmap/spearhead.html", context)


def _rows(table: DisclosedTable) -> list[tuple[str, Disclosed]]:
    """Groups and their sum, for the chart."""
    groups = [RespondentGroup(column) for column in table.columns]
    rows = [(capfirst(str(group.label)), table.cell(group.value)) for group in groups]
    return [*rows, (_("Together"), table.total)]


def _heading(kind: PartKind) -> str:
    return {
        PartKind.CHALLENGE: _("Challenges"), PartKind.GOAL: _("Goals"), PartKind.MEANS: _("Means"),
    }[kind]  # fmt: skip


def _one(kind: PartKind) -> str:
    return {
        PartKind.CHALLENGE: _("Challenge"), PartKind.GOAL: _("Goal"), PartKind.MEANS: _("Means"),
    }[kind]  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, programme_id: str, spearhead_id: str) -> HttpResponse:
    """The texts of a spearhead with its challenges, goals and means."""
    programme, row, view = _place(request, programme_id, spearhead_id)
    require(request.user, "edit_roadmap", programme)
    names = ("title", "summary", "vision", "responsible_group", "order")
    start = {name: getattr(view, name) for name in names} | {"seen": view.version}
    form = SpearheadForm(request.POST or None, initial=start)
    kinds = {
        kind: PartsForm(
            request.POST or None, prefix=kind.value, label=_one(kind), texts=view.parts[kind]
        )
        for kind in PartKind
    }
    status, conflict = 200, None
    if request.method == "POST" and all([form.is_valid(), *(f.is_valid() for f in kinds.values())]):
        parts = {kind: parts_form.texts() for kind, parts_form in kinds.items()}
        try:
            actions.edit_spearhead(spearhead=row, parts=parts, by=request.user, **form.cleaned_data)  # type: ignore[arg-type] # - login_required gives a Person
        except Conflict as refusal:
            conflict, status = view, 409
            form = renewed(SpearheadForm, request, view.version)
            form.add_error(None, str(refusal))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect("roadmap:spearhead", programme.public_id, view.public_id)
    context = {
        "programme": programme, "spearhead": view, "form": form, "conflict": conflict,
        "kinds": [(_heading(kind), parts_form) for kind, parts_form in kinds.items()],
        "conflict_parts": [(_heading(kind), view.parts[kind]) for kind in PartKind],
    }  # fmt: skip
    return render(request, "roadmap/spearhead_edit.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def links(request: HttpRequest, programme_id: str, spearhead_id: str) -> HttpResponse:
    """The proposals that the spearhead is made of."""
    programme, row, view = _place(request, programme_id, spearhead_id)
    require(request.user, "edit_roadmap", programme)
    closed = {ProposalState.COMBINED, ProposalState.WITHDRAWN}
    rows = [each for each in proposals_of(programme, reader=SYSTEM) if each.state not in closed]
    keys = {each.public_id: each.id for each in rows}
    form = LinksForm(
        request.POST or None,
        choices=[(each.public_id, f"{each.title} ({each.state.label})") for each in rows],
        initial={"proposals": [each.public_id for each in rows if each.id in view.proposal_ids]},
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        wanted = [keys[name] for name in form.cleaned_data["proposals"]]
        try:
            actions.link_proposals(spearhead=row, proposal_ids=wanted, by=request.user)  # type: ignore[arg-type] # - login_required gives a Person
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect("roadmap:spearhead", programme.public_id, view.public_id)
    context = {"programme": programme, "spearhead": view, "form": form}
    return render(request, "roadmap/spearhead_links.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def quotes(request: HttpRequest, programme_id: str, spearhead_id: str) -> HttpResponse:
    """Which quotations may be shown: the publisher's choice among those two persons looked at (INV-V3)."""
    programme, row, view = _place(request, programme_id, spearhead_id)
    require(request.user, "publish_roadmap", programme)
    reached = queries.reached_voices([view], programme)[view.id]
    allowed = quotable(reached, programme=programme)
    approved = [allowed[key] for key in view.quote_ids if key in allowed]
    others = [voice for key, voice in allowed.items() if key not in view.quote_ids]
    chosen_from = [*approved, *sorted(others, key=_reading_order)]
    waiting = not_yet_offered(reached, programme=programme, reader=request.user)
    page = Paginator(sorted(waiting.values(), key=_reading_order), CANDIDATES_A_PAGE).get_page(
        request.GET.get("page")
    )
    keys = {voice.public_id: voice.id for voice in (*chosen_from, *page.object_list)}
    form = QuotesForm(
        request.POST or None,
        choices=_as_choices(chosen_from), offers=_as_choices(page.object_list),
        initial={"quotes": [voice.public_id for voice in approved]},
    )  # fmt: skip
    status = 200
    if request.method == "POST" and form.is_valid():
        wanted = {
            name: [keys[key] for key in form.cleaned_data.get(name, ())]
            for name in ("quotes", "offers")
        }
        try:
            actions.choose_quotes(
                spearhead=row, voice_ids=wanted["quotes"], offers=wanted["offers"], by=request.user  # type: ignore[arg-type] # - login_required gives a Person
            )  # fmt: skip
        except (Conflict, Refusal) as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect("roadmap:spearhead", programme.public_id, view.public_id)
    context = {"programme": programme, "spearhead": view, "form": form, "page_obj": page}
    return render(request, "roadmap/spearhead_quotes.html", context, status=status)


def _as_choices(voices: Iterable[VoiceText]) -> list[tuple[str, str]]:
    """The public id and the words with whose they are."""
    return [(voice.public_id, _quoted(voice)) for voice in voices]


def _quoted(voice: VoiceText) -> str:
    note = f", {_('in other words')}" if voice.is_paraphrase else ""
    return f"{voice.text} ({voice.group.label}{note})"


def _reading_order(voice: VoiceText) -> tuple[bool, str, str]:
    """Texts of a readable length first, then by group."""
    return not 40 <= len(voice.text) <= 280, str(voice.group.value), voice.public_id
