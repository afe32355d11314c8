"""Work that comes round by itself in programmes."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tiekartta.jobs.progress import Progress
from tiekartta.jobs.schedule import every
from tiekartta.journal.actors import SYSTEM
from tiekartta.people.quiet import is_quiet
from tiekartta.programmes.actions import remind_of_ending_roles
from tiekartta.programmes.queries import ending_roles


def _is_needed() -> bool:
    return not is_quiet() and bool(ending_roles(timezone.localdate()))


@every(timedelta(hours=1), title=_("Reminding of roles that end soon"), is_needed=_is_needed)
def remind_of_roles(progress: Progress) -> None:
    """Write to those whose role ends within two weeks, and to the owners."""
    progress.check()
    remind_of_ending_roles(by=SYSTEM)
