"""Units of organisations."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.people.models import Organisation, Unit
from tiekartta.people.rules import require_organisations


@transaction.atomic
def add_unit(*, organisation: Organisation, name: str, by: Actor, parent_id: str = "") -> Unit:
    """Add a unit, perhaps as part of another one of the same organisation.

    Raises PermissionDenied; Refusal for a name that the organisation has there already.
    """
    require_organisations(by)
    words = " ".join(name.split())[:200]
    units = Unit.objects.filter(organisation=organisation)
    parent = units.filter(public_id=parent_id).first() if parent_id else None
    if not words or (parent_id and parent is None):
        raise Refusal(
            _("Give the unit a name, and choose a unit of the same organisation above it.")
        )
    if units.filter(parent=parent, name__iexact=words).exists():
        raise Refusal(_("The organisation has a unit of this name there already."))
    unit = Unit.objects.create(organisation=organisation, name=words, parent=parent)
    record(by=by, action="add_unit", object_kind="unit", object_id=unit.public_id)
    return unit
