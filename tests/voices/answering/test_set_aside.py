"""Envelopes that cannot be unsealed stop nobody else's: set aside, told, kept, and opened once it is mended."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.asking import an_open_survey, some_answers
from tests.factories import a_person, a_programme

from tiekartta.jobs.models import Job
from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.journal.models import Entry
from tiekartta.language.errors import Conflict
from tiekartta.people.models import Person
from tiekartta.shell.commandline import main
from tiekartta.voices.actions import (
    close_collection,
    open_envelopes,
    release_results,
    try_envelopes_again,
    withdraw_answers,
)
from tiekartta.voices.actions.retention import erasing
from tiekartta.voices.models import Collection, Envelope, Response, Screening, Survey, Voice
from tiekartta.voices.queries import (
    answers_of,
    collections_to_open,
    found_by,
    unopenable_envelopes,
)
from tiekartta.voices.queries.results.hearing import surveys_to_release
from tiekartta.voices.receipts import envelope_tag, key_of
from tiekartta.voices.states import CollectionState

pytestmark = pytest.mark.django_db
LOST = "another secret than that of this installation"


@pytest.fixture
def owner() -> Person:
    return a_person("Oona Omistaja", language="sv")


@pytest.fixture
def survey(owner: Person) -> Survey:
    return an_open_survey(a_programme(owner))[1]


def envelope_of(survey: Survey, receipt: str) -> Envelope:
    key = key_of(receipt, bytes(survey.collection.receipt_salt))
    return Envelope.objects.get(tag=envelope_tag(key))


def damage(survey: Survey, receipt: str) -> bytes:
    """One byte of a sealed answer is another; returns how it was."""
    envelope = envelope_of(survey, receipt)
    whole = bytes(envelope.sealed)
    envelope.sealed = whole[:100] + bytes([whole[100] ^ 1]) + whole[101:]
    envelope.save()
    return whole


def with_a_lost_key(survey: Survey, number: int, settings: object) -> list[str]:
    """Answers that were sealed while the installation had another secret."""
    own = settings.SECRET_KEY  # type: ignore[attr-defined] # - pytest-django's settings
    settings.SECRET_KEY = LOST  # type: ignore[attr-defined] # - the same
    receipts = some_answers(survey, number)
    settings.SECRET_KEY = own  # type: ignore[attr-defined] # - the same
    return receipts


def test_a_damaged_envelope_is_set_aside_and_the_others_are_opened(survey: Survey) -> None:
    receipts = some_answers(survey, 12)
    damage(survey, receipts[3])
    close_collection(collection=survey.collection, by=SYSTEM)
    assert open_envelopes(collection=survey.collection, by=SYSTEM) == 11
    assert Response.objects.count() == Voice.objects.count() == 11
    assert Envelope.objects.get().is_set_aside
    assert Collection.objects.get().state == CollectionState.SCREENED
    assert answers_of(found_by(receipts[3]))[0].is_set_aside
    assert Entry.objects.filter(action="set_aside_envelopes").count() == 1


def test_with_too_few_left_an_open_collection_waits_for_ten_that_can_be_opened(
    survey: Survey,
) -> None:
    """INV-C4: an envelope that nobody can open is none of the ten."""
    receipts = some_answers(survey, 10)
    damage(survey, receipts[0])
    assert open_envelopes(collection=survey.collection, by=SYSTEM) == 0
    assert (Response.objects.count(), Envelope.objects.count()) == (0, 10)
    assert collections_to_open() == []
    some_answers(survey, 1)
    assert collections_to_open() == [survey.collection_id]
    assert open_envelopes(collection=survey.collection, by=SYSTEM) == 10


def test_a_lost_key_costs_only_what_was_sealed_with_it(survey: Survey, settings: object) -> None:
    with_a_lost_key(survey, 250, settings)
    some_answers(survey, 10)
    assert unopenable_envelopes() == {survey.collection.public_id: 250}
    assert open_envelopes(collection=survey.collection, by=SYSTEM) == 10
    assert Envelope.objects.filter(is_set_aside=True).count() == 250
    assert collections_to_open() == []


def test_an_envelope_that_asks_what_is_gone_is_set_aside_as_well(survey: Survey) -> None:
    some_answers(survey, 10)
    question = survey.blocks.first().questions.first()
    type(question).objects.filter(pk=question.pk).update(public_id="zzzzzzzzzz")
    assert open_envelopes(collection=survey.collection, by=SYSTEM) == 0
    assert Response.objects.count() == 0
    assert Envelope.objects.filter(is_set_aside=True).count() == 10


def test_owner_and_administrator_get_a_letter_with_what_to_do(
    survey: Survey, owner: Person
) -> None:
    a_person("Aatu", email="aatu@esimerkkila.example", is_administrator=True)
    a_person("Sivullinen", email="sivullinen@esimerkkila.example")
    receipts = some_answers(survey, 11)
    damage(survey, receipts[0])
    open_envelopes(collection=survey.collection, by=SYSTEM)
    Worker().run_until_empty()
    told = {letter.to[0]: letter for letter in mail.outbox if "TIEKARTTA_SECRET_KEY" in letter.body}
    assert set(told) == {owner.email, "aatu@esimerkkila.example"}
    assert told[owner.email].subject == "Några svar kunde inte öppnas"
    assert survey.collection.public_id in told[owner.email].body
    assert "Jonot" not in told[owner.email].body


def test_the_page_tells_how_many_and_tries_them_again(survey: Survey, owner: Person) -> None:
    receipts = some_answers(survey, 14)
    kept = {receipt: damage(survey, receipt) for receipt in receipts[:3]}
    close_collection(collection=survey.collection, by=SYSTEM)
    open_envelopes(collection=survey.collection, by=SYSTEM)
    client = Client(headers={"accept-language": "fi"})
    client.force_login(owner)
    programme, collection = survey.collection.programme, survey.collection
    address = reverse("voices:collection", args=[programme.public_id, collection.public_id])
    page = client.get(address, headers={"accept-language": "fi"}).content.decode()
    assert "3 sinetöityä vastausta ei voitu avata" in page
    assert "salainen avain" in page

    for receipt, whole in kept.items():
        envelope = envelope_of(survey, receipt)
        envelope.sealed = whole
        envelope.save()
    client.post(f"{address}teko/yrita-avata/")
    Worker().run_until_empty()
    assert (Response.objects.count(), Envelope.objects.count()) == (14, 0)
    page = client.get(address).content.decode()
    assert "ei voitu avata" not in page


def test_what_still_cannot_be_opened_is_set_aside_again(survey: Survey) -> None:
    receipts = some_answers(survey, 11)
    damage(survey, receipts[0])
    open_envelopes(collection=survey.collection, by=SYSTEM)
    close_collection(collection=survey.collection, by=SYSTEM)
    assert try_envelopes_again(collection=survey.collection, by=SYSTEM) == 1
    assert Job.objects.filter(task__endswith="open_envelopes").count() >= 1
    Worker().run_until_empty()
    assert Envelope.objects.get().is_set_aside
    assert Response.objects.count() == 10


def test_a_stranger_has_nothing_tried_again(survey: Survey) -> None:
    receipts = some_answers(survey, 11)
    damage(survey, receipts[0])
    open_envelopes(collection=survey.collection, by=SYSTEM)
    with pytest.raises(PermissionDenied):
        try_envelopes_again(collection=survey.collection, by=a_person("Sivullinen"))
    assert Envelope.objects.get().is_set_aside


def test_an_erased_collection_keeps_no_envelope_either(survey: Survey) -> None:
    """What nobody could open goes with the rest of the answers."""
    receipts = some_answers(survey, 11)
    damage(survey, receipts[0])
    close_collection(collection=survey.collection, by=SYSTEM)
    open_envelopes(collection=survey.collection, by=SYSTEM)
    erasing._raw(survey.collection, timezone.localdate())
    assert Envelope.objects.count() == 0
    assert Collection.objects.get().state == CollectionState.ERASED


def test_nothing_to_try_again_is_told(survey: Survey) -> None:
    with pytest.raises(Conflict):
        try_envelopes_again(collection=survey.collection, by=SYSTEM)


def test_a_late_text_that_is_held_takes_the_collection_back_to_screening(survey: Survey) -> None:
    some_answers(survey, 11)
    (receipt,) = some_answers(
        survey, 1, text="Maija Virtanen soitti, ja Maijalle pitäisi antaa aikaa"
    )
    whole = damage(survey, receipt)
    close_collection(collection=survey.collection, by=SYSTEM)
    open_envelopes(collection=survey.collection, by=SYSTEM)
    assert Collection.objects.get().state == CollectionState.SCREENED
    Envelope.objects.update(sealed=whole, is_set_aside=False)
    assert open_envelopes(collection=survey.collection, by=SYSTEM) == 1
    assert Screening.objects.count() == 1
    assert Collection.objects.get().state == CollectionState.CLOSED


def test_the_holder_of_the_receipt_sees_and_removes_what_was_set_aside(survey: Survey) -> None:
    """INV-V4."""
    receipts = some_answers(survey, 11)
    damage(survey, receipts[0])
    open_envelopes(collection=survey.collection, by=SYSTEM)
    page = Client().post("/kuitti/", {"code": receipts[0]}, headers={"accept-language": "fi"})
    assert "sitä ei voitu avata muiden kanssa" in page.content.decode()
    withdraw_answers(found=found_by(receipts[0]), by=ANONYMOUS)
    assert Envelope.objects.count() == 0


def test_results_of_a_closed_collection_do_not_wait_for_what_was_set_aside(survey: Survey) -> None:
    receipts = some_answers(survey, 21)
    damage(survey, receipts[0])
    close_collection(collection=survey.collection, by=SYSTEM)
    open_envelopes(collection=survey.collection, by=SYSTEM)
    assert surveys_to_release() == [survey.pk]
    assert release_results(survey_id=survey.pk, by=SYSTEM)


def test_check_finds_a_lost_key_before_anything_was_to_be_opened(
    survey: Survey, settings: object, capsys: pytest.CaptureFixture[str]
) -> None:
    some_answers(survey, 2)
    main(["check"])
    with_a_lost_key(survey, 3, settings)
    with pytest.raises(SystemExit) as stopped:
        main(["check"])
    assert stopped.value.code == 1
    assert f"cannot be opened (3 in {survey.collection.public_id})" in capsys.readouterr().err
    assert Envelope.objects.filter(is_set_aside=True).count() == 0
