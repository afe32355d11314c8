"""What stops publishing, and what an edition freezes."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone
from tests.factories import (
    a_counted_ballot,
    a_draft_roadmap,
    a_member,
    a_programme,
    a_published_roadmap,
    an_approval,
    in_three,
    some_voices,
    the_owner,
)

from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.journal.models import Entry
from tiekartta.language.errors import Missing, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup, Role
from tiekartta.priorities.queries import advice_of, result_view
from tiekartta.proposals.actions import link_voices, make_proposal
from tiekartta.roadmap import actions, queries
from tiekartta.roadmap.errors import DamagedEdition
from tiekartta.roadmap.models import Edition, Roadmap
from tiekartta.roadmap.states import PartKind
from tiekartta.steering.models import Decision
from tiekartta.voices.actions import withdraw_voices

pytestmark = pytest.mark.django_db


def publish(roadmap: Roadmap, **changes: object) -> Edition:
    parts = {"by": the_owner(roadmap.programme), "approval": an_approval(), **changes}
    return actions.publish_edition(roadmap=roadmap, **parts)  # type: ignore[arg-type] # - tests change any part


def pages_of(roadmap: Roadmap) -> list[str]:
    return [problem.page for problem in queries.blockers(roadmap)]


def test_a_complete_draft_has_no_blockers_and_is_published_with_a_journal_row() -> None:
    roadmap = a_draft_roadmap(a_programme())
    assert queries.blockers(roadmap) == []
    edition = publish(roadmap)
    assert (edition.number, edition.decision.kind) == (1, "roadmap")
    assert Entry.objects.get(action="publish_edition").object_id == f"{roadmap.public_id}/1"


def test_inv_l1_a_spearhead_that_reaches_no_usable_voice_stops_publishing() -> None:
    """INV-L1, INV-V4: the only voice behind a spearhead is withdrawn, and its links stay (INV-L5)."""
    programme = a_programme()
    roadmap, owner = a_draft_roadmap(programme), the_owner(programme)
    spearhead = roadmap.spearheads.get(order=2)
    voice = some_voices(programme, ["Vain minä sanoin tämän."], receipts=["KRTV-7H2M-P9QX"])[0]
    proposal = make_proposal(
        programme=programme, title=in_three("Yksi", "En", "One"), text=in_three("a", "b", "c"),
        theme=None, voice_ids=[voice.id], by=owner,
    )  # fmt: skip
    actions.link_proposals(spearhead=spearhead, proposal_ids=[proposal.pk], by=owner)
    assert queries.blockers(roadmap) == []
    assert withdraw_voices(code="KRTV-7H2M-P9QX", by=ANONYMOUS) == 1
    problem = queries.blockers(roadmap)[0]
    assert (problem.page, problem.spearhead_id) == ("spearhead_links", spearhead.public_id)
    with pytest.raises(Refusal):
        publish(roadmap)
    assert not Edition.objects.exists()


def test_inv_m1_another_number_of_spearheads_needs_a_reason() -> None:
    programme = a_programme()
    roadmap = a_draft_roadmap(programme)
    for spearhead in roadmap.spearheads.filter(order__gt=2):
        actions.end_spearhead(spearhead=spearhead, by=the_owner(programme))
    assert pages_of(roadmap) == ["edit"]
    with pytest.raises(Refusal):
        publish(roadmap)
    actions.edit_roadmap(
        roadmap=roadmap, seen=roadmap.version, title=roadmap.title, vision=roadmap.vision,
        number_reason=in_three("Kaksi riittää.", "Två räcker.", "Two are enough."), by=the_owner(programme),
    )  # fmt: skip
    edition = publish(Roadmap.objects.get())
    assert len(json.loads(edition.content)["spearheads"]) == 2


@pytest.mark.parametrize("kind", list(PartKind))
def test_inv_m2_a_spearhead_without_a_part_stops_publishing(kind: PartKind) -> None:
    roadmap = a_draft_roadmap(a_programme())
    spearhead = roadmap.spearheads.get(order=1)
    actions.set_parts(spearhead=spearhead, kind=kind, texts=[], by=the_owner(roadmap.programme))
    assert [(p.page, p.spearhead_id) for p in queries.blockers(roadmap)] == [
        ("spearhead_edit", spearhead.public_id)
    ]
    with pytest.raises(Refusal):
        publish(roadmap)


def test_inv_m2_a_vision_is_asked_for_at_either_level() -> None:
    roadmap = a_draft_roadmap(a_programme())
    owner = the_owner(roadmap.programme)
    roadmap = actions.edit_roadmap(
        roadmap=roadmap, seen=roadmap.version, title=roadmap.title, by=owner
    )
    assert pages_of(roadmap) == ["spearhead_edit"] * roadmap.spearheads.count()
    for row in roadmap.spearheads.all():
        actions.edit_spearhead(
            spearhead=row, seen=row.version, title=row.title, vision=row.title,
            responsible_group=row.responsible_group, by=owner,
        )  # fmt: skip
    assert pages_of(roadmap) == []


def test_inv_m3_a_departing_decision_that_does_not_say_why_stops_publishing() -> None:
    programme = a_programme()
    ballot = a_counted_ballot(programme)
    result = result_view(ballot.public_id, programme=programme, reader=SYSTEM)
    others = [row.option.proposal_id for row in (*result.losers, *result.winners)][:4]
    why = in_three("Rahoitus päättyy.", "Finansieringen upphör.", "Funding ends.")
    roadmap = a_draft_roadmap(programme, ballot=ballot, chosen=others, deviation=why)
    assert pages_of(roadmap) == []
    decision = Decision.objects.get()
    advice = advice_of(decision.pk)
    assert advice is not None
    assert advice.departs
    Decision.objects.filter(pk=decision.pk).update(deviation=TranslatedText())
    assert set(pages_of(roadmap)) == {"spearhead"}
    with pytest.raises(Refusal):
        publish(roadmap)


def test_inv_m5_every_group_is_heard_or_has_a_reason() -> None:
    roadmap = a_draft_roadmap(a_programme())
    actions.set_gap(
        roadmap=roadmap, group=RespondentGroup.FAMILY, reason=TranslatedText(), by=the_owner(roadmap.programme)
    )  # fmt: skip
    assert pages_of(roadmap) == ["gaps"]
    some_voices(
        roadmap.programme, [f"Läheisen sana {n}." for n in range(5)], RespondentGroup.FAMILY
    )
    assert pages_of(roadmap) == []
    content = json.loads(publish(roadmap).content)
    told = [row["group"] for row in content["heard"]] + [
        row["group"] for row in content["not_heard"]
    ]
    assert sorted(told) == sorted(RespondentGroup)


def test_publishing_needs_the_duty_and_a_decision() -> None:
    programme = a_programme()
    roadmap = a_draft_roadmap(programme)
    with pytest.raises(PermissionDenied):
        publish(roadmap, by=a_member(programme, Role.DEVELOPER))
    with pytest.raises(Refusal):
        publish(roadmap, approval=None)
    choosing = Decision.objects.get()
    with pytest.raises(Refusal):
        publish(roadmap, approval=None, decision=choosing)
    assert not Edition.objects.exists()


def test_a_refused_approval_leaves_nothing_behind() -> None:
    roadmap = a_draft_roadmap(a_programme())
    approval = actions.Approval(
        **{**vars(an_approval()), "decided_on": timezone.localdate() + timedelta(days=9)}
    )
    before = Entry.objects.count()
    with pytest.raises(Refusal):
        publish(roadmap, approval=approval)
    assert (Entry.objects.count(), Edition.objects.count(), Decision.objects.count()) == (
        before,
        0,
        1,
    )


def test_inv_m6_an_edition_keeps_its_bytes_whatever_changes_below() -> None:
    programme = a_programme()
    edition = a_published_roadmap(programme)
    roadmap, owner, frozen = edition.roadmap, the_owner(programme), edition.content
    row = roadmap.spearheads.get(order=1)
    actions.edit_spearhead(
        spearhead=row, seen=row.version, title=in_three("Toinen", "Annan", "Other"),
        responsible_group=row.responsible_group, by=owner,
    )  # fmt: skip
    some_voices(programme, [f"Uusi sana {n}." for n in range(20)], RespondentGroup.CLIENT)
    with pytest.raises(Refusal):
        publish(Roadmap.objects.get(), now=timezone.now())
    second = publish(Roadmap.objects.get(), change_note=in_three("Nimi", "Namn", "Name"))
    view = queries.edition_view(roadmap.public_id, 1)
    assert view.text == frozen
    assert hashlib.sha256(frozen.encode()).hexdigest() == view.digest
    assert (second.number, view.is_newest, [line.number for line in view.editions]) == (
        2,
        False,
        [2, 1],
    )
    assert "Toinen" not in frozen
    assert "Toinen" in second.content


def test_inv_m6_the_database_refuses_to_change_or_delete_an_edition() -> None:
    edition = a_published_roadmap(a_programme())
    for change in (
        {"content": "{}"},
        {"digest": "0" * 64},
        {"number": 7},
        {"published_at": timezone.now()},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        edition.delete()
    Edition.objects.filter(pk=edition.pk).update(published_by=None)
    assert Edition.objects.get().content == edition.content


def test_inv_m6_content_that_does_not_fit_its_digest_is_not_read() -> None:
    edition = a_published_roadmap(a_programme())
    Edition.objects.create(
        roadmap=edition.roadmap, number=2, title=edition.title, decision=edition.decision,
        content=edition.content.replace("Jonot", "Ponot"), digest=edition.digest, published_at=timezone.now(),
    )  # fmt: skip
    with pytest.raises(DamagedEdition):
        queries.edition_view(edition.roadmap.public_id, 2)
    assert queries.edition_view(edition.roadmap.public_id, 1).number == 1


def test_the_same_draft_freezes_to_canonical_text() -> None:
    content = a_published_roadmap(a_programme()).content
    parsed = json.loads(content)
    again = json.dumps(parsed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert (content, parsed["schema"]) == (again, "tiekartta-edition/1")
    assert parsed["spearheads"][0]["title"]["variants"].keys() == {"fi", "sv", "en"}


def test_counts_in_an_edition_are_disclosed_values_and_keys_of_voices_are_not_there() -> None:
    programme = a_programme()
    content = a_published_roadmap(programme).content
    counts = json.loads(content)["spearheads"][0]["voices"]
    assert counts == {
        "groups": {"staff": {"level": "full", "value": 13}}, "total": {"level": "full", "value": 13},
    }  # fmt: skip
    voices = some_voices(programme, ["Vielä yksi."])
    every = queries.edition_view(queries.published_roadmaps()[0].roadmap_id).text
    assert all(str(voice.id) not in every and voice.public_id not in every for voice in voices)


def test_inv_d8_a_small_step_keeps_the_earlier_figures_and_a_large_one_does_not() -> None:
    programme = a_programme()
    code = "KRTV-7H2M-P9QX"
    edition = a_published_roadmap(programme)
    first = json.loads(edition.content)["spearheads"][0]["voices"]
    roadmap, owner = edition.roadmap, the_owner(programme)
    proposal = roadmap.spearheads.get(order=1).proposal_links.get().proposal

    one = some_voices(programme, ["Yksi lisää."], receipts=[code])
    link_voices(proposal=proposal, voice_ids=[voice.id for voice in one], by=owner)
    second = publish(roadmap, change_note=in_three("a", "b", "c"))
    assert json.loads(second.content)["spearheads"][0]["voices"] == first
    assert withdraw_voices(code=code, by=ANONYMOUS) == 1
    many = some_voices(programme, [f"Monta lisää {n}." for n in range(6)])
    link_voices(proposal=proposal, voice_ids=[voice.id for voice in many], by=owner)
    third = publish(roadmap, change_note=in_three("d", "e", "f"))
    assert json.loads(third.content)["spearheads"][0]["voices"]["total"]["value"] == 19


def test_published_roadmaps_are_read_in_one_query(django_assert_num_queries: object) -> None:
    for name in ("Yksi", "Kaksi", "Kolme"):
        a_published_roadmap(a_programme(name=name))
    with django_assert_num_queries(1):  # type: ignore[operator] # - pytest-django's fixture
        rows = queries.published_roadmaps()
    assert [str(row.programme_name) for row in rows] == ["Kolme", "Kaksi", "Yksi"]
    assert {str(row.title) for row in rows} == {"Tiekartta"}


def test_an_unknown_roadmap_or_number_is_missing() -> None:
    edition = a_published_roadmap(a_programme())
    for roadmap_id, number in (("puuttuu", None), (edition.roadmap.public_id, 9)):
        with pytest.raises(Missing):
            queries.edition_view(roadmap_id, number)
