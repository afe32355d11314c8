"""Translated texts: values with a state for each language, never an empty page (INV-Q3)."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tiekartta.language.fields import TranslatedTextField
from tiekartta.language.forms import TranslatedTextFormField
from tiekartta.language.texts import LANGUAGES, VARIANTS, TextState, TranslatedText, Variant

TEXTS = st.dictionaries(st.sampled_from(VARIANTS), st.text(max_size=30))


def test_a_reader_gets_the_own_language_else_the_source() -> None:
    text = TranslatedText.of(fi="Tiekartta", sv="Vägkarta")
    assert [
        (shown.text, shown.language, shown.is_asked) for shown in map(text.shown, LANGUAGES)
    ] == [
        ("Tiekartta", "fi", True),
        ("Vägkarta", "sv", True),
        ("Tiekartta", "fi", False),
    ]
    with translation.override("sv"):
        assert str(text) == "Vägkarta"


def test_a_text_in_swedish_only_has_swedish_as_its_source() -> None:
    assert TranslatedText.of(sv="Vägkarta").source == "sv"


def test_an_empty_text_is_false_and_shows_nothing() -> None:
    assert not TranslatedText.of(fi="  ")
    assert TranslatedText().shown("fi").text == ""


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown language"):
        TranslatedText.of(de="Fahrplan")


def test_each_variant_has_a_state() -> None:
    text = TranslatedText.of(fi="Tiekartta")
    assert (text.state("fi"), text.state("sv")) == (TextState.CHECKED, TextState.MISSING)


@given(TEXTS)
def test_a_text_survives_data_and_the_field(texts: dict[str, str]) -> None:
    text = TranslatedText.of(**texts)
    assert TranslatedText.from_data(text.as_data()) == text
    assert TranslatedTextField().to_python(text.as_data()) == text


def test_the_tag_marks_a_language_that_is_not_the_readers_and_escapes() -> None:
    template = Template("{% load texts %}{% text value %}")
    with translation.override("en"):
        shown = template.render(Context({"value": TranslatedText.of(fi="<b>Haku</b>")}))
    assert shown == '<span lang="fi">&lt;b&gt;Haku&lt;/b&gt;</span>'


def test_the_form_field_has_a_labelled_box_for_each_language() -> None:
    field = TranslatedTextFormField(required=True)
    assert field.clean(["Haku", "", ""]) == TranslatedText.of(fi="Haku")
    rendered = field.widget.render("title", TranslatedText.of(fi="Haku"), {"id": "id_title"})
    assert rendered.count("<label") == len(LANGUAGES)
    assert 'lang="sv"' in rendered


def test_the_form_field_has_boxes_for_the_languages_that_are_asked_for() -> None:
    field = TranslatedTextFormField(languages=("sv", "easy_sv"))
    assert field.clean(["Tid", "Tid för dig"]) == TranslatedText.of(sv="Tid", easy_sv="Tid för dig")
    rendered = field.widget.render("title", TranslatedText.of(easy_sv="Tid"), {"id": "id_title"})
    assert rendered.count('lang="sv"') == 2
    assert 'value="Tid"' in rendered


def test_revising_changes_what_is_named_and_keeps_the_state_of_what_stays() -> None:
    drafted = TranslatedText(
        "fi", {"fi": Variant("Haku"), "sv": Variant("Sök", TextState.MACHINE_DRAFT)}
    )
    same = drafted.revised({"fi": "Haku nyt", "sv": " Sök "})

    assert (same.text("fi"), same.state("sv")) == ("Haku nyt", TextState.MACHINE_DRAFT)
    assert drafted.revised({"sv": "Sökning"}).state("sv") == TextState.CHECKED
    assert drafted.revised({"fi": ""}).source == "sv"
    assert not drafted.revised({"fi": "", "sv": ""})
    with pytest.raises(ValueError, match="xx"):
        drafted.revised({"xx": "?"})
