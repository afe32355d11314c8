"""Work that comes round by itself in the roadmap folder."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tiekartta.jobs.progress import Progress
from tiekartta.jobs.schedule import every
from tiekartta.journal.actors import SYSTEM
from tiekartta.roadmap.queries.editions import first_editions
from tiekartta.voices.actions.retention import report_collections


@every(timedelta(hours=6), title=_("Telling collections that a roadmap used them"))
def report_published(progress: Progress) -> None:
    """Looks down: the time of original answers counts from the first edition that they fed."""
    for programme, published_at in first_editions():
        progress.check()
        report_collections(programme=programme, day=timezone.localdate(published_at), by=SYSTEM)
