"""Editing which audiences a draft asks, and what frames the questions of each."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Missing, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.actions.surveys.blocks import next_order
from tiekartta.voices.actions.surveys.editing import (
    collection_to_edit,
    keep_surveys,
    require_languages,
    survey_to_edit,
)
from tiekartta.voices.models import Collection, Question, Survey
from tiekartta.voices.states import BlockKind, PageStyle
from tiekartta.voices.surveys import SurveyForm
from tiekartta.voices.surveys.storing import read_survey, write_survey

MOST_VARIANTS = len(RespondentGroup)


@transaction.atomic
def add_variant(
    *, collection: Collection, group: RespondentGroup, by: Actor, like: str = ""
) -> Survey:
    """Ask one more audience: the same as the variant `like` (its public id), or nothing yet.

    Everything copied is comparable: questions without a common key get one. Raises PermissionDenied,
    Missing; Refusal when the audience is asked already, has no language, or the collection was opened.
    """
    held = collection_to_edit(collection, by)
    if held.surveys.filter(respondent_group=group, is_replaced=False).exists():
        raise Refusal(_("This group is asked already."), code="audience")
    require_languages([group], held.languages)
    form = SurveyForm(respondent_group=group, title=held.title, blocks=())
    touched = []
    if like:
        source = held.surveys.filter(public_id=like, is_replaced=False).first()
        if source is None:
            raise Missing("survey")
        _give_common_keys(source)
        form = replace(read_survey(source.pk), respondent_group=group)
        touched.append(source)
    if group != RespondentGroup.STAFF:
        form = replace(form, blocks=tuple(b for b in form.blocks if b.kind != BlockKind.NOMINATION))
    survey = write_survey(held, form, order=next_order(held.surveys.all()))
    keep_surveys([survey, *touched], by, action="add_variant")
    return survey


def _give_common_keys(survey: Survey) -> None:
    Question.objects.filter(
        block__survey=survey, common_key="", block__kind__in=[BlockKind.CONTENT, BlockKind.BACKGROUND]
    ).update(common_key=F("public_id"))  # fmt: skip


@transaction.atomic
def edit_variant(
    *,
    survey: Survey,
    title: TranslatedText,
    intro: TranslatedText,
    thanks: TranslatedText,
    pages: PageStyle,
    is_open_link: bool,
    asks_quote: bool,
    by: Actor,
    seen: int | None = None,
) -> None:
    """The frame of one audience's questions. Raises PermissionDenied, Refusal, Conflict (`editing`)."""
    held = survey_to_edit(survey, by, seen=seen)
    if not title:
        raise Refusal(_("Give the survey a title that those who answer see."), code="title")
    Survey.objects.filter(pk=held.pk).update(
        title=title, intro=intro, thanks=thanks, pages=PageStyle(pages), is_open_link=is_open_link,
        asks_quote=asks_quote,
    )  # fmt: skip
    keep_surveys([held], by, action="edit_variant")


@transaction.atomic
def remove_variant(*, survey: Survey, by: Actor, seen: int | None = None) -> None:
    """Ask an audience no more. Raises PermissionDenied, Conflict; Refusal for the last one."""
    held = survey_to_edit(survey, by, seen=seen)
    others = list(held.collection.surveys.filter(is_replaced=False).exclude(pk=held.pk))
    if not others:
        raise Refusal(_("At least one group is asked."), code="audience")
    Question.objects.filter(block__survey=held).update(shown_after=None)
    held.delete()
    keep_surveys(others[:1], by, action="remove_variant")
