"""What the workshop hands out besides themes: changes, notes, reasons, parts, runs. Frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page

from tiekartta.analysis.disclosure import Disclosed
from tiekartta.jobs.states import JobState
from tiekartta.language.texts import TranslatedText
from tiekartta.themes.queries.shapes import ThemeName, VoiceLine
from tiekartta.themes.states import RunState, Tie
from tiekartta.voices.queries import VoiceText


@dataclass(frozen=True)
class Neighbour:
    """A voice of the same theme that is like another. `likeness` 0–1."""

    voice: VoiceText
    likeness: float


@dataclass(frozen=True)
class Why:
    """Why the machine put a voice where it did. Weights 0–1, best first."""

    words: tuple[tuple[str, float], ...]
    neighbours: tuple[Neighbour, ...]
    weight: float
    machine: ThemeName | None
    line: VoiceLine

    @property
    def voice(self) -> VoiceText:
        """The voice itself."""
        return self.line.voice


@dataclass(frozen=True)
class Twins:
    """Two voices of a theme that say nearly the same. `kind` is "same" or "related".

    `tie` is what people decided of them for every analysis to come.
    """

    first: VoiceLine
    second: VoiceLine
    likeness: float
    kind: str
    reasons: tuple[str, ...]
    reason_words: tuple[str, ...]
    tie: Tie | None = None


@dataclass(frozen=True)
class SplitPart:
    """A part of a theme as the machine would split it. `voices` are the first few of `voice_ids`."""

    number: int
    title: TranslatedText
    keywords: tuple[str, ...]
    voice_ids: tuple[UUID, ...]
    voices: tuple[VoiceText, ...]

    @property
    def size(self) -> int:
        """Voices of the part that are still in the theme."""
        return len(self.voice_ids)


@dataclass(frozen=True)
class SplitView:
    """A proposal to split a theme; `parts` is empty while it is being made, largest first after."""

    parts: tuple[SplitPart, ...]
    is_ready: bool
    has_failed: bool
    job_public_id: str
    asked_at: datetime
    has_changed: bool


@dataclass(frozen=True)
class FoundView:
    """Voices found in the workshop, and the themes to look in."""

    lines: Page[VoiceLine]
    themes: tuple[ThemeName, ...]
    is_draft: bool
    version: int


@dataclass(frozen=True)
class MapSpot:
    """A theme on the map: a circle in the unit square."""

    theme: ThemeName
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class MapLink:
    """How much two themes share, 0–1."""

    first: ThemeName
    second: ThemeName
    strength: float


@dataclass(frozen=True)
class MapView:
    """The themes as a picture, nearer where they share more."""

    spots: tuple[MapSpot, ...]
    links: tuple[MapLink, ...]


@dataclass(frozen=True)
class RunRow:
    """A run in a list. `wanted` is None where the number was chosen by stability."""

    public_id: str
    started_at: datetime
    who: str
    wanted: int | None
    seed: int
    state: RunState
    themes: int
    is_current: bool


@dataclass(frozen=True)
class MatchedThemes:
    """A theme that two runs share; `jaccard` 0–1 of its voices."""

    before: TranslatedText
    after: TranslatedText
    jaccard: float


@dataclass(frozen=True)
class RunComparison:
    """What another run found otherwise. `moved`: respondents whose voices are in another theme."""

    first: RunRow
    second: RunRow
    matched: tuple[MatchedThemes, ...]
    gone: tuple[TranslatedText, ...]
    new: tuple[TranslatedText, ...]
    moved: Disclosed
    same_voices: bool


@dataclass(frozen=True)
class RunProgress:
    """The run under way: `done` of `total` per cent."""

    run_public_id: str
    job_public_id: str
    state: JobState
    done: int
    total: int
    is_own: bool
    may_cancel: bool
    started_at: datetime
