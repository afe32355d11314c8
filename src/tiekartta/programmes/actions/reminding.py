"""Letters about roles that end soon (N2): to whom they belong, and to the owners of the programme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.people.actions import queue_letter
from tiekartta.people.models import Person
from tiekartta.people.states import Role
from tiekartta.programmes.models import Membership, Programme
from tiekartta.programmes.queries import ending_roles, people_in_role


def remind_of_ending_roles(*, by: Actor, today: date | None = None) -> int:
    """Write about every role that ends within two weeks, once for each last day. Returns how many roles.

    Whoever has it gets a letter, and every other owner one about all roles of a programme that end. The
    letters to owners name roles and days and no people.
    """
    day = today or timezone.localdate()
    programmes = {row.programme_id: row.programme for row in ending_roles(day)}
    return sum(_remind_in(programme, day, by) for programme in programmes.values())


@transaction.atomic
def _remind_in(programme: Programme, day: date, by: Actor) -> int:
    # One at a time: two workers must not write the same letters.
    Programme.objects.select_for_update().filter(pk=programme.pk).first()
    rows = [row for row in ending_roles(day) if row.programme_id == programme.pk]
    for row in rows:
        Membership.objects.filter(pk=row.pk).update(told_last_day=row.valid_to)
        _write(row.person, programme, [row], "programmes/letters/role_ends.txt", by)
    for owner in people_in_role(programme, Role.OWNER) if rows else ():
        others = [row for row in rows if row.person_id != owner.pk]
        if others:
            _write(owner, programme, others, "programmes/letters/roles_end.txt", by)
    if rows:
        record(
            by=by, action="remind_of_ending_roles", object_kind="programme",
            object_id=programme.public_id, programme_id=programme.pk,
        )  # fmt: skip
    return len(rows)


def _write(
    person: Person, programme: Programme, rows: Iterable[Membership], template: str, by: Actor
) -> None:
    with translation.override(person.language):
        body = render_to_string(
            template,
            {
                "name": person.display_name,
                "programme": programme.name.shown(person.language).text,
                "roles": [(Role(row.role).label, row.valid_to) for row in rows],
                "url": settings.PUBLIC_URL
                + reverse("programmes:members", args=[programme.public_id]),
            },
        )
        subject = _("A role in a programme ends soon")
    queue_letter(recipient=person, subject=subject, body=body, by=by)
