"""Editing the questions of a draft: add, edit, move, remove, ask others the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.voices.actions.surveys.blocks import move, next_order, renumber
from tiekartta.voices.actions.surveys.editing import (
    block_of,
    keep_surveys,
    question_of,
    survey_to_edit,
)
from tiekartta.voices.models import Block, Question, Survey
from tiekartta.voices.surveys import ChoiceForm, QuestionForm
from tiekartta.voices.surveys.soundness import problems_of_question
from tiekartta.voices.surveys.storing import read_survey, write_choices, write_question

_PLAIN = (
    "text", "help", "common_key", "is_required", "most_characters", "most_choices", "voice_kind", "low_label",
    "high_label", "shown_when",
)  # fmt: skip


@transaction.atomic
def add_question(
    *,
    survey: Survey,
    block_key: str,
    form: QuestionForm,
    by: Actor,
    also: Sequence[str] = (),
    seen: int | None = None,
) -> Question:
    """A new question at the end of a part, and the same for other audiences (`also`: ids of variants).

    Choices without a key get one. Raises PermissionDenied, Missing, Refusal, Conflict (`editing`).
    """
    held = survey_to_edit(survey, by, seen=seen)
    block = block_of(held, block_key)
    row = _put(block, _refuse_unsound(with_keys(form)))
    touched = [held, *_ask_others(row, also, by)]
    keep_surveys(touched, by, action="add_question")
    return row


@transaction.atomic
def edit_question(
    *,
    survey: Survey,
    key: str,
    form: QuestionForm,
    by: Actor,
    block_key: str = "",
    in_all: bool = False,
    seen: int | None = None,
) -> None:
    """Write a question anew; its kind stays. `block_key` moves it to the end of another part.

    `in_all` gives the questions of other variants with the same common key the same scale and choices;
    their own words stay. Raises PermissionDenied, Missing, Refusal (INV-C3), Conflict.
    """
    held = survey_to_edit(survey, by, seen=seen)
    row = question_of(held, key)
    if form.kind != row.kind:
        raise Refusal(_("The kind of a question stays. Make a new question instead."), code="kind")
    whole = _refuse_unsound(with_keys(form))
    if block_key and block_key != row.block.public_id:
        row.block = block_of(held, block_key)
        row.order = next_order(row.block.questions.all())
    _write(row, whole, held)
    touched = [held, *(_follow(row, whole) if in_all and whole.common_key else [])]
    keep_surveys(touched, by, action="edit_question")


@transaction.atomic
def move_question(
    *, survey: Survey, key: str, towards: str, by: Actor, seen: int | None = None
) -> None:
    """A question "up" or "down" within its part. Raises PermissionDenied, Missing, Refusal, Conflict."""
    held = survey_to_edit(survey, by, seen=seen)
    row = question_of(held, key)
    move(list(row.block.questions.order_by("order")), row, towards)
    keep_surveys([held], by, action="move_question")


@transaction.atomic
def remove_question(*, survey: Survey, key: str, by: Actor, seen: int | None = None) -> None:
    """Take a question away. Raises PermissionDenied, Missing, Conflict; Refusal when others depend on it."""
    held = survey_to_edit(survey, by, seen=seen)
    row = question_of(held, key)
    follower = Question.objects.filter(shown_after=row).first()
    if follower is not None:
        raise Refusal(
            _("“%(question)s” is shown after an answer to this question. Change that first.")
            % {"question": str(follower.text)},
            code="condition",
        )  # fmt: skip
    block = row.block
    row.delete()
    renumber(list(block.questions.order_by("order")))
    keep_surveys([held], by, action="remove_question")


@transaction.atomic
def copy_question(
    *, survey: Survey, key: str, to: Sequence[str], by: Actor, seen: int | None = None
) -> None:
    """Ask the same of other audiences, so that their answers can be compared (INV-C3).

    Raises PermissionDenied, Missing, Conflict; Refusal for no or a foreign variant, or one that asks it.
    """
    held = survey_to_edit(survey, by, seen=seen)
    if not to:
        raise Refusal(_("Choose who else is asked."), code="to")
    touched = _ask_others(question_of(held, key), to, by)
    keep_surveys([held, *touched], by, action="copy_question")


def _refuse_unsound(form: QuestionForm) -> QuestionForm:
    """The question, when it is sound by itself: before the database is asked. Raises Refusal."""
    problems = list(dict.fromkeys(problems_of_question(form)))
    if problems:
        raise Refusal(" ".join(problems), code="unsound")
    return form


def with_keys(form: QuestionForm) -> QuestionForm:
    """The question with a key for every choice: the lowest free number, so that the same list of choices
    has the same keys for every audience."""

    def keyed(choices: Iterable[ChoiceForm]) -> tuple[ChoiceForm, ...]:
        listed = list(choices)
        taken = {choice.key for choice in listed}
        free = (str(number) for number in range(1, 1000) if str(number) not in taken)
        return tuple(choice if choice.key else replace(choice, key=next(free)) for choice in listed)

    return replace(
        form, options=keyed(form.options), rows=keyed(form.rows), columns=keyed(form.columns)
    )


def _put(block: Block, form: QuestionForm) -> Question:
    known = {each.public_id: each for each in Question.objects.filter(block__survey=block.survey)}
    if form.shown_after and form.shown_after not in known:
        raise Refusal(_("The question that decides whether this one is shown is not in this survey."), code="condition")  # fmt: skip
    return write_question(block, form, order=next_order(block.questions.all()), known=known)


def _write(row: Question, form: QuestionForm, survey: Survey) -> None:
    for name in _PLAIN:
        setattr(row, name, getattr(form, name))
    row.shown_when = list(form.shown_when)
    row.scale_low, row.scale_high = form.scale or (None, None)
    row.shown_after = question_of(survey, form.shown_after) if form.shown_after else None
    row.save()
    write_choices(row, form)


def _ask_others(row: Question, to: Sequence[str], by: Actor) -> list[Survey]:
    """Copies of a question for other variants, tied by a common key. A condition is not copied."""
    if not to:
        return []
    survey = row.block.survey
    others = list(
        Survey.objects.filter(collection=survey.collection, is_replaced=False, public_id__in=to)
        .exclude(pk=survey.pk).order_by("order")
    )  # fmt: skip
    if len(others) < len(set(to)):
        raise Refusal(_("Choose among the other groups of this collection."), code="to")
    if not row.common_key:
        row.common_key = row.public_id
        row.save(update_fields=["common_key"])
    form = next(each for each in read_survey(survey.pk).questions() if each.key == row.public_id)
    for other in others:
        survey_to_edit(other, by)
        if Question.objects.filter(block__survey=other, common_key=row.common_key).exists():
            raise Refusal(_("This is asked of them already."), code="asked")
        block = other.blocks.filter(kind=row.block.kind).order_by("order").last() or Block.objects.create(
            survey=other, kind=row.block.kind, order=next_order(other.blocks.all()), title=row.block.title,
            help=row.block.help,
        )  # fmt: skip
        _put(block, replace(form, shown_after="", shown_when=()))
    return others


def _follow(row: Question, form: QuestionForm) -> list[Survey]:
    """Give the twins of a question in other variants its scale and choices; the words they have stay."""
    twins = Question.objects.filter(
        block__survey__collection=row.block.survey.collection, block__survey__is_replaced=False,
        common_key=form.common_key, kind=row.kind,
    ).exclude(pk=row.pk).select_related("block__survey")  # fmt: skip
    touched = []
    for twin in twins:
        own = {(choice.role, choice.key): choice.text for choice in twin.choices.all()}
        twin.scale_low, twin.scale_high = form.scale or (None, None)
        twin.most_choices = form.most_choices
        twin.save(update_fields=["scale_low", "scale_high", "most_choices"])
        parts = {"option": form.options, "row": form.rows, "column": form.columns}
        kept = {
            role: tuple(replace(each, text=own.get((role, each.key), each.text)) for each in choices)
            for role, choices in parts.items()
        }  # fmt: skip
        write_choices(
            twin, replace(form, options=kept["option"], rows=kept["row"], columns=kept["column"])
        )
        touched.append(twin.block.survey)
    return touched
