"""Publishing results for everybody: a frozen copy of a collection that has ended (house rule 3)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.people.models import Person
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.voices.models import Collection, PublishedResults
from tiekartta.voices.queries.results.reading import collection_results
from tiekartta.voices.queries.results.reporting import frozen_content
from tiekartta.voices.results.freezing import canonical, digest_of
from tiekartta.voices.states import CollectionState


def publish_results(
    *, programme: Programme, collection_id: str, by: Actor, today: date | None = None
) -> PublishedResults:
    """Publish what is told of everybody in a collection; open answers are not published here (INV-V3).

    Raises PermissionDenied, Missing; Refusal while people still answer or figures are being worked out;
    Conflict when the same has been published.
    """
    require(by, "build_surveys", programme)
    results = collection_results(programme, collection_id, reader=by)
    if results.state == CollectionState.OPEN:
        raise Refusal(
            _("The collection is open. Publish its results when it has closed."), code="open"
        )
    told = [variant for variant in results.variants if not variant.is_replaced]
    if not told or not all(variant.is_final for variant in told):
        raise Refusal(
            _("The results are not ready yet. Wait a few minutes and try again."), code="unready"
        )
    content = canonical(frozen_content(results))
    digest = digest_of(content)
    with transaction.atomic():
        row = Collection.objects.select_for_update(no_key=True).get(
            programme=programme, public_id=collection_id
        )
        newest = PublishedResults.objects.filter(collection=row).order_by("-number").first()
        if newest is not None and newest.digest == digest:
            raise Conflict(_("These results have been published already."), code="published")
        published = PublishedResults.objects.create(
            collection=row, number=newest.number + 1 if newest else 1, content=content, digest=digest,
            published_on=today or timezone.localdate(),
            published_by=by if isinstance(by, Person) else None,
        )  # fmt: skip
        record(
            by=by, action="publish_results", object_kind="collection", object_id=row.public_id,
            programme_id=programme.pk,
        )  # fmt: skip
    return published
