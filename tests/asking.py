"""Surveys that tests need, open for answers, and answers to them."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from tests.lettering import another

from tiekartta.journal.actors import ANONYMOUS, SYSTEM, Actor
from tiekartta.language.texts import LANGUAGES, TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.voices.actions import (
    GivenAnswer,
    approve_notice,
    close_collection,
    create_collection,
    create_notice,
    edit_notice,
    give_answer,
    open_collection,
    open_envelopes,
    publish_notice,
    release_results,
)
from tiekartta.voices.models import AccessToken, Collection, PrivacyNotice, Survey, TokenBatch
from tiekartta.voices.notices import PARTS
from tiekartta.voices.queries import survey_view
from tiekartta.voices.queries.notices import PLACE_TO_FILL
from tiekartta.voices.receipts import key_of, new_codes, token_digest
from tiekartta.voices.states import BlockKind, LegalBasis, QuestionKind
from tiekartta.voices.surveys import BlockForm, ChoiceForm, QuestionForm, SurveyForm


def a_written_notice(programme: Programme, by: Actor = SYSTEM) -> PrivacyNotice:
    """A draft of a privacy notice in which nothing is left to fill in."""
    notice = create_notice(programme=programme, basis=LegalBasis.PUBLIC_INTEREST, by=by)
    texts = {
        part.name: TranslatedText.of(**{
            code: PLACE_TO_FILL.sub("Esimerkkilä", getattr(notice, part.name).text(code))
            for code in LANGUAGES
        })
        for part in PARTS
    }  # fmt: skip
    edit_notice(notice=notice, texts=texts, version=notice.version, by=by)
    notice.refresh_from_db()
    return notice


def a_notice(programme: Programme) -> PrivacyNotice:
    """A published privacy notice."""
    notice = a_written_notice(programme)
    approve_notice(notice=notice, by=SYSTEM)
    publish_notice(notice=notice, by=SYSTEM)
    notice.refresh_from_db()
    return notice


def a_text(word: str) -> TranslatedText:
    """A text in all three languages."""
    return TranslatedText.of(fi=word, sv=f"{word} på svenska", en=f"{word} in English")


def some_questions(*, with_contact: bool = False) -> tuple[BlockForm, ...]:
    """One open question, one of every closed kind, and a background variable."""

    def choices(*words: str) -> tuple[ChoiceForm, ...]:
        return tuple(
            ChoiceForm(key, a_text(word)) for key, word in zip("abcdef", words, strict=False)
        )

    content = (
        QuestionForm("need", QuestionKind.OPEN, a_text("Mitä pitäisi kehittää?"), common_key="need"),
        QuestionForm(
            "trust", QuestionKind.SCALE, a_text("Luotan siihen, että saan apua"), common_key="trust",
            scale=(1, 5), low_label=a_text("En lainkaan"), high_label=a_text("Täysin"),
        ),
        QuestionForm(
            "channel", QuestionKind.MULTI, a_text("Miten haluat asioida?"), common_key="channel",
            options=choices("Paikan päällä", "Puhelimella", "Verkossa"),
        ),
        QuestionForm(
            "order", QuestionKind.RANK, a_text("Mikä on tärkeintä?"),
            options=choices("Nopeus", "Sama työntekijä", "Selkeys"),
        ),
        QuestionForm(
            "services", QuestionKind.MATRIX, a_text("Miten palvelut toimivat?"),
            rows=choices("Neuvonta", "Perhetyö"), columns=choices("Huonosti", "Hyvin"),
        ),
    )  # fmt: skip
    background = (
        QuestionForm(
            "area", QuestionKind.SINGLE, a_text("Missä asut?"), common_key="area",
            options=choices("Rannikko", "Sisämaa"),
        ),
    )  # fmt: skip
    blocks = [
        BlockForm(BlockKind.CONTENT, a_text("Kysymykset"), content),
        BlockForm(BlockKind.BACKGROUND, a_text("Taustatiedot"), background),
    ]
    if with_contact:
        email = QuestionForm("email", QuestionKind.OPEN, a_text("Sähköpostisi"))
        blocks.append(BlockForm(BlockKind.CONTACT, a_text("Yhteystiedot"), (email,)))
    return tuple(blocks)


def a_draft_survey(
    programme: Programme,
    *groups: RespondentGroup,
    blocks: tuple[BlockForm, ...] | None = None,
    languages: tuple[str, ...] = ("fi", "sv", "en"),
) -> Collection:
    """A draft with one variant for each audience (clients by default), everything filled in but the notice."""
    forms = [
        SurveyForm(
            respondent_group=group, title=a_text("Kehittämistarpeet"), intro=a_text("Kerro omin sanoin"),
            blocks=blocks or some_questions(),
        )
        for group in groups or (RespondentGroup.CLIENT,)
    ]  # fmt: skip
    return create_collection(
        programme=programme, name=f"Luonnos {another()}", forms=forms, languages=languages,
        closes_on=timezone.localdate() + timedelta(days=30), by=SYSTEM,
    )  # fmt: skip


def an_open_survey(
    programme: Programme,
    group: RespondentGroup = RespondentGroup.CLIENT,
    *,
    blocks: tuple[BlockForm, ...] | None = None,
    is_open_link: bool = True,
) -> tuple[Collection, Survey]:
    """A survey for one audience that people can answer now, in fi, sv and en."""
    form = SurveyForm(
        respondent_group=group, title=a_text("Kehittämistarpeet"), intro=a_text("Kerro omin sanoin"),
        blocks=blocks or some_questions(), is_open_link=is_open_link,
    )  # fmt: skip
    collection = create_collection(
        programme=programme, name=f"Kysely {another()}", forms=[form], languages=("fi", "sv", "en"),
        closes_on=timezone.localdate() + timedelta(days=30), by=SYSTEM,
    )  # fmt: skip
    Collection.objects.filter(pk=collection.pk).update(notice=a_notice(programme))
    collection.refresh_from_db()
    open_collection(collection=collection, by=SYSTEM)
    collection.refresh_from_db()
    return collection, collection.surveys.get()


def question_keys(survey: Survey) -> dict[str, str]:
    """Finnish text of every question → its key in forms."""
    return {
        each.text.text("fi"): each.key for each in survey_view(survey.public_id).form.questions()
    }


def some_answers(
    survey: Survey, number: int, *, text: str = "Jonot ovat pitkiä ja apua pitää odottaa"
) -> list[str]:
    """The receipts of so many answers, still sealed; odd ones live on the coast and trust little."""
    keys = question_keys(survey)
    receipts = new_codes(number)
    for place, receipt in enumerate(receipts):
        odd = place % 2
        give_answer(
            survey_public_id=survey.public_id, receipt=receipt, by=ANONYMOUS,
            given=GivenAnswer(
                language="fi", quote_ok=True, texts={keys["Mitä pitäisi kehittää?"]: f"{text} ({place})"},
                choices={
                    keys["Luotan siihen, että saan apua"]: 2 if odd else 4,
                    keys["Miten haluat asioida?"]: ["a"] if odd else ["b", "c"],
                    keys["Mikä on tärkeintä?"]: ["a", "b", "c"],
                    keys["Miten palvelut toimivat?"]: {"a": "a", "b": "b"},
                    keys["Missä asut?"]: ["a"] if odd else ["b"],
                },
            ),
        )  # fmt: skip
    return receipts


def some_tokens(survey: Survey, number: int) -> list[str]:
    """Codes of one batch, each of which opens the survey once."""
    batch = TokenBatch.objects.create(survey=survey, label="Erä", size=number)
    codes = new_codes(number)
    salt = bytes(survey.collection.receipt_salt)
    AccessToken.objects.bulk_create(
        AccessToken(
            batch=batch, collection=survey.collection, digest=token_digest(key_of(code, salt))
        )
        for code in codes
    )
    return codes


def some_results(
    programme: Programme, number: int = 40, group: RespondentGroup = RespondentGroup.CLIENT,
    *, and_one: str = "",
) -> tuple[Collection, Survey]:  # fmt: skip
    """A closed collection with so many answers, whose results have been released; one more says `and_one`."""
    collection, survey = an_open_survey(programme, group)
    some_answers(survey, number)
    if and_one:
        some_answers(survey, 1, text=and_one)
    close_collection(collection=collection, by=SYSTEM)
    open_envelopes(collection=collection, by=SYSTEM)
    release_results(survey_id=survey.pk, by=SYSTEM)
    collection.refresh_from_db()
    return collection, survey
