"""What the folder hands out: frozen."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tiekartta.analysis.disclosure import Disclosed
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.priorities.queries import BallotOfProposal
from tiekartta.proposals.queries import ProposalRow
from tiekartta.roadmap.queries import SpearheadOfProposal
from tiekartta.themes.queries import ThemeName
from tiekartta.trace.states import Fate


@dataclass(frozen=True)
class VoiceFate:
    """The way of one voice. `reason`: of the outcome that `fate` rests on, empty where there is none."""

    voice_id: UUID
    fate: Fate
    reason: TranslatedText
    themes: tuple[ThemeName, ...]
    proposals: tuple[ProposalRow, ...]
    ballots: tuple[BallotOfProposal, ...]
    spearheads: tuple[SpearheadOfProposal, ...]


@dataclass(frozen=True)
class CoverageRow:
    """How far the voices of a group came, in per cent to the nearest five; None where too few answered.

    `group` is None for all together. `is_low`: its reach is under half of the average.
    """

    group: RespondentGroup | None
    respondents: Disclosed
    screened: int | None
    in_theme: int | None
    in_proposal: int | None
    with_outcome: int | None
    is_low: bool
