"""What counts of an answer: what is shown before it is sent, and the first of those sent with one receipt."""

from __future__ import annotations

import re
from html import unescape

import pytest
from tests.asking import a_text, an_open_survey, some_answers
from tests.factories import a_programme
from tests.voices.answering.phone import Phone
from tests.voices.answering.test_answering_pages import NEED, name, walk

from tiekartta.journal.actors import SYSTEM
from tiekartta.voices.actions import open_envelopes
from tiekartta.voices.models import Collection, Envelope, Response
from tiekartta.voices.states import BlockKind, QuestionKind
from tiekartta.voices.surveys import BlockForm, ChoiceForm, QuestionForm
from tiekartta.voices.surveys.words import words

pytestmark = pytest.mark.django_db


def test_a_phone_that_sends_twice_has_answered_once() -> None:
    """The double press, the lost network and the reloaded page, also after the envelope was opened."""
    _collection, survey = an_open_survey(a_programme())
    phone = walk(Phone(survey.public_id), survey)
    last, to = {**phone.fields, "act": "send"}, phone.form.action
    first = phone.client.post(to, last).content.decode()
    again = phone.client.post(to, last).content.decode()
    assert "data-again" not in first
    assert without_what_is_said_of_sending_again(again) == first
    some_answers(survey, 9)
    assert open_envelopes(collection=survey.collection, by=SYSTEM) == 10
    assert phone.client.post(to, last).content.decode() == again
    assert (Envelope.objects.count(), Response.objects.count()) == (0, 10)


def without_what_is_said_of_sending_again(page: str) -> str:
    shorter, times = re.subn(r"<section data-again>.*?</section>", "", page, flags=re.DOTALL)
    assert times == 1
    return shorter


@pytest.mark.parametrize("variant", ["fi", "selko"])
def test_an_answer_that_is_changed_and_sent_again_is_not_said_to_be_added(variant: str) -> None:
    """Back in the browser, other words, sent again: the first counts, and the page says so."""
    collection, survey = an_open_survey(a_programme())
    Collection.objects.filter(pk=collection.pk).update(languages=["fi", "easy_fi"])
    phone = walk(Phone(survey.public_id, variant), survey, need="Jonottaminen")
    last, to = {**phone.fields, "act": "send"}, phone.form.action
    sealed = phone.client.post(to, last) and bytes(Envelope.objects.get().sealed)
    page = phone.client.post(to, {**last, name(survey, NEED): "Muu asia"}).content.decode()
    assert str(words(easy=variant == "selko")["sent_before"]) in unescape(page)
    assert "Jonottaminen" not in page
    assert bytes(Envelope.objects.get().sealed) == sealed


def test_the_check_page_shows_only_what_will_be_received() -> None:
    """A question of the same page that another hides stands there without scripts; its answer is dropped."""
    choices = tuple(ChoiceForm(key, a_text(word)) for key, word in zip("ab", ("Kyllä", "Ei"), strict=True))  # fmt: skip
    many = tuple(ChoiceForm(key, a_text(word)) for key, word in zip("ab", ("yksi lapsi", "monta lasta"), strict=True))  # fmt: skip
    asked = (
        QuestionForm("x", QuestionKind.SINGLE, a_text("Onko lapsia?"), options=choices),
        QuestionForm(
            "y", QuestionKind.SINGLE, a_text("Montako?"), options=many, shown_after="x", shown_when=("a",)
        ),
    )  # fmt: skip
    blocks = (BlockForm(BlockKind.BACKGROUND, a_text("Taustatiedot"), asked),)
    survey = an_open_survey(a_programme(), blocks=blocks)[1]
    has, number = name(survey, "Onko lapsia?"), name(survey, "Montako?")
    phone = Phone(survey.public_id).open().press("start").press("next", {has: "b", number: "b"})
    assert "Tarkista ja lähetä" in phone.text
    assert "monta lasta" not in phone.text
    assert "Montako?" not in phone.text
    shown = phone.press("back").press("next", {has: "a", number: "b"})
    assert "monta lasta" in shown.text
