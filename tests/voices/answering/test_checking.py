"""From fields to an answer: conditions, lengths, strangers, and what is taken out of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.asking import a_text

from tiekartta.people.states import RespondentGroup
from tiekartta.voices.states import BlockKind, PageStyle, QuestionKind
from tiekartta.voices.surveys import BlockForm, ChoiceForm, QuestionForm, SurveyForm
from tiekartta.voices.surveys.checking import check, clean_text
from tiekartta.voices.surveys.fields import all_names
from tiekartta.voices.surveys.paging import pages_of
from tiekartta.voices.surveys.showing import shown_blocks
from tiekartta.voices.surveys.typed import carried, given_lines, typed

ABC = tuple(ChoiceForm(key, a_text(key.upper())) for key in "abc")


def a_question(key: str, kind: QuestionKind, **more: object) -> QuestionForm:
    defaults = {
        QuestionKind.SCALE: {"scale": (-2, 2)},
        QuestionKind.MATRIX: {"rows": ABC[:2], "columns": ABC},
        QuestionKind.OPEN: {},
    }
    own = defaults.get(kind, {"options": ABC})
    return QuestionForm(key, kind, a_text(key), **{**own, **more})


def a_form(*questions: QuestionForm, **more: object) -> SurveyForm:
    blocks = (BlockForm(BlockKind.CONTENT, a_text("Sisältö"), questions),)
    return SurveyForm(RespondentGroup.CLIENT, a_text("Kysely"), blocks, **more)


def sent(**fields: str | list[str]) -> dict[str, list[str]]:
    """`need="x"` as the form sends it; two underscores stand for the hyphen before a part."""
    return {
        "q-" + name.replace("__", "-"): value if isinstance(value, list) else [value]
        for name, value in fields.items()
    }


EVERY = a_form(
    a_question("need", QuestionKind.OPEN, most_characters=20),
    a_question("one", QuestionKind.SINGLE),
    a_question("many", QuestionKind.MULTI, most_choices=2),
    a_question("trust", QuestionKind.SCALE),
    a_question("rank", QuestionKind.RANK),
    a_question("grid", QuestionKind.MATRIX),
)


def test_every_kind_of_answer_becomes_its_value() -> None:
    checked = check(
        EVERY,
        sent(need="  Lisää aikaa \r\n", one="b", many=["c", "a"], trust="-2", rank__a="3", rank__c="1",
             grid__a="c", grid__b="a"),
    )  # fmt: skip
    assert checked.is_right
    assert checked.values == {
        "need": "Lisää aikaa", "one": ["b"], "many": ["a", "c"], "trust": -2, "rank": ["c", "a"],
        "grid": {"a": "c", "b": "a"},
    }  # fmt: skip
    answer = checked.given(language="easy_fi")
    assert (answer.texts, sorted(answer.choices), answer.language) == (
        {"need": "Lisää aikaa"}, ["grid", "many", "one", "rank", "trust"], "easy_fi",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        (sent(need="x" * 21), "need"), (sent(need=["a", "b"]), "need"), (sent(one="d"), "one"),
        (sent(one=["a", "b"]), "one"), (sent(many=["a", "b", "c"]), "many"), (sent(many="d"), "many"),
        (sent(trust="3"), "trust"), (sent(trust="-3"), "trust"), (sent(trust="１"), "trust"),
        (sent(trust="1.0"), "trust"), (sent(trust=["1", "2"]), "trust"), (sent(rank__a="1", rank__b="1"), "rank"),
        (sent(rank__a="4"), "rank"), (sent(rank__a="0"), "rank"), (sent(rank__a="x"), "rank"),
        (sent(grid__a="d"), "grid"), (sent(grid__a=["a", "b"]), "grid"),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_not_an_answer_is_told_at_its_question(
    fields: dict[str, list[str]], where: str
) -> None:
    checked = check(EVERY, fields)
    assert set(checked.errors) == {where}
    assert not checked.is_right


def test_nothing_is_required_unless_the_survey_says_so() -> None:
    assert check(EVERY, {}).is_right
    assert check(EVERY, {}).given(language="fi").is_empty
    for kind in QuestionKind:
        required = a_form(a_question("it", kind, is_required=True))
        assert set(check(required, {}).errors) == {"it"}
        assert check(required, {}, only=()).errors == {}


def test_a_required_matrix_wants_every_row() -> None:
    required = a_form(a_question("grid", QuestionKind.MATRIX, is_required=True))
    assert check(required, sent(grid__a="a")).errors
    assert check(required, sent(grid__a="a", grid__b="c")).is_right


CONDITIONAL = a_form(
    a_question("channel", QuestionKind.MULTI),
    a_question("why", QuestionKind.OPEN, shown_after="channel", shown_when=("c",), is_required=True),
    a_question("how", QuestionKind.SINGLE, shown_after="why", shown_when=("ei koskaan",)),
)  # fmt: skip


def test_a_hidden_question_is_neither_asked_nor_answered() -> None:
    hidden = check(CONDITIONAL, sent(channel="a", why="Kirjoitettu ennen", how="a"))
    assert (hidden.values, hidden.errors) == ({"channel": ["a"]}, {})
    assert set(check(CONDITIONAL, sent(channel="c")).errors) == {"why"}
    assert check(CONDITIONAL, sent(channel="c", why="Hidas")).values["why"] == "Hidas"


def test_pages_follow_the_conditions() -> None:
    assert [page.key for page in pages_of(CONDITIONAL, {})] == ["channel"]
    assert [page.key for page in pages_of(CONDITIONAL, {"channel": ["c"]})] == ["channel", "why"]
    whole = a_form(*CONDITIONAL.blocks[0].questions, pages=PageStyle.ALL)
    assert [page.keys for page in pages_of(whole, {})] == [{"channel", "why", "how"}]


def test_fields_of_no_question_are_told() -> None:
    assert check(EVERY, sent(need="x", other="y")).strangers == ("q-other",)
    assert check(EVERY, sent(rank="1")).strangers == ("q-rank",)
    assert check(EVERY, {"csrfmiddlewaretoken": ["x"]}).strangers == ()


def test_nominations_and_contacts_are_taken_apart() -> None:
    """INV-A1."""
    blocks = (
        BlockForm(BlockKind.CONTENT, a_text("A"), (a_question("need", QuestionKind.OPEN),)),
        BlockForm(BlockKind.NOMINATION, a_text("B"), (a_question("who", QuestionKind.OPEN), a_question("cat", QuestionKind.SINGLE))),
        BlockForm(BlockKind.CONTACT, a_text("C"), (a_question("email", QuestionKind.OPEN),)),
    )  # fmt: skip
    form = SurveyForm(RespondentGroup.STAFF, a_text("x"), blocks)
    answer = check(form, sent(need="a", who="Ansa Auttaja", cat="b", email="x@y.example")).given(
        language="fi"
    )
    assert (answer.texts, answer.choices) == ({"need": "a"}, {})
    assert answer.nominations == [{"who": "Ansa Auttaja", "cat": ["b"]}]
    assert answer.contacts == [{"email": "x@y.example"}]
    assert set(answer.own_words()) == {"a", "Ansa Auttaja", "x@y.example"}
    assert check(form, sent(need="a")).given(language="fi").nominations == []


def test_leave_to_quote_is_given_only_where_it_is_asked_for() -> None:
    asks, does_not = a_form(), a_form(asks_quote=False)
    yes = {"quote": ["yes"]}
    assert [check(form, yes).quote_ok for form in (asks, does_not)] == [True, False]
    assert not check(asks, {"quote": ["yes", "no"]}).quote_ok
    assert not check(asks, {"quote": ["1"]}).quote_ok


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" a\r\nb\rc ", "a\nb\nc"), ("a\x00b\x07c\x1b[31m", "abc[31m"), ("a\u202egnp.exe", "agnp.exe"),
        ("a\ud800b", "ab"), ("\ufeffa\uffff", "a"), ("😀 äö ﷽", "😀 äö ﷽"), ("\t \n", ""),
        ("e\u0301", "e\u0301"),
    ],
)  # fmt: skip
def test_a_text_keeps_its_words_and_loses_what_is_no_text(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@given(
    st.dictionaries(
        st.sampled_from(sorted(all_names(EVERY))) | st.text(max_size=8).map("q-{}".format),
        st.lists(
            st.text(max_size=30) | st.sampled_from(["a", "b", "1", "2", "-1", ""]), max_size=4
        ),
        max_size=9,
    )
)
def test_whatever_is_sent_is_an_answer_or_a_sentence(fields: dict[str, list[str]]) -> None:
    """Never an error, and what is right can be sealed as JSON."""
    checked = check(EVERY, fields)
    answer = checked.given(language="fi")
    for text in answer.texts.values():
        assert text == clean_text(text)
        assert len(text) <= 20 or "need" in checked.errors
    if checked.is_right:
        assert len(answer.choices.get("many", [])) <= 2
        assert answer.choices.get("trust", 0) in range(-2, 3)
        assert len(set(answer.choices.get("rank", []))) == len(answer.choices.get("rank", []))
    assert len(list(shown_blocks(EVERY, "fi", values=typed(EVERY, fields)))) == 1
    assert {field.name for field in carried(EVERY, fields, without=())} <= all_names(EVERY)
    assert len(list(given_lines(EVERY, pages_of(EVERY, {}), fields, code="sv"))) == 6


def test_what_was_typed_is_shown_again_whole() -> None:
    """Nothing that somebody wrote is lost on the way to an error."""
    text = "Rivi\n<b>toinen</b> & 'kolmas'" * 40
    (block,) = shown_blocks(EVERY, "fi", values=typed(EVERY, {"q-need": [text]}))
    assert block.questions[0].value == text
    (field,) = carried(EVERY, {"q-need": [text]}, without=())
    assert field.value == text
