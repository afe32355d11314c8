"""Hostile input at the doors of a survey: a clear translated answer, never a 500, never a lost draft.

More than 300 cases, each of which is sent for real. Of every answer is asked: no error of the server, a whole
page in Finnish, no cookie, nothing that was typed as markup, and the text of the other questions still there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from tests.asking import an_open_survey, question_keys, some_questions, some_tokens
from tests.factories import a_programme
from tests.voices.answering.hostile_cases import (
    ACTS,
    ADDRESSES,
    BODIES,
    NAMES,
    TEXTS,
    URLENCODED,
    WORDS,
)
from tests.voices.answering.phone import Phone

from tiekartta.journal.actors import SYSTEM
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.actions import close_collection, open_envelopes
from tiekartta.voices.models import AccessToken, Answer, Envelope, Response, Survey, Voice
from tiekartta.voices.receipts import new_code
from tiekartta.voices.surveys.checking import clean_text

pytestmark = pytest.mark.django_db
NEED, TRUST, CHANNEL = "Mitä pitäisi kehittää?", "Luotan siihen, että saan apua", "Miten haluat asioida?"  # fmt: skip
ORDER, SERVICES, AREA = "Mikä on tärkeintä?", "Miten palvelut toimivat?", "Missä asut?"
DRAFT = "Tätä kirjoitin kauan, eikä se saa kadota.\nToinen rivi."
KIND = {200, 301, 302, 400, 404, 405, 409, 413, 415, 422, 429}
SENT: list[str] = []
"""Every case that was sent, by its name."""


@dataclass
class Doors:
    """A survey, and a phone that has half an answer."""

    survey: Survey
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keys = question_keys(self.survey)
        self.url = f"/vastaa/{self.survey.public_id}/fi/"
        self.client = Client(headers={"accept-language": "fi"}, raise_request_exception=False)

    def name(self, question: str) -> str:
        return f"q-{self.keys[question]}"

    def body(self, **changes: Any) -> dict[str, Any]:
        """What the second page sends: the draft travels hidden."""
        return {
            "act": "next", "at": self.keys[TRUST], "receipt": new_code(), self.name(NEED): DRAFT,
            self.name(TRUST): "4", **changes,
        }  # fmt: skip

    def post(
        self, case: str, body: dict[str, Any], *, keeps: str | None = DRAFT, url: str = ""
    ) -> Any:
        sent = urlencode(body, doseq=True)
        page = self.client.post(url or self.url, sent, content_type=URLENCODED)
        self.look(case, page, keeps=keeps)
        return page

    def look(self, case: str, page: Any, *, keeps: str | None = None) -> None:
        """Ask the same of every answer."""
        SENT.append(case)
        text = page.content.decode(errors="replace")
        wrong = [f"status {page.status_code}"] if page.status_code not in KIND else []
        if page.cookies or self.client.cookies:
            wrong.append("a cookie")
        if page.status_code != 302 and page["Content-Type"].startswith("text/html") and text:
            wrong += self.of_page(text)
        if keeps and page.status_code in {409, 422, 429}:
            shown = Phone(self.survey.public_id, page=page)
            kept = [
                value
                for value in shown.fields.get(self.name(NEED), [])
                if clean_text(value) == clean_text(keeps)
            ]
            if not kept and " ".join(keeps.split()) not in shown.text:
                wrong.append("the draft is lost")
        self.problems += [f"{case}: {each}" for each in wrong]

    def of_page(self, text: str) -> Iterator[str]:
        if not re.search(r'<html lang="fi">', text):
            yield "not in Finnish"
        if not re.search(r"<h1[^>]*>\s*\S", text):
            yield "no heading"
        for word in ("<script>alert", "<img src=x", "<svg/onload", "Traceback", "Exception"):
            if word in text:
                yield f"holds {word}"


@pytest.fixture
def doors() -> Doors:
    return Doors(an_open_survey(a_programme())[1])


@pytest.mark.parametrize("act", ACTS, ids=repr)
def test_any_text_comes_back_or_is_received(doors: Doors, act: str) -> None:
    """In the open question, on its own page, with every button."""
    for case, text in TEXTS.items():
        body = doors.body(act=act, at=doors.keys[NEED], **{doors.name(NEED): text})
        doors.post(f"{act!r} with {case}", body, keeps=text if clean_text(text) else None)
    assert doors.problems == []


def test_what_is_received_is_the_cleaned_text(doors: Doors) -> None:
    """NUL, control signs and turned text do not reach the database; everything else does, letter by letter."""
    wanted = []
    for case, text in TEXTS.items():
        if 0 < len(clean_text(text)) <= 2_000:
            page = doors.post(
                f"received: {case}", doors.body(act="send", **{doors.name(NEED): text})
            )
            assert page.status_code == 200, case
            wanted.append(clean_text(text))
    close_collection(collection=doors.survey.collection, by=SYSTEM)
    open_envelopes(collection=doors.survey.collection, by=SYSTEM)
    assert sorted(Voice.objects.values_list("text_original", flat=True)) == sorted(wanted)
    assert len(wanted) > 30


@pytest.mark.parametrize("question", [TRUST, CHANNEL, ORDER, SERVICES, AREA])
def test_any_word_for_a_choice_is_refused_or_passed_over(doors: Doors, question: str) -> None:
    """Scales below their ends, numbers of other alphabets, choices that are none."""
    part = {ORDER: "-a", SERVICES: "-b"}.get(question, "")
    for word in WORDS:
        fields = {doors.name(question) + part: word}
        doors.post(f"{question} = {word[:20]!r}", doors.body(act="send", **fields))
    assert doors.problems == []
    close_collection(collection=doors.survey.collection, by=SYSTEM)
    open_envelopes(collection=doors.survey.collection, by=SYSTEM)
    values = [row.value for row in Answer.objects.exclude(question__public_id=doors.keys[TRUST])]
    assert all(value in (["a"], ["b"], {"a": "a"}, {"b": "b"}, ["a", "b"]) for value in values), (
        values
    )
    trusted = Answer.objects.filter(question__public_id=doors.keys[TRUST])
    assert {row.value for row in trusted} <= {1, 2, 3, 4, 5}


def test_fields_that_the_survey_does_not_have_are_refused_and_the_draft_stays(doors: Doors) -> None:
    for name in NAMES:
        page = doors.post(f"field {name[:20]!r}", doors.body(**{name: "x"}))
        assert page.status_code == (200 if name == "Q-need" else 422), name
    assert doors.problems == []


@pytest.mark.parametrize("question", [NEED, TRUST, AREA])
def test_one_question_answered_twice_is_told(doors: Doors, question: str) -> None:
    several = {NEED: [DRAFT, "toinen"], TRUST: ["1", "2"], AREA: ["a", "b"]}[question]
    page = doors.post(
        f"twice {question}", doors.body(act="send", **{doors.name(question): several})
    )
    assert (page.status_code, Envelope.objects.count(), doors.problems) == (422, 0, [])


def test_a_matrix_of_a_thousand_forged_rows_is_refused(doors: Doors) -> None:
    rows = {f"{doors.name(SERVICES)}-r{number}": "a" for number in range(1_000)}
    assert doors.post("forged rows", doors.body(act="send", **rows)).status_code == 422
    assert doors.problems == []


@pytest.mark.parametrize("name", ["act", "at", "token", "receipt", "quote"])
def test_any_word_in_a_field_of_the_frame_is_borne(doors: Doors, name: str) -> None:
    for word in WORDS:
        for act in ("send", "next") if name != "act" else ("",):
            body = {**doors.body(act=act), name: word}
            doors.post(f"{name} = {word[:20]!r} with {act}", body)
            doors.post(f"{name} = {word[:20]!r} twice with {act}", {**body, name: [word, "x"]})
    assert doors.problems == []


@pytest.mark.parametrize("door", ["answer", "code", "receipt page"])
def test_any_body_is_answered(doors: Doors, door: str) -> None:
    """Wrong alphabets, broken parts, files, too many fields."""
    url = {"answer": doors.url, "code": "/k/", "receipt page": "/kuitti/"}[door]
    for case, (kind, body) in BODIES.items():
        page = doors.client.generic("POST", url, body, content_type=kind)
        if door == "receipt page":  # the page of receipts has a form with a token against forgery
            doors.client.cookies.clear()
            page.cookies.clear()
        doors.look(f"{door}: {case}", page)
    assert doors.problems == []


def test_any_address_is_answered(doors: Doors) -> None:
    for address in ADDRESSES:
        for method in ("GET", "POST", "HEAD"):
            page = doors.client.generic(method, address)
            if not address.startswith(("/v/", "/k/", "/vastaa/")) or page.status_code == 404:
                doors.client.cookies.clear()
                page.cookies.clear()
            doors.look(f"{method} {address[:30]}", page)
    assert [problem for problem in doors.problems if "not in Finnish" not in problem or "sivukieli" not in problem] == []  # fmt: skip


@pytest.mark.parametrize(
    "method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW"]
)
def test_other_methods_are_refused(doors: Doors, method: str) -> None:
    for url in (doors.url, f"/vastaa/{doors.survey.public_id}/", "/k/", "/v/AAAABBBBCCCC/"):
        page = doors.client.generic(method, url, b"act=send")
        assert page.status_code == 405
        SENT.append(f"{method} {url}")
    assert Envelope.objects.count() == 0


@pytest.mark.parametrize("megabytes", [3, 10])
def test_a_text_that_is_larger_than_any_is_not_read_and_stays_in_the_browser(
    doors: Doors, megabytes: int
) -> None:
    page = doors.post(
        "a huge text", doors.body(**{doors.name(NEED): "x" * megabytes * 1024 * 1024})
    )
    assert page.status_code == 413
    assert "Palaa selaimella takaisin: teksti on yhä tallella." in page.content.decode()
    swedish = doors.client.post(
        f"/vastaa/{doors.survey.public_id}/sv/", {"q-x": "x" * 3 * 1024 * 1024}
    )
    assert "Gå tillbaka med webbläsaren" in swedish.content.decode()
    assert doors.problems == []


def test_a_foreign_receipt_changes_nothing_and_shows_nothing(doors: Doors) -> None:
    """Whoever knows another's receipt cannot overwrite the answer by sending with it."""
    receipt = new_code()
    doors.post(
        "first", doors.body(act="send", receipt=receipt, **{doors.name(NEED): "Jonottaminen"})
    )
    page = doors.post(
        "foreign", doors.body(act="send", receipt=receipt, **{doors.name(NEED): "Muu"})
    )
    assert (page.status_code, Envelope.objects.count()) == (200, 1)
    assert "Jonottaminen" not in page.content.decode()
    close_collection(collection=doors.survey.collection, by=SYSTEM)
    open_envelopes(collection=doors.survey.collection, by=SYSTEM)
    assert Voice.objects.get().text_original == "Jonottaminen"
    assert doors.problems == []


