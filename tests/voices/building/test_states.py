"""From draft to review, open, closed or cancelled; corrections while people answer; who may what (domain 4.3)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.asking import (
    a_draft_survey,
    a_notice,
    a_text,
    an_open_survey,
    question_keys,
    some_answers,
    some_tokens,
)
from tests.factories import a_programme, a_second_look, the_owner

from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.language.errors import Conflict, Missing, Refusal
from tiekartta.language.texts import TextState, TranslatedText, Variant
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.voices import actions
from tiekartta.voices.actions import Frame, GivenAnswer, Wording, give_answer, open_envelopes
from tiekartta.voices.actions.results import make_file
from tiekartta.voices.models import (
    AccessToken,
    Answer,
    Collection,
    Envelope,
    PrivacyNotice,
    Question,
    QuoteReview,
    Response,
    ResultsFile,
    SealedNomination,
    Survey,
    Voice,
)
from tiekartta.voices.queries import collection_detail, survey_view
from tiekartta.voices.receipts import new_code
from tiekartta.voices.states import (
    CollectionState,
    NoticeState,
    ParticipationMeans,
    ResultsFormat,
)

pytestmark = pytest.mark.django_db


def a_ready_draft(programme: Programme | None = None) -> Collection:
    draft = a_draft_survey(programme or a_programme())
    Collection.objects.filter(pk=draft.pk).update(notice=a_notice(draft.programme))
    draft.refresh_from_db()
    return draft


def frame_of(draft: Collection, **changes: Any) -> Frame:
    values: dict[str, Any] = {
        "name": draft.name, "title": a_text("Kysely"), "languages": ["fi", "sv", "en"],
        "closes_on": draft.closes_on, "means": [ParticipationMeans.OPINIONS],
    }  # fmt: skip
    return Frame(**{**values, **changes})


def test_a_draft_goes_to_review_and_back_and_opens() -> None:
    draft = a_ready_draft()
    states = []
    for step in (actions.send_to_review, actions.return_to_draft, actions.send_to_review, actions.open_collection):  # fmt: skip
        step(collection=draft, by=SYSTEM)
        draft.refresh_from_db()
        states.append(draft.state)

    assert states == ["review", "draft", "review", "open"]
    for wrong in (actions.send_to_review, actions.return_to_draft, actions.open_collection):
        with pytest.raises(Conflict):
            wrong(collection=draft, by=SYSTEM)
    with pytest.raises(Refusal):
        actions.remove_draft(collection=draft, by=SYSTEM)


def missing(draft: Collection) -> dict[str, str]:
    detail = collection_detail(draft.programme, draft.public_id, reader=SYSTEM)
    return {gap.code: gap.text for gap in detail.gaps}


def test_each_thing_that_is_missing_keeps_a_collection_from_opening() -> None:
    """INV-C1: published notice, closing date, every text in every language and checked."""
    draft = a_ready_draft()
    rows = Collection.objects.filter(pk=draft.pk)
    notices = PrivacyNotice.objects.filter(pk=draft.notice_id)
    texts = Question.objects.filter(block__survey__collection=draft, common_key="need")
    whole, last = texts.get().text, draft.closes_on
    drafted = TranslatedText("fi", {**whole.variants, "sv": Variant("?", TextState.MACHINE_DRAFT)})
    undone = [
        ("notice", lambda: notices.update(state=NoticeState.DRAFT), lambda: notices.update(state=NoticeState.PUBLISHED)),
        ("days", lambda: rows.update(closes_on=None), lambda: rows.update(closes_on=last)),
        ("languages", lambda: texts.update(text=TranslatedText.of(fi="Vain suomeksi")), lambda: texts.update(text=whole)),
        ("languages", lambda: texts.update(text=drafted), lambda: texts.update(text=whole)),
        ("children", lambda: rows.update(children_involved=True), lambda: rows.update(children_involved=False)),
    ]  # fmt: skip
    for code, break_it, mend in undone:
        break_it()
        draft.refresh_from_db()
        assert set(missing(draft)) == {code}
        for step in (actions.open_collection, actions.send_to_review):
            with pytest.raises(Refusal, match=missing(draft)[code][:20]):
                step(collection=draft, by=SYSTEM)
        mend()
    draft.refresh_from_db()
    assert missing(draft) == {}
    actions.open_collection(collection=draft, by=SYSTEM)


def test_easy_language_is_asked_of_those_who_read_it_only() -> None:
    draft = a_draft_survey(
        a_programme(), RespondentGroup.STAFF, RespondentGroup.CLIENT, languages=("fi", "easy_fi")
    )
    client = draft.surveys.get(respondent_group="client")
    assert (
        "easy Finnish" in missing(draft)["languages"]
        or "selko" in missing(draft)["languages"].lower()
    )
    actions.remove_variant(survey=client, by=SYSTEM)

    assert "languages" not in missing(draft)
    staff = draft.surveys.get()
    Collection.objects.filter(pk=draft.pk).update(notice=a_notice(draft.programme))
    draft.refresh_from_db()
    actions.open_collection(collection=draft, by=SYSTEM)
    assert survey_view(staff.public_id).languages == ("fi",)


def test_limits_may_be_stricter_than_the_programmes_and_never_looser() -> None:
    """INV-D2."""
    draft = a_ready_draft(a_programme())
    for wrong in ({"k_full": 9}, {"k_min": 4}, {"k_full": 10, "k_min": 11}, {"k_min": 2_000}):
        with pytest.raises(Refusal):
            actions.frame_collection(collection=draft, frame=frame_of(draft, **wrong), by=SYSTEM)
    actions.frame_collection(
        collection=draft, frame=frame_of(draft, k_full=20, k_min=10), by=SYSTEM, seen=1
    )
    draft.refresh_from_db()
    assert (draft.k_full, draft.k_min, draft.version) == (20, 10, 2)
    with pytest.raises(Conflict):
        actions.frame_collection(collection=draft, frame=frame_of(draft), by=SYSTEM, seen=1)


def test_the_frame_refuses_what_does_not_hold_together() -> None:
    draft, foreign = a_ready_draft(), a_notice(a_programme())
    last = draft.closes_on
    assert last is not None
    for wrong in (
        {"name": "  "}, {"languages": []}, {"languages": ["fi", "xx"]}, {"notice": foreign.public_id},
        {"notice": "zzzzzzzzzz"}, {"children_involved": True}, {"min_age": 200},
        {"withdraw_until": last - timedelta(days=1)},
    ):  # fmt: skip
        with pytest.raises(Refusal):
            actions.frame_collection(collection=draft, frame=frame_of(draft, **wrong), by=SYSTEM)


@pytest.mark.parametrize("day", [date.max, date(2999, 1, 1)])
@pytest.mark.parametrize("which", ["closes_on", "withdraw_until"])
def test_a_day_that_nobody_lives_to_see_is_refused_and_no_error(which: str, day: date) -> None:
    """A slip of the pen in the year, wherever the day came from (INV-C1)."""
    draft = a_ready_draft()
    with pytest.raises(Refusal) as refused:
        actions.frame_collection(collection=draft, frame=frame_of(draft, **{which: day}), by=SYSTEM)
    assert refused.value.code == "days"

    Collection.objects.filter(pk=draft.pk).update(**{which: day})
    draft.refresh_from_db()
    assert "days" in missing(draft)
    with pytest.raises(Refusal):
        actions.open_collection(collection=draft, by=SYSTEM)


def test_an_audience_that_no_language_is_for_keeps_a_collection_from_being_made_framed_and_opened(
    client: Client,
) -> None:
    """INV-C1: easy language alone is nothing that staff is asked in."""
    programme = a_programme()
    for staff in ([RespondentGroup.STAFF], [RespondentGroup.CLIENT, RespondentGroup.STAFF]):
        with pytest.raises(Refusal) as made:
            a_draft_survey(programme, *staff, languages=("easy_fi", "easy_sv"))
        assert made.value.code == "languages"

    draft = a_ready_draft(programme)
    actions.add_variant(collection=draft, group=RespondentGroup.STAFF, by=SYSTEM)
    with pytest.raises(Refusal) as framed:
        actions.frame_collection(
            collection=draft, frame=frame_of(draft, languages=["easy_fi"]), by=SYSTEM
        )
    assert framed.value.code == "languages"

    # As a draft could be before.
    Collection.objects.filter(pk=draft.pk).update(languages=["easy_fi"])
    draft.refresh_from_db()
    with pytest.raises(Refusal) as added:
        actions.add_variant(collection=draft, group=RespondentGroup.PARTNER, by=SYSTEM)
    assert added.value.code == "languages"
    staff_label = str(RespondentGroup.STAFF.label)
    detail = collection_detail(programme, draft.public_id, reader=SYSTEM)
    assert any(gap.code == "languages" and staff_label in gap.text for gap in detail.gaps)
    with pytest.raises(Refusal):
        actions.open_collection(collection=draft, by=SYSTEM)

    client.force_login(the_owner(programme))
    survey = draft.surveys.get(respondent_group="staff")
    ids = [programme.public_id, draft.public_id, survey.public_id]
    assert client.get(reverse("voices:survey_preview", args=ids)).status_code == 404
    assert client.get(reverse("voices:survey_languages", args=ids)).status_code == 200


def test_a_link_to_a_survey_in_no_language_leads_nowhere(client: Client) -> None:
    """As one could be opened before: a page that is not there, not one that breaks."""
    collection, survey = an_open_survey(a_programme(), RespondentGroup.STAFF)
    (code,) = some_tokens(survey, 1)
    Collection.objects.filter(pk=collection.pk).update(languages=["easy_fi"])
    for url in (
        reverse("voices:survey", args=[survey.public_id]), reverse("voices:code_link", args=[code]),
    ):  # fmt: skip
        assert client.get(url).status_code == 404


def test_cancelling_destroys_every_answer_and_tells_why() -> None:
    """Domain 4.3: open → cancelled {responses destroyed}; what rested on a voice leads to a tombstone."""
    programme = a_programme()
    collection, survey = an_open_survey(programme)
    some_answers(survey, 11)
    open_envelopes(collection=collection, by=SYSTEM)
    some_answers(survey, 2)
    SealedNomination.objects.create(collection=collection, sealed=b"x")
    assert Voice.objects.filter(collection=collection).exclude(text_original="").exists()

    with pytest.raises(Refusal):
        actions.cancel_collection(collection=collection, reason=TranslatedText(), by=SYSTEM)
    actions.cancel_collection(
        collection=collection, reason=a_text("Kysymys oli väärin"), by=the_owner(programme)
    )

    collection.refresh_from_db()
    assert collection.state == CollectionState.CANCELLED
    assert str(collection.cancelled_reason.text("fi")) == "Kysymys oli väärin"
    for table in (Response, Answer, Envelope, SealedNomination):
        assert not table.objects.exists()
    left = Voice.objects.filter(collection=collection)
    assert set(left.values_list("state", "text_original", "text_screened")) == {
        ("withdrawn", "", "")
    }
    with pytest.raises(Refusal):
        some_answers(survey, 1)
    for again in (actions.open_collection, actions.close_collection):
        with pytest.raises(Conflict):
            again(collection=collection, by=SYSTEM)


def test_cancelling_leaves_no_copy_of_what_was_said_and_no_code() -> None:
    """Domain 4.3: quotations, files of results and codes go with the answers."""
    programme = a_programme()
    collection, survey = an_open_survey(programme)
    some_tokens(survey, 2)
    some_answers(survey, 12)
    open_envelopes(collection=collection, by=SYSTEM)
    a_second_look(programme, Voice.objects.values_list("pk", flat=True)[:1])
    actions.release_results(survey_id=survey.pk, by=SYSTEM)
    for _made in range(2):
        actions.ask_for_file(
            programme=programme, collection_id=collection.public_id, format=ResultsFormat.CSV,
            with_voices=True, by=the_owner(programme),
        )  # fmt: skip
    made, asked = ResultsFile.objects.all()
    assert make_file(file_id=made.pk, by=SYSTEM)
    made.refresh_from_db()
    assert "Jonot ovat pitkiä" in bytes(made.content or b"").decode()

    actions.cancel_collection(collection=collection, reason=a_text("Väärin"), by=SYSTEM)

    for table in (QuoteReview, ResultsFile, AccessToken):
        assert not table.objects.exists()
    assert not make_file(file_id=asked.pk, by=SYSTEM)


def test_a_draft_is_removed_with_all_its_questions() -> None:
    draft = a_draft_survey(a_programme())
    actions.remove_draft(collection=draft, by=SYSTEM)
    assert not Survey.objects.exists()
    assert not Collection.objects.exists()


def test_the_last_day_of_an_open_collection_moves_within_what_people_were_told() -> None:
    collection, _survey = an_open_survey(a_programme())
    today, told = timezone.localdate(), collection.withdraw_until
    assert told is not None
    move = {"collection": collection, "by": SYSTEM, "today": today}
    actions.move_closing_day(closes_on=today, **move)
    collection.refresh_from_db()
    assert collection.closes_on == today
    for wrong in (today - timedelta(days=1), told + timedelta(days=1)):
        with pytest.raises(Refusal):
            actions.move_closing_day(closes_on=wrong, **move)


def correct(survey: Survey, text: TranslatedText, note: TranslatedText | None = None) -> Survey:
    key = question_keys(survey)["Mitä pitäisi kehittää?"]
    return actions.correct_question(
        survey=survey, key=key, wording=Wording(text=text), by=SYSTEM,
        note=a_text("Kysymystä selvennettiin") if note is None else note,
    )  # fmt: skip


def test_a_correction_is_a_new_version_with_a_public_note_and_the_old_link_leads_to_it() -> None:
    """INV-C2."""
    _collection, old = an_open_survey(a_programme())
    new = correct(old, a_text("Mitä palveluissa pitäisi kehittää?"))

    before, after = survey_view(old.public_id), survey_view(new.public_id)
    assert (before.is_open, before.replaced_by) == (False, new.public_id)
    assert "Mitä pitäisi kehittää?" in question_keys(old)
    assert "Mitä palveluissa pitäisi kehittää?" in question_keys(new)
    new.refresh_from_db()
    assert (new.number, new.supersedes_id, new.correction.text("sv")) == (2, old.pk, "Kysymystä selvennettiin på svenska")  # fmt: skip
    assert after.is_open
    keys = [[q.common_key for q in view.form.questions()] for view in (before, after)]
    assert keys[0] == keys[1]
    assert "" not in keys[0]
    some_answers_to = give_answer(
        survey_public_id=new.public_id, receipt=new_code(), by=ANONYMOUS,
        given=GivenAnswer(language="fi", choices={}, texts={next(iter(question_keys(new).values())): "Aikaa"}),
    )  # fmt: skip
    assert not some_answers_to.was_there


def test_a_correction_keeps_kinds_scales_and_keys_and_is_whole_in_every_language() -> None:
    collection, old = an_open_survey(a_programme())
    for text, note in (
        (TranslatedText.of(fi="Vain suomeksi"), None), (TranslatedText(), None),
        (a_text("Kaikilla kielillä"), TranslatedText()), (a_text("Kaikilla"), TranslatedText.of(fi="Vain fi")),
    ):  # fmt: skip
        with pytest.raises(Refusal):
            correct(old, text, note)
    assert collection.surveys.count() == 1
    new = correct(old, a_text("Uusi"))
    with pytest.raises(Conflict):
        correct(old, a_text("Vielä uudempi"))
    shapes = [
        [(q.kind, q.scale, [c.key for c in q.options]) for q in survey_view(each.public_id).form.questions()]
        for each in (old, new)
    ]  # fmt: skip
    assert shapes[0] == shapes[1]
    with pytest.raises(Missing):
        actions.correct_question(
            survey=new, key="zzzzzzzzzz", wording=Wording(text=a_text("x")), note=a_text("x"), by=SYSTEM
        )  # fmt: skip
    draft = a_draft_survey(a_programme()).surveys.get()
    with pytest.raises(Conflict):
        actions.correct_question(
            survey=draft, key="x", wording=Wording(text=a_text("x")), note=a_text("x"), by=SYSTEM
        )
