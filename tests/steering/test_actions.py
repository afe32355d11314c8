"""Making and correcting decisions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone
from tests.factories import a_member, a_person, a_programme, the_owner

from tiekartta.journal.models import Entry
from tiekartta.language.errors import Missing, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import Role
from tiekartta.programmes.models import Programme
from tiekartta.steering import actions, queries
from tiekartta.steering.models import Decision
from tiekartta.steering.states import DecisionKind, DecisionState

pytestmark = pytest.mark.django_db


def said(words: str) -> TranslatedText:
    return TranslatedText.of(fi=words)


def a_decision(programme: Programme, **changes: Any) -> Decision:
    parts = {
        "kind": DecisionKind.OTHER,
        "title": said("Kehittäjäryhmä nimetään"),
        "decided_by": said("Ohjausryhmä"),
        "decided_on": date(2026, 6, 11),
        "rationale": said("Kaikki palvelut ovat edustettuina."),
        "by": the_owner(programme),
        "today": date(2026, 6, 12),
    }
    return actions.make_decision(programme=programme, **{**parts, **changes})


def test_a_decision_is_made_with_who_when_and_why_and_is_journaled() -> None:
    programme = a_programme()
    made = a_decision(programme)
    assert (made.state, made.decided_by, made.decided_on) == (
        DecisionState.MADE,
        said("Ohjausryhmä"),
        date(2026, 6, 11),
    )
    entry = Entry.objects.get(action="make_decision")
    assert (entry.object_id, entry.actor) == (made.public_id, the_owner(programme).actor_key)


@pytest.mark.parametrize("part", ["title", "decided_by", "rationale"])
def test_a_decision_without_a_part_is_refused(part: str) -> None:
    with pytest.raises(Refusal):
        a_decision(a_programme(), **{part: TranslatedText()})
    assert not Decision.objects.exists()


def test_a_decision_may_be_of_today_but_not_of_tomorrow() -> None:
    programme, today = a_programme(), timezone.localdate()
    assert a_decision(programme, decided_on=today, today=today).decided_on == today
    with pytest.raises(Refusal, match=r"has not come|ei ole vielä"):
        a_decision(programme, decided_on=today + timedelta(days=1), today=today)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.STEERING, True),
        (Role.FACILITATOR, False),
        (Role.DEVELOPER, False),
        (Role.RECORDER, False),
        (Role.JUROR, False),
    ],
)
def test_rights_to_decide_follow_the_matrix(role: Role, allowed: bool) -> None:
    programme = a_programme()
    member = a_member(programme, role)
    if allowed:
        assert a_decision(programme, by=member).recorded_by == member
    else:
        with pytest.raises(PermissionDenied):
            a_decision(programme, by=member)


def test_a_stranger_may_neither_decide_nor_read() -> None:
    programme, stranger = a_programme(), a_person()
    with pytest.raises(PermissionDenied):
        a_decision(programme, by=stranger)
    with pytest.raises(PermissionDenied):
        queries.decisions_of(programme, reader=stranger)


def test_a_correction_is_a_new_version_linked_to_the_old_one() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    first = a_decision(programme)
    second = actions.correct_decision(
        decision=first, title=said("Korjattu"), decided_by=first.decided_by,
        decided_on=first.decided_on, rationale=first.rationale, by=owner, today=date(2026, 6, 20),
    )  # fmt: skip
    old = queries.decision_of(first.public_id, programme=programme, reader=owner)
    new = queries.decision_of(second.public_id, programme=programme, reader=owner)
    assert (old.state, old.corrected_by, str(old.title)) == (
        DecisionState.CORRECTED,
        new.public_id,
        "Kehittäjäryhmä nimetään",
    )
    assert (new.corrects, new.kind) == (old.public_id, DecisionKind.OTHER)
    assert queries.public_decision(first.pk).public_id == second.public_id


def test_a_corrected_decision_is_not_corrected_or_published_again() -> None:
    programme = a_programme()
    first = a_decision(programme)
    parts = {
        "title": said("Uusi"), "decided_by": first.decided_by, "decided_on": first.decided_on,
        "rationale": first.rationale, "by": the_owner(programme), "today": date(2026, 6, 20),
    }  # fmt: skip
    actions.correct_decision(decision=first, **parts)
    with pytest.raises(Refusal):
        actions.correct_decision(decision=first, **parts)
    with pytest.raises(Refusal):
        actions.publish_decision(decision=first, by=the_owner(programme))
    assert Decision.objects.count() == 2


def test_publishing_twice_is_publishing_once() -> None:
    programme = a_programme()
    made = a_decision(programme)
    for _time in range(2):
        actions.publish_decision(decision=made, by=the_owner(programme))
    made.refresh_from_db()
    assert made.state == DecisionState.PUBLISHED
    assert Entry.objects.filter(action="publish_decision").count() == 1


def test_a_made_decision_has_a_time_in_the_database_too() -> None:
    made = a_decision(a_programme())
    with pytest.raises(IntegrityError):
        Decision.objects.filter(pk=made.pk).update(made_at=None)


def test_a_decision_of_another_programme_is_missing() -> None:
    one, other = a_programme(), a_programme(name="Toinen")
    made = a_decision(one)
    with pytest.raises(Missing):
        queries.decision_of(made.public_id, programme=other, reader=the_owner(other))


def test_public_data_of_a_decision_does_not_tell_who_typed_it() -> None:
    made = a_decision(a_programme())
    public = queries.public_decision(made.pk)
    assert not hasattr(public, "recorded_by")
    assert public.rationale == said("Kaikki palvelut ovat edustettuina.")
