"""Answering on a phone: no account, no cookie, no script; nothing that was typed is lost on the way."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from tests.asking import a_text, an_open_survey, question_keys, some_tokens
from tests.factories import a_programme
from tests.voices.answering.phone import Phone

from tiekartta.journal.actors import SYSTEM
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.actions import close_collection, open_envelopes
from tiekartta.voices.models import (
    AccessToken,
    Answer,
    Collection,
    Envelope,
    Response,
    Survey,
    Voice,
)
from tiekartta.voices.receipts import is_code
from tiekartta.voices.states import BlockKind, PageStyle, QuestionKind
from tiekartta.voices.surveys import BlockForm, QuestionForm

pytestmark = pytest.mark.django_db
NEED, TRUST, CHANNEL = "Mitä pitäisi kehittää?", "Luotan siihen, että saan apua", "Miten haluat asioida?"  # fmt: skip


@pytest.fixture
def survey() -> Survey:
    return an_open_survey(a_programme())[1]


def name(survey: Survey, question: str) -> str:
    return "q-" + question_keys(survey)[question]


def walk(phone: Phone, survey: Survey, **answers: str) -> Phone:
    """To the last page; `need` is what is written."""
    phone.open().press("start")
    phone.press("next", {name(survey, NEED): answers.get("need", "Lisää aikaa")})
    phone.press("next", {name(survey, TRUST): "4"})
    for _page in range(4):
        phone.press("next")
    return phone


def test_an_answer_goes_from_the_first_page_to_the_receipt(survey: Survey) -> None:
    """Journey J2, step 5: who asks, the questions one by one, the receipt and until when it may be removed."""
    phone = Phone(survey.public_id).open()
    for words in (
        "Perhekeskus",
        "Kerro omin sanoin",
        "Vastaat nimettömästi.",
        "soita 112",
        "Tätä ei lueta heti.",
    ):
        assert words in phone.text or words == "Perhekeskus"
    phone.press("start")
    assert "Kysymys 1 / 6" in phone.text
    walk(phone, survey)
    assert "Tarkista ja lähetä" in phone.text
    assert "Lisää aikaa" in phone.text
    phone.press("send", {"quote": "yes"})
    assert phone.page.status_code == 200
    (shown,) = re.findall(r"data-code>([^<]+)<", phone.page.content.decode())
    assert is_code(shown)
    until = timezone.localdate() + timedelta(days=30 + 365)
    assert f"Voit poistaa vastauksesi {until.day}.{until.month}.{until.year} asti." in phone.text
    assert 'src="data:image/svg+xml' in phone.page.content.decode()
    assert Envelope.objects.count() == 1


def test_what_was_sent_is_what_is_opened(survey: Survey) -> None:
    phone = walk(Phone(survey.public_id, "sv"), survey, need="Kortare köer\r\ntack")
    phone.press("send", {"quote": "yes"})
    close_collection(collection=survey.collection, by=SYSTEM)
    assert open_envelopes(collection=survey.collection, by=SYSTEM) == 1
    response, voice = Response.objects.get(), Voice.objects.get()
    assert (response.language, response.quote_ok, response.received_on) == ("sv", True, timezone.localdate())  # fmt: skip
    assert voice.text_original == "Kortare köer\ntack"
    assert [row.value for row in Answer.objects.all()] == [4]


def test_the_receipt_stands_in_no_address(survey: Survey) -> None:
    phone = walk(Phone(survey.public_id), survey).press("send")
    assert phone.page.status_code == 200, "no redirect, and so no address"
    assert phone.page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in phone.page.headers["Cache-Control"]
    (shown,) = re.findall(r"data-code>([^<]+)<", phone.page.content.decode())
    links = re.findall(r'(?:href|action)="([^"]*)"', phone.page.content.decode())
    assert not [link for link in links if shown.replace("-", "") in link.replace("-", "")]


def test_going_back_and_forth_loses_nothing(survey: Survey) -> None:
    phone = Phone(survey.public_id).open().press("start")
    phone.press("next", {name(survey, NEED): "Ensimmäinen\nrivi & <toinen>"})
    phone.press("next", {name(survey, TRUST): "2"})
    phone.press("back", {name(survey, CHANNEL): ["a", "c"]}).press("back").press("back")
    assert "Aloita" in phone.text
    phone.press("start")
    assert phone.fields[name(survey, NEED)] == ["Ensimmäinen\nrivi & <toinen>"]
    phone.press("next").press("next")
    assert phone.fields[name(survey, CHANNEL)] == ["a", "c"]
    for _page in range(4):
        phone.press("next")
    assert "Paikan päällä" in phone.text
    phone.press("go:" + question_keys(survey)[NEED])
    assert phone.fields[name(survey, NEED)] == ["Ensimmäinen\nrivi & <toinen>"]


def test_changing_the_language_in_the_middle_keeps_everything(survey: Survey) -> None:
    phone = Phone(survey.public_id).open().press("start")
    phone.press("next", {name(survey, NEED): "Lisää aikaa"})
    receipt = phone.fields["receipt"]
    phone.press("language", {name(survey, TRUST): "5"}, to=f"/vastaa/{survey.public_id}/sv/")
    assert "Fråga 2 / 6" in phone.text
    assert phone.fields[name(survey, NEED)] == ["Lisää aikaa"]
    assert phone.fields[name(survey, TRUST)] == ["5"]
    assert phone.fields["receipt"] == receipt


def test_a_swedish_respondent_gets_swedish_throughout(survey: Survey) -> None:
    """J2 OK: whatever the phone's own language is."""
    phone = Phone(survey.public_id, "sv", language="fi")
    pages = [phone.open().text, phone.press("start").text]
    pages += [phone.press("next").text for _page in range(6)]
    pages.append(phone.press("send").text)  # nothing answered: an error
    pages.append(phone.press("go:x").press("next", {name(survey, NEED): "Mer tid"}).text)
    pages.append(phone.press("send").text)
    assert "Tack. Ditt svar har tagits emot." in pages[-1]
    for page in pages:
        assert not re.search(
            r"\b(?:Kysymys|Seuraava|Takaisin|Kerro omin sanoin$|Aloita|Tietosuoja|Ohitan)\b", page
        )
    assert phone.form.lang == "sv"
    assert phone.page.headers["Content-Language"] == "sv"


