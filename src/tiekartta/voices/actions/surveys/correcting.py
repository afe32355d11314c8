"""Correcting words while people answer: a new variant supersedes the old one and says why (INV-C2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Missing, Refusal
from tiekartta.language.texts import TextState, TranslatedText
from tiekartta.voices.actions.surveys.editing import check
from tiekartta.voices.models import Collection, Question, Survey
from tiekartta.voices.rules import require_building
from tiekartta.voices.states import BlockKind, CollectionState
from tiekartta.voices.surveys import ChoiceForm, QuestionForm, languages_for
from tiekartta.voices.surveys.storing import read_survey, write_survey

_NO_TEXT = TranslatedText()


@dataclass(frozen=True)
class Wording:
    """The corrected words of one question; `choices` by the key of the choice, the row or the column."""

    text: TranslatedText
    help: TranslatedText = _NO_TEXT
    low_label: TranslatedText = _NO_TEXT
    high_label: TranslatedText = _NO_TEXT
    choices: Mapping[str, TranslatedText] = field(default_factory=dict)
    rows: Mapping[str, TranslatedText] = field(default_factory=dict)
    columns: Mapping[str, TranslatedText] = field(default_factory=dict)


@transaction.atomic
def correct_question(
    *, survey: Survey, key: str, wording: Wording, note: TranslatedText, by: Actor
) -> Survey:
    """A corrected variant of an open survey; the old link leads to it, and `note` is public.

    Kinds, scales, choices and keys stay, and every question has a common key afterwards, so that answers
    to both are counted together. Raises PermissionDenied, Missing; Refusal for an incomplete text or no
    note; Conflict when it is not open or was corrected meanwhile.
    """
    collection = survey.collection
    require_building(by, collection)
    held = Collection.objects.select_for_update(no_key=True).get(pk=collection.pk)
    if held.state != CollectionState.OPEN:
        raise Conflict(_("Only an open survey is corrected; a draft is edited."), code="state")
    old = Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
    if old.is_replaced:
        raise Conflict(
            _("This version was replaced already. Correct the newest one."), code="version"
        )
    _tie(old)
    form = read_survey(old.pk)
    if key not in {question.key for question in form.questions()}:
        raise Missing("question")
    blocks = tuple(
        replace(block, questions=tuple(_corrected(q, wording) if q.key == key else q for q in block.questions))
        for block in form.blocks
    )  # fmt: skip
    new = replace(form, blocks=blocks)
    if not wording.text:
        raise Refusal(_("The question needs words."), code="text")
    _check_words([note, *new.texts()], note, languages_for(new.respondent_group, held.languages))
    check([new])
    Survey.objects.filter(pk=old.pk).update(is_replaced=True, version=F("version") + 1)
    made = write_survey(
        held, new, order=old.order, number=old.number + 1, supersedes=old, correction=note
    )
    record(
        by=by, action="correct_survey", object_kind="survey", object_id=made.public_id,
        programme_id=held.programme_id,
    )  # fmt: skip
    return made


def _tie(survey: Survey) -> None:
    Question.objects.filter(
        block__survey=survey, common_key="", block__kind__in=[BlockKind.CONTENT, BlockKind.BACKGROUND]
    ).update(common_key=F("public_id"))  # fmt: skip


def _corrected(question: QuestionForm, wording: Wording) -> QuestionForm:
    def words(
        choices: tuple[ChoiceForm, ...], written: Mapping[str, TranslatedText]
    ) -> tuple[ChoiceForm, ...]:
        return tuple(replace(c, text=written.get(c.key) or c.text) for c in choices)

    return replace(
        question, text=wording.text, help=wording.help, low_label=wording.low_label,
        high_label=wording.high_label, options=words(question.options, wording.choices),
        rows=words(question.rows, wording.rows), columns=words(question.columns, wording.columns),
    )  # fmt: skip


def _check_words(
    texts: list[TranslatedText], note: TranslatedText, languages: Sequence[str]
) -> None:
    if not note:
        raise Refusal(_("Tell those who answer what was corrected."), code="note")
    if any(text and text.state(code) != TextState.CHECKED for text in texts for code in languages):
        raise Refusal(_("Write the correction and the note in every language of the collection."), code="languages")  # fmt: skip
