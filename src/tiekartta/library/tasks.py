"""Job bodies of the library."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tiekartta.jobs.progress import Progress
from tiekartta.jobs.schedule import every
from tiekartta.journal.actors import SYSTEM, NamedActor
from tiekartta.library import actions


def write_bulletin(progress: Progress, *, bulletin_id: str) -> None:
    """Write the letters to those who follow."""
    actions.write_bulletin(bulletin_id=UUID(bulletin_id), by=NamedActor(progress.asked_by))


@every(timedelta(days=1), title=_("Forgetting addresses that were not confirmed"))
def forget_unconfirmed(progress: Progress) -> None:  # noqa: ARG001 - every task takes its progress
    """Delete addresses that were not confirmed within a week."""
    actions.forget_unconfirmed(by=SYSTEM)
