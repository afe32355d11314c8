"""Reading people, invitations and organisations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils import timezone

from tiekartta.language.errors import Missing
from tiekartta.people.models import Invitation, Letter, Organisation, Person
from tiekartta.people.states import OrganisationKind, SuccessionKind
from tiekartta.people.tokens import digest_of

PAGE_SIZE = 50


@dataclass(frozen=True)
class InvitationView:
    """An invitation as the page of its link sees it."""

    display_name: str
    email: str
    language: str
    is_open: bool


@dataclass(frozen=True)
class Waiting:
    """What somebody who has not taken the account into use is waiting for."""

    expires_at: datetime
    has_expired: bool
    is_sent: bool


@dataclass(frozen=True)
class Relation:
    """An organisation before or after another one."""

    name: str
    public_id: str
    day: date
    kind: str


@dataclass(frozen=True)
class UnitView:
    """A unit, with the one that it is a part of."""

    public_id: str
    name: str
    parent: str


@dataclass(frozen=True)
class OrganisationView:
    """An organisation with its other names, and what it came from and became."""

    organisation: Organisation
    public_id: str
    name: str
    kind: str
    aliases: tuple[tuple[int, str], ...]
    successors: tuple[Relation, ...]
    origins: tuple[Relation, ...]
    units: tuple[UnitView, ...] = ()


def is_set_up() -> bool:
    """Whether the installation has an administrator."""
    return Person.objects.filter(is_administrator=True).exists()


def person_of_email(email: str) -> Person | None:
    """Somebody by e-mail address, whatever its case."""
    return Person.objects.filter(email=email.strip().lower()).first()


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """The names of people by the keys that the journal has of them, in one query."""
    wanted = set()
    for key in keys:
        try:
            wanted.add(UUID(key))
        except ValueError:
            continue
    return {
        str(pk): name
        for pk, name in Person.objects.filter(pk__in=wanted).values_list("pk", "display_name")
    }


def invitation_of(token: str, *, now: datetime | None = None) -> InvitationView:
    """The invitation of a link. Raises Missing for a forged one."""
    row = Invitation.objects.select_related("person").filter(token_digest=digest_of(token)).first()
    if row is None:
        raise Missing("invitation")
    is_open = row.accepted_at is None and row.expires_at > (now or timezone.now())
    person = row.person
    return InvitationView(
        person.display_name, person.email, person.language, is_open and not person.is_active
    )


def waiting_of(people: Iterable[Person], *, now: datetime | None = None) -> dict[UUID, Waiting]:
    """For those who have not taken their account into use: their newest invitation, in two queries."""
    moment = now or timezone.now()
    keys = [person.pk for person in people if not person.is_active]
    unsent = set(
        Letter.objects.filter(recipient__in=keys, sent_at__isnull=True).values_list(
            "recipient_id", flat=True
        )
    )
    rows = Invitation.objects.filter(person__in=keys, accepted_at__isnull=True).order_by(
        "expires_at"
    )
    return {
        row.person_id: Waiting(
            row.expires_at, row.expires_at <= moment, row.person_id not in unsent
        )
        for row in rows
    }


def organisation_page(
    *,
    reader: Person,  # noqa: ARG001 - organisations are public to everybody with an account
    search: str = "",
    page: int | str | None = 1,
) -> Page[OrganisationView]:
    """Organisations whose name or other name contains the words, in order of name."""
    found = Organisation.objects.prefetch_related(
        "aliases", "successions__successor", "origins__predecessor"
    )
    if search.strip():
        words = search.strip()
        found = found.filter(
            Q(name__icontains=words) | Q(aliases__name__icontains=words)
        ).distinct()
    shown: Page[Organisation] = Paginator(found.order_by("name", "pk"), PAGE_SIZE).get_page(page)
    return Page([_view(row) for row in shown.object_list], shown.number, shown.paginator)  # type: ignore[arg-type] # - the paginator only counts


def organisation_of(public_id: str, *, reader: Person) -> OrganisationView:  # noqa: ARG001 - organisations are public to everybody with an account
    """One organisation. Raises Missing."""
    row = (
        Organisation.objects.prefetch_related(
            "aliases", "successions__successor", "origins__predecessor", "units__parent"
        )
        .filter(public_id=public_id)
        .first()
    )
    if row is None:
        raise Missing("organisation")
    units = tuple(
        UnitView(unit.public_id, unit.name, unit.parent.name if unit.parent else "")
        for unit in row.units.all()
    )
    return replace(_view(row), units=units)


def organisation_choices(*, besides: str = "", on: date | None = None) -> list[tuple[str, str]]:
    """Public ids and names of the organisations in force, for a list to choose from."""
    day = on or timezone.localdate()
    rows = Organisation.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day)).exclude(
        public_id=besides
    )
    return list(rows.order_by("name").values_list("public_id", "name"))


def organisation_by_id(public_id: str) -> Organisation | None:
    """The row of an organisation."""
    return Organisation.objects.filter(public_id=public_id).first() if public_id else None


def _view(row: Organisation) -> OrganisationView:
    return OrganisationView(
        organisation=row,
        public_id=row.public_id,
        name=row.name,
        kind=str(OrganisationKind(row.kind).label),
        aliases=tuple((alias.pk, alias.name) for alias in row.aliases.all()),
        successors=tuple(
            Relation(
                link.successor.name,
                link.successor.public_id,
                link.day,
                str(SuccessionKind(link.kind).label),
            )
            for link in row.successions.all()
        ),
        origins=tuple(
            Relation(
                link.predecessor.name,
                link.predecessor.public_id,
                link.day,
                str(SuccessionKind(link.kind).label),
            )
            for link in row.origins.all()
        ),
    )
