"""Surveys as their makers and their respondents see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import F, Prefetch, Q
from django.utils import timezone

from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Person
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programmes_of
from tiekartta.programmes.rules import knowing, may, require
from tiekartta.voices.models import Collection, Survey
from tiekartta.voices.rules import may_build, may_found, require_building
from tiekartta.voices.states import EDITABLE_COLLECTIONS, CollectionKind, CollectionState
from tiekartta.voices.surveys import SurveyForm, languages_for
from tiekartta.voices.surveys.storing import read_survey, read_surveys

MOST_EARLIER = 30


@dataclass(frozen=True)
class SurveyView:
    """A survey as a respondent sees it. `languages` are codes of `VARIANTS`, in that order.

    A replaced one is not open to newcomers, but takes the answers of those who had begun (INV-C2).
    """

    id: UUID
    public_id: str
    collection_id: str
    programme_pk: UUID
    programme_id: str
    programme_name: TranslatedText
    title: TranslatedText
    form: SurveyForm
    languages: tuple[str, ...]
    is_open: bool
    takes_answers: bool
    is_replaced: bool
    replaced_by: str
    closes_on: date | None
    closed_on: date | None
    withdraw_until: date | None
    cancelled_reason: TranslatedText
    notice_id: str

    @property
    def last_day(self) -> date | None:
        """The last day on which it took answers: that which was told, or an earlier one on which it was closed."""
        return min((day for day in (self.closed_on, self.closes_on) if day), default=None)


@dataclass(frozen=True)
class SurveyLine:
    """One variant of a collection."""

    id: UUID
    public_id: str
    group: RespondentGroup
    form: SurveyForm
    languages: tuple[str, ...]
    number: int
    is_replaced: bool
    correction: TranslatedText
    version: int


@dataclass(frozen=True)
class CollectionView:
    """A collection as its makers see it, with its variants."""

    id: UUID
    public_id: str
    kind: CollectionKind
    name: str
    title: TranslatedText
    state: CollectionState
    languages: tuple[str, ...]
    closes_on: date | None
    withdraw_until: date | None
    opened_on: date | None
    closed_on: date | None
    notice_id: str
    k_full: int | None
    k_min: int | None
    min_age: int
    children_involved: bool
    children_reason: TranslatedText
    means: tuple[str, ...]
    version: int
    surveys: tuple[SurveyLine, ...]

    @property
    def is_editable(self) -> bool:
        """Whether its questions may still change (INV-C2)."""
        return self.state in EDITABLE_COLLECTIONS

    @property
    def current(self) -> tuple[SurveyLine, ...]:
        """The variants that were not replaced."""
        return tuple(line for line in self.surveys if not line.is_replaced)

    def line_of(self, survey_id: str) -> SurveyLine:
        """The variant with this public id. Raises Missing."""
        for line in self.surveys:
            if line.public_id == survey_id:
                return line
        raise Missing("survey")


def survey_view(public_id: str, *, today: date | None = None) -> SurveyView:
    """What anybody with the link may see. Raises Missing for an unknown survey, one not yet opened, or one in no language."""
    row = (
        Survey.objects.select_related("collection__programme")
        .annotate(
            notice_id=F("collection__notice__public_id")
        )  # of its long texts nothing is shown here
        .filter(public_id=public_id)
        .exclude(collection__state__in=[CollectionState.DRAFT, CollectionState.REVIEW])
        .first()
    )
    if row is None:
        raise Missing("survey")
    languages = languages_for(RespondentGroup(row.respondent_group), row.collection.languages)
    if not languages:
        raise Missing("variant")
    collection, day = row.collection, today or timezone.localdate()
    is_open = collection.state == CollectionState.OPEN and (
        collection.closes_on is None or collection.closes_on >= day
    )
    return SurveyView(
        id=row.pk, public_id=row.public_id, collection_id=collection.public_id,
        programme_pk=collection.programme.pk, programme_id=collection.programme.public_id,
        programme_name=collection.programme.name, title=row.title, form=_frozen(row.pk, row.version),
        languages=languages, is_open=is_open and not row.is_replaced, takes_answers=is_open,
        is_replaced=row.is_replaced, replaced_by=_newest(row) if row.is_replaced else "",
        closes_on=collection.closes_on, closed_on=collection.closed_on,
        withdraw_until=collection.withdraw_until, cancelled_reason=collection.cancelled_reason,
        notice_id=row.notice_id or "",
    )  # fmt: skip


@lru_cache(maxsize=128)
def _frozen(survey_id: UUID, version: int) -> SurveyForm:  # noqa: ARG001 - part of the key
    """What is asked; it does not change from the opening on (INV-C2), so it is read once a process."""
    return read_survey(survey_id)


def _newest(row: Survey) -> str:
    newest = Survey.objects.filter(
        collection_id=row.collection_id, respondent_group=row.respondent_group, is_replaced=False
    ).values_list("public_id", flat=True)
    return newest.first() or ""


def collection_view(programme: Programme, public_id: str, *, reader: object) -> CollectionView:
    """A collection with everything that is asked in it. Raises PermissionDenied, Missing."""
    rows = Collection.objects.select_related("notice", "programme").exclude(
        kind=CollectionKind.IMPORT
    )
    row = rows.filter(programme=programme, public_id=public_id).first()
    _require_any(reader, programme, row)
    if row is None:
        raise Missing("collection")
    surveys = list(row.surveys.order_by("order", "number"))
    forms = read_surveys(each.pk for each in surveys)
    return CollectionView(
        id=row.pk, public_id=row.public_id, kind=CollectionKind(row.kind), name=row.name, title=row.title,
        state=CollectionState(row.state), languages=tuple(row.languages), closes_on=row.closes_on,
        withdraw_until=row.withdraw_until, opened_on=row.opened_on, closed_on=row.closed_on,
        notice_id=row.notice.public_id if row.notice else "", k_full=row.k_full, k_min=row.k_min,
        min_age=row.min_age, children_involved=row.children_involved, children_reason=row.children_reason,
        means=tuple(row.means), version=row.version,
        surveys=tuple(
            SurveyLine(
                id=each.pk, public_id=each.public_id, group=RespondentGroup(each.respondent_group),
                form=forms[each.pk],
                languages=languages_for(RespondentGroup(each.respondent_group), row.languages), number=each.number, is_replaced=each.is_replaced,
                correction=each.correction, version=each.version,
            )
            for each in surveys
        ),
    )  # fmt: skip


def survey_row(
    programme: Programme, collection_id: str, survey_id: str, *, reader: object
) -> Survey:
    """The row of a variant, to hand to an action. Raises PermissionDenied, Missing."""
    row = (
        Survey.objects.select_related("collection__programme")
        .filter(
            collection__programme=programme,
            collection__public_id=collection_id,
            public_id=survey_id,
        )
        .first()
    )
    _require_any(reader, programme, row.collection if row else None)
    if row is None:
        raise Missing("survey")
    return row


def _require_any(reader: object, programme: Programme, collection: Collection | None) -> None:
    """Translators and builders; who may build their own only is refused another's."""
    if reader is SYSTEM or may(reader, "translate_surveys", programme):
        return
    if collection is None:
        require(reader, "build_surveys", programme)
    else:
        require_building(reader, collection)


