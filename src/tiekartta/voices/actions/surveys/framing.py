"""What frames a collection: name, languages, days, notice, limits, children, means of the Act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.language.texts import VARIANTS, TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.actions.surveys.editing import collection_to_edit, require_languages
from tiekartta.voices.models import Collection, PrivacyNotice
from tiekartta.voices.rules import require_building
from tiekartta.voices.states import CollectionState, NoticeState, ParticipationMeans
from tiekartta.voices.surveys.readiness import is_too_far, too_far

YOUNGEST, OLDEST = 0, 120
LEAST_FULL, LEAST_MIN, MOST_LIMIT = 10, 5, 1000


@dataclass(frozen=True)
class Frame:
    """What may be set of a collection. `notice`: public id of a published one of the programme, or "".

    `k_full` and `k_min` are None, or not under the programme's (INV-D2).
    """

    name: str
    title: TranslatedText
    languages: Sequence[str]
    closes_on: date | None = None
    withdraw_until: date | None = None
    notice: str = ""
    k_full: int | None = None
    k_min: int | None = None
    min_age: int = 15
    children_involved: bool = False
    children_reason: TranslatedText = field(default_factory=TranslatedText)
    means: Sequence[ParticipationMeans] = ()


@transaction.atomic
def frame_collection(
    *, collection: Collection, frame: Frame, by: Actor, seen: int | None = None
) -> None:
    """Set the frame of a draft.

    Raises PermissionDenied, Refusal that says what is wrong, Conflict when somebody else has edited it.
    """
    held = collection_to_edit(collection, by, seen=seen)
    _check(held, frame)
    Collection.objects.filter(pk=held.pk).update(
        name=frame.name.strip()[:200], title=frame.title,
        languages=[code for code in VARIANTS if code in frame.languages], closes_on=frame.closes_on,
        withdraw_until=frame.withdraw_until, notice=_notice(held, frame.notice), k_full=frame.k_full,
        k_min=frame.k_min, min_age=frame.min_age, children_involved=frame.children_involved,
        children_reason=frame.children_reason, means=[str(code.value) for code in map(ParticipationMeans, frame.means)],
        state=CollectionState.DRAFT, version=F("version") + 1,
    )  # fmt: skip
    record(
        by=by, action="frame_collection", object_kind="collection", object_id=held.public_id,
        programme_id=held.programme_id,
    )  # fmt: skip


def _check(collection: Collection, frame: Frame) -> None:
    programme = collection.programme
    if not frame.name.strip():
        raise Refusal(_("Give the collection a name."), code="name")
    asked = collection.surveys.filter(is_replaced=False).order_by("order")
    groups = map(RespondentGroup, asked.values_list("respondent_group", flat=True))
    require_languages(groups, frame.languages)
    least_full = max(LEAST_FULL, programme.k_full)
    least_min = max(LEAST_MIN, programme.k_min)
    for limit, least in ((frame.k_full, least_full), (frame.k_min, least_min)):
        if limit is not None and not least <= limit <= MOST_LIMIT:
            raise Refusal(
                _("The limits of a collection may be stricter than the programme's, never looser: at least %(full)s and %(least)s people.")
                % {"full": least_full, "least": least_min},
                code="limits",
            )  # fmt: skip
    if (frame.k_min or least_min) > (frame.k_full or least_full):
        raise Refusal(_("Exact figures need at least as many people as any figure."), code="limits")
    if not YOUNGEST <= frame.min_age <= OLDEST:
        raise Refusal(_("Give the lowest age in years."), code="min_age")
    if frame.children_involved and not frame.children_reason:
        raise Refusal(_("Write what was decided about taking part of children."), code="children")
    today = timezone.localdate()
    if is_too_far(frame.closes_on, today) or is_too_far(frame.withdraw_until, today):
        raise Refusal(too_far(), code="days")
    if frame.closes_on and frame.withdraw_until and frame.withdraw_until < frame.closes_on:
        raise Refusal(_("Answers must be removable at least until the closing day."), code="days")


def _notice(collection: Collection, public_id: str) -> PrivacyNotice | None:
    if not public_id:
        return None
    found = PrivacyNotice.objects.filter(
        programme_id=collection.programme_id, public_id=public_id, state=NoticeState.PUBLISHED
    ).first()
    if found is None:
        raise Refusal(_("Choose a published privacy notice of this programme."), code="notice")
    return found


@transaction.atomic
def move_closing_day(*, collection: Collection, closes_on: date, by: Actor, today: date) -> None:
    """Another closing day for an open collection; the questions stay as they are.

    Raises PermissionDenied; Refusal for a day that has passed or when it is not open.
    """
    require_building(by, collection)
    held = Collection.objects.select_for_update(no_key=True).get(pk=collection.pk)
    if held.state != CollectionState.OPEN:
        raise Refusal(_("The collection is not open."), code="state")
    if closes_on < today:
        raise Refusal(_("The closing day has passed. Choose a later one."), code="days")
    if held.withdraw_until is not None and held.withdraw_until < closes_on:
        raise Refusal(
            _("People have been told until when they may remove their answer. The closing day cannot be after that."),
            code="days",
        )  # fmt: skip
    Collection.objects.filter(pk=held.pk).update(closes_on=closes_on, version=F("version") + 1)
    record(
        by=by, action="move_closing_day", object_kind="collection", object_id=held.public_id,
        programme_id=held.programme_id,
    )  # fmt: skip
