"""Draft → in review → draft: somebody else looks before it opens (domain 4.3)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.voices.models import Collection, Question
from tiekartta.voices.rules import require_building
from tiekartta.voices.states import EDITABLE_COLLECTIONS, CollectionState
from tiekartta.voices.surveys.storing import gaps_of_collection


@transaction.atomic
def send_to_review(*, collection: Collection, by: Actor, today: date | None = None) -> None:
    """Say that the questions are ready to be looked at. Every later edit takes them back to the draft.

    Raises PermissionDenied; Refusal naming everything that is missing (INV-C1); Conflict unless a draft.
    """
    require_building(by, collection)
    held = Collection.objects.select_for_update(no_key=True).get(pk=collection.pk)
    if held.state != CollectionState.DRAFT:
        raise Conflict(_("Only a draft can be sent to review."), code="state")
    missing = [gap.text for gap in gaps_of_collection(held, today=today or timezone.localdate())]
    if missing:
        raise Refusal(" ".join(missing), code="incomplete")
    _set(held, CollectionState.REVIEW, by, "send_to_review")


@transaction.atomic
def return_to_draft(*, collection: Collection, by: Actor) -> None:
    """Go on with the questions after the review. Raises PermissionDenied, Conflict unless in review."""
    require_building(by, collection)
    held = Collection.objects.select_for_update(no_key=True).get(pk=collection.pk)
    if held.state != CollectionState.REVIEW:
        raise Conflict(_("The collection is not in review."), code="state")
    _set(held, CollectionState.DRAFT, by, "return_to_draft")


@transaction.atomic
def remove_draft(*, collection: Collection, by: Actor) -> None:
    """Take a draft away that was never opened; nobody has answered it.

    Raises PermissionDenied, Refusal once it was opened.
    """
    require_building(by, collection)
    held = Collection.objects.select_for_update().get(pk=collection.pk)
    if held.state not in EDITABLE_COLLECTIONS:
        raise Refusal(_("Only a draft that was never opened can be removed."), code="state")
    record(
        by=by, action="remove_draft", object_kind="collection", object_id=held.public_id,
        programme_id=held.programme_id,
    )  # fmt: skip
    Question.objects.filter(block__survey__collection=held).update(shown_after=None)
    held.delete()


def _set(collection: Collection, state: CollectionState, by: Actor, action: str) -> None:
    Collection.objects.filter(pk=collection.pk).update(state=state)
    record(
        by=by, action=action, object_kind="collection", object_id=collection.public_id,
        programme_id=collection.programme_id,
    )  # fmt: skip
