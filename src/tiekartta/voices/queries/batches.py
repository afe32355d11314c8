"""Batches of tokens as their makers see them: sizes, and how many were used as disclosed counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from tiekartta.analysis.disclosure import Disclosed, Policy, disclose_table
from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Unit
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import disclosure_policy
from tiekartta.programmes.rules import require
from tiekartta.voices.models import Survey, TokenBatch
from tiekartta.voices.queries.collections import collection_row
from tiekartta.voices.rules import require_building
from tiekartta.voices.sizes import strictest
from tiekartta.voices.states import EDITABLE_COLLECTIONS, BatchState, CollectionState
from tiekartta.voices.surveys import SurveyForm, languages_for
from tiekartta.voices.surveys.storing import read_survey

PAGE_SIZE = 30
TAKES_TOKENS = (*EDITABLE_COLLECTIONS, CollectionState.OPEN)
STEP = 10
"""While people answer, uses are told in full tens: watching the figure tells nobody's hour of answering."""


@dataclass(frozen=True)
class BatchLine:
    """One batch. `used` is None before the collection has opened."""

    public_id: str
    label: str
    group: RespondentGroup
    unit: str
    size: int
    made_on: date
    state: BatchState
    is_mailed: bool
    used: Disclosed | None


@dataclass(frozen=True)
class SurveyOfBatch:
    """What a batch opens, for sheets and letters."""

    public_id: str
    group: RespondentGroup
    title: TranslatedText
    languages: tuple[str, ...]
    closes_on: date | None


@dataclass(frozen=True)
class PaperSurvey:
    """A survey on paper. `takes_codes`: a form may come with the code of a batch."""

    public_id: str
    group: RespondentGroup
    form: SurveyForm
    asker: TranslatedText
    closes_on: date | None
    withdraw_until: date | None
    notice_id: str
    state: CollectionState
    takes_codes: bool


def batch_page(
    programme: Programme, collection_id: str, *, reader: object, page: int | str | None = 1
) -> Page[BatchLine]:
    """The batches of a collection, newest first. Raises PermissionDenied."""
    collection_row(programme, collection_id, reader=reader)
    rows = list(
        TokenBatch.objects.filter(
            survey__collection__public_id=collection_id, survey__collection__programme=programme
        )
        .select_related("survey__collection", "unit", "addresses")
        .annotate(times=Count("tokens", filter=Q(tokens__used=True)))
        .order_by("-made_on", "label", "pk")
    )
    used = _used(rows, disclosure_policy(programme))
    shown = Paginator(rows, PAGE_SIZE).get_page(page)
    lines = [_line(row, used[str(row.pk)]) for row in shown.object_list]
    return Page(lines, shown.number, shown.paginator)  # type: ignore[arg-type] # - the paginator only counts


def _used(rows: Sequence[TokenBatch], policy: Policy) -> dict[str, Disclosed]:
    """How many of each batch were used, safe beside one another and beside what all received."""
    if not rows:
        return {}
    collection = rows[0].survey.collection
    strict = strictest(policy, collection)
    is_open = collection.state == CollectionState.OPEN
    times: dict[str, int] = {str(row.pk): row.times for row in rows}  # type: ignore[attr-defined] # - annotated
    table = disclose_table(
        {key: number - number % STEP if is_open else number for key, number in times.items()},
        strict,
    )
    return {key: table.cell(key) for key in times}


def _line(row: TokenBatch, used: Disclosed) -> BatchLine:
    state = row.survey.collection.state
    return BatchLine(
        public_id=row.public_id, label=row.label, group=RespondentGroup(row.survey.respondent_group),
        unit=row.unit.name if row.unit else "", size=row.size, made_on=row.made_on,
        state=BatchState(row.state), is_mailed=hasattr(row, "addresses"),
        used=None if state in EDITABLE_COLLECTIONS else used,
    )  # fmt: skip


def batch_of(
    programme: Programme, collection_id: str, batch_id: str, *, reader: object
) -> TokenBatch:
    """The row of a batch, to hand to an action. Raises PermissionDenied, Missing."""
    require(reader, "read_programme", programme)
    row = (
        TokenBatch.objects.select_related("survey__collection__programme", "unit")
        .filter(
            public_id=batch_id, survey__collection__public_id=collection_id,
            survey__collection__programme=programme,
        )
        .first()
    )  # fmt: skip
    if row is None:
        raise Missing("batch")
    require_building(reader, row.survey.collection)
    return row


def survey_of_batch(batch: TokenBatch) -> SurveyOfBatch:
    """What a batch opens."""
    survey = batch.survey
    return SurveyOfBatch(
        public_id=survey.public_id, group=RespondentGroup(survey.respondent_group), title=survey.title,
        languages=languages_of_way(survey), closes_on=survey.collection.closes_on,
    )  # fmt: skip


def languages_of_way(survey: Survey) -> tuple[str, ...]:
    """The languages of a variant: only in these may it be printed, posted and typed in."""
    group = RespondentGroup(survey.respondent_group)
    return languages_for(group, survey.collection.languages)


def survey_of_way(
    programme: Programme, collection_id: str, survey_id: str, *, reader: object, action: str = "build_surveys"
) -> Survey:  # fmt: skip
    """The row of a variant, to hand to an action. Raises PermissionDenied, Missing."""
    require(reader, "read_programme" if action == "build_surveys" else action, programme)
    row = (
        Survey.objects.select_related("collection__programme", "collection__notice")
        .filter(
            public_id=survey_id,
            collection__public_id=collection_id,
            collection__programme=programme,
        )
        .first()
    )
    if row is None:
        raise Missing("survey")
    if action == "build_surveys":
        require_building(reader, row.collection)
    return row


def survey_of_paper(survey: Survey) -> PaperSurvey:
    """What a paper form says, and the screen on which it is typed in."""
    collection = survey.collection
    return PaperSurvey(
        public_id=survey.public_id, group=RespondentGroup(survey.respondent_group),
        form=read_survey(survey.pk), asker=collection.programme.name, closes_on=collection.closes_on,
        withdraw_until=collection.withdraw_until,
        notice_id=collection.notice.public_id if collection.notice else "",
        state=CollectionState(collection.state),
        takes_codes=not survey.is_open_link or TokenBatch.objects.filter(survey=survey).exists(),
    )  # fmt: skip


def survey_choices(programme: Programme, collection_id: str) -> list[tuple[str, str]]:
    """Public ids of the variants in use with their audiences, for a list to choose from."""
    rows = Survey.objects.filter(
        collection__public_id=collection_id, collection__programme=programme, is_replaced=False
    )
    return [
        (row.public_id, str(RespondentGroup(row.respondent_group).label).capitalize())
        for row in rows.order_by("order")
    ]


def unit_choices() -> list[tuple[str, str]]:
    """Public ids of units with the names of what they belong to."""
    rows = Unit.objects.select_related("organisation", "parent").order_by(
        "organisation__name", "name"
    )
    return [
        (
            row.public_id,
            " · ".join(
                [row.organisation.name, *([row.parent.name] if row.parent else []), row.name]
            ),
        )
        for row in rows
    ]


def unit_of(public_id: str) -> Unit | None:
    """The row of a unit."""
    return Unit.objects.select_related("parent").filter(public_id=public_id).first()
