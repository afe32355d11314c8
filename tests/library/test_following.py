"""Following a programme by e-mail: asked twice, sealed, one click to leave, and told once (N27)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories import a_member, a_programme, the_owner
from tests.people.mail_server import a_mail_server

from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.language.errors import Conflict, Missing, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.library import asking_limit
from tiekartta.library.actions import (
    confirm,
    forget_unconfirmed,
    leave,
    subscribe,
    tell_subscribers,
    write_bulletin,
)
from tiekartta.library.addresses import id_of, mark_of, token_of
from tiekartta.library.models import Bulletin, Subscription
from tiekartta.library.queries import bulletins, followers
from tiekartta.people.states import Role
from tiekartta.programmes.models import Programme

pytestmark = pytest.mark.django_db
ADDRESS = "aino@esimerkkila.example"
TITLE = TranslatedText.of(fi="Tiekartta on julkaistu", sv="Vägkartan är publicerad")


@pytest.fixture
def programme() -> Programme:
    return a_programme()


def asks(programme: Programme, address: str = ADDRESS, language: str = "fi") -> None:
    subscribe(programme=programme, address=address, language=language, by=ANONYMOUS)


def follows(programme: Programme, address: str = ADDRESS, language: str = "fi") -> Subscription:
    asks(programme, address, language)
    row = Subscription.objects.get(mark=mark_of(address, programme.pk))
    return confirm(token=token_of(row.pk), by=ANONYMOUS)


def link(pattern: str) -> str:
    found = re.search(rf"https?://[^/]+(/seuraa/{pattern}/[^\s]+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def test_an_address_counts_only_after_its_own_letter_confirms(client: Client, programme: Programme) -> None:  # fmt: skip
    asks(programme)
    Worker().run_until_empty()
    url = link("vahvista")

    assert client.get(url).status_code == 200
    assert Subscription.objects.get().confirmed_on is None, "looking confirms nothing"
    assert client.post(url).status_code == 200
    assert Subscription.objects.get().confirmed_on == timezone.localdate()


def test_the_letter_is_in_the_readers_language(client: Client, programme: Programme) -> None:
    client.post(f"/seuraa/{programme.public_id}/", {"address": ADDRESS}, headers={"accept-language": "sv"})  # fmt: skip
    Worker().run_until_empty()

    assert mail.outbox[0].subject == "Bekräfta att du vill följa"
    assert mail.outbox[0].extra_headers["Content-Language"] == "sv"


def test_the_page_says_the_same_to_every_address_and_writes_once_a_day(client: Client, programme: Programme) -> None:  # fmt: skip
    follows(programme, "bo@esimerkkila.example")
    mail.outbox.clear()
    answers = [
        client.post(f"/seuraa/{programme.public_id}/", {"address": address}).content
        for address in (ADDRESS, ADDRESS, "AINO@esimerkkila.example", "bo@esimerkkila.example")
    ]
    Worker().run_until_empty()

    assert len({re.sub(rb"[0-9a-zA-Z]{64}", b"", answer) for answer in answers}) == 1
    assert [letter.to for letter in mail.outbox if "seuraa/vahvista" in str(letter.body)][-1:] == [
        [ADDRESS]
    ]
    assert sum(letter.to == [ADDRESS] for letter in mail.outbox) == 1


def test_an_address_that_never_confirms_is_forgotten_in_a_week(programme: Programme) -> None:
    asks(programme)
    follows(programme, "bo@esimerkkila.example")
    today = timezone.localdate()

    assert forget_unconfirmed(by=SYSTEM, today=today + timedelta(days=7)) == 0
    assert forget_unconfirmed(by=SYSTEM, today=today + timedelta(days=8)) == 1
    assert Subscription.objects.get().confirmed_on is not None


def test_the_database_holds_no_address_and_no_common_mark(programme: Programme) -> None:
    other = a_programme()
    rows = [follows(programme), follows(other)]

    assert ADDRESS not in repr(list(Subscription.objects.values()))
    assert b"aino" not in b"".join(bytes(row.sealed) for row in Subscription.objects.all())
    assert rows[0].mark != rows[1].mark, "two programmes do not share their followers"


def test_one_click_of_a_mail_program_stops_it_without_cookies(programme: Programme) -> None:
    """RFC 8058."""
    row = follows(programme)
    client = Client(enforce_csrf_checks=True)
    url = f"/seuraa/lopeta/{token_of(row.pk)}/"

    assert client.get(url).status_code == 200
    assert Subscription.objects.count() == 1, "looking stops nothing"
    answer = client.post(
        url, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 200
    assert Subscription.objects.count() == 0
    assert client.post(url).status_code == 200, "twice does no harm"
    again = client.get(url)
    assert "library/left.html" in [each.name for each in again.templates], "opened again it says so"


@pytest.mark.parametrize(
    "token", ["x", "0" * 32, "0" * 32 + "~abc", "../..", "%00", "a" * 5_000, "<script>"]
)
def test_forged_links_lead_nowhere(client: Client, programme: Programme, token: str) -> None:
    follows(programme)

    assert id_of(token) is None
    for what in ("vahvista", "lopeta"):
        assert client.get(f"/seuraa/{what}/{token}/").status_code in {400, 404}
    with pytest.raises(Missing):
        leave(token=token, by=ANONYMOUS)
    assert Subscription.objects.count() == 1


@pytest.mark.parametrize(
    "address", ["", "aino", "a@b.fi\nBcc: muu@c.fi", "a@b.fi,c@d.fi", "x" * 300 + "@b.fi", "<script>@b.fi", "a@b"]
)  # fmt: skip
def test_what_is_no_address_is_told_and_writes_nothing(
    client: Client, programme: Programme, address: str
) -> None:
    answer = client.post(f"/seuraa/{programme.public_id}/", {"address": address})

    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert Subscription.objects.count() == 0
    with pytest.raises(Refusal):
        asks(programme, address)


def test_strangers_cannot_make_it_write_without_end(client: Client, programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(asking_limit, "MOST", 2)
    statuses = [
        client.post(f"/seuraa/{programme.public_id}/", {"address": f"h{n}@b.fi"}).status_code
        for n in range(4)
    ]

    assert statuses == [200, 200, 429, 429]
    assert Subscription.objects.count() == 2


def tell(programme: Programme, path: str = "/tiekartat/abc/", by: Any = SYSTEM) -> Bulletin:
    return tell_subscribers(programme=programme, title=TITLE, path=path, by=by)


def test_everybody_who_follows_gets_a_link_in_their_language_with_a_way_out(settings: Any, programme: Programme) -> None:  # fmt: skip
    """N27, INV-Q4."""
    first = follows(programme)
    follows(programme, "bo@esimerkkila.example", "sv")
    asks(programme, "cia@esimerkkila.example")
    Worker().run_until_empty()
    with a_mail_server(settings) as box:
        tell(programme)
        Worker().run_until_empty()

    letters = dict(box.letters)
    assert sorted(letters) == [ADDRESS, "bo@esimerkkila.example"]
    letter = letters[ADDRESS]
    leave_url = f"{settings.PUBLIC_URL}/seuraa/lopeta/{token_of(first.pk)}/"
    assert "".join(letter["List-Unsubscribe"].split()) == f"<{leave_url}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
    text, html = (part.get_content() for part in letter.iter_parts())
    assert "Tiekartta on julkaistu" in text
    assert "/tiekartat/abc/" in text
    assert leave_url in text
    assert '<html lang="fi">' in html
    swedish = next(letters["bo@esimerkkila.example"].iter_parts()).get_content()
    assert "Vägkartan är publicerad" in swedish


def test_a_page_is_told_once_and_the_job_run_twice_writes_once(programme: Programme) -> None:
    follows(programme)
    made = tell(programme)
    with pytest.raises(Conflict):
        tell(programme)

    assert write_bulletin(bulletin_id=made.pk, by=SYSTEM) == 1
    assert write_bulletin(bulletin_id=made.pk, by=SYSTEM) == 0


@pytest.mark.parametrize(
    "path", ["", "tiekartat/x", "https://muualla.example/", "//muualla.example/", "javascript:x()", "/a b", "/a\nBcc: x", "/\u202e", "/\\muualla.example/x", "/x\\y", "///muualla.example/", "/" * 5]
)  # fmt: skip
def test_only_pages_of_this_service_are_told(programme: Programme, path: str) -> None:
    with pytest.raises(Refusal):
        tell(programme, path)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.RECORDER, Role.STEERING, Role.DEVELOPER])
def test_only_the_owner_tells(programme: Programme, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        tell(programme, by=a_member(programme, role))
    assert tell(programme, by=the_owner(programme))


def test_few_followers_are_not_counted_for_the_owner(client: Client, programme: Programme) -> None:
    """INV-D1: nor by the letters that went."""
    for number in range(3):
        follows(programme, f"h{number}@esimerkkila.example")
    tell(programme)
    Worker().run_until_empty()
    assert not followers(programme, reader=SYSTEM).is_shown
    assert bulletins(programme, reader=SYSTEM)[0].state is None
    for number in range(3, 12):
        follows(programme, f"h{number}@esimerkkila.example")

    assert followers(programme, reader=SYSTEM).value == 12
    client.force_login(the_owner(programme))
    assert client.get(f"/ohjelmat/{programme.public_id}/seuraajat/").status_code == 200


def test_one_and_three_bulletins_take_the_same_queries(client: Client, programme: Programme) -> None:  # fmt: skip
    client.force_login(the_owner(programme))
    asked = []
    for paths in (["/a/"], ["/b/", "/c/"]):
        for path in paths:
            tell(programme, path)
        Worker().run_until_empty()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/ohjelmat/{programme.public_id}/seuraajat/")
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_a_programme_that_is_not_there_cannot_be_followed(client: Client) -> None:
    assert client.get("/seuraa/eiole/").status_code == 404
    assert client.post("/seuraa/eiole/", {"address": ADDRESS}).status_code == 404
