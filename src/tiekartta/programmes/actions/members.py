"""Roles and duties in a programme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.people.actions import invite
from tiekartta.people.models import Person
from tiekartta.people.states import MEMBER_ROLES, DutyKind, Role
from tiekartta.programmes.models import Duty, Membership, Programme
from tiekartta.programmes.rules import require


@transaction.atomic
def grant_role(
    *,
    programme: Programme,
    person: Person,
    role: Role,
    by: Actor,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Membership:
    """Give a person a role for a time. Raises PermissionDenied, Refusal for dates in the wrong order
    or a role that the person has already at that time."""
    require(by, "grant_roles", programme)
    if role not in MEMBER_ROLES:
        raise Refusal(_("This role is not given in a programme."))
    starts = valid_from or timezone.localdate()
    if valid_to and valid_to < starts:
        raise Refusal(_("The role ends before it starts. Check the dates."))
    _one_at_a_time(programme)
    same = Membership.objects.filter(programme=programme, person=person, role=role).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=starts)
    )
    if valid_to:
        same = same.filter(valid_from__lte=valid_to)
    if same.exists():
        raise Refusal(_("This person already has this role at that time."))
    membership = Membership.objects.create(
        programme=programme, person=person, role=role, valid_from=starts, valid_to=valid_to,
        granted_by=by if isinstance(by, Person) else None,
    )  # fmt: skip
    record(
        by=by, action="grant_role", object_kind="membership", object_id=membership.public_id,
        programme_id=programme.pk,
    )  # fmt: skip
    return membership


@transaction.atomic
def invite_member(
    *,
    programme: Programme,
    email: str,
    display_name: str,
    language: str,
    role: Role,
    by: Actor,
    duties: Iterable[DutyKind] = (),
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Membership:
    """Give a role to somebody by e-mail address; who has no account yet is invited, the others told.

    Raises PermissionDenied, Refusal.
    """
    require(by, "grant_roles", programme)
    _one_at_a_time(programme)  # before the journal, which all acts wait for in the end
    person = invite(
        email=email, display_name=display_name, language=language, by=by, programme=programme.name
    )
    membership = grant_role(
        programme=programme,
        person=person,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        by=by,
    )
    wanted = set(duties)
    if wanted:
        had = Duty.objects.filter(programme=programme, person=person).values_list("kind", flat=True)
        set_duties(
            programme=programme,
            person=person,
            kinds=wanted | {DutyKind(kind) for kind in had},
            by=by,
        )
    return membership


@transaction.atomic
def invite_again(*, membership: Membership, by: Actor) -> None:
    """Send a new invitation; the earlier link stops working. Raises PermissionDenied, Refusal."""
    require(by, "grant_roles", membership.programme)
    person = membership.person
    if person.is_active:
        raise Refusal(_("This person has already taken the account into use."))
    invite(
        email=person.email, display_name=person.display_name, language=person.language, by=by,
        programme=membership.programme.name,
    )  # fmt: skip


@transaction.atomic
def end_role(*, membership: Membership, by: Actor, today: date | None = None) -> None:
    """End a role: yesterday was its last day; one that began today or later goes away.

    Duties end with the last role. Refused for the last owner (INV-P1): another owner with an account
    in use and without a last day must be there. Refused for a role that has ended.
    """
    programme = membership.programme
    require(by, "grant_roles", programme)
    day = today or timezone.localdate()
    _one_at_a_time(programme)
    if membership.role == Role.OWNER:
        others = Membership.objects.filter(
            programme=programme, role=Role.OWNER, valid_from__lte=day, valid_to__isnull=True,
            person__is_active=True,
        ).exclude(pk=membership.pk)  # fmt: skip
        if not others.exists():
            raise Refusal(
                _("A programme always has an owner. Name another owner, without a last day, first.")
            )
    row = Membership.objects.filter(pk=membership.pk)
    if row.filter(valid_to__lt=day).exists():
        raise Refusal(_("This role has ended already."))
    if membership.valid_from < day:
        row.update(valid_to=day - timedelta(days=1))
    else:
        row.delete()
    left = Membership.objects.filter(programme=programme, person=membership.person).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )
    if not left.exists():
        Duty.objects.filter(programme=programme, person=membership.person).delete()
    record(
        by=by, action="end_role", object_kind="membership", object_id=membership.public_id,
        programme_id=membership.programme_id,
    )  # fmt: skip


def _one_at_a_time(programme: Programme) -> None:
    """Nobody is given a role twice, and no two owners end each other's, at the same moment."""
    Programme.objects.select_for_update().filter(pk=programme.pk).first()


@transaction.atomic
def set_duties(
    *, programme: Programme, person: Person, kinds: Iterable[DutyKind], by: Actor
) -> None:
    """Give a member exactly these duties. Raises PermissionDenied, Refusal for a non-member."""
    require(by, "grant_roles", programme)
    if not Membership.objects.filter(programme=programme, person=person).exists():
        raise Refusal(_("Give the person a role in the programme first."))
    wanted = set(kinds)
    Duty.objects.filter(programme=programme, person=person).exclude(kind__in=wanted).delete()
    for kind in sorted(wanted):
        Duty.objects.get_or_create(programme=programme, person=person, kind=kind)
    record(
        by=by, action="set_duties", object_kind="person", object_id=person.public_id,
        programme_id=programme.pk,
    )  # fmt: skip
