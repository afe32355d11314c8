"""Paper forms and the screen on which they are typed in (J2 step 4, INV-C5)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.asking import a_text, an_open_survey, question_keys, some_answers, some_questions
from tests.factories import a_member, a_programme, the_owner
from tests.voices.ways.test_pages import CODE, base

from tiekartta.journal.actors import SYSTEM
from tiekartta.journal.models import Entry
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup, Role
from tiekartta.programmes.models import Programme
from tiekartta.voices.actions import close_collection, enter_answer, make_batch, open_envelopes
from tiekartta.voices.models import Answer, Collection, Envelope, Response, Survey, Voice
from tiekartta.voices.printing.papers import items_of, paper_blocks
from tiekartta.voices.queries import survey_of_paper
from tiekartta.voices.states import BlockKind, QuestionKind
from tiekartta.voices.surveys import BlockForm, ChoiceForm, GivenAnswer, QuestionForm, SurveyForm
from tiekartta.voices.surveys.numbers import read_typed

pytestmark = pytest.mark.django_db
NEED, TRUST, CHANNEL, ORDER, SERVICES, AREA = (
    "Mitä pitäisi kehittää?", "Luotan siihen, että saan apua", "Miten haluat asioida?", "Mikä on tärkeintä?",
    "Miten palvelut toimivat?", "Missä asut?",
)  # fmt: skip


@pytest.fixture
def programme() -> Programme:
    return a_programme()


@pytest.fixture
def survey(programme: Programme) -> Survey:
    return an_open_survey(programme)[1]


@pytest.fixture
def recorder(client: Client, programme: Programme) -> Client:
    client.force_login(a_member(programme, Role.RECORDER))
    return client


def url(survey: Survey, language: str = "fi") -> str:
    return f"{base(survey)}/kirjaus/{survey.public_id}/{language}/"


def typed(survey: Survey, **changes: str) -> dict[str, str]:
    """A whole form in numbers."""
    keys = question_keys(survey)
    return {
        f"n-{keys[NEED]}": "Lisää aikaa", f"n-{keys[TRUST]}": "4", f"n-{keys[CHANNEL]}": "13", f"n-{keys[ORDER]}.a": "2",
        f"n-{keys[ORDER]}.b": "1", f"n-{keys[ORDER]}.c": "3", f"n-{keys[SERVICES]}.a": "2", f"n-{keys[AREA]}": "1",
        "n-quote": "1", "receipt": "krtv 7h2m p9qx", **changes,
    }  # fmt: skip


def opened(survey: Survey) -> Response:
    """The typed answer, opened with nine others."""
    some_answers(survey, 9)
    open_envelopes(collection=survey.collection, by=SYSTEM)
    return Response.objects.get(entered_by_staff=True)


def test_a_form_typed_in_numbers_is_received_and_marked(recorder: Client, survey: Survey) -> None:
    """INV-C5."""
    answer = recorder.post(url(survey), typed(survey))
    assert (answer.status_code, answer.url) == (302, url(survey))

    row = opened(survey)
    keys = question_keys(survey)
    values = {each.question.public_id: each.value for each in Answer.objects.filter(response=row).select_related("question")}  # fmt: skip
    assert values == {
        keys[TRUST]: 4, keys[CHANNEL]: ["a", "c"], keys[ORDER]: ["b", "a", "c"], keys[SERVICES]: {"a": "b"}, keys[AREA]: ["a"],
    }  # fmt: skip
    assert Voice.objects.filter(response=row).get().text_original == "Lisää aikaa"
    assert (row.quote_ok, row.language) == (True, "fi")


def test_the_torn_off_receipt_finds_the_answer(recorder: Client, survey: Survey) -> None:
    recorder.post(url(survey), typed(survey, receipt="KRTV-7H2M-P9QX"))
    opened(survey)
    html = recorder.post("/kuitti/", {"code": "krtv7h2mp9qx"}, follow=True).content.decode()

    assert "Lisää aikaa" in html


def test_a_form_without_a_receipt_is_received_as_well(recorder: Client, survey: Survey) -> None:
    for _form in range(2):
        assert recorder.post(url(survey), typed(survey, receipt="")).status_code == 302

    assert Envelope.objects.count() == 2


def test_the_same_receipt_twice_is_told_and_nothing_typed_is_lost(recorder: Client, survey: Survey) -> None:  # fmt: skip
    recorder.post(url(survey), typed(survey))
    answer = recorder.post(url(survey), typed(survey))

    assert answer.status_code == 422
    assert "Kirjaatko lomaketta toiseen kertaan?" in answer.content.decode()
    assert_nothing_lost(answer, typed(survey))
    assert Envelope.objects.count() == 1


def assert_nothing_lost(answer: Any, sent: dict[str, str]) -> None:
    html = answer.content.decode()
    for name, value in sent.items():
        field = re.search(rf'name="{re.escape(name)}"[^>]*', html)
        assert field is not None, name
        assert f'value="{value}"' in field[0] or f">\n{value}</textarea>" in html, (name, value)


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        (TRUST, "6"), (TRUST, "0"), (TRUST, "kolme"), (TRUST, "²"), (TRUST, "4 5"), (CHANNEL, "14"), (CHANNEL, "x"),
        (CHANNEL, "1,9"), (AREA, "3"), (AREA, "-1"), (AREA, "1.5"), (AREA, "9" * 3000), (AREA, "١"), (AREA, "=1+1"),
    ],
)  # fmt: skip
def test_a_number_that_is_none_is_told_beside_its_question_and_nothing_is_lost(
    recorder: Client, survey: Survey, question: str, wrong: str
) -> None:
    sent = typed(survey, **{f"n-{question_keys(survey)[question]}": wrong})
    answer = recorder.post(url(survey), sent)

    assert answer.status_code == 422
    assert f'id="n-{question_keys(survey)[question]}-error"' in answer.content.decode()
    assert_nothing_lost(answer, sent)
    assert Envelope.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [{"receipt": "liian lyhyt"}, {"receipt": "12345678901U"}, {"receipt": "KRTV-7H2M-P9QX-A"}, {"receipt": "<script>x</script>"}, {"n-quote": "ehkä"}, {"receipt": "x" * 5_000}],
)  # fmt: skip
def test_other_wrong_fields_are_told(
    recorder: Client, survey: Survey, changes: dict[str, str]
) -> None:
    answer = recorder.post(url(survey), typed(survey, **changes))

    assert answer.status_code == 422
    assert "<script>x" not in answer.content.decode()
    assert Envelope.objects.count() == 0


def test_two_with_the_same_place_are_told(recorder: Client, survey: Survey) -> None:
    key = question_keys(survey)[ORDER]
    answer = recorder.post(url(survey), typed(survey, **{f"n-{key}.a": "1"}))

    assert answer.status_code == 422


def test_an_empty_form_is_not_received(recorder: Client, survey: Survey) -> None:
    assert recorder.post(url(survey), {}).status_code == 422
    assert Envelope.objects.count() == 0


def test_a_code_on_the_form_is_used_up(recorder: Client, programme: Programme) -> None:
    _collection, survey = an_open_survey(programme, is_open_link=False)
    code = make_batch(survey=survey, label="x", size=1, by=SYSTEM).codes[0]

    assert "Kutsun koodi" in recorder.get(url(survey)).content.decode()
    assert recorder.post(url(survey), typed(survey)).status_code == 422
    assert recorder.post(url(survey), typed(survey, token="0000-0000-0000")).status_code == 422
    assert recorder.post(url(survey), typed(survey, token=code)).status_code == 302
    assert recorder.post(url(survey), typed(survey, token=code, receipt="")).status_code == 422


@pytest.mark.parametrize("role", [Role.STEERING, Role.DEVELOPER, Role.JUROR])
def test_only_those_who_may_enter_answers_do(
    client: Client, programme: Programme, survey: Survey, role: Role
) -> None:
    person = a_member(programme, role)
    client.force_login(person)

    assert client.get(url(survey)).status_code == 403
    assert client.post(url(survey), typed(survey)).status_code == 403
    with pytest.raises(PermissionDenied):
        enter_answer(survey=survey, given=GivenAnswer("fi", {}, {"x": "y"}), by=person)


def test_the_journal_tells_no_hour_of_an_answer(recorder: Client, survey: Survey) -> None:
    """INV-D6."""
    before = Entry.objects.count()
    recorder.post(url(survey), typed(survey))

    assert Entry.objects.count() == before


def test_a_closed_collection_shows_no_fields_and_takes_nothing(recorder: Client, survey: Survey) -> None:  # fmt: skip
    yesterday = timezone.localdate() - timedelta(days=1)
    Collection.objects.filter(pk=survey.collection_id).update(
        opened_on=yesterday - timedelta(days=9), closes_on=yesterday
    )
    answer = recorder.post(url(survey), typed(survey))

    assert answer.status_code == 422
    assert Envelope.objects.count() == 0


def with_condition() -> SurveyForm:
    """A question shown after a certain choice, in five languages."""
    five = TranslatedText.of(fi="Käytätkö?", sv="Använder du?", en="Do you use?", easy_fi="Käytätkö sinä?", easy_sv="Använder du det?")  # fmt: skip
    single = QuestionForm(
        "uses", QuestionKind.SINGLE, five, options=(ChoiceForm("y", a_text("Kyllä")), ChoiceForm("n", a_text("En"))),
        is_required=True,
    )  # fmt: skip
    why = QuestionForm("why", QuestionKind.OPEN, a_text("Miksi et?"), shown_after="uses", shown_when=("n",))  # fmt: skip
    many = QuestionForm(
        "many", QuestionKind.MULTI, a_text("Mitkä?"), options=tuple(ChoiceForm(f"k{n}", a_text(f"Vaihtoehto {n}")) for n in range(1, 13)),
        most_choices=2,
    )  # fmt: skip
    block = BlockForm(BlockKind.CONTENT, a_text("Kysymykset"), (single, why, many))
    apart = BlockForm(BlockKind.CONTACT, a_text("Yhteys"), (QuestionForm("mail", QuestionKind.OPEN, a_text("Sähköposti")),))  # fmt: skip
    return SurveyForm(RespondentGroup.CLIENT, a_text("Kysely"), (block, apart))


def test_conditions_are_told_in_words_on_paper() -> None:
    from django.utils import translation  # noqa: PLC0415 - only here

    for code, told in (("fi", "Vastaa vain, jos vastasit kysymykseen 1: En."), ("sv", "Svara bara om du svarade så här på fråga 1: En på svenska.")):  # fmt: skip
        with translation.override(code):
            items = list(items_of(paper_blocks(with_condition(), code)))
        assert items[1].when == told
        assert [item.number for item in items] == [1, 2, 3, 4]


def test_easy_language_falls_back_to_its_plain_one_on_paper() -> None:
    items = list(items_of(paper_blocks(with_condition(), "easy_sv")))

    assert items[0].text == "Använder du det?"
    assert items[1].text == "Miksi et? på svenska"


def test_what_is_kept_apart_is_told_on_paper() -> None:
    assert [bool(block.note) for block in paper_blocks(with_condition(), "fi")] == [False, True]


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"n-uses": "2", "n-why": "En tunne"}, set()),
        ({"n-uses": "1", "n-why": "En tunne"}, {"why"}),
        ({"n-why": "En tunne"}, {"why"}),
        ({"n-many": "1 12"}, set()),
        ({"n-many": "1, 2; 3"}, {"many"}),
        ({"n-many": "12"}, set()),
        ({"n-many": "13"}, {"many"}),
        ({}, set()),
    ],
)
def test_numbers_are_read_as_the_paper_says(sent: dict[str, str], wrong: set[str]) -> None:
    """Nothing is required of paper; with more than nine choices 12 is the twelfth."""
    assert set(read_typed(with_condition(), sent).errors) == wrong


def test_twelve_is_one_and_two_where_there_are_nine_choices_at_most() -> None:
    form = SurveyForm(RespondentGroup.CLIENT, a_text("Kysely"), some_questions())

    assert read_typed(form, {"n-channel": "12"}).checked.values["channel"] == ["a", "b"]
    assert read_typed(form, {"n-channel": "2 1"}).checked.values["channel"] == ["a", "b"]


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(["n-uses", "n-why", "n-many", "n-mail", "n-quote", "n-x"]), st.text(max_size=30)))  # fmt: skip
def test_whatever_is_typed_is_an_answer_or_an_error(sent: dict[str, str]) -> None:
    form = with_condition()
    found = read_typed(form, sent)

    if found.is_right:
        assert found.checked.given(language="fi").language == "fi"
    assert set(found.errors) <= {"uses", "why", "many", "mail"}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_form_on_paper_speaks_one_language_and_has_a_place_for_the_receipt(
    recorder: Client, survey: Survey, language: str
) -> None:
    html = recorder.get(f"{base(survey)}/lomake/{survey.public_id}/{language}/").content.decode()

    assert f'<html lang="{language}">' in html
    assert not CODE.search(html)
    told = {"fi": "Vastaat nimettömästi", "sv": "Du svarar anonymt", "en": "You answer anonymously"}
    assert told[language] in html


def test_each_copy_has_a_receipt_of_its_own_twice(recorder: Client, survey: Survey) -> None:
    answer = recorder.post(f"{base(survey)}/lomake/{survey.public_id}/fi/kopiot/", {"number": "3", "as": "html"})  # fmt: skip
    codes = CODE.findall(answer.content.decode())

    assert (len(codes), len(set(codes))) == (6, 3)
    assert answer.headers["Cache-Control"].count("no-store") == 1


def test_copies_are_a_tagged_pdf(recorder: Client, survey: Survey) -> None:
    answer = recorder.post(f"{base(survey)}/lomake/{survey.public_id}/sv/kopiot/", {"number": "2", "as": "pdf"})  # fmt: skip

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("number", ["0", "51", "x", "", "9" * 100])
def test_other_numbers_of_copies_are_told(recorder: Client, survey: Survey, number: str) -> None:
    answer = recorder.post(f"{base(survey)}/lomake/{survey.public_id}/fi/kopiot/", {"number": number})  # fmt: skip

    assert answer.status_code == 200
    assert not CODE.search(answer.content.decode())


def test_the_owner_may_print_and_type_as_well(client: Client, programme: Programme, survey: Survey) -> None:  # fmt: skip
    client.force_login(the_owner(programme))

    assert client.get(url(survey)).status_code == 200
    assert survey_of_paper(survey).takes_codes is False


def test_a_form_that_is_typed_in_while_the_collection_closes_is_not_lost(
    recorder: Client, survey: Survey
) -> None:
    close_collection(collection=survey.collection, by=SYSTEM)
    sent = {f"n-{question_keys(survey)[NEED]}": "Käsin kirjoitettu pitkä vastaus", "receipt": ""}
    page = recorder.post(url(survey), sent)
    shown = page.content.decode()
    assert page.status_code == 422
    assert "Käsin kirjoitettu pitkä vastaus" in shown
    assert 'role="alert"' in shown
    assert not Envelope.objects.exists()
    assert "data-typing" not in recorder.get(url(survey)).content.decode()
