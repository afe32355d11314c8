"""The page of the journal: every act that code records has its words, in every language."""

from __future__ import annotations

from tests.programmes.recorded import recorded

from tiekartta.programmes.journal_words import ACTIONS, KINDS
from tiekartta.proposals.states import ProposalState
from tiekartta.themes.states import Act
from tiekartta.voices.actions.mailing import WRITTEN
from tiekartta.voices.states import RetentionKind, ScreeningDecision

# Keys that code puts together, and what they become.
PUT_TOGETHER = {
    "f'erase_{kind.value}'": {f"erase_{kind.value}" for kind in RetentionKind},
    "f'mark_{state.value}'": {
        f"mark_{state.value}" for state in (ProposalState.CHOSEN, ProposalState.NOT_CHOSEN)
    },
    "f'screen_voice_{decision}'": {f"screen_voice_{each.value}" for each in ScreeningDecision},
    "WRITTEN": {WRITTEN},
    "action": {"remind_of_statement", "remind_of_late_statement"},
    "str(act.value)": {Act.REMOVE_VOICES.value, Act.MOVE_VOICES.value},
}


def test_every_recorded_act_and_kind_has_words() -> None:
    found = recorded()
    assert found.unread == set(PUT_TOGETHER)
    acts = found.actions.union(*PUT_TOGETHER.values())
    assert {"open_ballot", "end_spearhead", "pin_voices"} <= acts, "the source was read"
    assert sorted(acts - ACTIONS.keys()) == []
    assert sorted(found.kinds - KINDS.keys()) == []
