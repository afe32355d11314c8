"""Whose a collection is to build, open and close (mark o of the matrix)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.people.models import Person
from tiekartta.people.states import Role
from tiekartta.programmes.queries import people_in_role
from tiekartta.programmes.rules import require
from tiekartta.voices.models import Collection


@transaction.atomic
def give_collection(*, collection: Collection, keeper: Person | None, by: Actor) -> None:
    """Give a collection to an owner or facilitator of its programme, or to nobody.

    Raises PermissionDenied for all but owners; Refusal for somebody who could not build it.
    """
    require(by, "build_surveys", collection.programme)
    if keeper is not None and keeper not in people_in_role(
        collection.programme, Role.OWNER, Role.FACILITATOR
    ):
        raise Refusal(_("Choose an owner or a facilitator of the programme."), code="keeper")
    Collection.objects.filter(pk=collection.pk).update(keeper=keeper)
    record(
        by=by, action="give_collection", object_kind="collection", object_id=collection.public_id,
        programme_id=collection.programme_id,
    )  # fmt: skip
