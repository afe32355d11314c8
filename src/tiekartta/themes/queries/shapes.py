"""What the folder hands out: frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tiekartta.analysis.disclosure import Disclosed, DisclosedTable
from tiekartta.analysis.themes import Answer, Decisions
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.themes.states import Placing, ThemeState
from tiekartta.voices.queries import VoiceText


def bars_of(counts: DisclosedTable) -> list[tuple[str, Disclosed]]:
    """A one-way table as (group in the reader's language, count)."""
    return [(str(RespondentGroup(column).label), counts.cell(column)) for column in counts.columns]


@dataclass(frozen=True)
class ThemeName:
    """A theme in a list of links."""

    id: UUID
    public_id: str
    title: TranslatedText
    order: int = 0


@dataclass(frozen=True)
class GroupShare:
    """How much of a group's respondents spoke of a theme: between `least` and `most` whole per cent.

    None where it may not be told. `leaning` is "more" or "less" where the bands show that the group
    speaks of it more or less than everybody together.
    """

    group: str
    count: Disclosed
    least: int | None
    most: int | None
    leaning: str = ""


@dataclass(frozen=True)
class NoteView:
    """A note of the workshop. `voice_public_id` is empty for one about the theme itself."""

    public_id: str
    text: str
    who: str
    at: datetime
    edited_at: datetime | None
    is_own: bool
    theme: ThemeName
    voice_public_id: str = ""


@dataclass(frozen=True)
class ThemeRow:
    """A theme as people left it. `voice_ids` are its effective members, usable ones only."""

    id: UUID
    public_id: str
    title: TranslatedText
    description: TranslatedText
    state: ThemeState
    keywords: tuple[str, ...]
    voice_ids: tuple[UUID, ...]
    counts: DisclosedTable
    typical: tuple[UUID, ...]
    order: int
    version: int
    is_new: bool
    named_by_person: bool = False
    made_by_person: bool = False
    has_pins: bool = False
    machine_title: TranslatedText | None = None
    stability: float | None = None
    balance: tuple[GroupShare, ...] = ()
    is_title_told: bool = True
    """Whether the title may be told to those who do not read voices."""

    @property
    def name(self) -> ThemeName:
        """The theme as a link."""
        return ThemeName(self.id, self.public_id, self.title, self.order)

    @property
    def groups(self) -> list[tuple[str, Disclosed]]:
        """Respondents by group, the group in the reader's language."""
        return bars_of(self.counts)


@dataclass(frozen=True)
class VoiceLine:
    """A voice in a list of the workshop, with people's decision beside the machine's suggestions.

    `machine` is where the machine has it, `suggested` the same where that is another theme than
    `theme`. `words` are what put it there, `twins` how many voices of its theme say nearly the same.
    """

    voice: VoiceText
    placing: Placing | None
    suggested: ThemeName | None
    also: tuple[ThemeName, ...]
    theme: ThemeName | None = None
    machine: ThemeName | None = None
    words: tuple[str, ...] = ()
    twins: int = 0
    notes: tuple[NoteView, ...] = ()
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True)
class Corpus:
    """What a run reads: frozen answers and what people had decided."""

    answers: tuple[Answer, ...]
    decisions: Decisions
    digest: str
    """Of the ids and texts, as `Run.input_digest`."""


@dataclass(frozen=True)
class OverlapRow:
    """Two themes between which many voices could stand. `strength` 0–1."""

    first: ThemeName
    second: ThemeName
    strength: float


@dataclass(frozen=True)
class ChangeView:
    """One decision in the draft. `words` say what was done, `themes` to which."""

    number: int
    action: str
    words: str
    who: str
    at: datetime
    is_own: bool
    is_undone: bool
    can_undo: bool
    themes: tuple[ThemeName, ...]


@dataclass(frozen=True)
class Approval:
    """Somebody stands behind the set as it was; `is_valid` while nothing has changed since."""

    name: str
    at: datetime
    is_own: bool
    is_valid: bool
    """Whether the themes are still as they were when the person approved."""
    changes: tuple[ChangeView, ...] = ()
    """What was changed since, newest first, five at most; empty while it is valid."""


@dataclass(frozen=True)
class Coverage:
    """How much of what was said is in some theme. Whole per cent; None where it may not be told."""

    percent: int | None
    groups: tuple[tuple[str, Disclosed], ...]
    shares: tuple[GroupShare, ...] = ()
    """By group: how many of its respondents have a voice in some theme."""


@dataclass(frozen=True)
class RunView:
    """The run that a set rests on. `wanted` is None where the number was chosen by stability."""

    public_id: str
    started_at: datetime
    wanted: int | None
    found: int
    seed: int
    algorithm: str
    is_sampled: bool
    """Whether so many voices were read that only a sample of them was compared pair by pair."""
    version: str
    input_digest: str
    output_digest: str
