"""Mark o of the matrix: facilitators build what is their own or given to them, and nothing else (domain 4.5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.asking import a_draft_survey, a_notice
from tests.factories import a_member, a_programme, the_owner

from tiekartta.language.errors import Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Person
from tiekartta.people.states import RespondentGroup, Role
from tiekartta.programmes.models import Membership, Programme
from tiekartta.programmes.states import PhaseCode
from tiekartta.voices.actions import (
    HearingFacts,
    add_hearings,
    close_collection,
    edit_hearing,
    found_survey,
    give_collection,
    open_collection,
    publish_ledger,
    remove_hearing,
)
from tiekartta.voices.models import Collection, Hearing
from tiekartta.voices.queries import collection_row, earlier_collections
from tiekartta.voices.states import HearingSize, ParticipationMeans

pytestmark = pytest.mark.django_db


def founded(programme: Programme, by: Person) -> Collection:
    return found_survey(
        programme=programme, template="idea-box", name="Laatikko", groups=[RespondentGroup.RESIDENT],
        languages=["fi", "sv"], by=by,
    )  # fmt: skip


def framed(collection: Collection) -> Collection:
    Collection.objects.filter(pk=collection.pk).update(
        notice=a_notice(collection.programme), closes_on=timezone.localdate() + timedelta(days=7)
    )
    collection.refresh_from_db()
    return collection


def test_a_facilitator_founds_opens_and_closes_their_own_collection() -> None:
    programme = a_programme()
    facilitator = a_member(programme, Role.FACILITATOR)
    own = framed(founded(programme, facilitator))

    assert own.keeper == facilitator
    open_collection(collection=own, by=facilitator)
    own.refresh_from_db()
    close_collection(collection=own, by=facilitator)
    assert [line.public_id for line in earlier_collections(reader=facilitator)] == [own.public_id]


def test_what_is_anothers_stays_shut_to_a_facilitator_until_it_is_given() -> None:
    programme = a_programme()
    owner, facilitator = the_owner(programme), a_member(programme, Role.FACILITATOR)
    other = framed(founded(programme, owner))
    for person in (facilitator, a_member(programme, Role.FACILITATOR)):
        with pytest.raises(PermissionDenied):
            open_collection(collection=other, by=person)
        with pytest.raises(PermissionDenied):
            collection_row(programme, other.public_id, reader=person)
        with pytest.raises(PermissionDenied):
            give_collection(collection=other, keeper=person, by=person)
    give_collection(collection=other, keeper=facilitator, by=owner)
    other.refresh_from_db()
    open_collection(collection=other, by=facilitator)
    other.refresh_from_db()
    close_collection(collection=other, by=owner)  # owners do so with all


def test_a_collection_is_given_to_owners_and_facilitators_only_and_goes_with_the_role() -> None:
    programme = a_programme()
    owner, recorder = the_owner(programme), a_member(programme, Role.RECORDER)
    collection = a_draft_survey(programme)
    stranger = a_member(a_programme(), Role.FACILITATOR)
    for wrong in (recorder, stranger):
        with pytest.raises(Refusal):
            give_collection(collection=collection, keeper=wrong, by=owner)
    facilitator = a_member(programme, Role.FACILITATOR)
    give_collection(collection=collection, keeper=facilitator, by=owner)
    collection_row(programme, collection.public_id, reader=facilitator)
    Membership.objects.filter(person=facilitator).update(valid_to=date(2020, 1, 1), valid_from=date(2019, 1, 1))  # fmt: skip
    with pytest.raises(PermissionDenied):
        collection_row(programme, collection.public_id, reader=facilitator)


def test_the_pages_offer_a_facilitator_their_own_collections_and_no_others(client: Client) -> None:
    programme = a_programme()
    facilitator = a_member(programme, Role.FACILITATOR)
    own, other = founded(programme, facilitator), founded(programme, the_owner(programme))
    client.force_login(facilitator)

    def builder_of(collection: Collection) -> str:
        ids = [programme.public_id, collection.public_id]
        return reverse("voices:survey_build", args=[*ids, collection.surveys.get().public_id])

    def page(name: str, *ids: str) -> tuple[int, str]:
        answer = client.get(reverse(f"voices:{name}", args=[programme.public_id, *ids]))
        return answer.status_code, answer.content.decode()

    assert reverse("voices:collection_new", args=[programme.public_id]) in page("collections")[1]
    assert builder_of(own) in page("collection", own.public_id)[1]
    assert builder_of(other) not in page("collection", other.public_id)[1]
    for name in ("collection_frame", "batches", "collection_remove"):
        assert [page(name, each.public_id)[0] for each in (own, other)] == [200, 403]
    assert [client.get(builder_of(each)).status_code for each in (own, other)] == [200, 403]
    given = reverse("voices:collection_keeper", args=[programme.public_id, other.public_id])
    assert client.post(given, {"keeper": str(facilitator.pk)}).status_code == 403
    client.force_login(the_owner(programme))
    assert facilitator.display_name in client.get(given).content.decode()
    assert client.post(given, {"keeper": str(facilitator.pk)}).status_code == 302
    client.force_login(facilitator)
    assert client.get(builder_of(other)).status_code == 200


def facts() -> HearingFacts:
    day = date(2026, 3, 2)
    return HearingFacts(
        phase=PhaseCode.SURVEY, means=ParticipationMeans.DISCUSSION, how=TranslatedText.of(fi="Ilta", sv="Kväll"),
        first_day=day, last_day=day, size=HearingSize.TEN,
    )  # fmt: skip


def test_a_facilitator_writes_their_own_hearings_into_the_ledger_and_does_not_publish_it(
    client: Client,
) -> None:
    programme = a_programme()
    owner, facilitator = the_owner(programme), a_member(programme, Role.FACILITATOR)
    (own,) = add_hearings(programme=programme, groups=[RespondentGroup.FAMILY], facts=facts(), by=facilitator)  # fmt: skip
    (other,) = add_hearings(programme=programme, groups=[RespondentGroup.STAFF], facts=facts(), by=owner)  # fmt: skip
    edit_hearing(hearing=own, seen=own.version, facts=facts(), by=facilitator)
    with pytest.raises(PermissionDenied):
        edit_hearing(hearing=other, seen=other.version, facts=facts(), by=facilitator)
    with pytest.raises(PermissionDenied):
        remove_hearing(hearing=other, by=facilitator)
    with pytest.raises(PermissionDenied):
        publish_ledger(programme=programme, is_public=True, by=facilitator)
    with pytest.raises(PermissionDenied):
        add_hearings(programme=programme, groups=[RespondentGroup.STAFF], facts=facts(), by=a_member(programme, Role.RECORDER))  # fmt: skip

    client.force_login(facilitator)
    board = client.get(reverse("voices:ledger", args=[programme.public_id])).content.decode()
    links = [reverse("voices:hearing", args=[programme.public_id, each.public_id]) for each in (own, other)]  # fmt: skip
    assert [f'href="{link}"' in board for link in links] == [True, False]
    assert [client.get(link).status_code for link in links] == [200, 403]
    assert reverse("voices:ledger_publish", args=[programme.public_id]) not in board
    remove_hearing(hearing=own, by=facilitator)
    assert list(Hearing.objects.all()) == [other]


def test_a_facilitator_looks_at_everything_of_their_own_collection_and_translates_nothing(
    client: Client,
) -> None:
    """Mark o: who builds it sees it on a phone and reads its languages; writing them takes the duty."""
    programme = a_programme()
    facilitator = a_member(programme, Role.FACILITATOR)
    own, foreign = founded(programme, facilitator), founded(programme, the_owner(programme))
    client.force_login(facilitator)

    def of(name: str, collection: Collection) -> str:
        ids = [programme.public_id, collection.public_id, collection.surveys.get().public_id]
        return reverse(f"voices:{name}", args=ids)

    for name in ("survey_preview", "survey_languages"):
        assert client.get(of(name, own)).status_code == 200
        assert client.get(of(name, foreign)).status_code == 403
        page = client.get(reverse("voices:collection", args=[programme.public_id, own.public_id]))
        assert of(name, own) in page.content.decode()
    board = client.get(f"{of('survey_languages', own)}?kieli=sv").content.decode()
    assert 'href="?kieli=' not in board
    assert "<textarea" not in board
    assert client.post(f"{of('survey_languages', own)}?kieli=sv", {}).status_code == 403
    assert client.post(of("survey_languages", own), {}).status_code == 403


def test_a_link_to_the_privacy_notices_is_for_those_who_may_see_them(client: Client) -> None:
    programme = a_programme()
    facilitator = a_member(programme, Role.FACILITATOR)
    own = founded(programme, facilitator)
    frame = reverse("voices:collection_frame", args=[programme.public_id, own.public_id])
    notices = reverse("voices:notices", args=[programme.public_id])

    for person, status in ((facilitator, 403), (the_owner(programme), 200)):
        client.force_login(person)
        assert client.get(notices).status_code == status
        assert (f'<a href="{notices}"' in client.get(frame).content.decode()) == (status == 200)
