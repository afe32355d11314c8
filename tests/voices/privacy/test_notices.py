"""Privacy notices: what a collection needs before it may open (INV-C1)."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.asking import a_notice, a_written_notice
from tests.factories import a_member, a_programme, the_owner

from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import LANGUAGES, TranslatedText
from tiekartta.people.states import DutyKind, Role
from tiekartta.voices.actions import (
    approve_notice,
    create_notice,
    edit_notice,
    publish_notice,
    renew_notice,
)
from tiekartta.voices.models import PrivacyNotice
from tiekartta.voices.notices import PARTS, starting_texts
from tiekartta.voices.queries import unfinished_parts
from tiekartta.voices.states import LegalBasis, NoticeState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("basis", LegalBasis)
def test_every_part_begins_with_a_text_in_three_languages(basis: LegalBasis) -> None:
    texts = starting_texts(basis)
    assert set(texts) == {part.name for part in PARTS}
    for text in texts.values():
        assert all(len(text.text(code)) > 10 for code in LANGUAGES)


def test_a_notice_with_a_place_to_fill_is_not_approved() -> None:
    programme = a_programme()
    notice = create_notice(programme=programme, basis=LegalBasis.CONSENT, by=the_owner(programme))
    assert len(unfinished_parts(notice)) == 4
    with pytest.raises(Refusal, match="Yhteystieto"):
        approve_notice(notice=notice, by=the_owner(programme))


def test_a_text_that_was_changed_since_it_was_read_is_not_approved(client: Client) -> None:
    """INV-C1: what is approved is what the privacy officer read."""
    programme = a_programme()
    notice = a_written_notice(programme)
    client.force_login(the_owner(programme))
    ids = [programme.public_id, notice.public_id]
    page = client.get(reverse("voices:notice", args=ids)).content.decode()
    (read,) = re.findall(r'name="version" value="(\d+)"', page)
    purpose = TranslatedText.of(**dict.fromkeys(LANGUAGES, "Aivan muu tarkoitus"))
    edit_notice(notice=notice, texts={"purpose": purpose}, version=notice.version, by=SYSTEM)

    with pytest.raises(Conflict):
        approve_notice(notice=notice, seen=int(read), by=the_owner(programme))
    approve = reverse("voices:notice_act", args=[*ids, "hyvaksy"])
    for sent in ({"version": read}, {}, {"version": "x"}, {"version": "9" * 5_000}):
        shown = client.post(approve, sent)
        assert shown.status_code == 409
        assert "Aivan muu tarkoitus" in shown.content.decode()
    notice.refresh_from_db()
    assert notice.state == NoticeState.DRAFT

    (newer,) = re.findall(r'name="version" value="(\d+)"', shown.content.decode())
    assert client.post(approve, {"version": newer}).status_code == 302
    notice.refresh_from_db()
    assert notice.state == NoticeState.APPROVED


def test_only_the_privacy_officer_approves_and_publishes() -> None:
    """Domain 4.5: privacy notice approve, d (privacy)."""
    programme = a_programme()
    notice = a_written_notice(programme)
    other = a_member(programme, Role.FACILITATOR)
    officer = a_member(programme, Role.FACILITATOR, DutyKind.PRIVACY_OFFICER)
    with pytest.raises(PermissionDenied):
        approve_notice(notice=notice, by=other)
    approve_notice(notice=notice, by=officer)
    with pytest.raises(PermissionDenied):
        publish_notice(notice=notice, by=other)
    publish_notice(notice=notice, by=officer)
    notice.refresh_from_db()
    assert (notice.state, notice.approved_by) == (NoticeState.PUBLISHED, officer)


def test_a_published_notice_never_changes_and_its_next_version_replaces_it() -> None:
    """House rule 3."""
    programme = a_programme()
    notice = a_notice(programme)
    text = {"purpose": TranslatedText.of(fi="Muu", sv="Annat")}
    with pytest.raises(Refusal, match="ei muutu"):
        edit_notice(notice=notice, texts=text, version=notice.version, by=the_owner(programme))
    new = renew_notice(notice=notice, by=the_owner(programme))
    with pytest.raises(Refusal, match="jo aloitettu"):
        renew_notice(notice=notice, by=the_owner(programme))
    approve_notice(notice=new, by=the_owner(programme))
    publish_notice(notice=new, by=the_owner(programme))
    notice.refresh_from_db()
    assert (notice.state, new.number) == (NoticeState.REPLACED, 2)


def test_two_writers_do_not_overwrite_each_other() -> None:
    programme = a_programme()
    notice = a_written_notice(programme)
    text = {"purpose": TranslatedText.of(fi="Uusi tarkoitus", sv="Nytt syfte")}
    edit_notice(notice=notice, texts=text, version=notice.version, by=the_owner(programme))
    with pytest.raises(Conflict):
        edit_notice(notice=notice, texts=text, version=notice.version, by=the_owner(programme))


def test_an_edited_notice_needs_approving_again() -> None:
    programme = a_programme()
    notice = a_written_notice(programme)
    approve_notice(notice=notice, by=the_owner(programme))
    edit_notice(notice=notice, texts={}, version=notice.version, by=the_owner(programme))
    with pytest.raises(Conflict):
        publish_notice(notice=notice, by=the_owner(programme))


def test_the_database_refuses_a_published_notice_without_a_day() -> None:
    notice = a_written_notice(a_programme())
    with pytest.raises(IntegrityError), transaction.atomic():
        PrivacyNotice.objects.filter(pk=notice.pk).update(state="published")


def test_the_list_takes_the_same_queries_with_one_and_three_rows(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    url = reverse("voices:notices", args=[programme.public_id])
    taken = []
    for more, rows in ((1, 1), (2, 3)):
        for _each in range(more):
            a_written_notice(programme)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url).content.decode()
        taken.append(len(queries))
        assert page.count('<th scope="row">') == rows
    assert taken[0] == taken[1]


@pytest.mark.parametrize(
    ("language", "heading"),
    [("fi", "Rekisterinpitäjä"), ("sv", "Personuppgiftsansvarig"), ("en", "Controller")],
)
def test_everybody_reads_a_published_notice_in_the_language_of_its_address(
    client: Client, language: str, heading: str
) -> None:
    """A respondent has no cookie: the address says the language."""
    notice = a_notice(a_programme())
    url = reverse("voices:public_notice_in", args=[notice.public_id, language])
    response = client.get(url, headers={"accept-language": "de"})
    assert heading in response.content.decode()
    assert response["Content-Language"] == language
    assert "Set-Cookie" not in response


def test_a_draft_is_read_by_nobody_else(client: Client) -> None:
    notice = a_written_notice(a_programme())
    assert client.get(reverse("voices:public_notice", args=[notice.public_id])).status_code == 404


def test_what_was_typed_stays_typed_when_it_is_refused(client: Client) -> None:
    programme = a_programme()
    notice = a_written_notice(programme)
    client.force_login(the_owner(programme))
    url = reverse("voices:notice_edit", args=[programme.public_id, notice.public_id])
    hostile = "<script>alert(1)</script> tarkoitus"
    sent = {"version": notice.version + 7, "purpose_0": hostile, "purpose_fi": hostile}
    response = client.post(url, sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert "&lt;script&gt;alert(1)&lt;/script&gt; tarkoitus" in page
    too_long = client.post(url, {"version": notice.version, "purpose_fi": "ä" * 5_001})
    assert too_long.status_code == 200
    assert "ä" * 5_001 in too_long.content.decode()
