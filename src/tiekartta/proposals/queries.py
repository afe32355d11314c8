"""Reading proposals. `source_ids` are bare keys of voices: pages count them through disclosure."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from tiekartta.analysis.disclosure import Disclosed, Policy, disclose
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import may
from tiekartta.proposals.models import Proposal, ProposalSource, ProposalWording
from tiekartta.proposals.states import Outcome, ProposalState
from tiekartta.themes.queries import names_by_id

_AT_ONCE = 500  # ids in one query; SQLite bounds the number of parameters


@dataclass(frozen=True)
class Wording:
    """Earlier words. `came_from`: public id of the proposal they belonged to, "" for its own."""

    title: TranslatedText
    text: TranslatedText
    came_from: str
    replaced_at: datetime


@dataclass(frozen=True)
class ProposalRow:
    """A proposal with everything that leads to it.

    `source_ids`: the voices it comes from, those of its parts included. A combined one has the
    outcome of the one it became part of (`combined_into`: the public id of that one).
    """

    id: uuid.UUID
    public_id: str
    title: TranslatedText
    text: TranslatedText
    theme_id: uuid.UUID | None
    theme_title: TranslatedText
    state: ProposalState
    outcome: Outcome | None
    outcome_reason: TranslatedText
    source_ids: tuple[uuid.UUID, ...]
    wordings: tuple[Wording, ...]
    version: int
    combined_into: str
    made_at: datetime

    def sources(self, policy: Policy) -> Disclosed:
        """How many voices it comes from, as it may be shown."""
        return disclose(len(self.source_ids), policy)


def proposals_of(
    programme: Programme, *, reader: object, states: Collection[ProposalState] | None = None
) -> list[ProposalRow]:
    """The proposals of a programme, oldest first, in a fixed number of queries. Raises PermissionDenied."""
    _require_reading(programme, reader)
    rows = Proposal.objects.filter(programme=programme)
    return _rows(rows if states is None else rows.filter(state__in=states), programme)


def proposal_of(public_id: str, *, programme: Programme, reader: object) -> ProposalRow:
    """One proposal of the programme. Raises Missing, PermissionDenied."""
    return _rows([model_of(public_id, programme=programme, reader=reader)], programme)[0]


def model_of(public_id: str, *, programme: Programme, reader: object) -> Proposal:
    """The row itself, for actions. Raises Missing, PermissionDenied."""
    _require_reading(programme, reader)
    found = Proposal.objects.filter(programme=programme, public_id=public_id).first()
    if found is None:
        raise Missing("proposal")
    return found


def proposals_by_id(
    ids: Iterable[uuid.UUID], *, programme: Programme
) -> dict[uuid.UUID, ProposalRow]:
    """Proposals of this programme by id; others are missing."""
    wanted = list(dict.fromkeys(ids))
    rows = []
    for start in range(0, len(wanted), _AT_ONCE):
        chunk = wanted[start : start + _AT_ONCE]
        rows += list(Proposal.objects.filter(programme=programme, pk__in=chunk))
    return {row.id: row for row in _rows(rows, programme)}


def proposals_of_voices(
    voice_ids: Iterable[uuid.UUID], *, programme: Programme
) -> dict[uuid.UUID, list[ProposalRow]]:
    """Voice → the proposals that come from it; a combined one is left out, for the whole has its voices.

    A voice without proposals is missing.
    """
    wanted = list(dict.fromkeys(voice_ids))
    links: list[tuple[uuid.UUID, uuid.UUID]] = []
    for start in range(0, len(wanted), _AT_ONCE):
        links += ProposalSource.objects.filter(
            voice_id__in=wanted[start : start + _AT_ONCE], proposal__programme=programme
        ).values_list("voice_id", "proposal_id")
    rows = proposals_by_id((proposal_id for _voice, proposal_id in links), programme=programme)
    found: dict[uuid.UUID, list[ProposalRow]] = defaultdict(list)
    for voice_id, proposal_id in links:
        if rows[proposal_id].state != ProposalState.COMBINED:
            found[voice_id].append(rows[proposal_id])
    return {voice: sorted(each, key=lambda row: row.made_at) for voice, each in found.items()}


def unresolved(programme: Programme) -> list[ProposalRow]:
    """The proposals that still wait for an outcome with its reason (INV-L3)."""
    waiting = Proposal.objects.filter(programme=programme, outcome="")
    return _rows(waiting.exclude(state=ProposalState.COMBINED), programme)


def parts_of(row: ProposalRow, *, programme: Programme) -> list[ProposalRow]:
    """The proposals that were combined into this one."""
    return _rows(Proposal.objects.filter(programme=programme, combined_into_id=row.id), programme)


def _require_reading(programme: Programme, reader: object) -> None:
    if reader is not SYSTEM and not may(reader, "read_proposals", programme):
        raise PermissionDenied("read_proposals")


def _rows(
    found: QuerySet[Proposal] | Sequence[Proposal], programme: Programme
) -> list[ProposalRow]:
    """Five queries for up to 500 proposals."""
    rows = list(found)
    ids = [row.pk for row in rows]
    sources, wordings = _sources(ids), _wordings(ids)
    theme_ids = {row.theme_id for row in rows if row.theme_id}
    themes = names_by_id(theme_ids, programme=programme) if theme_ids else {}
    wholes = _wholes(programme) if any(row.combined_into_id for row in rows) else {}
    answers = []
    for row in rows:
        whole = row
        while whole.combined_into_id:
            whole = wholes[whole.combined_into_id]
        theme = themes.get(row.theme_id) if row.theme_id else None
        answers.append(
            ProposalRow(
                id=row.pk,
                public_id=row.public_id,
                title=row.title,
                text=row.text,
                theme_id=row.theme_id,
                theme_title=theme.title if theme else TranslatedText(),
                state=ProposalState(row.state),
                outcome=Outcome(whole.outcome) if whole.outcome else None,
                outcome_reason=whole.outcome_reason,
                source_ids=tuple(sources[row.pk]),
                wordings=tuple(wordings[row.pk]),
                version=row.version,
                combined_into="" if whole is row else whole.public_id,
                made_at=row.made_at,
            )
        )
    return answers


def _wholes(programme: Programme) -> dict[uuid.UUID, Proposal]:
    """The proposals that others were combined into."""
    parts = Proposal.objects.filter(programme=programme, combined_into__isnull=False)
    wholes = Proposal.objects.filter(
        Q(pk__in=parts.values("combined_into_id")), programme=programme
    )
    return {row.pk: row for row in wholes}


def _sources(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for start in range(0, len(ids), _AT_ONCE):
        links = ProposalSource.objects.filter(proposal_id__in=ids[start : start + _AT_ONCE])
        for proposal_id, voice_id in links.order_by("id").values_list("proposal_id", "voice_id"):
            found[proposal_id].append(voice_id)
    return found


def _wordings(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Wording]]:
    found: dict[uuid.UUID, list[Wording]] = defaultdict(list)
    for start in range(0, len(ids), _AT_ONCE):
        rows = ProposalWording.objects.filter(proposal_id__in=ids[start : start + _AT_ONCE])
        for row in rows.select_related("came_from").order_by("replaced_at", "id"):
            came_from = row.came_from.public_id if row.came_from else ""
            found[row.proposal_id].append(Wording(row.title, row.text, came_from, row.replaced_at))
    return found