@dataclass(frozen=True)
class EarlierLine:
    """A collection whose questions may be copied."""

    public_id: str
    name: str
    programme_name: TranslatedText
    opened_on: date | None
    groups: tuple[RespondentGroup, ...]


def earlier_collections(*, reader: Person) -> list[EarlierLine]:
    """The newest collections with questions in every programme whose surveys the reader may build."""
    programmes = list(programmes_of(reader=reader))
    with knowing(reader, programmes):
        every = [each.pk for each in programmes if may(reader, "build_surveys", each)]
        own = [each.pk for each in programmes if may_found(reader, each)]
    mine = Q(programme__in=every) | Q(programme__in=own, keeper=reader)
    rows = (
        Collection.objects.filter(mine, surveys__isnull=False)
        .select_related("programme")
        .prefetch_related(Prefetch("surveys", Survey.objects.filter(is_replaced=False)))
        .distinct()
        .order_by("-imported_at")[:MOST_EARLIER]
    )
    return [
        EarlierLine(
            row.public_id, row.name, row.programme.name, row.opened_on,
            tuple(RespondentGroup(each.respondent_group) for each in row.surveys.all()),
        )
        for row in rows
    ]  # fmt: skip


def earlier_collection(public_id: str, *, reader: Person) -> Collection:
    """The row of a collection to copy. Raises Missing; PermissionDenied for one that a member may not build."""
    row = (
        Collection.objects.select_related("programme")
        .filter(public_id=public_id, surveys__isnull=False)
        .first()
    )
    if row is None or not (may_build(reader, row) or may(reader, "read_programme", row.programme)):
        raise Missing("collection")
    require_building(reader, row)
    return row


def collection_with_id(collection_id: UUID) -> Collection | None:
    """The row of a collection, for this folder's own doors."""
    return Collection.objects.filter(pk=collection_id).first()
