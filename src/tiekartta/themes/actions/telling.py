"""The letter to whoever started an analysis, when it has ended (N7). A link only (INV-Q4)."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.people.actions import queue_letter
from tiekartta.programmes.rules import may
from tiekartta.themes.models import Run


def tell_starter(*, run: Run, is_ready: bool, by: Actor) -> bool:
    """Write that the themes are there, or that the analysis failed; whether there was anybody to tell.

    In the transaction of what it tells. Not to somebody who may not see it any more, nor to a command or
    a job that started it.
    """
    person, programme = run.started_by, run.programme
    if person is None or not person.is_active or not may(person, "run_analysis", programme):
        return False
    with translation.override(person.language):
        body = render_to_string(
            "themes/letters/ready.txt" if is_ready else "themes/letters/failed.txt",
            {
                "name": person.display_name,
                "programme": programme.name.shown(person.language).text,
                "url": settings.PUBLIC_URL + reverse("themes:workshop", args=[programme.public_id]),
            },
        )
        subject = _("The analysis is ready") if is_ready else _("The analysis failed")
    queue_letter(recipient=person, subject=subject, body=body, by=by)
    return True
