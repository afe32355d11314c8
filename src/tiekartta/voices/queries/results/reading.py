"""What was released of a collection, for those who may read its results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tiekartta.analysis.disclosure import Disclosed, said
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import may
from tiekartta.voices.models import (
    Collection,
    PublishedResults,
    ReleasedTable,
    Response,
    ResultsRelease,
    Survey,
    TokenBatch,
)
from tiekartta.voices.queries.results.hearing import is_readable, results_policy
from tiekartta.voices.results import QuestionTable
from tiekartta.voices.rules import require_results
from tiekartta.voices.states import (
    VISIBLE_COLLECTIONS,
    CollectionKind,
    CollectionState,
)
from tiekartta.voices.surveys import SurveyForm
from tiekartta.voices.surveys.storing import read_surveys

FEW = Disclosed("direction")


@dataclass(frozen=True)
class Released:
    """What is told of a question, and since when."""

    table: QuestionTable
    told_on: date


@dataclass(frozen=True)
class VariantResults:
    """The results of one audience.

    `people`: a number, "direction" when there are a few, else hidden. `told_on` is None while nothing
    is told. `tables`: (key of the question, background variables joined by a comma) → what is told.
    """

    public_id: str
    group: RespondentGroup
    number: int
    is_replaced: bool
    form: SurveyForm
    people: Disclosed
    told_on: date | None
    is_final: bool
    on_paper: bool
    has_open_link: bool
    has_codes: bool
    tables: Mapping[tuple[str, str], Released]


@dataclass(frozen=True)
class CollectionResults:
    """A collection with all that is told of it, and the frame of its method note."""

    public_id: str
    name: str
    title: TranslatedText
    kind: CollectionKind
    state: CollectionState
    languages: tuple[str, ...]
    opened_on: date | None
    closes_on: date | None
    closed_on: date | None
    notice_id: str
    notice_title: TranslatedText
    k_full: int
    k_min: int
    is_readable: bool
    reads_voices: bool
    may_export: bool
    may_publish: bool
    published_id: str
    variants: tuple[VariantResults, ...]

    @property
    def is_open(self) -> bool:
        """Whether people may still answer."""
        return self.state == CollectionState.OPEN

    def variant(self, public_id: str = "") -> VariantResults | None:
        """One of the variants; the first where none is named. None when it is not there."""
        if not public_id:
            return self.variants[0] if self.variants else None
        return next((each for each in self.variants if each.public_id == public_id), None)


def collection_results(
    programme: Programme, public_id: str, *, reader: object, by: Iterable[str] | None = ()
) -> CollectionResults:
    """The newest that was told of a collection, in the same number of queries whatever its size.

    `by` are the background variables (joined by commas) of which tables are read beside everybody's;
    None for all. Raises PermissionDenied; Missing also while nothing can have been answered.
    """
    require_results(reader, programme)
    row = (
        Collection.objects.select_related("notice", "programme")
        .filter(programme=programme, public_id=public_id, state__in=VISIBLE_COLLECTIONS)
        .first()
    )
    if row is None:
        raise Missing("results")
    policy = results_policy(row)
    opened = Response.objects.filter(collection=row).count()
    readable = is_readable(row, opened)
    published = PublishedResults.objects.filter(collection=row).order_by("-number")
    return CollectionResults(
        public_id=row.public_id, name=row.name, title=row.title, kind=CollectionKind(row.kind),
        state=CollectionState(row.state), languages=tuple(row.languages), opened_on=row.opened_on,
        closes_on=row.closes_on, closed_on=row.closed_on,
        notice_id=row.notice.public_id if row.notice else "",
        notice_title=row.notice.title if row.notice else TranslatedText(),
        k_full=policy.k_full, k_min=policy.k_min, is_readable=readable,
        reads_voices=reader is SYSTEM or may(reader, "read_voices", programme),
        may_export=reader is SYSTEM or may(reader, "read_results", programme),
        may_publish=reader is SYSTEM or may(reader, "build_surveys", programme),
        published_id=published.values_list("public_id", flat=True).first() or "",
        variants=variants_of(row, by=by, is_readable=readable),
    )  # fmt: skip


def variants_of(
    row: Collection, *, by: Iterable[str] | None, is_readable: bool
) -> tuple[VariantResults, ...]:
    """The variants of a collection with what is told of each. For this folder only."""
    surveys = list(row.surveys.order_by("is_replaced", "order", "number"))
    forms = read_surveys(each.pk for each in surveys)
    releases = _releases(row) if is_readable else {}
    tables = _tables(by, releases) if is_readable else {}
    coded = set(
        TokenBatch.objects.filter(survey__collection=row).values_list("survey_id", flat=True)
    )
    return tuple(
        _variant(each, forms, releases.get(each.pk, []), tables, each.pk in coded)
        for each in surveys
    )


def _releases(row: Collection) -> dict[object, list[ResultsRelease]]:
    """Releases under thresholds at least as strict as those of today, oldest first."""
    policy = results_policy(row)
    found: dict[object, list[ResultsRelease]] = {}
    rows = ResultsRelease.objects.filter(
        survey__collection=row, k_full__gte=policy.k_full, k_min__gte=policy.k_min
    )
    for release in rows.order_by("number"):
        found.setdefault(release.survey_id, []).append(release)
    return found


def _tables(
    by: Iterable[str] | None, releases: Mapping[object, list[ResultsRelease]]
) -> dict[object, dict[tuple[str, str], Released]]:
    """The newest table of everybody of each question, and what the last release tells of groups."""
    known = {release.pk: release for group in releases.values() for release in group}
    rows = ReleasedTable.objects.filter(release__in=list(known)).order_by("release__number")
    if by is not None:
        rows = rows.filter(by__in=["", *by])
    found: dict[object, dict[tuple[str, str], Released]] = {}
    for release_id, key, names, content in rows.values_list(
        "release_id", "question__public_id", "by", "content"
    ):
        release = known[release_id]
        tables = found.setdefault(release.survey_id, {})
        tables[key, names] = Released(QuestionTable.from_data(content), release.released_on)
    return found


def _variant(
    row: Survey,
    forms: Mapping[UUID, SurveyForm],
    releases: list[ResultsRelease],
    tables: Mapping[object, Mapping[tuple[str, str], Released]],
    has_codes: bool,  # noqa: FBT001 - one fact of the row
) -> VariantResults:
    newest = releases[-1] if releases else None
    people = said(newest.people if newest else None)
    return VariantResults(
        public_id=row.public_id, group=RespondentGroup(row.respondent_group), number=row.number,
        is_replaced=row.is_replaced, form=forms[row.pk],
        people=FEW if newest and newest.few else people,
        told_on=newest.released_on if newest else None, is_final=bool(newest and newest.is_final),
        on_paper=bool(newest and newest.method.get("on_paper")), has_open_link=row.is_open_link,
        has_codes=has_codes, tables=tables.get(row.pk, {}),
    )  # fmt: skip
