"""Editing a draft: what is sound stays, two editors do not overwrite each other, nothing changes once it is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from tests.asking import a_draft_survey, a_text, an_open_survey
from tests.factories import a_member, a_programme, the_owner

from tiekartta.journal.actors import SYSTEM
from tiekartta.journal.models import Entry
from tiekartta.language.errors import Conflict, Missing, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup, Role
from tiekartta.voices import actions
from tiekartta.voices.models import Block, Collection, Question, Survey
from tiekartta.voices.states import BlockKind, CollectionState, PageStyle, QuestionKind
from tiekartta.voices.surveys import BlockForm, ChoiceForm, QuestionForm
from tiekartta.voices.surveys.storing import read_survey

pytestmark = pytest.mark.django_db
STAFF, CLIENT = RespondentGroup.STAFF, RespondentGroup.CLIENT


def a_draft(*groups: RespondentGroup, blocks: tuple[BlockForm, ...] | None = None) -> list[Survey]:
    draft = a_draft_survey(a_programme(), *groups, blocks=blocks)
    return list(draft.surveys.select_related("collection__programme").order_by("order"))


def keys_of(survey: Survey) -> list[str]:
    return [question.text.text("fi") for question in read_survey(survey.pk).questions()]


def key_of(survey: Survey, text: str) -> str:
    return next(q.key for q in read_survey(survey.pk).questions() if q.text.text("fi") == text)


def choice(word: str, key: str = "") -> ChoiceForm:
    return ChoiceForm(key, a_text(word))


def a_single(text: str = "Saitko apua?", *words: str, **fields: Any) -> QuestionForm:
    options = tuple(choice(word) for word in words or ("Kyllä", "En"))
    return QuestionForm("", QuestionKind.SINGLE, a_text(text), options=options, **fields)


def block_key(survey: Survey, kind: BlockKind = BlockKind.CONTENT) -> str:
    return str(survey.blocks.get(kind=kind).public_id)


def test_a_question_comes_to_the_end_of_its_part_and_new_choices_get_numbers_for_keys() -> None:
    (survey,) = a_draft()
    row = actions.add_question(
        survey=survey, block_key=block_key(survey), form=a_single(), by=SYSTEM, seen=1
    )

    asked = next(q for q in read_survey(survey.pk).questions() if q.key == row.public_id)
    assert [c.key for c in asked.options] == ["1", "2"]
    assert keys_of(survey)[5] == "Saitko apua?"
    survey.refresh_from_db()
    assert survey.version == 2
    assert Entry.objects.filter(action="add_question", object_id=survey.public_id).exists()


def test_the_second_of_two_editors_is_told_and_overwrites_nothing() -> None:
    (survey,) = a_draft()
    actions.add_question(survey=survey, block_key=block_key(survey), form=a_single(), by=SYSTEM, seen=1)  # fmt: skip

    with pytest.raises(Conflict):
        actions.add_question(
            survey=survey, block_key=block_key(survey), form=a_single("Toinen?"), by=SYSTEM, seen=1
        )
    assert "Toinen?" not in keys_of(survey)


def test_questions_and_parts_move_and_go() -> None:
    (survey,) = a_draft()
    before = keys_of(survey)
    second = key_of(survey, before[1])
    actions.move_question(survey=survey, key=second, towards="up", by=SYSTEM)
    assert keys_of(survey)[:2] == [before[1], before[0]]
    actions.move_question(survey=survey, key=second, towards="up", by=SYSTEM)  # at the end already
    actions.remove_question(survey=survey, key=second, by=SYSTEM)
    assert keys_of(survey)[0] == before[0]

    actions.move_block(survey=survey, key=block_key(survey, BlockKind.BACKGROUND), towards="up", by=SYSTEM)  # fmt: skip
    assert keys_of(survey)[0] == "Missä asut?"
    actions.remove_block(survey=survey, key=block_key(survey), by=SYSTEM)
    assert keys_of(survey) == ["Missä asut?"]
    with pytest.raises(Refusal):
        actions.move_question(
            survey=survey, key=key_of(survey, "Missä asut?"), towards="away", by=SYSTEM
        )


def test_what_is_new_comes_last_after_others_went_elsewhere() -> None:
    """A question that moved to another part, or an audience that went, leaves a hole in the order."""
    (survey,) = a_draft()
    asked = keys_of(survey)[:5]
    other = actions.add_block(
        survey=survey, kind=BlockKind.CONTENT, title=a_text("Toinen"), help=TranslatedText(), by=SYSTEM
    )  # fmt: skip
    own = str(survey.blocks.order_by("order")[0].public_id)
    for text in asked[:2]:
        form = next(q for q in read_survey(survey.pk).questions() if q.text.text("fi") == text)
        actions.edit_question(
            survey=survey, key=form.key, form=form, block_key=other.public_id, by=SYSTEM
        )
    actions.add_question(survey=survey, block_key=own, form=a_single("Uusi?"), by=SYSTEM)

    blocks = {
        b.key: [q.text.text("fi") for q in b.questions] for b in read_survey(survey.pk).blocks
    }
    assert blocks[own] == [*asked[2:], "Uusi?"]
    assert blocks[other.public_id] == asked[:2]
    actions.edit_question(
        survey=survey, key=key_of(survey, asked[0]), block_key=own, by=SYSTEM,
        form=next(q for q in read_survey(survey.pk).questions() if q.text.text("fi") == asked[0]),
    )  # fmt: skip
    assert keys_of(survey)[:5] == [*asked[2:], "Uusi?", asked[0]]


def test_an_audience_that_is_new_comes_last_after_another_went() -> None:
    surveys = a_draft(STAFF, CLIENT, RespondentGroup.FAMILY)
    collection = surveys[0].collection
    actions.remove_variant(survey=surveys[0], by=SYSTEM)
    actions.remove_variant(survey=surveys[1], by=SYSTEM)
    for group in (STAFF, CLIENT):
        actions.add_variant(collection=collection, group=group, by=SYSTEM)

    in_order = collection.surveys.order_by("order").values_list("respondent_group", flat=True)
    assert list(in_order) == [RespondentGroup.FAMILY, STAFF, CLIENT]


def test_a_question_is_shown_after_answers_to_an_earlier_choice_only() -> None:
    """Conditions never go in circles: a question looks back only."""
    (survey,) = a_draft()
    here = block_key(survey)
    decider = actions.add_question(survey=survey, block_key=here, form=a_single(), by=SYSTEM).public_id  # fmt: skip
    follower = QuestionForm(
        "", QuestionKind.OPEN, a_text("Mikä esti?"), shown_after=decider, shown_when=("2",)
    )
    made = actions.add_question(survey=survey, block_key=here, form=follower, by=SYSTEM).public_id

    for breaking in (
        lambda: actions.move_question(survey=survey, key=made, towards="up", by=SYSTEM),
        lambda: actions.remove_question(survey=survey, key=decider, by=SYSTEM),
        lambda: actions.edit_question(
            survey=survey, key=made, form=replace(follower, shown_when=("9",)), by=SYSTEM
        ),
        lambda: actions.edit_question(
            survey=survey, key=made, form=replace(follower, shown_when=()), by=SYSTEM
        ),
        lambda: actions.edit_question(
            survey=survey, key=decider, by=SYSTEM,
            form=replace(a_single(), shown_after=made, shown_when=("1",)),
        ),
        lambda: actions.edit_question(
            survey=survey, key=made, by=SYSTEM, form=replace(follower, shown_after=made),
        ),
    ):  # fmt: skip
        with pytest.raises(Refusal):
            breaking()
    with pytest.raises(Missing):
        actions.edit_question(
            survey=survey, key=made, form=replace(follower, shown_after="zzzzzzzzzz"), by=SYSTEM
        )
    kept = next(q for q in read_survey(survey.pk).questions() if q.key == made)
    assert (kept.shown_after, kept.shown_when) == (decider, ("2",))


def test_what_is_stored_apart_is_not_tied_to_the_answers_by_a_condition() -> None:
    """INV-A1: else whoever was asked for a nomination would have answered a certain thing."""
    (survey,) = a_draft(STAFF)
    decider = actions.add_question(
        survey=survey, block_key=block_key(survey), form=a_single(), by=SYSTEM
    ).public_id
    apart = actions.add_block(
        survey=survey, kind=BlockKind.NOMINATION, title=a_text("Palkitseminen"), by=SYSTEM
    )
    with pytest.raises(Refusal, match="erillään"):
        actions.add_question(
            survey=survey, block_key=apart.public_id, by=SYSTEM,
            form=a_single("Kenelle?", shown_after=decider, shown_when=("1",)),
        )  # fmt: skip


def test_nominations_are_asked_of_staff_only_and_background_by_choices_only() -> None:
    """S003-20: the same staff survey, kept apart. Background in own words would tell who answers."""
    staff, client = a_draft(STAFF, CLIENT)
    actions.add_block(survey=staff, kind=BlockKind.NOMINATION, title=a_text("Palkitseminen"), by=SYSTEM)  # fmt: skip
    with pytest.raises(Refusal, match="vain henkilöstöltä"):
        actions.add_block(survey=client, kind=BlockKind.NOMINATION, title=a_text("Kiitos"), by=SYSTEM)  # fmt: skip
    open_question = QuestionForm("", QuestionKind.OPEN, a_text("Missä työskentelet?"))
    with pytest.raises(Refusal, match="vaihtoehdoilla"):
        actions.add_question(
            survey=client, block_key=block_key(client, BlockKind.BACKGROUND), form=open_question, by=SYSTEM
        )  # fmt: skip


def test_what_others_are_asked_too_is_compared_and_must_stay_the_same_for_all() -> None:
    """INV-C3: the same scale and choices, enforced with a sentence that says why."""
    staff, client = a_draft(STAFF, CLIENT)
    row = actions.add_question(
        survey=staff, block_key=block_key(staff), form=a_single(), by=SYSTEM, also=[client.public_id]
    )  # fmt: skip
    row.refresh_from_db()
    options = (choice("Kyllä", "1"), choice("Osittain"), choice("En", "2"))
    changed = replace(a_single(), options=options, common_key=row.common_key)

    with pytest.raises(Refusal, match="verrataan"):
        actions.edit_question(survey=staff, key=row.public_id, form=changed, by=SYSTEM)
    twin = Question.objects.get(block__survey=client, common_key=row.common_key)
    twin.choices.filter(key="1").update(text=a_text("Sain"))
    actions.edit_question(survey=staff, key=row.public_id, form=changed, by=SYSTEM, in_all=True)

    words = [c.text.text("fi") for c in twin.choices.order_by("order")]
    assert words == ["Sain", "Osittain", "En"]
    assert [c.key for c in twin.choices.order_by("order")] == ["1", "3", "2"]
    with pytest.raises(Refusal, match="heiltä jo"):
        actions.copy_question(survey=staff, key=row.public_id, to=[client.public_id], by=SYSTEM)
    with pytest.raises(Refusal, match="muista ryhmistä"):
        actions.copy_question(survey=staff, key=row.public_id, to=["zzzzzzzzzz"], by=SYSTEM)


def test_an_audience_more_begins_with_the_same_questions_without_what_is_for_staff() -> None:
    (staff,) = a_draft(STAFF)
    actions.add_block(survey=staff, kind=BlockKind.NOMINATION, title=a_text("Palkitseminen"), by=SYSTEM)  # fmt: skip
    made = actions.add_variant(
        collection=staff.collection, group=CLIENT, by=SYSTEM, like=staff.public_id
    )

    kinds = [block.kind for block in read_survey(made.pk).blocks]
    shared = {q.common_key for q in read_survey(staff.pk).questions()}
    assert kinds == [BlockKind.CONTENT, BlockKind.BACKGROUND]
    assert {q.common_key for q in read_survey(made.pk).questions()} == shared - {""}
    assert "" not in shared
    with pytest.raises(Refusal):
        actions.add_variant(collection=staff.collection, group=CLIENT, by=SYSTEM)
    actions.remove_variant(survey=staff, by=SYSTEM)
    with pytest.raises(Refusal, match="Ainakin yhdeltä"):
        actions.remove_variant(survey=made, by=SYSTEM)


EDITS: list[Callable[[Survey], object]] = [
    lambda s: actions.add_block(survey=s, kind=BlockKind.CONTENT, title=a_text("Osa"), by=SYSTEM),
    lambda s: actions.edit_block(survey=s, key=block_key(s), title=a_text("Osa"), help=a_text(""), by=SYSTEM),
    lambda s: actions.move_block(survey=s, key=block_key(s), towards="down", by=SYSTEM),
    lambda s: actions.remove_block(survey=s, key=block_key(s), by=SYSTEM),
    lambda s: actions.add_question(survey=s, block_key=block_key(s), form=a_single(), by=SYSTEM),
    lambda s: actions.edit_question(survey=s, key=key_of(s, "Mitä pitäisi kehittää?"), form=QuestionForm("", QuestionKind.OPEN, a_text("Muu")), by=SYSTEM),
    lambda s: actions.move_question(survey=s, key=key_of(s, "Mitä pitäisi kehittää?"), towards="down", by=SYSTEM),
    lambda s: actions.remove_question(survey=s, key=key_of(s, "Mitä pitäisi kehittää?"), by=SYSTEM),
    lambda s: actions.copy_question(survey=s, key=key_of(s, "Mitä pitäisi kehittää?"), to=["b"], by=SYSTEM),
    lambda s: actions.add_variant(collection=s.collection, group=RespondentGroup.FAMILY, by=SYSTEM),
    lambda s: actions.remove_variant(survey=s, by=SYSTEM),
    lambda s: actions.edit_variant(survey=s, title=a_text("Muu"), intro=a_text("x"), thanks=a_text("x"), pages=PageStyle.ALL, is_open_link=True, asks_quote=True, by=SYSTEM),
    lambda s: actions.translate_survey(survey=s, code="sv", texts={"s.title": actions.Translation("Ny")}, by=SYSTEM),
    lambda s: actions.frame_collection(collection=s.collection, frame=actions.Frame("Muu", a_text("Muu"), ["fi"]), by=SYSTEM),
    lambda s: actions.remove_draft(collection=s.collection, by=SYSTEM),
]  # fmt: skip


def rows_of_questions() -> list[list[Any]]:
    tables = (Collection, Survey, Block, Question)
    return [list(table.objects.order_by("pk").values()) for table in tables]


@pytest.mark.parametrize("edit", EDITS)
def test_nothing_of_an_open_collection_can_be_edited(edit: Callable[[Survey], object]) -> None:
    """INV-C2: refused in the action itself, and nothing has changed."""
    _collection, survey = an_open_survey(a_programme())
    before = rows_of_questions()
    with pytest.raises(Refusal):
        edit(survey)
    assert rows_of_questions() == before


@pytest.mark.parametrize("edit", [*EDITS[:8], *EDITS[9:-1]])
def test_an_edit_takes_a_collection_in_review_back_to_the_draft(
    edit: Callable[[Survey], object],
) -> None:
    """What opens is what was looked at."""
    survey, _other = a_draft(CLIENT, STAFF)
    collection = survey.collection
    Collection.objects.filter(pk=collection.pk).update(state=CollectionState.REVIEW)
    edit(survey)
    collection.refresh_from_db()
    assert collection.state == CollectionState.DRAFT


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.RECORDER, Role.DEVELOPER, Role.STEERING, Role.JUROR])  # fmt: skip
def test_only_the_owner_builds(role: Role) -> None:
    (survey,) = a_draft()
    programme = survey.collection.programme
    with pytest.raises(PermissionDenied):
        actions.add_question(
            survey=survey, block_key=block_key(survey), form=a_single(), by=a_member(programme, role)
        )  # fmt: skip
    actions.add_question(
        survey=survey, block_key=block_key(survey), form=a_single(), by=the_owner(programme)
    )


@pytest.mark.parametrize(
    "form",
    [
        a_single("Yksi?", "Kyllä"),
        a_single("Samat?", "Kyllä", "Kyllä"),
        a_single("Monta?", *[f"Vaihtoehto {number}" for number in range(51)]),
        QuestionForm("", QuestionKind.SCALE, a_text("Asteikko"), scale=(5, 5)),
        QuestionForm("", QuestionKind.SCALE, a_text("Asteikko"), scale=(0, 99)),
        QuestionForm("", QuestionKind.SCALE, a_text("Asteikko")),
        QuestionForm("", QuestionKind.MATRIX, a_text("Taulukko"), columns=(choice("a"), choice("b"))),
        QuestionForm("", QuestionKind.MULTI, a_text("Monta"), options=(choice("a"), choice("b")), most_choices=3),
        QuestionForm("", QuestionKind.OPEN, a_text("x" * 2_001)),
        QuestionForm("", QuestionKind.RANK, a_text("Järjestä"), options=tuple(choice(f"v{n}") for n in range(16))),
        QuestionForm("", QuestionKind.SINGLE, a_text("Avaimet"), options=(choice("a", "1"), choice("b", "1"))),
        QuestionForm("", QuestionKind.OPEN, a_text("Sama avain"), common_key="need"),
    ],
)  # fmt: skip
def test_a_question_that_is_not_sound_is_refused_whole(form: QuestionForm) -> None:
    (survey,) = a_draft()
    before = rows_of_questions()
    with pytest.raises(Refusal):
        actions.add_question(survey=survey, block_key=block_key(survey), form=form, by=SYSTEM)
    assert rows_of_questions() == before


def test_a_survey_holds_two_hundred_questions_and_not_five_hundred() -> None:
    many = tuple(
        QuestionForm(f"k{number}", QuestionKind.OPEN, a_text(f"Kysymys {number}?"))
        for number in range(200)
    )
    (survey,) = a_draft(blocks=(BlockForm(BlockKind.CONTENT, a_text("Osa"), many),))
    with pytest.raises(Refusal, match="200"):
        actions.add_question(survey=survey, block_key=block_key(survey), form=a_single(), by=SYSTEM)
    too_many = BlockForm(
        BlockKind.CONTENT, TranslatedText(), tuple(replace(q, key=f"{q.key}{n}") for n in range(3) for q in many)
    )  # fmt: skip
    with pytest.raises(Refusal, match="200"):
        a_draft(blocks=(too_many,))
