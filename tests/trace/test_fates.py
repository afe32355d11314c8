"""Every rung of the ladder, and how far groups came."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import (
    a_confirmed_ballot,
    a_counted_ballot,
    a_member,
    a_programme,
    a_published_roadmap,
    approved_themes,
    in_three,
    some_proposals,
    some_voices,
    the_owner,
)

from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.people.states import RespondentGroup, Role
from tiekartta.programmes.models import Programme
from tiekartta.proposals.actions import give_outcome, make_proposal
from tiekartta.proposals.queries import proposals_of
from tiekartta.proposals.states import Outcome, ProposalState
from tiekartta.trace import queries
from tiekartta.trace.rules import fate_of_proposal, fate_of_voice, rounded_share
from tiekartta.trace.states import HAS_OUTCOME, LADDER, Fate
from tiekartta.voices.actions import withdraw_voices
from tiekartta.voices.queries import VoiceText, usable_voices, voices_of_receipt
from tiekartta.voices.queries.outlines import outlines_of
from tiekartta.voices.states import VoiceState

pytestmark = pytest.mark.django_db
CODE = "KRTV-7H2M-P9QX"


def fate(programme: Programme, voice: VoiceText) -> Fate:
    return queries.derived_status(voice, programme=programme)


def a_proposal_of(programme: Programme, voice: VoiceText) -> object:
    return make_proposal(
        programme=programme, title=in_three("Ehdotus", "Förslag", "Proposal"), text=in_three("a", "b", "c"),
        theme=None, voice_ids=[voice.id], by=the_owner(programme),
    )  # fmt: skip


def test_a_voice_that_nothing_has_come_of_is_read() -> None:
    programme = a_programme()
    assert fate(programme, some_voices(programme, ["Sanon tämän."])[0]) == Fate.READ


def test_a_held_voice_waits_and_a_removed_one_is_removed() -> None:
    programme = a_programme()
    some_voices(programme, ["Soita 040 123 4567 heti."], receipts=[CODE])
    held = voices_of_receipt(CODE)[0].voice
    assert fate(programme, held) == Fate.HELD
    withdraw_voices(code=CODE, by=ANONYMOUS)
    assert fate(programme, voices_of_receipt(CODE)[0].voice) == Fate.REMOVED


def test_voices_of_an_approved_theme_are_in_a_theme() -> None:
    programme = a_programme()
    theme = approved_themes(programme)[0]
    voices = {voice.id: voice for voice in usable_voices(programme, reader=SYSTEM)}
    member = voices[theme.voice_ids[0]]
    found = queries.fates_of([member], programme=programme)[member.id]
    assert (found.fate, found.themes[0].public_id) == (Fate.IN_THEME, theme.public_id)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (None, Fate.IN_PROPOSAL),
        (Outcome.PASSED_ON, Fate.PASSED_ON),
        (Outcome.PARKED, Fate.PARKED),
        (Outcome.REJECTED, Fate.REJECTED),
        (Outcome.DONE_DIRECTLY, Fate.TAKEN_INTO_USE),
    ],
)
def test_a_proposal_takes_its_voices_where_it_goes(outcome: Outcome | None, expected: Fate) -> None:
    programme = a_programme()
    voice = some_voices(programme, ["Sanon tämän."])[0]
    proposal = a_proposal_of(programme, voice)
    reason = in_three("Siksi.", "Därför.", "Because.")
    if outcome:
        give_outcome(proposal=proposal, outcome=outcome, reason=reason, by=the_owner(programme))  # type: ignore[arg-type] # - a Proposal
    found = queries.fates_of([voice], programme=programme)[voice.id]
    assert found.fate == expected
    assert bool(found.reason) == bool(outcome)


def test_ballot_choice_and_edition_are_told_in_turn() -> None:
    programme = a_programme()
    ballot = a_counted_ballot(programme)
    voices = usable_voices(programme, reader=SYSTEM)
    assert {fate(programme, voice) for voice in voices} == {Fate.IN_BALLOT}
    a_confirmed_ballot(programme, ballot=ballot)
    reached = [fate(programme, voice) for voice in voices]
    assert (reached.count(Fate.IN_SPEARHEAD), reached.count(Fate.IN_BALLOT)) == (4, 2)


def test_a_published_spearhead_tells_its_edition() -> None:
    programme = a_programme()
    edition = a_published_roadmap(programme)
    chosen = proposals_of(programme, reader=SYSTEM, states={ProposalState.CHOSEN})[0]
    voice = next(v for v in usable_voices(programme, reader=SYSTEM) if v.id in chosen.source_ids)
    found = queries.fates_of([voice], programme=programme)[voice.id]
    assert found.fate == Fate.IN_SPEARHEAD
    assert [(row.edition, row.roadmap_id) for row in found.spearheads] == [
        (1, edition.roadmap.public_id)
    ]


def test_of_several_proposals_the_one_that_came_furthest_is_told() -> None:
    programme = a_programme()
    voice = some_voices(programme, ["Sanon tämän."])[0]
    for outcome in (Outcome.REJECTED, Outcome.PARKED):
        give_outcome(
            proposal=a_proposal_of(programme, voice), outcome=outcome,  # type: ignore[arg-type] # - a Proposal
            reason=in_three(outcome.value, "b", "c"), by=the_owner(programme),
        )  # fmt: skip
    found = queries.fates_of([voice], programme=programme)[voice.id]
    assert (found.fate, found.reason.text("fi")) == (Fate.PARKED, "parked")


def test_inv_l3_every_voice_has_a_status_whichever_way_it_is_asked() -> None:
    programme = a_programme()
    a_published_roadmap(programme)
    outlines = outlines_of(programme, reader=SYSTEM)
    whole = queries.all_fates(outlines, programme=programme)
    parts = queries.fates_of(usable_voices(programme, reader=SYSTEM), programme=programme)
    assert len(whole) == len(outlines)
    assert {key: row.fate for key, row in whole.items()} == {
        key: row.fate for key, row in parts.items()
    }


def test_the_number_of_queries_does_not_grow_with_voices() -> None:
    programme = a_programme()
    a_counted_ballot(programme)
    voices = usable_voices(programme, reader=SYSTEM)
    taken = []
    for number in (1, 3, 6):
        with CaptureQueriesContext(connection) as asked:
            queries.fates_of(voices[:number], programme=programme)
        taken.append(len(asked))
    assert taken[0] == taken[1] == taken[2]


def test_coverage_takes_the_same_queries_for_few_and_many_voices() -> None:
    programme = a_programme()
    taken = []
    for number in (1, 60):
        some_voices(programme, [f"Sana {number} {n}." for n in range(number)])
        some_proposals(programme, 1)
        with CaptureQueriesContext(connection) as asked:
            queries.coverage_of(programme, reader=SYSTEM)
        taken.append(len(asked))
    assert taken[0] == taken[1]


def test_coverage_tells_no_share_where_the_number_of_respondents_is_hidden() -> None:
    """INV-D3: a share beside a hidden number would tell that the number is large."""
    programme = a_programme()
    staff = some_voices(programme, [f"Henkilöstön sana {n}." for n in range(20)])
    some_voices(programme, [f"Kumppanin sana {n}." for n in range(4)], RespondentGroup.PARTNER)
    for voice in staff[:16]:
        a_proposal_of(programme, voice)
    rows = queries.coverage_of(programme, reader=the_owner(programme))
    hidden = [row for row in rows if not row.respondents.is_shown]
    assert RespondentGroup.PARTNER in {row.group for row in hidden}
    for row in hidden:
        assert (row.screened, row.in_theme, row.in_proposal, row.with_outcome) == (None,) * 4
        assert not row.is_low


def test_coverage_flags_a_group_far_below_the_average() -> None:
    programme = a_programme()
    staff = some_voices(programme, [f"Henkilöstön sana {n}." for n in range(20)])
    some_voices(programme, [f"Asiakkaan sana {n}." for n in range(20)], RespondentGroup.CLIENT)
    for voice in staff[:10]:
        a_proposal_of(programme, voice)
    rows = {row.group: row for row in queries.coverage_of(programme, reader=SYSTEM)}
    assert [group for group, row in rows.items() if row.is_low] == [RespondentGroup.CLIENT]
    assert (rows[None].in_proposal, rows[None].with_outcome) == (25, 0)


def test_coverage_is_for_those_who_may_see_counts() -> None:
    programme = a_programme()
    for role, allowed in ((Role.STEERING, True), (Role.FACILITATOR, True), (Role.JUROR, False)):
        member = a_member(programme, role)
        if allowed:
            assert queries.coverage_of(programme, reader=member)
        else:
            with pytest.raises(PermissionDenied):
                queries.coverage_of(programme, reader=member)


def test_the_rules_alone() -> None:
    assert set(LADDER) | {Fate.HELD, Fate.NOT_USED, Fate.REMOVED} == set(Fate)
    assert set(LADDER) >= HAS_OUTCOME
    for state in ProposalState:
        for outcome in (None, *Outcome):
            told = fate_of_proposal(state, outcome, in_spearhead=False, in_ballot=False)
            assert fate_of_voice(VoiceState.USABLE, has_theme=True, proposals=[told]) in Fate
    assert (
        fate_of_voice(VoiceState.REJECTED, has_theme=True, proposals=[Fate.IN_SPEARHEAD])
        == Fate.NOT_USED
    )
    assert [rounded_share(part, 11) for part in (0, 1, 6, 11)] == [0, 10, 55, 100]