def test_easy_language_reaches_the_frame_as_well() -> None:
    """Domain 8: the easy promise; texts of the survey in easy Finnish where it has them."""
    easy = TranslatedText.of(
        fi="Mitä kehittää?", sv="Vad?", en="What?", easy_fi="Mitä pitää muuttaa?"
    )
    blocks = (
        BlockForm(BlockKind.CONTENT, a_text("x"), (QuestionForm("need", QuestionKind.OPEN, easy),)),
    )
    _collection, survey = an_open_survey(a_programme(), blocks=blocks)
    Collection.objects.update(languages=["fi", "sv", "en", "easy_fi"])
    phone = Phone(survey.public_id, "selko").open()
    assert "Kukaan ei saa tietää, kuka sinä olet. Kerro omin sanoin." in phone.text
    assert "Emme lue vastaustasi heti." in phone.text
    assert "Vastaat nimettömästi" not in phone.text
    assert "Mitä pitää muuttaa?" in phone.press("start").text
    phone.press("next", {name_of_only(survey): "Puhukaa selvästi"}).press("send")
    assert "Säilytä tämä koodi." in phone.text
    close_collection(collection=survey.collection, by=SYSTEM)
    open_envelopes(collection=survey.collection, by=SYSTEM)
    assert Response.objects.get().language == "easy_fi"


def name_of_only(survey: Survey) -> str:
    return "q-" + next(iter(question_keys(survey).values()))


def test_a_word_of_danger_brings_help_contacts_and_keeps_the_answer(survey: Survey) -> None:
    """N6, R5."""
    phone = walk(Phone(survey.public_id), survey, need="En jaksa enää elää tämän kanssa").press(
        "send"
    )
    assert "Soita 112" in phone.text
    assert "saattaa tarvita pian apua" in phone.text
    assert Envelope.objects.count() == 1
    calm = walk(Phone(survey.public_id), survey).press("send")
    assert "saattaa tarvita pian apua" not in calm.text


def test_an_empty_answer_is_not_sent(survey: Survey) -> None:
    phone = Phone(survey.public_id).open().press("start")
    for _page in range(6):
        phone.press("next")
    phone.press("send")
    assert (phone.page.status_code, Envelope.objects.count()) == (422, 0)
    assert "Et ole vielä vastannut mihinkään." in phone.text


