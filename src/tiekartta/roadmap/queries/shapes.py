"""What the folder hands out: frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tiekartta.analysis.disclosure import Disclosed
from tiekartta.language.texts import TextState, TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.roadmap.states import PartKind, SpearheadState


@dataclass(frozen=True)
class PublishedRoadmap:
    """The newest edition of a roadmap, for lists."""

    roadmap_id: str
    title: TranslatedText
    number: int
    published_at: datetime
    programme_name: TranslatedText


@dataclass(frozen=True)
class EditionLine:
    """One edition in the list of editions."""

    number: int
    published_at: datetime
    change_note: TranslatedText


@dataclass(frozen=True)
class SpearheadView:
    """A spearhead as it is worked on. `proposal_ids`: keys; `quote_ids`: approved voices."""

    id: UUID
    public_id: str
    order: int
    title: TranslatedText
    summary: TranslatedText
    vision: TranslatedText
    responsible_group: TranslatedText
    state: SpearheadState
    version: int
    decision_id: UUID
    parts: dict[PartKind, tuple[TranslatedText, ...]]
    proposal_ids: tuple[UUID, ...]
    quote_ids: tuple[UUID, ...]

    @property
    def is_left_out(self) -> bool:
        """Whether later editions leave it out."""
        return self.state == SpearheadState.ENDED

    def texts(self) -> list[TranslatedText]:
        """Every text of it that readers meet."""
        own = [self.title, self.summary, self.vision, self.responsible_group]
        return own + [text for kind in PartKind for text in self.parts[kind]]


@dataclass(frozen=True)
class RoadmapView:
    """The draft. `spearheads`: those of the next edition; `left_out`: the ended ones."""

    id: UUID
    public_id: str
    title: TranslatedText
    vision: TranslatedText
    horizon: tuple[int | None, int | None]
    number_reason: TranslatedText
    version: int
    spearheads: tuple[SpearheadView, ...]
    left_out: tuple[SpearheadView, ...]
    gaps: dict[RespondentGroup, TranslatedText]
    newest: int | None


@dataclass(frozen=True)
class Problem:
    """Something to see to before publishing. `page`: name of the page where it is mended."""

    text: str
    page: str
    spearhead_id: str = ""
    is_warning: bool = False


@dataclass(frozen=True)
class BoardLine:
    """One text of the roadmap and how far each language has come."""

    label: str
    page: str
    spearhead_id: str
    states: tuple[tuple[str, TextState], ...]


@dataclass(frozen=True)
class SpearheadOfProposal:
    """A spearhead that a proposal is part of. `edition`: the newest that holds it, None before."""

    id: UUID
    public_id: str
    order: int
    title: TranslatedText
    edition: int | None
    published_at: datetime | None
    published_order: int
    roadmap_id: str
    decision_id: UUID


@dataclass(frozen=True)
class GroupCount:
    """How many respondents of a group, as it may be shown."""

    group: RespondentGroup
    count: Disclosed


@dataclass(frozen=True)
class EditionView:
    """A published edition. `content` is the frozen data, `text` its exact bytes as text."""

    roadmap_id: str
    number: int
    is_newest: bool
    published_at: datetime
    digest: str
    text: str
    content: dict[str, Any]
    programme_id: UUID
    editions: tuple[EditionLine, ...]
