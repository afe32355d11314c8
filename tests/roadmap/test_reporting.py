"""The roadmap looks down: collections learn that their answers were used, and their time begins."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.factories import a_programme, a_published_roadmap

from tiekartta.jobs.actions import queue
from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.voices.models import Collection

pytestmark = pytest.mark.django_db


def test_collections_of_a_published_roadmap_are_reported_once() -> None:
    """Domain 2.4, point 6: original answers go a year after the roadmap that they fed."""
    programme = a_programme()
    a_published_roadmap(programme)
    for _each in range(2):
        queue(
            task="tiekartta.roadmap.tasks.report_published", arguments={}, title="Raportointi", by=SYSTEM
        )  # fmt: skip
        Worker().run_until_empty()
    days = set(Collection.objects.values_list("reported_on", flat=True))
    assert days == {timezone.localdate()}
