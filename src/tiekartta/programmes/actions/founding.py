"""Founding a programme and changing its facts and state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import SYSTEM, Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.actions import invite
from tiekartta.people.models import Organisation, Person
from tiekartta.people.rules import may_administer
from tiekartta.people.states import DutyKind, Role
from tiekartta.programmes.models import Duty, Membership, Phase, Programme
from tiekartta.programmes.rules import may_found, require
from tiekartta.programmes.states import TRANSITIONS, PhaseCode, PhaseState, ProgrammeState

OWN_DUTIES = (
    DutyKind.ANALYST, DutyKind.SCREENER, DutyKind.PUBLISHER, DutyKind.PRIVACY_OFFICER,
)  # fmt: skip
K_FULL, K_MIN = 10, 5


@dataclass(frozen=True)
class Limits:
    """The numbers of a programme: themes wanted, spearheads from–to, and the thresholds of disclosure."""

    theme_target: int = 10
    spearhead_min: int = 3
    spearhead_max: int = 4
    k_full: int = K_FULL
    k_min: int = K_MIN

    def check(self) -> None:
        """Raise Refusal for numbers outside the method (S003-16) or a disclosure looser than the default."""
        if not 5 <= self.theme_target <= 15:
            raise Refusal(_("Choose from 5 to 15 themes."))
        if not 1 <= self.spearhead_min <= self.spearhead_max <= 15:
            raise Refusal(_("The smallest number of spearheads cannot be over the largest."))
        if self.k_full < K_FULL or self.k_min < K_MIN or self.k_min > self.k_full:
            raise Refusal(
                _("Counts of people can be hidden more strictly than by default, never less.")
            )


@transaction.atomic
def found_programme(
    *,
    name: TranslatedText,
    purpose: TranslatedText,
    by: Actor,
    owner: Person | None = None,
    organisation: Organisation | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    phases: Iterable[PhaseCode] = tuple(PhaseCode),
    limits: Limits | None = None,
) -> Programme:
    """Found a programme with the phases of the template survey → … → yearly review (S003-13…18).

    The owner (default: `by`) gets the owner's role and, so that one person can begin, the duties of
    analyst, screener and publisher. Raises PermissionDenied, Refusal.
    """
    if by is not SYSTEM and not may_found(by):
        raise PermissionDenied("create_programme")
    owner = owner or (by if isinstance(by, Person) else None)
    if owner is None:
        raise Refusal(_("A programme needs an owner."))
    numbers = limits or Limits()
    _check(name, starts_on, ends_on, numbers)
    programme = Programme.objects.create(
        name=name, purpose=purpose, owner_organisation=organisation, starts_on=starts_on,
        ends_on=ends_on, state=ProgrammeState.ACTIVE, **asdict(numbers),
    )  # fmt: skip
    Phase.objects.bulk_create(
        Phase(
            programme=programme, code=code, order=order,
            state=PhaseState.RUNNING if order == 1 else PhaseState.PLANNED,
        )
        for order, code in enumerate(phases, start=1)
    )  # fmt: skip
    Membership.objects.create(
        programme=programme, person=owner, role=Role.OWNER, valid_from=timezone.localdate(),
        granted_by=by if isinstance(by, Person) else None,
    )  # fmt: skip
    for kind in OWN_DUTIES:
        Duty.objects.create(programme=programme, person=owner, kind=kind)
    _record(by, "found_programme", programme)
    return programme


@transaction.atomic
def found_programme_for(
    *,
    owner_email: str,
    owner_name: str,
    language: str,
    name: TranslatedText,
    purpose: TranslatedText,
    by: Actor,
    organisation: Organisation | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    limits: Limits | None = None,
) -> Programme:
    """Found a programme for somebody else, who is invited by e-mail to own it. For administrators."""
    if by is not SYSTEM and not may_administer(by):
        raise PermissionDenied("create_programme")
    owner = invite(
        email=owner_email, display_name=owner_name, language=language, by=by, programme=name
    )
    return found_programme(
        name=name, purpose=purpose, owner=owner, organisation=organisation, starts_on=starts_on,
        ends_on=ends_on, limits=limits, by=by,
    )  # fmt: skip


@transaction.atomic
def edit_programme(
    *,
    programme: Programme,
    version: int,
    name: TranslatedText,
    purpose: TranslatedText,
    by: Actor,
    organisation: Organisation | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    limits: Limits | None = None,
) -> None:
    """Change the facts of a programme. `version` is the one that the editor saw.

    Raises PermissionDenied, Refusal, Conflict when somebody else has saved meanwhile.
    """
    require(by, "edit_programme", programme)
    numbers = limits or Limits()
    _check(name, starts_on, ends_on, numbers)
    saved = Programme.objects.filter(pk=programme.pk, version=version).update(
        name=name, purpose=purpose, owner_organisation=organisation, starts_on=starts_on,
        ends_on=ends_on, version=F("version") + 1, **asdict(numbers),
    )  # fmt: skip
    if not saved:
        raise Conflict(
            _(
                "Somebody else has saved these details meanwhile. Compare, and save again what should stay."
            )
        )
    _record(by, "edit_programme", programme)


def _check(
    name: TranslatedText, starts_on: date | None, ends_on: date | None, limits: Limits
) -> None:
    if not name:
        raise Refusal(_("Give the programme a name in at least one language."))
    if starts_on and ends_on and ends_on < starts_on:
        raise Refusal(_("The programme ends before it starts. Check the dates."))
    limits.check()


@transaction.atomic
def set_programme_state(*, programme: Programme, state: ProgrammeState, by: Actor) -> None:
    """Move a programme to a state that follows its present one (domain 4.3). Raises PermissionDenied, Refusal."""
    require(by, "edit_programme", programme)
    before = [code for code, following in TRANSITIONS.items() if state in following]
    if not Programme.objects.filter(pk=programme.pk, state__in=before).update(state=state):
        raise Refusal(
            _("The programme cannot go to this state from the one it is in. Load the page again.")
        )
    _record(by, "set_programme_state", programme)


def _record(by: Actor, action: str, programme: Programme) -> None:
    record(
        by=by,
        action=action,
        object_kind="programme",
        object_id=programme.public_id,
        programme_id=programme.pk,
    )
