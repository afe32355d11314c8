"""Beginning a survey: ready ones, copies, and a survey that goes into rows and comes back the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.asking import a_draft_survey
from tests.factories import a_member, a_person, a_programme, the_owner

from tiekartta.analysis.languages.plain import hints_of
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Missing, Refusal
from tiekartta.language.texts import TextState, TranslatedText, Variant
from tiekartta.people.states import RespondentGroup, Role
from tiekartta.programmes.actions import grant_role
from tiekartta.voices.actions import copy_collection, create_collection, found_survey
from tiekartta.voices.models import Collection, Question
from tiekartta.voices.queries import earlier_collection, earlier_collections
from tiekartta.voices.states import (
    ASKED_KINDS,
    BlockKind,
    CollectionKind,
    PageStyle,
    QuestionKind,
    VoiceKind,
)
from tiekartta.voices.surveys import (
    BlockForm,
    ChoiceForm,
    QuestionForm,
    SurveyForm,
    languages_for,
)
from tiekartta.voices.surveys.ready_made import read, ready_made
from tiekartta.voices.surveys.soundness import differing_twins, problems_of
from tiekartta.voices.surveys.storing import gaps_of_collection, read_survey, write_survey

READY = list(ready_made().values())
EVERY = ("fi", "sv", "en", "easy_fi", "easy_sv")


@pytest.mark.parametrize("source", READY, ids=lambda source: source.code)
def test_a_ready_survey_is_sound_comparable_and_complete_in_every_language(source: object) -> None:
    """S003-13, INV-C3: ready for staff, clients in easy language, and partners."""
    forms = source.forms  # type: ignore[attr-defined] # - a ready survey
    assert [problem for form in forms for problem in problems_of(form)] == []
    assert list(differing_twins(forms)) == []
    missing = {
        (form.respondent_group, code, text.text("fi"))
        for form in forms
        for text in form.texts()
        if text
        for code in languages_for(form.respondent_group, EVERY)
        if not text.text(code)
    }
    assert missing == set()


@pytest.mark.parametrize("source", READY, ids=lambda source: source.code)
def test_the_questions_of_a_ready_survey_are_in_plain_language(source: object) -> None:
    hints = {
        (code, question.text.text(code), hint.code)
        for form in source.forms  # type: ignore[attr-defined] # - a ready survey
        for question in form.questions()
        for code in EVERY
        for hint in hints_of(
            question.text.text(code), code.removeprefix("easy_"), is_easy=code.startswith("easy_")
        )
    }
    assert {hint for hint in hints if hint[2] != "negation"} == set()


def test_development_needs_asks_three_audiences_a_common_core_and_staff_for_nominations() -> None:
    """S003-13, S003-20."""
    forms = {form.respondent_group: form for form in ready_made()["development-needs"].forms}
    cores = [
        {question.common_key for question in form.questions() if question.common_key}
        for form in forms.values()
    ]
    with_nominations = {
        group for group, form in forms.items() if any(b.kind == BlockKind.NOMINATION for b in form.blocks)
    }  # fmt: skip

    assert set(forms) == {RespondentGroup.STAFF, RespondentGroup.CLIENT, RespondentGroup.PARTNER}
    assert {"need", "works", "reach"} <= set.intersection(*cores)
    assert with_nominations == {RespondentGroup.STAFF}


@pytest.mark.django_db
def test_a_founded_survey_has_everything_but_day_and_notice() -> None:
    """J2: a development manager is one form away from a draft that is whole."""
    programme = a_programme()
    made = found_survey(
        programme=programme, template="development-needs", name="Kevät", groups=[RespondentGroup.STAFF, RespondentGroup.CLIENT, RespondentGroup.FAMILY],
        languages=["easy_fi", "sv", "fi"], by=the_owner(programme),
    )  # fmt: skip

    assert made.languages == ["fi", "sv", "easy_fi"]
    groups = made.surveys.order_by("order").values_list("respondent_group", flat=True)
    assert list(groups) == ["staff", "client", "family"]
    family = made.surveys.get(respondent_group="family")
    assert not family.blocks.filter(kind="nomination").exists()
    codes = {gap.code for gap in gaps_of_collection(made, today=timezone.localdate())}
    assert codes <= {"days", "notice", "languages"}


def test_every_kind_of_listening_has_a_ready_form_and_says_its_kind() -> None:
    """Issue 5, point 6: net panel, discussion, interviews, idea box and consultation have forms of their own."""
    assert {source.kind for source in READY} == set(ASKED_KINDS)
    chain = ready_made()["interview-round"]
    assert [group.value for group in chain.groups] == ["client", "staff", "management", "decision_maker"]  # fmt: skip
    assert not any(form.is_open_link for form in chain.forms)
    assert all(
        len(list(form.questions())) <= 5 for source in READY for form in source.forms
        if source.kind != CollectionKind.SURVEY
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["import", "no-such-kind"])
def test_a_ready_form_of_a_wrong_kind_is_refused_on_loading(kind: str) -> None:
    data = {
        "kind": kind, "name": {"fi": "X"}, "about": {}, "title": {}, "means": [], "variants": [],
    }  # fmt: skip
    with pytest.raises(ValueError, match=kind):
        read("broken", data)
    assert read("whole", {**data, "kind": "idea_box"}).kind == CollectionKind.IDEA_BOX


@pytest.mark.django_db
@pytest.mark.parametrize("source", READY, ids=lambda source: source.code)
def test_what_is_founded_or_copied_is_of_the_kind_of_its_form(source: object) -> None:
    programme = a_programme()
    owner = the_owner(programme)
    made = found_survey(
        programme=programme, template=source.code, name="Keruu", groups=source.groups, languages=EVERY, by=owner,  # type: ignore[attr-defined] # - a ready form
    )  # fmt: skip
    copied = copy_collection(source=made, programme=programme, name="Kopio", by=owner)

    assert made.kind == copied.kind == source.kind  # type: ignore[attr-defined] # - a ready form
    codes = {gap.code for gap in gaps_of_collection(made, today=timezone.localdate())}
    assert codes == {"days", "notice"}


@pytest.mark.django_db
def test_a_collection_from_nothing_is_of_the_chosen_kind_and_never_an_import() -> None:
    programme = a_programme()
    good = {
        "programme": programme, "template": "", "name": "Laatikko", "groups": [RespondentGroup.RESIDENT],
        "languages": ["fi"], "by": the_owner(programme),
    }  # fmt: skip
    made = found_survey(**good, kind=CollectionKind.IDEA_BOX)  # type: ignore[arg-type] # - as it is
    assert (made.kind, made.means) == (CollectionKind.IDEA_BOX, ["own_initiative"])
    with pytest.raises(Refusal):
        found_survey(**good, kind=CollectionKind.IMPORT)  # type: ignore[arg-type] # - wrong on purpose


@pytest.mark.django_db
def test_founding_refuses_what_it_cannot_make() -> None:
    programme = a_programme()
    good = {
        "programme": programme, "template": "", "name": "Kysely", "groups": [RespondentGroup.CLIENT],
        "languages": ["fi"], "by": the_owner(programme),
    }  # fmt: skip
    for wrong in (
        {"template": "nothing-like-it"},
        {"groups": []},
        {"languages": []},
        {"name": " "},
    ):
        with pytest.raises(Refusal):
            found_survey(**{**good, **wrong})  # type: ignore[arg-type] # - wrong on purpose
    with pytest.raises(PermissionDenied):
        found_survey(**{**good, "by": a_member(programme, Role.RECORDER)})  # type: ignore[arg-type] # - wrong on purpose
    assert not Collection.objects.exists()
    assert found_survey(**good).surveys.count() == 1  # type: ignore[arg-type] # - as it is


@pytest.mark.django_db
def test_a_copy_comes_from_any_programme_that_the_person_builds_for_and_no_other() -> None:
    owner = a_person()
    mine, own_too, foreign = a_programme(owner), a_programme(owner), a_programme()
    source = a_draft_survey(own_too, RespondentGroup.STAFF)
    hidden = a_draft_survey(foreign)
    grant_role(programme=foreign, person=owner, role=Role.FACILITATOR, by=SYSTEM)

    assert [line.public_id for line in earlier_collections(reader=owner)] == [source.public_id]
    with pytest.raises(PermissionDenied):
        earlier_collection(hidden.public_id, reader=owner)
    with pytest.raises(Missing):
        earlier_collection(hidden.public_id, reader=a_person())
    with pytest.raises(PermissionDenied):
        copy_collection(source=hidden, programme=mine, name="Kopio", by=owner)
    copy = copy_collection(source=source, programme=mine, name="Kopio", by=owner)
    first, second = (read_survey(each.surveys.get().pk) for each in (source, copy))
    assert [q.text for q in first.questions()] == [q.text for q in second.questions()]
    assert {q.key for q in first.questions()}.isdisjoint(q.key for q in second.questions())
    assert (copy.closes_on, copy.notice_id, copy.languages) == (None, None, source.languages)


WORDS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\0"), min_size=1, max_size=40
).filter(lambda text: text.strip() == text and text)  # fmt: skip
TEXTS = st.dictionaries(
    st.sampled_from(EVERY), st.tuples(WORDS, st.sampled_from([TextState.CHECKED, TextState.MACHINE_DRAFT])), max_size=5
).map(lambda d: TranslatedText("fi", {code: Variant(*each) for code, each in d.items()}))  # fmt: skip


@st.composite
def surveys(draw: st.DrawFn) -> SurveyForm:
    """A survey of any parts and questions, with conditions that look back."""
    known: list[QuestionForm] = []
    blocks = []
    for kind in draw(
        st.lists(st.sampled_from([BlockKind.CONTENT, BlockKind.BACKGROUND]), max_size=3)
    ):
        questions = []
        for _number in range(draw(st.integers(0, 3))):
            question = draw(a_question(f"k{len(known)}", known))
            known.append(question)
            questions.append(question)
        blocks.append(BlockForm(kind, draw(TEXTS), tuple(questions), help=draw(TEXTS)))
    return SurveyForm(
        draw(st.sampled_from(RespondentGroup)), draw(TEXTS), tuple(blocks), intro=draw(TEXTS),
        thanks=draw(TEXTS), pages=draw(st.sampled_from(PageStyle)), is_open_link=draw(st.booleans()),
        asks_quote=draw(st.booleans()),
    )  # fmt: skip


@st.composite
def a_question(draw: st.DrawFn, key: str, known: list[QuestionForm]) -> QuestionForm:
    kind = draw(st.sampled_from(QuestionKind))

    def choices() -> tuple[ChoiceForm, ...]:
        return tuple(ChoiceForm(str(n), draw(TEXTS)) for n in range(draw(st.integers(0, 4))))

    low = draw(st.integers(0, 5))
    deciders = [q for q in known if q.options]
    decider = draw(st.sampled_from(deciders)) if deciders and draw(st.booleans()) else None
    return QuestionForm(
        key, kind, draw(TEXTS), help=draw(TEXTS), common_key=draw(st.sampled_from(["", key])),
        is_required=draw(st.booleans()), most_characters=draw(st.integers(1, 20_000)),
        most_choices=draw(st.none() | st.integers(1, 9)), voice_kind=draw(st.sampled_from(VoiceKind)),
        scale=(low, low + draw(st.integers(1, 9))) if kind == QuestionKind.SCALE else None,
        low_label=draw(TEXTS), high_label=draw(TEXTS), options=choices(), rows=choices(), columns=choices(),
        shown_after=decider.key if decider else "", shown_when=(decider.options[0].key,) if decider else (),
    )  # fmt: skip


def without_keys(form: SurveyForm) -> SurveyForm:
    """The survey with keys by number instead of by name: only the names may differ."""
    names = {question.key: f"n{at}" for at, question in enumerate(form.questions())}
    return replace(
        form, key="",
        blocks=tuple(
            replace(
                block, key="",
                questions=tuple(
                    replace(
                        q, key=names[q.key], shown_after=names.get(q.shown_after, ""),
                        common_key="yes" if q.common_key else "",
                    )
                    for q in block.questions
                ),
            )
            for block in form.blocks
        ),
    )  # fmt: skip


@pytest.mark.django_db
@given(surveys())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)  # fmt: skip
def test_a_survey_written_into_rows_is_read_back_as_it_was(form: SurveyForm) -> None:
    programme = a_programme()
    collection = create_collection(
        programme=programme, name="Kysely", forms=[], languages=["fi"], by=SYSTEM
    )
    row = write_survey(collection, form)

    assert without_keys(read_survey(row.pk)) == without_keys(form)
    assert Question.objects.filter(block__survey=row).count() == sum(1 for _ in form.questions())