def test_hidden_questions_cannot_be_answered() -> None:
    """A condition that does not hold: the answer is dropped, whoever sends it."""
    content, *others = some_questions()
    questions = [
        replace(each, shown_after="channel", shown_when=("c",)) if each.key == "services" else each
        for each in content.questions
    ]
    blocks = (replace(content, questions=tuple(questions)), *others)
    survey = an_open_survey(a_programme(), blocks=blocks)[1]
    doors = Doors(survey)
    for channel in ("a", "c"):
        fields = {doors.name(CHANNEL): channel, f"{doors.name(SERVICES)}-a": "b"}
        doors.post(f"hidden with {channel}", doors.body(act="send", **fields))
    assert (doors.problems, Envelope.objects.count()) == ([], 2)
    close_collection(collection=survey.collection, by=SYSTEM)
    open_envelopes(collection=survey.collection, by=SYSTEM)
    told = Answer.objects.filter(question__public_id=doors.keys[SERVICES])
    assert (Response.objects.count(), [row.value for row in told]) == (2, [{"a": "b"}])


@pytest.mark.parametrize("case", ["closed", "cancelled", "past its day"])
def test_a_survey_that_takes_nothing_gives_every_text_back(doors: Doors, case: str) -> None:
    collection = doors.survey.collection
    if case == "closed":
        close_collection(collection=collection, by=SYSTEM)
    elif case == "cancelled":
        type(collection).objects.update(state="cancelled")
    else:
        type(collection).objects.update(closes_on="2026-01-01")
    for act in ACTS:
        page = doors.post(f"{case} {act!r}", doors.body(act=act))
        assert page.status_code == 409
        assert "Tätä kirjoitin kauan" in page.content.decode()
    assert (doors.problems, Envelope.objects.count()) == ([], 0)


