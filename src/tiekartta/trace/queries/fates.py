"""The fate of voices: computed from the links of the folders below, never stored (INV-L3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import UUID

from tiekartta.journal.actors import SYSTEM
from tiekartta.language.texts import TranslatedText
from tiekartta.priorities.queries import BallotOfProposal, ballots_of_proposals
from tiekartta.programmes.models import Programme
from tiekartta.proposals.queries import ProposalRow, proposals_of, proposals_of_voices
from tiekartta.proposals.states import ProposalState
from tiekartta.roadmap.queries import SpearheadOfProposal, spearheads_of_proposals
from tiekartta.themes.queries import ThemeName, approved_themes, themes_of_voices
from tiekartta.trace.queries.shapes import VoiceFate
from tiekartta.trace.rules import fate_of_proposal, fate_of_voice
from tiekartta.trace.states import LADDER, Fate
from tiekartta.voices.states import VoiceState

T = TypeVar("T", BallotOfProposal, SpearheadOfProposal)


class AnyVoice(Protocol):
    """A voice in any of the shapes that `voices` hands out."""

    @property
    def id(self) -> UUID:
        """The key."""

    @property
    def state(self) -> VoiceState:
        """Whether it is usable."""


@dataclass(frozen=True)
class _Ground:
    """The links around some voices."""

    themes: Mapping[UUID, Sequence[ThemeName]]
    proposals: Mapping[UUID, Sequence[ProposalRow]]
    ballots: Mapping[UUID, Sequence[BallotOfProposal]]
    spearheads: Mapping[UUID, Sequence[SpearheadOfProposal]]


def fates_of(voices: Iterable[AnyVoice], *, programme: Programme) -> dict[UUID, VoiceFate]:
    """The way of some voices; the same number of queries for one and for 500."""
    wanted = list(voices)
    ids = [voice.id for voice in wanted]
    proposals = proposals_of_voices(ids, programme=programme)
    ground = _ground(themes_of_voices(ids, programme=programme), proposals, programme)
    return {voice.id: _fate(voice, ground) for voice in wanted}


def all_fates(voices: Iterable[AnyVoice], *, programme: Programme) -> dict[UUID, VoiceFate]:
    """The way of all voices of a programme; the same number of queries for any number of them."""
    themes: dict[UUID, list[ThemeName]] = defaultdict(list)
    for theme in approved_themes(programme, reader=SYSTEM):
        for voice_id in theme.voice_ids:
            themes[voice_id].append(theme.name)
    proposals: dict[UUID, list[ProposalRow]] = defaultdict(list)
    for row in proposals_of(programme, reader=SYSTEM):
        if row.state != ProposalState.COMBINED:
            for voice_id in row.source_ids:
                proposals[voice_id].append(row)
    ground = _ground(themes, proposals, programme)
    return {voice.id: _fate(voice, ground) for voice in voices}


def derived_status(voice: AnyVoice, *, programme: Programme) -> Fate:
    """The status of one voice (INV-L3)."""
    return fates_of([voice], programme=programme)[voice.id].fate


def _ground(
    themes: Mapping[UUID, Sequence[ThemeName]],
    proposals: Mapping[UUID, Sequence[ProposalRow]],
    programme: Programme,
) -> _Ground:
    ids = {row.id for rows in proposals.values() for row in rows}
    return _Ground(
        themes=themes,
        proposals=proposals,
        ballots=ballots_of_proposals(ids, programme=programme),
        spearheads=spearheads_of_proposals(ids),
    )


def _fate(voice: AnyVoice, ground: _Ground) -> VoiceFate:
    rows = ground.proposals.get(voice.id, ())
    reached = [(_of_proposal(row, ground), row.outcome_reason) for row in rows]
    fate = fate_of_voice(
        voice.state,
        has_theme=voice.id in ground.themes,
        proposals=[fate for fate, _reason in reached],
    )
    furthest = sorted(reached, key=lambda pair: -LADDER.index(pair[0]))
    reason = furthest[0][1] if furthest and furthest[0][0] == fate else TranslatedText()
    return VoiceFate(
        voice_id=voice.id,
        fate=fate,
        reason=reason,
        themes=tuple(ground.themes.get(voice.id, ())),
        proposals=tuple(rows),
        ballots=_each_once(ground.ballots, rows),
        spearheads=_each_once(ground.spearheads, rows),
    )


def _of_proposal(row: ProposalRow, ground: _Ground) -> Fate:
    return fate_of_proposal(
        row.state,
        row.outcome,
        in_spearhead=row.id in ground.spearheads,
        in_ballot=row.id in ground.ballots,
    )


def _each_once(found: Mapping[UUID, Sequence[T]], rows: Iterable[ProposalRow]) -> tuple[T, ...]:
    """The things of several proposals, each once and in order."""
    by_name = {thing.public_id: thing for row in rows for thing in found.get(row.id, ())}
    return tuple(by_name.values())