def test_the_address_without_a_language_leads_to_the_readers_own(survey: Survey) -> None:
    for language, word in (("sv-FI,fi;q=0.5", "sv"), ("de,en;q=0.8", "en"), ("fi", "fi")):
        page = Phone(survey.public_id, language=language).open(f"/vastaa/{survey.public_id}/").page
        assert page.headers["Location"] == f"/vastaa/{survey.public_id}/{word}/"
    phone = Phone(survey.public_id, language="de").open(f"/vastaa/{survey.public_id}/")
    assert phone.page.status_code == 200
    assert {"Suomi", "Svenska", "English"} <= set(phone.form.words)


def test_a_language_that_the_survey_does_not_have_is_not_there(survey: Survey) -> None:
    for word in ("selko", "easy_fi", "xx", "fi-FI"):
        assert (
            Phone(survey.public_id).open(f"/vastaa/{survey.public_id}/{word}/").page.status_code
            == 404
        )
    assert Phone("bcdfghjkmn").open().page.status_code == 404


# --- all on one page ----------------------------------------------------------------------------


def test_all_questions_on_one_page_are_sent_from_it() -> None:
    _collection, survey = an_open_survey(a_programme())
    Survey.objects.filter(pk=survey.pk).update(pages=PageStyle.ALL)
    phone = Phone(survey.public_id).open().press("start")
    phone.press("send", {name(survey, TRUST): "9", name(survey, NEED): "Aikaa"})
    assert phone.page.status_code == 422
    assert phone.fields[name(survey, NEED)] == ["Aikaa"]
    phone.press("send", {name(survey, TRUST): "3"})
    assert "Kiitos. Vastauksesi on vastaanotettu." in phone.text
    assert Envelope.objects.count() == 1


# --- codes --------------------------------------------------------------------------------------


@pytest.fixture
def invited() -> tuple[Survey, list[str]]:
    _collection, survey = an_open_survey(a_programme(), is_open_link=False)
    return survey, some_tokens(survey, 3)


def test_a_survey_with_codes_asks_for_one_first(invited: tuple[Survey, list[str]]) -> None:
    survey, (code, *_others) = invited
    phone = Phone(survey.public_id).open()
    assert "token" in phone.shown
    assert "Kirjoita kutsusi koodi." in phone.press("start").text
    phone.press("start", {"token": "AAAA-BBBB-CCCC"})
    assert (phone.page.status_code, "Tällä koodilla kysely ei avaudu" in phone.text) == (422, True)
    phone.press("start", {"token": code.lower().replace("-", " ")})
    assert "Kysymys 1 / 6" in phone.text
    phone.press("next", {name(survey, NEED): "Aikaa"})
    for _page in range(5):
        phone.press("next")
    phone.press("send")
    assert "Kiitos." in phone.text
    assert AccessToken.objects.filter(used=True).count() == 1


def test_a_used_code_is_told_and_what_was_written_stays(invited: tuple[Survey, list[str]]) -> None:
    """Replayed: two phones with one code. The second keeps its text and can go on with another code."""
    survey, (code, another, _third) = invited
    phones = [Phone(survey.public_id).open() for _phone in range(2)]
    for number, phone in enumerate(phones):
        phone.press("start", {"token": code})
        phone.press("next", {name(survey, NEED): f"Vastaus {number}"})
        for _page in range(5):
            phone.press("next")
    assert "Kiitos." in phones[0].press("send").text
    second = phones[1].press("send")
    assert (second.page.status_code, Envelope.objects.count()) == (409, 1)
    assert "Tämä koodi on jo käytetty" in second.text
    assert second.fields[name(survey, NEED)] == ["Vastaus 1"]
    assert "Kiitos." in second.press("send", {"token": another}).text
    assert Envelope.objects.count() == 2
    assert "on jo käytetty" in Phone(survey.public_id).open().press("start", {"token": code}).text


@pytest.mark.parametrize("way", ["link", "typed"])
def test_a_code_alone_leads_to_its_survey(invited: tuple[Survey, list[str]], way: str) -> None:
    """The token is moved from the address into the body of the form at once."""
    survey, (code, *_others) = invited
    plain = code.replace("-", "")
    phone = Phone(survey.public_id, language="sv")
    if way == "link":
        phone.open(f"/v/{plain}/")
    else:
        phone.open("/k/").press("", {"token": code})
    assert (phone.page.status_code, phone.form.lang) == (200, "sv")
    assert phone.form.action == f"/vastaa/{survey.public_id}/sv/"
    assert phone.fields["token"][0].replace("-", "") == plain
    assert phone.page.headers["Referrer-Policy"] == "no-referrer"
    assert plain not in " ".join(
        re.findall(r'(?:href|action)="([^"]*)"', phone.page.content.decode())
    )
    assert "Fråga 1 / 6" in phone.press("start").text


