"""Writing the texts of a draft in one more language, many at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models, transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.language.texts import TextState, TranslatedText, Variant
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.actions.surveys.editing import keep_surveys, survey_to_edit
from tiekartta.voices.models import Block, Choice, Question, Survey
from tiekartta.voices.surveys import languages_for

_FIELDS = {
    "s": {"title", "intro", "thanks"}, "b": {"title", "help"}, "q": {"text", "help", "low_label", "high_label"},
}  # fmt: skip


@dataclass(frozen=True)
class Translation:
    """What somebody wrote, and whether a person has checked it; an unchecked one is a machine's draft."""

    text: str
    is_checked: bool = True


@transaction.atomic
def translate_survey(
    *, survey: Survey, code: str, texts: Mapping[str, Translation], by: Actor, seen: int | None = None
) -> int:  # fmt: skip
    """Write texts of a draft in the language `code`; keys are places of `surveys.places`.

    The source text of a place is never emptied here. Returns how many changed. Raises PermissionDenied,
    Refusal for another language or place, Conflict when somebody has edited the survey meanwhile.
    """
    held = survey_to_edit(survey, by, seen=seen, action="translate_surveys")
    if code not in languages_for(RespondentGroup(held.respondent_group), held.collection.languages):
        raise Refusal(_("The collection does not have this language."), code="languages")
    rows = _rows_of(held)
    changed: dict[tuple[type[models.Model], object], models.Model] = {}
    number = 0
    for place, written in texts.items():
        row, name = _at(place, rows)
        old: TranslatedText = getattr(row, name)
        new = _with(old, code, written)
        if new != old:
            setattr(row, name, new)
            changed[type(row), row.pk] = row
            number += 1
    for row in changed.values():
        row.save()
    if number:
        keep_surveys([held], by, action="translate_survey")
    return number


def _with(old: TranslatedText, code: str, written: Translation) -> TranslatedText:
    text = written.text.replace("\r\n", "\n").strip()
    if not text:
        return old if set(old.variants) <= {code} else old.revised({code: ""})
    state = TextState.CHECKED if written.is_checked else TextState.MACHINE_DRAFT
    return TranslatedText(old.source, {**old.variants, code: Variant(text, state)})


Rows = Mapping[tuple[str, ...], models.Model]


def _rows_of(survey: Survey) -> Rows:
    found: dict[tuple[str, ...], models.Model] = {("s",): survey}
    for block in Block.objects.filter(survey=survey):
        found["b", block.public_id] = block
    for question in Question.objects.filter(block__survey=survey):
        found["q", question.public_id] = question
    for choice in Choice.objects.filter(question__block__survey=survey).select_related("question"):
        found["c", choice.question.public_id, choice.role, choice.key] = choice
    return found


def _at(place: str, rows: Rows) -> tuple[models.Model, str]:
    """The row and the field of a place. Raises Refusal."""
    kind, *rest = place.split(".")
    key, name = ((kind, *rest), "text") if kind == "c" else ((kind, *rest[:-1]), "".join(rest[-1:]))
    if key not in rows or (kind != "c" and name not in _FIELDS.get(kind, set())):
        raise Refusal(_("A text was removed meanwhile. Open the page again."), code="place")
    return rows[key], name
