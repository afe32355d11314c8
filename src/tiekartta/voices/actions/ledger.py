"""What people write into the participation ledger: hearings, reasons, and that all may read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Missing, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Person
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.programmes.states import PhaseCode
from tiekartta.voices.models import Hearing, HearingGap, PublishedLedger
from tiekartta.voices.rules import require_gaps, require_hearing
from tiekartta.voices.states import HearingSize, ParticipationMeans

EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True)
class HearingFacts:
    """How a group was heard outside the system; `how` is read by the public."""

    phase: PhaseCode
    means: ParticipationMeans
    how: TranslatedText
    first_day: date
    last_day: date
    size: HearingSize


@transaction.atomic
def add_hearings(
    *, programme: Programme, groups: Iterable[RespondentGroup], facts: HearingFacts, by: Actor
) -> list[Hearing]:
    """Write down that groups were heard, one row each. Raises PermissionDenied; Refusal for half a fact."""
    require(by, "edit_ledger", programme, own=True)
    wanted = list(dict.fromkeys(groups))
    if not wanted:
        raise Refusal(_("Choose at least one group."))
    _check(facts)
    writer = by if isinstance(by, Person) else None
    made = [
        Hearing.objects.create(
            programme=programme, respondent_group=group, written_by=writer, **vars(facts)
        )
        for group in wanted
    ]
    for row in made:
        _record(row, "add_hearing", by)
    return made


@transaction.atomic
def edit_hearing(*, hearing: Hearing, seen: int, facts: HearingFacts, by: Actor) -> None:
    """Change a hearing. `seen`: the version that the writer had before them.

    Raises PermissionDenied, Missing; Conflict when somebody changed it since; Refusal for half a fact.
    """
    require_hearing(by, hearing)
    _check(facts)
    row = Hearing.objects.select_for_update().filter(pk=hearing.pk).first()
    if row is None:
        raise Missing("hearing")
    if row.version != seen:
        raise Conflict(_("Somebody else changed this meanwhile. Look at both versions."))
    Hearing.objects.filter(pk=row.pk).update(version=row.version + 1, **vars(facts))
    _record(row, "edit_hearing", by)


@transaction.atomic
def remove_hearing(*, hearing: Hearing, by: Actor) -> None:
    """Take a hearing away; published editions keep what they said. Raises PermissionDenied."""
    require_hearing(by, hearing)
    Hearing.objects.filter(pk=hearing.pk).delete()
    _record(hearing, "remove_hearing", by)


def _check(facts: HearingFacts) -> None:
    if not facts.how:
        raise Refusal(_("Write how the group was heard."))
    if facts.last_day < facts.first_day:
        raise Refusal(_("The last day is before the first one."))
    if facts.first_day < EARLIEST or facts.last_day > timezone.localdate():
        raise Refusal(_("Write only what has taken place: check the days."))


@transaction.atomic
def write_gaps(
    *, programme: Programme, reasons: Mapping[RespondentGroup, TranslatedText], by: Actor
) -> None:
    """Say why groups were not heard (INV-M5); groups that are not named stay, an empty reason goes.

    Who keeps the ledger or writes the roadmap may. Raises PermissionDenied.
    """
    require_gaps(by, programme)
    for group, reason in reasons.items():
        if reason:
            HearingGap.objects.update_or_create(
                programme=programme, respondent_group=group, defaults={"reason": reason}
            )
        else:
            HearingGap.objects.filter(programme=programme, respondent_group=group).delete()
    record(
        by=by, action="set_hearing_gaps", object_kind="ledger", object_id=programme.public_id,
        programme_id=programme.pk,
    )  # fmt: skip


@transaction.atomic
def publish_ledger(
    *, programme: Programme, is_public: bool, by: Actor, today: date | None = None
) -> None:
    """Let everybody read the ledger, or only the members again. Raises PermissionDenied."""
    require(by, "edit_ledger", programme)
    if is_public:
        PublishedLedger.objects.get_or_create(
            programme=programme, defaults={"published_on": today or timezone.localdate()}
        )
    else:
        PublishedLedger.objects.filter(programme=programme).delete()
    record(
        by=by, action="publish_ledger" if is_public else "hide_ledger", object_kind="ledger",
        object_id=programme.public_id, programme_id=programme.pk,
    )  # fmt: skip


def _record(row: Hearing, action: str, by: Actor) -> None:
    record(
        by=by, action=action, object_kind="hearing", object_id=row.public_id, programme_id=row.programme_id
    )  # fmt: skip