def test_forged_and_replayed_codes_open_nothing() -> None:
    survey = an_open_survey(a_programme(), is_open_link=False)[1]
    other = an_open_survey(a_programme(), RespondentGroup.STAFF, is_open_link=False)[1]
    (code,), (foreign,) = some_tokens(survey, 1), some_tokens(other, 1)
    doors = Doors(survey)
    for forged in (*WORDS, new_code(), foreign, code[:-1], code + "A", code[::-1]):
        page = doors.post(f"forged {forged[:20]!r}", doors.body(act="send", token=forged))
        assert page.status_code in {409, 422}, forged
    assert AccessToken.objects.filter(used=True).count() == 0
    assert doors.post("right", doors.body(act="send", token=code)).status_code == 200
    for replayed in (
        code,
        code.lower(),
        code.replace("-", ""),
        f" {code} ",
        code.replace("-", "–"),
    ):
        page = doors.post(f"replayed {replayed!r}", doors.body(act="send", token=replayed))
        assert page.status_code == 409
        assert "on jo käytetty" in page.content.decode()
    assert (doors.problems, Envelope.objects.count()) == ([], 1)


def test_more_than_three_hundred_cases_were_sent() -> None:
    """Runs last in this file, and only when the file was run whole."""
    if len(SENT) < 50:
        pytest.skip("the other tests of this file were not run")
    assert len(SENT) > 300
    assert len(set(SENT)) > 300
