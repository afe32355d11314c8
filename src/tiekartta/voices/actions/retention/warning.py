"""Telling owner and privacy officer two weeks before something goes (N28)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.people.actions import queue_letter
from tiekartta.people.states import DutyKind
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import people_with
from tiekartta.voices.models import RetentionWarning
from tiekartta.voices.queries.retention import RetentionLine, programmes_with_collections, to_warn


def warn_before_erasing(*, by: Actor, today: date | None = None) -> int:
    """One letter a person and programme, with a link and no content. Returns how many warnings."""
    day, warned = today or timezone.localdate(), 0
    for programme in programmes_with_collections():
        lines = to_warn(programme, today=day)
        if lines:
            _warn(programme, lines, day, by)
            warned += len(lines)
    return warned


@transaction.atomic
def _warn(programme: Programme, lines: Sequence[RetentionLine], day: date, by: Actor) -> None:
    for line in lines:
        RetentionWarning.objects.update_or_create(
            collection_id=line.collection_pk, kind=line.kind,
            defaults={"due_on": line.due_on, "warned_on": day},
        )  # fmt: skip
    url = settings.PUBLIC_URL + reverse("voices:retention", args=[programme.public_id])
    for person in people_with(programme, duty=DutyKind.PRIVACY_OFFICER):
        with translation.override(person.language):
            body = render_to_string(
                "voices/letters/retention.txt",
                {
                    "programme": programme.name.shown(person.language).text,
                    "lines": lines,
                    "url": url,
                },
            )
            queue_letter(
                recipient=person, subject=_("Data will be erased in two weeks"), body=body, by=by
            )
