"""Where every voice stands, without its words: for figures about the whole path."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.voices.queries.reading import voices_in
from tiekartta.voices.rules import require_counts
from tiekartta.voices.states import VoiceState


@dataclass(frozen=True, slots=True)
class VoiceOutline:
    """One voice without text. Bare rows: what is counted of them leaves through disclosure."""

    id: UUID
    public_id: str
    group: RespondentGroup
    state: VoiceState


def outlines_of(programme: Programme, *, reader: object) -> list[VoiceOutline]:
    """Every voice of finished imports, in one query. Raises PermissionDenied."""
    require_counts(reader, programme)
    rows = voices_in(programme).order_by("id")
    return [
        VoiceOutline(row[0], row[1], RespondentGroup(row[2]), VoiceState(row[3]))
        for row in rows.values_list("id", "public_id", "respondent_group", "state")
    ]
