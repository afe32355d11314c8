"""A survey drawn in one language: labels, values, errors, easy language."""

from __future__ import annotations

import re
from typing import Any

from django.template.loader import render_to_string
from tests.asking import a_text, some_questions
from tests.page_reading import read_page

from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.surveys import SurveyForm, said, shown_blocks


def a_form() -> SurveyForm:
    return SurveyForm(RespondentGroup.CLIENT, a_text("Kysely"), some_questions(with_contact=True))


def drawn(code: str = "fi", **changes: Any) -> str:
    blocks = shown_blocks(a_form(), code, **changes)
    return "".join(
        render_to_string("voices/answering/block.html", {"block": block}) for block in blocks
    )


def test_every_field_of_every_kind_has_a_label_of_its_own() -> None:
    page = read_page(drawn())
    fields = [
        node.attributes
        for node in page.all("input", "textarea", "select")
    ]  # fmt: skip
    labels = [node.attributes["for"] for node in page.all("label")]

    assert [field["id"] for field in fields] == labels
    assert len(set(labels)) == len(labels) > 15
    assert len(page.all("fieldset")) == len(page.all("legend")) == 7


def test_names_of_fields_are_those_of_the_questions() -> None:
    names = set(re.findall(r' name="([^"]+)"', drawn()))

    assert names == {
        "q-need", "q-trust", "q-channel", "q-order-a", "q-order-b", "q-order-c", "q-services-a", "q-services-b",
        "q-area", "q-email",
    }  # fmt: skip


def test_what_was_answered_is_drawn_again() -> None:
    values = {
        "need": "Aikaa <nyt>", "trust": 4, "channel": ["b"], "order": ["c", "a"], "services": {"a": "b"},
    }  # fmt: skip
    html = drawn(values=values)

    assert "\nAikaa &lt;nyt&gt;</textarea>" in html
    assert re.findall(r'id="([^"]+)" name="[^"]+" value="[^"]+" checked', html) == [
        "q-trust-4", "q-channel-b", "q-services-a-b",
    ]  # fmt: skip
    assert re.findall(r'<select[^>]+id="q-order-c".*?value="(\d)" selected', html) == ["1"]


def test_an_error_stands_by_its_question_and_is_tied_to_it() -> None:
    page = read_page(drawn(errors={"need": "Lyhennä vastausta."}))
    box = page.all("textarea")[0]

    assert box.attributes["aria-invalid"] == "true"
    assert box.attributes["aria-describedby"] == "q-need-error"
    assert "q-need-error" in page.attributes("id")


def test_easy_language_falls_back_to_the_plain_one_and_that_to_the_source_with_its_mark() -> None:
    """INV-Q3."""
    text = TranslatedText.of(fi="Mikä toimii?", easy_fi="Mikä on hyvää?", sv="Vad fungerar?")

    assert said(text, "easy_fi").text == "Mikä on hyvää?"
    assert (said(text, "easy_sv").text, said(text, "easy_sv").language) == ("Vad fungerar?", "sv")
    shown = said(text, "en")
    assert (shown.text, shown.language, shown.is_asked) == ("Mikä toimii?", "fi", False)
    assert said(text, "easy_fi").language == "fi"
