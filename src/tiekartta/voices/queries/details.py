"""One collection with everything that its page tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.voices.models import Collection
from tiekartta.voices.queries.collections import CollectionLine, lines_of
from tiekartta.voices.queries.envelopes import set_aside_in
from tiekartta.voices.states import EDITABLE_COLLECTIONS, ParticipationMeans
from tiekartta.voices.surveys.readiness import Gap
from tiekartta.voices.surveys.storing import gaps_of_collection, read_surveys


@dataclass(frozen=True)
class VariantLine:
    """What one audience is asked, in figures."""

    public_id: str
    group: RespondentGroup
    title: TranslatedText
    number: int
    questions: int
    is_open_link: bool
    is_replaced: bool
    replaced_by: str
    correction: TranslatedText
    has_nominations: bool


@dataclass(frozen=True)
class CollectionDetail:
    """A collection, its variants (replaced ones last) and the frame of its opening.

    `set_aside`: sealed answers that could not be opened; `keeper`: the name of who takes care of it.
    """

    line: CollectionLine
    variants: tuple[VariantLine, ...]
    notice_title: TranslatedText
    withdraw_until: date | None
    opened_on: date | None
    means: tuple[ParticipationMeans, ...]
    cancelled_reason: TranslatedText
    is_editable: bool
    gaps: tuple[Gap, ...]
    set_aside: int
    keeper: str = ""


def collection_detail(
    programme: Programme, public_id: str, *, reader: object, today: date | None = None
) -> CollectionDetail:
    """A collection for its page. Raises PermissionDenied, Missing."""
    require(reader, "read_programme", programme)
    row = (
        Collection.objects.select_related("notice", "keeper")
        .filter(programme=programme, public_id=public_id)
        .first()
    )
    if row is None:
        raise Missing("collection")
    return CollectionDetail(
        line=lines_of([row], programme=programme, reader=reader, today=today)[0],
        variants=_variants(row),
        notice_title=row.notice.title if row.notice else TranslatedText(),
        withdraw_until=row.withdraw_until, opened_on=row.opened_on,
        means=tuple(ParticipationMeans(code) for code in row.means),
        cancelled_reason=row.cancelled_reason, is_editable=row.state in EDITABLE_COLLECTIONS,
        gaps=tuple(gaps_of_collection(row, today=today or timezone.localdate()))
        if row.state in EDITABLE_COLLECTIONS else (),
        set_aside=set_aside_in(row), keeper=row.keeper.display_name if row.keeper else "",
    )  # fmt: skip


def _variants(row: Collection) -> tuple[VariantLine, ...]:
    surveys = list(row.surveys.order_by("is_replaced", "order", "-number"))
    forms = read_surveys(each.pk for each in surveys)
    newest = {each.respondent_group: each.public_id for each in surveys if not each.is_replaced}
    return tuple(
        VariantLine(
            public_id=each.public_id, group=RespondentGroup(each.respondent_group), title=each.title,
            number=each.number, questions=sum(1 for _ in forms[each.pk].questions()),
            is_open_link=each.is_open_link, is_replaced=each.is_replaced,
            replaced_by=newest.get(each.respondent_group, "") if each.is_replaced else "",
            correction=each.correction,
            has_nominations=any(block.kind == "nomination" for block in forms[each.pk].blocks),
        )
        for each in surveys
    )  # fmt: skip
