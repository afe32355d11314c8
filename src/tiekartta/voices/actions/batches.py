"""Batches of access tokens: for an audience, or for a unit of ten people or more (INV-D4)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.people.models import Unit
from tiekartta.voices.models import Collection, Survey, TokenBatch
from tiekartta.voices.rules import require_building
from tiekartta.voices.states import EDITABLE_COLLECTIONS, CollectionState
from tiekartta.voices.tokens import MOST_PRINTED, SMALLEST_UNIT, digests_of, new_codes, store

MAKING = (*EDITABLE_COLLECTIONS, CollectionState.OPEN)


@dataclass(frozen=True)
class MadeBatch:
    """A batch and its codes as people read them (KRTV-7H2M-P9QX); the codes exist here only."""

    batch: TokenBatch
    codes: tuple[str, ...]


def make_batch(
    *,
    survey: Survey,
    label: str,
    size: int,
    by: Actor,
    unit: Unit | None = None,
    headcount: int | None = None,
) -> MadeBatch:
    """New codes, each good for one answer; they are told once and never stored.

    `headcount`: how many people work in the unit; asked with a unit only. Raises PermissionDenied;
    Refusal with code ``unit``, ``size`` or ``label``; Conflict when the collection takes no more answers.
    """
    require_building(by, survey.collection)
    if not 1 <= size <= MOST_PRINTED:
        raise Refusal(
            _("Make from 1 to %(most)s codes at once.") % {"most": MOST_PRINTED}, code="size"
        )
    check_batch(survey, label=label, unit=unit, headcount=headcount)
    codes = new_codes(size)
    # scrypt takes milliseconds for each code: outside the transaction, which stays short.
    digests = digests_of(codes, bytes(survey.collection.receipt_salt))
    with transaction.atomic():
        batch = begin_batch(survey, label=label, size=size, unit=unit, headcount=headcount)
        store(batch, digests)
        note_batch(batch, "make_tokens", by)
    return MadeBatch(batch, tuple(codes))


def check_batch(survey: Survey, *, label: str, unit: Unit | None, headcount: int | None) -> None:
    """Raise Refusal or Conflict when there can be no such batch. For this folder only."""
    if not label.strip():
        raise Refusal(_("Give the batch a name, so that you know it again."), code="label")
    if unit is not None and (headcount or 0) < SMALLEST_UNIT:
        raise Refusal(_way_out(unit), code="unit")
    if survey.is_replaced:
        raise Conflict(_("These questions were replaced by a corrected version."), code="state")
    if survey.collection.state not in MAKING:
        raise Conflict(_("The collection has closed, so no more codes are made."), code="state")


def _way_out(unit: Unit) -> str:
    names = {"unit": unit.name, "least": SMALLEST_UNIT}
    if unit.parent is not None:
        return _(
            "Fewer than %(least)s people work in %(unit)s: somebody could guess who answered. "
            "Make the batch for %(parent)s, or for the whole audience."
        ) % {**names, "parent": unit.parent.name}
    return (
        _(
            "Fewer than %(least)s people work in %(unit)s: somebody could guess who answered. "
            "Make the batch for the whole audience, without a unit."
        )
        % names
    )


def begin_batch(
    survey: Survey, *, label: str, size: int, unit: Unit | None, headcount: int | None
) -> TokenBatch:
    """The row of a batch, while its collection cannot be closed. Inside the caller's transaction."""
    held = Collection.objects.select_for_update(no_key=True).get(pk=survey.collection_id)
    if held.state not in MAKING:
        raise Conflict(_("The collection has closed, so no more codes are made."), code="state")
    return TokenBatch.objects.create(
        survey=survey, label=" ".join(label.split())[:120], size=size, unit=unit,
        headcount=headcount if unit else None,
    )  # fmt: skip


def note_batch(batch: TokenBatch, action: str, by: Actor) -> None:
    """The row of the journal. For this folder only."""
    record(
        by=by, action=action, object_kind="token_batch", object_id=batch.public_id,
        programme_id=batch.survey.collection.programme_id,
    )  # fmt: skip
