"""From rows to a `SurveyForm` and back. For this folder only; inside the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from tiekartta.people.states import RespondentGroup
from tiekartta.voices.models import Block, Choice, Collection, Question, Survey
from tiekartta.voices.states import (
    BlockKind,
    ChoiceRole,
    NoticeState,
    PageStyle,
    QuestionKind,
    VoiceKind,
)
from tiekartta.voices.surveys.definition import BlockForm, ChoiceForm, QuestionForm, SurveyForm
from tiekartta.voices.surveys.readiness import Gap, OpeningFrame, gaps_of

_PLAIN = (
    "help", "common_key", "is_required", "most_characters", "most_choices", "low_label", "high_label",
)  # fmt: skip


def write_survey(collection: Collection, form: SurveyForm, **fields: object) -> Survey:
    """New rows for a whole survey. Keys of questions get new public ids; conditions follow them."""
    survey = Survey.objects.create(
        collection=collection, respondent_group=form.respondent_group, title=form.title, intro=form.intro,
        thanks=form.thanks, pages=form.pages, is_open_link=form.is_open_link, asks_quote=form.asks_quote,
        **fields,
    )  # fmt: skip
    known: dict[str, Question] = {}
    for number, block in enumerate(form.blocks, start=1):
        row = Block.objects.create(
            survey=survey, kind=block.kind, order=number, title=block.title, help=block.help
        )
        for place, question in enumerate(block.questions, start=1):
            known[question.key] = write_question(row, question, order=place, known=known)
    return survey


def write_question(
    block: Block, form: QuestionForm, *, order: int, known: dict[str, Question]
) -> Question:
    """New rows for one question and its choices. `known`: earlier questions by key."""
    low, high = form.scale or (None, None)
    question = Question.objects.create(
        block=block, kind=form.kind, order=order, text=form.text, voice_kind=form.voice_kind,
        scale_low=low, scale_high=high,
        shown_after=known.get(form.shown_after), shown_when=list(form.shown_when),
        **{name: getattr(form, name) for name in _PLAIN},
    )  # fmt: skip
    write_choices(question, form)
    return question


def write_choices(question: Question, form: QuestionForm) -> None:
    """The choices of a question; removes those that it had."""
    question.choices.all().delete()
    Choice.objects.bulk_create(
        Choice(question=question, role=role, key=choice.key, order=place, text=choice.text)
        for role, choices in (
            (ChoiceRole.OPTION, form.options),
            (ChoiceRole.ROW, form.rows),
            (ChoiceRole.COLUMN, form.columns),
        )
        for place, choice in enumerate(choices, start=1)
    )


def read_surveys(ids: Iterable[UUID]) -> dict[UUID, SurveyForm]:
    """Surveys as values, by id, in five queries whatever their number."""
    rows = Survey.objects.filter(pk__in=list(ids)).prefetch_related(
        Prefetch("blocks", Block.objects.order_by("order")),
        Prefetch("blocks__questions", Question.objects.order_by("order")),
        Prefetch("blocks__questions__choices", Choice.objects.order_by("order")),
    )
    return {row.pk: _survey(row) for row in rows}


def read_survey(survey_id: UUID) -> SurveyForm:
    """One survey as a value. Raises KeyError."""
    return read_surveys([survey_id])[survey_id]


def gaps_of_collection(collection: Collection, *, today: date) -> list[Gap]:
    """What still keeps a collection from opening (INV-C1)."""
    surveys = collection.surveys.filter(is_replaced=False).order_by("order")
    forms = read_surveys(surveys.values_list("pk", flat=True))
    notice = collection.notice
    frame = OpeningFrame(
        title=collection.title, languages=tuple(collection.languages),
        has_notice=notice is not None and notice.state == NoticeState.PUBLISHED,
        closes_on=collection.closes_on, withdraw_until=collection.withdraw_until,
        children_involved=collection.children_involved, children_reason=collection.children_reason,
    )  # fmt: skip
    return list(gaps_of(frame, list(forms.values()), today=today))


def _survey(row: Survey) -> SurveyForm:
    names = {
        question.pk: question.public_id
        for block in row.blocks.all()
        for question in block.questions.all()
    }
    return SurveyForm(
        key=row.public_id, respondent_group=RespondentGroup(row.respondent_group), title=row.title,
        intro=row.intro, thanks=row.thanks, pages=PageStyle(row.pages), is_open_link=row.is_open_link,
        asks_quote=row.asks_quote,
        blocks=tuple(
            BlockForm(
                key=block.public_id, kind=BlockKind(block.kind), title=block.title, help=block.help,
                questions=tuple(_question(each, names) for each in block.questions.all()),
            )
            for block in row.blocks.all()
        ),
    )  # fmt: skip


def _question(row: Question, names: dict[UUID, str]) -> QuestionForm:
    choices: dict[str, list[ChoiceForm]] = defaultdict(list)
    for choice in row.choices.all():
        choices[choice.role].append(ChoiceForm(choice.key, choice.text))
    is_scale = row.scale_low is not None and row.scale_high is not None
    return QuestionForm(
        key=row.public_id, kind=QuestionKind(row.kind), text=row.text, voice_kind=VoiceKind(row.voice_kind),
        scale=(row.scale_low, row.scale_high) if is_scale else None,  # type: ignore[arg-type] # - both are there
        options=tuple(choices[ChoiceRole.OPTION]), rows=tuple(choices[ChoiceRole.ROW]),
        columns=tuple(choices[ChoiceRole.COLUMN]),
        shown_after=names.get(row.shown_after_id, "") if row.shown_after_id else "",
        shown_when=tuple(row.shown_when),
        **{name: getattr(row, name) for name in _PLAIN},
    )  # fmt: skip
