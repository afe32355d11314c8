"""Letters about listening to those who have work to do (N4, N5). A link only, never what was said (INV-Q4)."""

from __future__ import annotations

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
from tiekartta.people.states import DutyKind, Role
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import people_in_role, people_with
from tiekartta.programmes.rules import may
from tiekartta.voices.models import Collection, Response, Voice
from tiekartta.voices.queries.results.hearing import FEWEST, results_policy
from tiekartta.voices.states import CollectionKind, CollectionState, VoiceState


@transaction.atomic
def tell_screeners(*, collection: Collection, by: Actor, today: date | None = None) -> int:
    """Write to the screeners once when a collection has closed and texts of it wait. Returns to how many.

    Not to the person whose act it was: they know. Nothing is written while nothing waits.
    """
    held = Voice.objects.filter(collection=collection, state=VoiceState.QUARANTINED)
    told = Collection.objects.filter(
        pk=collection.pk, state=CollectionState.CLOSED, screeners_told_on__isnull=True
    )
    if not held.exists() or not told.update(screeners_told_on=today or timezone.localdate()):
        return 0
    programme = Programme.objects.get(pk=collection.programme_id)
    found = [
        person
        for person in people_with(programme, duty=DutyKind.SCREENER)
        if may(person, "screen_voices", programme) and person.actor_key != by.actor_key
    ]
    for person in found:
        _write(person, programme, by)
    record(
        by=by, action="tell_screeners", object_kind="collection", object_id=collection.public_id,
        programme_id=programme.pk,
    )  # fmt: skip
    return len(found)


@transaction.atomic
def tell_readers(*, collection: Collection, by: Actor, today: date | None = None) -> int:
    """Write to the owners once when so many have answered that answers may be read (N4, INV-C4).

    Returns to how many. Not to the person whose act it was. How many have answered is not in the letter.
    """
    row = Collection.objects.select_related("programme").get(pk=collection.pk)
    if row.readers_told_on is not None or row.kind == CollectionKind.IMPORT:
        return 0
    fewest = max(FEWEST, results_policy(row).k_full)
    if Response.objects.filter(collection=row).count() < fewest:
        return 0
    untold = Collection.objects.filter(pk=row.pk, readers_told_on__isnull=True)
    if not untold.update(readers_told_on=today or timezone.localdate()):
        return 0
    owners = people_in_role(row.programme, Role.OWNER)
    found = [person for person in owners if person.actor_key != by.actor_key]
    for person in found:
        _write_readable(person, row, fewest, by)
    record(
        by=by, action="tell_readers", object_kind="collection", object_id=row.public_id,
        programme_id=row.programme_id,
    )  # fmt: skip
    return len(found)


def _write_readable(person: Person, collection: Collection, fewest: int, by: Actor) -> None:
    programme = collection.programme
    own = [programme.public_id, collection.public_id]
    with translation.override(person.language):
        body = render_to_string(
            "voices/letters/readable.txt",
            {
                "name": person.display_name, "fewest": fewest,
                "programme": programme.name.shown(person.language).text,
                "title": collection.title.shown(person.language).text or collection.name,
                "results_url": settings.PUBLIC_URL + reverse("voices:results", args=own),
                "voices_url": settings.PUBLIC_URL + reverse("voices:list", args=own[:1]),
            },
        )  # fmt: skip
        subject = _("Answers to a survey may be read now")
    queue_letter(recipient=person, subject=subject, body=body, by=by)


def _write(person: Person, programme: Programme, by: Actor) -> None:
    with translation.override(person.language):
        body = render_to_string(
            "voices/letters/screening_waits.txt",
            {
                "name": person.display_name,
                "programme": programme.name.shown(person.language).text,
                "url": settings.PUBLIC_URL
                + reverse("voices:screening", args=[programme.public_id]),
            },
        )
        subject = _("Texts wait for screening")
    queue_letter(recipient=person, subject=subject, body=body, by=by)
