"""Organisations, their other names, and what became of them."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as NumberError
from stdnum.fi import ytunnus

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.people.models import Organisation, OrganisationAlias, OrganisationSuccession
from tiekartta.people.rules import require_organisations
from tiekartta.people.states import OrganisationKind, SuccessionKind


@transaction.atomic
def add_organisation(
    *,
    name: str,
    kind: OrganisationKind,
    by: Actor,
    business_id: str = "",
    site_url: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Organisation:
    """Add an organisation. Raises PermissionDenied, Refusal for a name that is taken or wrong facts."""
    require_organisations(by)
    facts = _facts(name, business_id, valid_from, valid_to)
    _require_free(facts["name"])
    organisation = Organisation.objects.create(
        name=facts["name"], business_id=facts["business_id"], kind=kind, site_url=site_url,
        valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip
    _record(by, "add_organisation", organisation)
    return organisation


@transaction.atomic
def edit_organisation(
    *,
    organisation: Organisation,
    name: str,
    kind: OrganisationKind,
    by: Actor,
    business_id: str = "",
    site_url: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> None:
    """Correct the facts of an organisation. A new name in its life is a succession instead."""
    require_organisations(by)
    facts = _facts(name, business_id, valid_from, valid_to)
    _require_free(facts["name"], besides=organisation)
    Organisation.objects.filter(pk=organisation.pk).update(
        name=facts["name"], business_id=facts["business_id"], kind=kind, site_url=site_url,
        valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip
    _record(by, "edit_organisation", organisation)


def _facts(
    name: str, business_id: str, valid_from: date | None, valid_to: date | None
) -> dict[str, str]:
    cleaned = " ".join(name.split())
    if not cleaned:
        raise Refusal(_("Write the name of the organisation."))
    if valid_from and valid_to and valid_to < valid_from:
        raise Refusal(_("The organisation ends before it starts. Check the dates."))
    number = business_id.strip()
    if number:
        try:
            number = ytunnus.format(ytunnus.validate(number))
        except NumberError as error:
            raise Refusal(_("This is not a Finnish business id. Write it as 1234567-8.")) from error
    return {"name": cleaned, "business_id": number}


def _require_free(name: str, besides: Organisation | None = None) -> None:
    same = Organisation.objects.filter(Q(name__iexact=name) | Q(aliases__name__iexact=name))
    if besides is not None:
        same = same.exclude(pk=besides.pk)
    if same.exists():
        raise Refusal(
            _("There is already an organisation of this name. Use it, or write a fuller name.")
        )


@transaction.atomic
def add_alias(*, organisation: Organisation, name: str, by: Actor) -> None:
    """Give another name by which an organisation is found. Raises PermissionDenied, Refusal."""
    require_organisations(by)
    cleaned = " ".join(name.split())
    if not cleaned:
        raise Refusal(_("Write the other name."))
    OrganisationAlias.objects.get_or_create(organisation=organisation, name=cleaned)
    _record(by, "add_alias", organisation)


@transaction.atomic
def remove_alias(*, organisation: Organisation, alias_id: int, by: Actor) -> None:
    """Take another name away."""
    require_organisations(by)
    OrganisationAlias.objects.filter(organisation=organisation, pk=alias_id).delete()
    _record(by, "remove_alias", organisation)


@transaction.atomic
def add_succession(
    *,
    predecessor: Organisation,
    successor: Organisation,
    day: date,
    kind: SuccessionKind,
    by: Actor,
) -> OrganisationSuccession:
    """Tell that one organisation became another (S003-34).

    A merger or a split is several successions. All but a transfer end the predecessor the day before.
    Raises PermissionDenied, Refusal for a circle or a repetition.
    """
    require_organisations(by)
    if successor.pk == predecessor.pk or predecessor.pk in _followers(successor):
        raise Refusal(_("An organisation cannot follow itself. Choose another one."))
    if OrganisationSuccession.objects.filter(predecessor=predecessor, successor=successor).exists():
        raise Refusal(_("This succession has already been told."))
    # The first day of the calendar has no day before it on which anything could end.
    if day <= (predecessor.valid_from or date.min):
        raise Refusal(_("The day of the change is before the organisation began. Check the dates."))
    row = OrganisationSuccession.objects.create(
        predecessor=predecessor, successor=successor, day=day, kind=kind
    )
    if kind != SuccessionKind.TRANSFER:
        Organisation.objects.filter(pk=predecessor.pk, valid_to__isnull=True).update(
            valid_to=day - timedelta(days=1)
        )
    _record(by, "add_succession", predecessor)
    return row


def _followers(organisation: Organisation) -> set[UUID]:
    """The keys of all that came after an organisation, whatever the number of steps."""
    found: set[UUID] = set()
    frontier: set[UUID] = {organisation.pk}
    while frontier:
        frontier = (
            set(
                OrganisationSuccession.objects.filter(predecessor__in=frontier).values_list(
                    "successor_id", flat=True
                )
            )
            - found
        )
        found |= frontier
    return found


def _record(by: Actor, action: str, organisation: Organisation) -> None:
    record(by=by, action=action, object_kind="organisation", object_id=organisation.public_id)
