"""Letting people know that an answer may tell of acute danger (N6): a link, never a word of it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.people.actions import queue_letter
from tiekartta.programmes.queries import people_to_alarm
from tiekartta.voices.models import Collection


def alarm_of_answers(collection: Collection, *, by: Actor) -> None:
    """Write to the owners and the privacy officers of the programme. Inside the caller's transaction.

    One letter each for one opening, however many answers: what is told is where to look.
    """
    _write(collection, _of_answers, by)


def alarm_of_lines(collection: Collection, *, by: Actor) -> None:
    """`alarm_of_answers` for lines of a session that were typed in together."""
    _write(collection, _of_lines, by)


def _write(collection: Collection, body: Callable[[], str], by: Actor) -> None:
    address = reverse("voices:screening", args=[collection.programme.public_id])
    for person in people_to_alarm(collection.programme):
        with translation.override(person.language):
            subject = _("An answer needs your attention")
            words = body() % {
                "name": person.display_name, "collection": collection.name,
                "address": f"{settings.PUBLIC_URL}{address}",
            }  # fmt: skip
        queue_letter(recipient=person, subject=subject, body=words, by=by)


def _of_answers() -> str:
    return _(
        "Hello %(name)s,\n\n"
        "among the answers to “%(collection)s” that were opened just now there may be one that tells of acute "
        "danger. It was found by a list of words, and waits among the held texts for a person to read it:\n\n"
        "%(address)s\n\n"
        "Whoever wrote it is anonymous and cannot be reached because of it. They were shown where to get help "
        "when they sent it. If a named person is in danger, call 112."
    )


def _of_lines() -> str:
    return _(
        "Hello %(name)s,\n\n"
        "among the lines that were typed in just now for “%(collection)s” there may be one that tells of acute "
        "danger. It was found by a list of words, and waits among the held texts for a person to read it:\n\n"
        "%(address)s\n\n"
        "Who said it is not kept here. Whoever led the session may know. If a named person is in danger, call 112."
    )
