"""The draft of a roadmap for those who work on it."""

from __future__ import annotations

from django.db.models import Max, Prefetch

from tiekartta.language.errors import Missing
from tiekartta.priorities.queries import ChosenProposal, chosen_proposals
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.roadmap.models import (
    Roadmap,
    Spearhead,
    SpearheadPart,
    SpearheadProposal,
    SpearheadQuote,
)
from tiekartta.roadmap.queries.shapes import RoadmapView, SpearheadView
from tiekartta.roadmap.states import PartKind, SpearheadState
from tiekartta.voices.queries import gap_reasons


def roadmap_of(programme: Programme, *, reader: object) -> Roadmap | None:
    """The row itself, for actions; None before it is made. Raises PermissionDenied."""
    require(reader, "read_roadmap_draft", programme)
    return Roadmap.objects.filter(programme=programme).select_related("programme").first()


def draft_view(programme: Programme, *, reader: object) -> RoadmapView | None:
    """The whole draft in a fixed number of queries; None before it is made. Raises PermissionDenied."""
    roadmap = roadmap_of(programme, reader=reader)
    return view_of(roadmap) if roadmap else None


def view_of(roadmap: Roadmap) -> RoadmapView:
    """The draft as frozen data. For this folder only."""
    views = [_spearhead_view(row) for row in _spearheads(roadmap)]
    newest = roadmap.editions.aggregate(newest=Max("number"))["newest"]
    return RoadmapView(
        id=roadmap.pk,
        public_id=roadmap.public_id,
        title=roadmap.title,
        vision=roadmap.vision,
        horizon=(roadmap.horizon_start, roadmap.horizon_end),
        number_reason=roadmap.number_reason,
        version=roadmap.version,
        spearheads=tuple(view for view in views if not view.is_left_out),
        left_out=tuple(view for view in views if view.is_left_out),
        gaps=gap_reasons(roadmap.programme),
        newest=newest,
    )


def spearhead_of(public_id: str, *, programme: Programme, reader: object) -> Spearhead:
    """The row itself, for actions. Raises Missing, PermissionDenied."""
    require(reader, "read_roadmap_draft", programme)
    rows = Spearhead.objects.select_related("roadmap__programme")
    found = rows.filter(roadmap__programme=programme, public_id=public_id).first()
    if found is None:
        raise Missing("spearhead")
    return found


def spearhead_view(public_id: str, *, programme: Programme, reader: object) -> SpearheadView:
    """One spearhead of the draft. Raises Missing, PermissionDenied."""
    row = spearhead_of(public_id, programme=programme, reader=reader)
    return next(_spearhead_view(each) for each in _spearheads(row.roadmap) if each.pk == row.pk)


def new_choices(programme: Programme) -> list[ChosenProposal]:
    """The chosen proposals of confirmed ballots that are in no spearhead yet, in their order."""
    linked = set(
        SpearheadProposal.objects.filter(spearhead__roadmap__programme=programme).values_list(
            "proposal_id", flat=True
        )
    )
    return [row for row in chosen_proposals(programme) if row.proposal_id not in linked]


def _spearheads(roadmap: Roadmap) -> list[Spearhead]:
    rows = Spearhead.objects.filter(roadmap=roadmap).order_by("order", "id")
    return list(
        rows.prefetch_related(
            Prefetch("parts", SpearheadPart.objects.order_by("order", "id")),
            Prefetch("proposal_links", SpearheadProposal.objects.order_by("id")),
            Prefetch("quotes", SpearheadQuote.objects.order_by("id")),
        )
    )


def _spearhead_view(row: Spearhead) -> SpearheadView:
    parts = list(row.parts.all())
    return SpearheadView(
        id=row.pk,
        public_id=row.public_id,
        order=row.order,
        title=row.title,
        summary=row.summary,
        vision=row.vision,
        responsible_group=row.responsible_group,
        state=SpearheadState(row.state),
        version=row.version,
        decision_id=row.decision_id,
        parts={kind: tuple(part.text for part in parts if part.kind == kind) for kind in PartKind},
        proposal_ids=tuple(link.proposal_id for link in row.proposal_links.all()),
        quote_ids=tuple(quote.voice_id for quote in row.quotes.all()),
    )
