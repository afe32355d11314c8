"""Letters through a real mail server on this machine, which may refuse, hang up or come back later."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.core.mail.message import BadHeaderError
from django.utils import timezone
from tests.factories import a_person
from tests.people.mail_server import a_certificate, a_mail_server, free_port

from tiekartta.jobs.models import Job
from tiekartta.jobs.states import JobState
from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.people.actions import invite, queue_letters, queue_waiting_letters
from tiekartta.people.composing import LetterText, as_html, parts_of
from tiekartta.people.models import Letter
from tiekartta.people.states import LetterProblem

pytestmark = pytest.mark.django_db
TEXT = LetterText("Kysely", "Hei,\n\nVastaa tässä:\n\nhttps://tiekartta.example/v/ABCD?a=1&b=2")
MINUTE = timedelta(minutes=1)


def write(*addresses: str, text: LetterText = TEXT, language: str = "fi") -> None:
    queue_letters(
        letters=[(each, language, text) for each in addresses], mailing="batch:x", by=SYSTEM
    )


def later(**time: float) -> None:
    """As if so much time had gone by."""
    for row in Letter.objects.filter(next_try_at__isnull=False):
        Letter.objects.filter(pk=row.pk).update(
            next_try_at=row.next_try_at - timedelta(**time),  # type: ignore[operator] # - filtered
            queued_at=row.queued_at - timedelta(**time),
        )
    queue_waiting_letters(by=SYSTEM)


def problems() -> list[str]:
    return sorted(Letter.objects.filter(sent_at__isnull=True).values_list("problem", flat=True))


class Read(HTMLParser):
    """Tags with attributes, and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def both_parts(letter: EmailMessage) -> tuple[str, str]:
    assert letter.get_content_type() == "multipart/alternative"
    text, html = letter.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    return text.get_content(), html.get_content()


def test_a_letter_arrives_with_text_and_html_and_headers(settings: Any) -> None:
    with a_mail_server(settings) as box:
        write("aino@esimerkkila.example")
        Worker().run_until_empty()

    ((address, letter),) = box.letters
    text, html = both_parts(letter)
    assert address == letter["To"] == "aino@esimerkkila.example"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "fi"
    assert str(Letter.objects.get().pk) in letter["Message-ID"]
    assert "https://tiekartta.example/v/ABCD?a=1&b=2" in text
    read = Read(html)
    assert ("a", {"href": "https://tiekartta.example/v/ABCD?a=1&b=2"}) in read.tags
    assert ("html", {"lang": "fi"}) in read.tags
    assert "Vastaa tässä" in read.words
    assert not {"img", "style", "script", "link"} & {tag for tag, _own in read.tags}


@pytest.mark.parametrize(
    ("language", "subject"), [("fi", "Kutsu Tiekarttaan"), ("sv", "Inbjudan till Tiekartta")]
)
def test_an_invitation_is_in_the_recipients_language_in_both_parts(
    settings: Any, language: str, subject: str
) -> None:
    with a_mail_server(settings) as box:
        invite(email="uusi@esimerkkila.example", display_name="Uuno", language=language, by=SYSTEM)
        Worker().run_until_empty()

    ((_address, letter),) = box.letters
    text, html = both_parts(letter)
    assert letter["Subject"] == subject
    assert letter["Content-Language"] == language
    assert f'<html lang="{language}">' in html
    link = next(own["href"] for tag, own in Read(html).tags if tag == "a")
    assert link is not None
    assert link in text
    assert "invited" not in text + html


