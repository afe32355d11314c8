"""What every edit of a draft shares: the right, the version that was seen, and a sound survey after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import F
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Missing, Refusal
from tiekartta.language.texts import VARIANTS
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.rules import require
from tiekartta.voices.models import Block, Collection, Question, Survey
from tiekartta.voices.rules import require_building
from tiekartta.voices.states import EDITABLE_COLLECTIONS, CollectionState
from tiekartta.voices.surveys import SurveyForm
from tiekartta.voices.surveys.readiness import without_language
from tiekartta.voices.surveys.soundness import differing_twins, problems_of
from tiekartta.voices.surveys.storing import read_surveys


def collection_to_edit(
    collection: Collection, by: Actor, *, seen: int | None = None, action: str = "build_surveys"
) -> Collection:
    """The locked row of a draft; for use within a transaction.

    Raises PermissionDenied; Refusal with code ``frozen`` once it was opened (INV-C2); Conflict when
    somebody has edited it since `seen`.
    """
    if action == "build_surveys":
        require_building(by, collection)
    else:
        require(by, action, collection.programme)
    held = Collection.objects.select_for_update(no_key=True).get(pk=collection.pk)
    if held.state not in EDITABLE_COLLECTIONS:
        raise Refusal(
            _("The questions are frozen since the collection was opened. Make a corrected version instead."),
            code="frozen",
        )  # fmt: skip
    if seen is not None and held.version != seen:
        raise conflict()
    return held


def survey_to_edit(
    survey: Survey, by: Actor, *, seen: int | None = None, action: str = "build_surveys"
) -> Survey:
    """The locked row of a variant of a draft; raises as `collection_to_edit`."""
    collection_to_edit(survey.collection, by, action=action)
    held = Survey.objects.select_for_update(no_key=True).filter(pk=survey.pk).first()
    if held is None:
        raise Missing("survey")
    if seen is not None and held.version != seen:
        raise conflict()
    return held


def require_languages(groups: Iterable[RespondentGroup], languages: Sequence[str]) -> None:
    """Refusal with code ``languages`` without a known one, or for an audience that none of them is for."""
    if not languages or not set(languages) <= set(VARIANTS):
        raise Refusal(_("Choose at least one language."), code="languages")
    for sentence in without_language(groups, languages):
        raise Refusal(sentence, code="languages")


def conflict() -> Conflict:
    """What the second of two editors is told."""
    return Conflict(
        _("Somebody else has edited this meanwhile. Open the page again to see it; what you typed is below."),
        code="version",
    )  # fmt: skip


def block_of(survey: Survey, key: str) -> Block:
    """A block of this survey by its public id. Raises Missing."""
    found = Block.objects.filter(survey=survey, public_id=key).first()
    if found is None:
        raise Missing("block")
    return found


def question_of(survey: Survey, key: str) -> Question:
    """A question of this survey by its public id. Raises Missing."""
    found = Question.objects.select_related("block").filter(
        block__survey=survey, public_id=key
    ).first()  # fmt: skip
    if found is None:
        raise Missing("question")
    return found


def keep_surveys(surveys: Iterable[Survey], by: Actor, *, action: str) -> None:
    """End an edit: every survey of the collection is sound, versions go on, the journal knows.

    Raises Refusal that says what is wrong; then nothing of the edit stays. An edit takes a collection
    in review back to the draft: what opens is what was looked at.
    """
    touched = list(surveys)
    collection = touched[0].collection
    check(read_surveys(collection.surveys.filter(is_replaced=False).values_list("pk", flat=True)).values())  # fmt: skip
    Survey.objects.filter(pk__in=[survey.pk for survey in touched]).update(version=F("version") + 1)
    Collection.objects.filter(pk=collection.pk, state=CollectionState.REVIEW).update(
        state=CollectionState.DRAFT
    )
    for survey in touched:
        record(
            by=by, action=action, object_kind="survey", object_id=survey.public_id,
            programme_id=collection.programme_id,
        )  # fmt: skip


def check(forms: Iterable[SurveyForm]) -> None:
    """Raise Refusal when a survey is not sound, or two are not comparable (INV-C3)."""
    surveys = list(forms)
    problems = [problem for form in surveys for problem in problems_of(form)]
    problems += differing_twins(surveys)
    if problems:
        raise Refusal(" ".join(dict.fromkeys(problems)), code="unsound")
