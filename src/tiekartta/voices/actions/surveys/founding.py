"""A new collection with the surveys of its audiences, all as drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.language.texts import VARIANTS, TranslatedText
from tiekartta.people.models import Person
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.voices.actions.surveys.editing import check, require_languages
from tiekartta.voices.models import Collection
from tiekartta.voices.queries.salts import salt_beside_others
from tiekartta.voices.rules import require_building, require_founding
from tiekartta.voices.states import (
    ASKED_KINDS,
    DEFAULT_MEANS,
    BlockKind,
    CollectionKind,
    CollectionState,
    ParticipationMeans,
)
from tiekartta.voices.surveys import BlockForm, SurveyForm
from tiekartta.voices.surveys.ready_made import ready_made
from tiekartta.voices.surveys.storing import read_surveys, write_survey

_NO_TEXT = TranslatedText()


@transaction.atomic
def create_collection(
    *,
    programme: Programme,
    name: str,
    forms: Sequence[SurveyForm],
    by: Actor,
    kind: CollectionKind = CollectionKind.SURVEY,
    title: TranslatedText | None = None,
    languages: Sequence[str] = ("fi", "sv"),
    closes_on: date | None = None,
    withdraw_until: date | None = None,
    means: Sequence[ParticipationMeans] = (ParticipationMeans.OPINIONS,),
) -> Collection:
    """A draft with one survey for each form (S003-13), kept by whoever makes it. `languages` are codes of `VARIANTS`.

    Raises PermissionDenied; Refusal without a name, without a language for every audience, or with two surveys for one audience.
    """
    require_founding(by, programme)
    if not name.strip():
        raise Refusal(_("Give the collection a name."), code="name")
    require_languages([form.respondent_group for form in forms], languages)
    if len({form.respondent_group for form in forms}) < len(forms):
        raise Refusal(_("Each audience has one survey in a collection."), code="audience")
    check(forms)
    collection = Collection.objects.create(
        programme=programme, keeper=by if isinstance(by, Person) else None, kind=kind, name=name.strip()[:200], title=title or TranslatedText(),
        state=CollectionState.DRAFT, languages=[code for code in VARIANTS if code in languages],
        closes_on=closes_on, withdraw_until=withdraw_until, has_receipts=True, means=list(means),
        receipt_salt=salt_beside_others(),
    )  # fmt: skip
    for number, form in enumerate(forms, start=1):
        write_survey(collection, form, order=number)
    record(
        by=by, action="create_collection", object_kind="collection", object_id=collection.public_id,
        programme_id=programme.pk,
    )  # fmt: skip
    return collection


def found_survey(
    *,
    programme: Programme,
    template: str,
    name: str,
    groups: Sequence[RespondentGroup],
    languages: Sequence[str],
    by: Actor,
    kind: CollectionKind = CollectionKind.SURVEY,
) -> Collection:
    """A draft from a ready form (a code of `ready_made`), or from nothing (""), for these audiences.

    A ready form says its `kind` of collection; the one given counts when it begins from nothing. An
    audience for which the ready form has no questions gets those of its first one, without what is asked
    of staff only. Raises PermissionDenied, Refusal.
    """
    require_founding(by, programme)
    if kind not in ASKED_KINDS:
        raise Refusal(_("Choose one of the ready surveys."), code="template")
    if not groups:
        raise Refusal(_("Choose at least one group that is asked."), code="audience")
    chosen = list(dict.fromkeys(groups))
    if not template:
        forms = [_empty(group, name, languages) for group in chosen]
        return create_collection(
            programme=programme, name=name, forms=forms, languages=languages, by=by, title=forms[0].title,
            kind=kind, means=[DEFAULT_MEANS[kind]],
        )  # fmt: skip
    source = ready_made().get(template)
    if source is None:
        raise Refusal(_("Choose one of the ready surveys."), code="template")
    own = {form.respondent_group: form for form in source.forms}
    return create_collection(
        programme=programme, name=name, title=source.title, languages=languages, means=source.means, by=by,
        kind=source.kind,
        forms=[own.get(group) or _for_another(source.forms[0], group) for group in chosen],
    )  # fmt: skip


def _empty(group: RespondentGroup, name: str, languages: Sequence[str]) -> SurveyForm:
    content = BlockForm(BlockKind.CONTENT, _NO_TEXT, ())
    code = next(iter(languages), "fi").removeprefix("easy_")
    return SurveyForm(group, TranslatedText.of(**{code: name.strip()[:200]}), (content,))


def _for_another(form: SurveyForm, group: RespondentGroup) -> SurveyForm:
    blocks = tuple(block for block in form.blocks if block.kind == BlockKind.CONTENT)
    return replace(form, respondent_group=group, blocks=blocks)


def copy_collection(
    *, source: Collection, programme: Programme, name: str, by: Actor
) -> Collection:
    """A draft with the questions of an earlier collection, of this programme or another.

    Days, notice and limits are not copied: they are decided anew. Raises PermissionDenied for a programme
    whose surveys the person may not build; Refusal for a collection that asked nothing.
    """
    require_building(by, source)
    surveys = source.surveys.filter(is_replaced=False).order_by("order")
    forms = list(read_surveys(surveys.values_list("pk", flat=True)).values())
    if not forms:
        raise Refusal(_("There are no questions to copy."), code="source")
    return create_collection(
        programme=programme, name=name, forms=forms, title=source.title, languages=source.languages,
        means=[ParticipationMeans(code) for code in source.means], by=by, kind=CollectionKind(source.kind),
    )  # fmt: skip