def test_tls_and_login_work_with_a_certificate_that_is_known(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, certificate = a_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with a_mail_server(settings, tls=context, with_login=True) as box:
        write("aino@esimerkkila.example")
        Worker().run_until_empty()

    assert box.addresses == ["aino@esimerkkila.example"]


def test_an_unknown_certificate_gets_no_letter_and_no_password(
    settings: Any, tmp_path: Path
) -> None:
    context, _certificate = a_certificate(tmp_path)
    with a_mail_server(settings, tls=context, with_login=True) as box:
        write("aino@esimerkkila.example")
        Worker().run_until_empty()

    assert (box.tried, problems()) == (0, [LetterProblem.UNREACHABLE])


def test_a_wrong_password_waits_until_it_is_put_right(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    context, certificate = a_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with a_mail_server(settings, tls=context, with_login=True) as box:
        right = settings.EMAIL_HOST_PASSWORD
        settings.EMAIL_HOST_PASSWORD = "väärä"
        write("aino@esimerkkila.example", "bo@esimerkkila.example")
        Worker().run_until_empty()
        assert sorted(set(problems())) == ["", LetterProblem.LOGIN], (
            "one try a round, not one a letter"
        )
        settings.EMAIL_HOST_PASSWORD = right
        later(minutes=2)
        Worker().run_until_empty()

    assert box.addresses == ["aino@esimerkkila.example", "bo@esimerkkila.example"]


def test_no_server_at_all_loses_no_letter(settings: Any) -> None:
    write("aino@esimerkkila.example", "bo@esimerkkila.example")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    for _round in range(4):
        Worker().run_until_empty()
        later(hours=5)
    assert Letter.objects.filter(sent_at__isnull=True, given_up_at__isnull=True).count() == 2
    assert set(Job.objects.values_list("state", flat=True)) <= {JobState.DONE, JobState.QUEUED}

    with a_mail_server(settings) as box:
        later(hours=5)
        Worker().run_until_empty()

    assert box.addresses == ["aino@esimerkkila.example", "bo@esimerkkila.example"]


def test_an_address_that_is_refused_for_good_does_not_hold_up_the_others(settings: Any) -> None:
    with a_mail_server(settings) as box:
        box.recipient["poissa@esimerkkila.example"] = "550 5.1.1 no such mailbox"
        write("aino@esimerkkila.example", "poissa@esimerkkila.example", "bo@esimerkkila.example")
        Worker().run_until_empty()

    assert box.addresses == ["aino@esimerkkila.example", "bo@esimerkkila.example"]
    assert problems() == [LetterProblem.ADDRESS]
    assert Letter.objects.get(sent_at__isnull=True).given_up_at is not None


@pytest.mark.parametrize("where", ["recipient", "data"])
def test_a_server_that_asks_to_come_later_gets_the_letter_later(settings: Any, where: str) -> None:
    with a_mail_server(settings) as box:
        answers = getattr(box, where)
        answers[""] = "451 4.7.1 greylisted, come later"
        write("aino@esimerkkila.example")
        Worker().run_until_empty()
        assert (box.letters, problems()) == ([], [LetterProblem.LATER])
        answers.clear()
        later(minutes=2)
        Worker().run_until_empty()

    assert box.addresses == ["aino@esimerkkila.example"]


def test_a_letter_that_the_server_refuses_is_given_up_and_seen(settings: Any) -> None:
    with a_mail_server(settings) as box:
        box.data[""] = "554 5.7.1 no"
        write("aino@esimerkkila.example")
        Worker().run_until_empty()

    assert problems() == [LetterProblem.REFUSED]


def test_a_server_that_dies_in_the_middle_gets_the_rest_later_and_nobody_two(settings: Any) -> None:
    addresses = [f"henkilo{number}@esimerkkila.example" for number in range(6)]
    with a_mail_server(settings) as box:
        box.hangs_up_after = 3
        write(*addresses)
        Worker().run_until_empty()
        assert len(box.letters) == 3
        assert sorted(set(problems())) == ["", LetterProblem.UNREACHABLE]
        box.hangs_up_after = None
        later(minutes=2)
        Worker().run_until_empty()

    assert box.addresses == sorted(addresses)
    assert len({letter["Message-ID"] for _to, letter in box.letters}) == 6


def test_a_thousand_letters_go_over_one_connection_each_once(settings: Any) -> None:
    addresses = [f"henkilo{number}@esimerkkila.example" for number in range(300)]
    with a_mail_server(settings) as box:
        write(*addresses)
        Worker().run_until_empty()

    assert box.addresses == sorted(addresses)


@pytest.mark.parametrize(
    "hostile",
    [
        "Kysely\r\nBcc: muu@esimerkki.example",
        "Kysely\nX-Injected: 1",
        "Kysely\x0b\x0c\u2028Bcc: muu@esimerkki.example",
        "Kysely" + "ä" * 5000,
    ],
)
def test_a_hostile_subject_makes_no_header_and_no_recipient(settings: Any, hostile: str) -> None:
    with a_mail_server(settings) as box:
        write("aino@esimerkkila.example", text=LetterText(hostile, "Teksti"))
        Worker().run_until_empty()

    ((address, letter),) = box.letters
    assert address == "aino@esimerkkila.example"
    assert letter["Bcc"] is None
    assert letter["X-Injected"] is None


def test_a_header_with_a_line_break_is_never_sent(settings: Any) -> None:
    assert issubclass(BadHeaderError, ValueError)
    text = LetterText(
        "Kysely", "Teksti", {"List-Unsubscribe": "<https://a>\nBcc: muu@esimerkki.example"}
    )
    with a_mail_server(settings) as box:
        write("aino@esimerkkila.example", text=text)
        Worker().run_until_empty()

    assert box.letters == []
    assert problems() == [LetterProblem.ADDRESS]


def test_what_is_said_cannot_become_markup() -> None:
    html = as_html(LetterText("<b>Otsikko</b>", "<script>x()</script>\n\n\"><img src=x>:\n\nhttps://a.example/\"><script>"), "fi")  # fmt: skip
    tags = {tag for tag, _own in Read(html).tags}

    assert not {"script", "img", "b"} & tags


def test_an_address_after_words_becomes_a_link_with_those_words() -> None:
    words, link, alone = parts_of(
        "Hei\n\nVastaa tässä:\n\nhttps://a.example/1\n\nhttps://a.example/2"
    )

    assert words.lines == ("Hei",)
    assert (link.url, link.label) == ("https://a.example/1", "Vastaa tässä")
    assert (alone.url, alone.label) == ("https://a.example/2", "https://a.example/2")


def test_three_days_without_a_server_are_not_forgotten_but_shown(settings: Any) -> None:
    write("aino@esimerkkila.example")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    for _day in range(4):
        Worker().run_until_empty()
        later(days=1)
    Worker().run_until_empty()

    row = Letter.objects.get()
    assert row.given_up_at is not None
    assert row.given_up_at > timezone.now() - MINUTE
    assert bytes(row.sealed)


def test_people_without_an_account_are_no_recipients_of_account_letters() -> None:
    assert a_person().letters.count() == 0
