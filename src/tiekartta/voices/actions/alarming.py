"""Letting people know that an answer may tell of acute danger (N6): a link, never a word of it."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.people.actions import queue_letter
from tiekartta.people.models import Person
from tiekartta.programmes.queries import people_to_alarm
from tiekartta.voices.models import Collection


def alarm(collection: Collection, *, by: Actor) -> None:
    """Write to the owners and the privacy officers of the programme. Inside the caller's transaction.

    One letter each for one opening, however many answers: what is told is where to look.
    """
    for person in people_to_alarm(collection.programme):
        with translation.override(person.language):
            subject, body = _letter(collection, person)
        queue_letter(recipient=person, subject=subject, body=body, by=by)


def _letter(collection: Collection, person: Person) -> tuple[str, str]:
    address = reverse("voices:screening", args=[collection.programme.public_id])
    body = _(
        "Hello %(name)s,\n\n"
        "among the answers to “%(collection)s” that were opened just now there may be one that tells of acute "
        "danger. It was found by a list of words, and waits among the held texts for a person to read it:\n\n"
        "%(address)s\n\n"
        "Whoever wrote it is anonymous and cannot be reached because of it. They were shown where to get help "
        "when they sent it. If a named person is in danger, call 112."
    )
    return _("An answer needs your attention"), body % {
        "name": person.display_name, "collection": collection.name,
        "address": f"{settings.PUBLIC_URL}{address}",
    }  # fmt: skip
