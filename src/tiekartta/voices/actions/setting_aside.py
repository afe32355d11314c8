"""Envelopes that cannot be unsealed: set aside so that they stop nobody's, told, and tried again (INV-C4).

They are damaged, or were sealed with another secret of the installation than it has now. Nothing of
them is lost: with the secret or the bytes restored they open as any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tiekartta.jobs.actions import queue
from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict
from tiekartta.people.actions import queue_letter
from tiekartta.people.models import Person
from tiekartta.programmes.queries import people_to_alarm
from tiekartta.voices.models import Collection, Envelope
from tiekartta.voices.rules import require_building

log = structlog.get_logger(__name__)
OPENING_TASK = "tiekartta.voices.tasks.open_envelopes"


@transaction.atomic
def set_aside(*, envelope_ids: Sequence[UUID], collection: Collection, by: Actor) -> int:
    """Keep these envelopes where they stop no opening, and write to those who can mend it. How many."""
    lying = Envelope.objects.filter(pk__in=envelope_ids, is_set_aside=False)
    number = lying.update(is_set_aside=True)
    if not number:
        return 0
    log.error("sealed answers cannot be opened", collection=collection.public_id, number=number)
    owners = people_to_alarm(collection.programme)
    keepers = Person.objects.filter(is_administrator=True, is_active=True)
    wanted = Q(pk__in=[person.pk for person in owners]) | Q(pk__in=keepers)
    for person in Person.objects.filter(wanted).order_by("pk"):
        with translation.override(person.language):
            subject, body = _letter(collection, person)
        queue_letter(recipient=person, subject=subject, body=body, by=by)
    _record(collection, by, "set_aside_envelopes")
    return number


@transaction.atomic
def try_envelopes_again(*, collection: Collection, by: Actor) -> int:
    """Have what was set aside opened with the next ones, in a job. How many.

    Raises PermissionDenied; Conflict when nothing is set aside.
    """
    require_building(by, collection)
    aside = Envelope.objects.filter(collection=collection, is_set_aside=True)
    number = aside.update(is_set_aside=False)
    if not number:
        raise Conflict(_("Every answer could be opened."), code="state")
    queue(
        task=OPENING_TASK, arguments={"collection_id": str(collection.pk)},
        title=_("Opening the answers of %(name)s") % {"name": collection.name}, by=by,
        programme_id=collection.programme_id,
    )  # fmt: skip
    _record(collection, by, "try_envelopes_again")
    return number


def _record(collection: Collection, by: Actor, action: str) -> None:
    record(
        by=by, action=action, object_kind="collection", object_id=collection.public_id,
        programme_id=collection.programme_id,
    )  # fmt: skip


def _letter(collection: Collection, person: Person) -> tuple[str, str]:
    address = reverse(
        "voices:collection", args=[collection.programme.public_id, collection.public_id]
    )
    body = _(
        "Hello %(name)s,\n\n"
        "some sealed answers to “%(collection)s” could not be opened. They are kept, and all others were opened.\n\n"
        "Either the database was damaged, or the service runs with another secret key (TIEKARTTA_SECRET_KEY or the "
        "file secret.key) than when the answers were sent. Those who run the service can put the right key or the "
        "newest backup back. After that the answers can be tried again on the page of the collection:\n\n"
        "%(address)s"
    )
    return _("Some answers could not be opened"), body % {
        "name": person.display_name, "collection": collection.name,
        "address": f"{settings.PUBLIC_URL}{address}",
    }  # fmt: skip