@pytest.mark.parametrize("code", ["AAAABBBBCCCC", "x", "á%20b", "🦆" * 12, "A" * 500])
def test_a_link_with_a_wrong_code_says_so(invited: tuple[Survey, list[str]], code: str) -> None:
    phone = Phone(invited[0].public_id).open(f"/v/{code}/")
    assert phone.page.status_code == 422
    assert "Tällä koodilla kysely ei avaudu" in phone.text
    assert "token" in phone.shown


def test_guessing_codes_ends_and_right_codes_still_open(
    invited: tuple[Survey, list[str]], settings: Any
) -> None:
    settings.RATE_LIMIT_WRONG_CODES = 2
    survey, (code, *_others) = invited
    phone = Phone(survey.public_id)
    statuses = [phone.open(f"/v/AAAABBBBCC{number}Z/").page.status_code for number in range(10, 14)]
    assert statuses == [422, 422, 429, 429]
    assert phone.open(f"/v/{code}/").page.status_code == 200


def test_a_code_of_another_audience_does_not_open_this_one(
    invited: tuple[Survey, list[str]],
) -> None:
    _survey, (code, *_others) = invited
    _collection, other = an_open_survey(a_programme(), RespondentGroup.STAFF, is_open_link=False)
    assert "ei avaudu" in Phone(other.public_id).open().press("start", {"token": code}).text


# --- closed, replaced, crowded ------------------------------------------------------------------


def test_a_survey_that_closes_meanwhile_gives_the_text_back(survey: Survey) -> None:
    phone = walk(Phone(survey.public_id), survey, need="Kirjoitin tätä tunnin")
    close_collection(collection=survey.collection, by=SYSTEM)
    phone.press("send")
    assert (phone.page.status_code, Envelope.objects.count()) == (409, 0)
    assert "Tämä kysely on päättynyt" in phone.text
    assert "Vastaustasi ei otettu vastaan" in phone.text
    assert "Kirjoitin tätä tunnin" in phone.text
    assert phone.open().page.status_code == 200
    assert "Tämä kysely on päättynyt" in phone.text


def test_the_day_after_the_last_one_is_too_late(survey: Survey) -> None:
    Collection.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    assert "Tämä kysely on päättynyt" in Phone(survey.public_id).open().text


def test_who_has_begun_a_survey_that_is_corrected_may_finish_it(survey: Survey) -> None:
    """INV-C2: the correction is a new variant; newcomers are led to it."""
    phone = walk(Phone(survey.public_id), survey)
    Survey.objects.filter(pk=survey.pk).update(is_replaced=True)
    newer = Survey.objects.create(
        collection=survey.collection, respondent_group=survey.respondent_group, title=survey.title,
        number=2, supersedes=survey, correction=a_text("Korjattu"),
    )  # fmt: skip
    assert f"/vastaa/{newer.public_id}/fi/" in Phone(survey.public_id).open().page.content.decode()
    assert "Kiitos." in phone.press("send").text


def test_a_crowd_behind_one_address_is_asked_to_wait_and_loses_nothing(
    survey: Survey, settings: Any
) -> None:
    """A thousand phones fit; over the bound the page itself says so."""
    settings.RATE_LIMIT_ANSWERING = 3
    phone = Phone(survey.public_id).open().press("start")
    phone.press("next", {name(survey, NEED): "Aikaa"}).press("next")
    phone.press("next", {name(survey, CHANNEL): ["b"]})
    assert (phone.page.status_code, "odota minuutti" in phone.text) == (429, True)
    assert phone.fields[name(survey, CHANNEL)] == ["b"]
    assert phone.fields[name(survey, NEED)] == ["Aikaa"]
    for _post in range(2):
        phone.press("next")
    assert "name=" not in phone.press("next").page.content.decode().partition("<main")[2]
    assert phone.page.headers["Retry-After"] == "60"


def test_the_bound_of_answering_holds_a_hall() -> None:
    assert settings.RATE_LIMIT_ANSWERING >= 1000 * 8
