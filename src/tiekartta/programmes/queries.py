"""Reading programmes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from tiekartta.analysis.disclosure import Policy
from tiekartta.journal.actors import SYSTEM
from tiekartta.journal.queries import entries_of
from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Organisation, Person
from tiekartta.people.queries import Waiting, names_of, waiting_of
from tiekartta.people.states import DutyKind, Role
from tiekartta.programmes.journal_words import words_of_action, words_of_actor, words_of_kind
from tiekartta.programmes.models import Duty, Membership, Phase, Programme
from tiekartta.programmes.rules import in_force, may, require
from tiekartta.programmes.states import PhaseCode, PhaseState, ProgrammeState

PAGE_SIZE = 50
ONE_DAY, NOTICE = timedelta(days=1), timedelta(days=14)


@dataclass(frozen=True)
class MemberRow:
    """One person in a programme, with role, dates and duties."""

    membership: Membership
    name: str
    email: str
    role: Role
    duties: tuple[DutyKind, ...]
    is_valid: bool
    has_ended: bool
    waiting: Waiting | None


@dataclass(frozen=True)
class ProgrammeCard:
    """A programme in the list."""

    public_id: str
    name: TranslatedText
    purpose: TranslatedText
    state: ProgrammeState
    phases: tuple[str, ...]
    is_own: bool


@dataclass(frozen=True)
class JournalLine:
    """One act in words."""

    at: datetime
    who: str
    what: str
    kind: str
    object_id: str


def programmes_of(*, reader: Person, on: date | None = None) -> QuerySet[Programme]:
    """The programmes in which a person has a role today, newest first."""
    day = on or timezone.localdate()
    valid = Membership.objects.filter(in_force(day), person=reader)
    return Programme.objects.filter(pk__in=valid.values("programme_id")).order_by("-founded_at")


def programme_of(public_id: str, *, reader: object, also: tuple[str, ...] = ()) -> Programme:
    """One programme. Raises Missing unless the reader has a role in it (or is the system).

    `also` names other actions of the matrix that open the page: the administrator, who reads no
    content, comes so to members and journal.
    """
    programme = Programme.objects.filter(public_id=public_id).first()
    if programme is None:
        raise Missing("programme")
    if reader is SYSTEM or any(
        may(reader, action, programme) for action in ("read_programme", *also)
    ):
        return programme
    raise Missing("programme")


def phases_of(programme: Programme) -> list[Phase]:
    """The phases in order."""
    return list(programme.phases.all())


def members_of(programme: Programme, *, reader: object, on: date | None = None) -> list[MemberRow]:
    """Everybody with a role in the programme, in a fixed number of queries.

    Addresses and waiting invitations are shown to those only who may grant roles.
    """
    day = on or timezone.localdate()
    may_grant = reader is SYSTEM or may(reader, "grant_roles", programme)
    rows = list(
        Membership.objects.filter(programme=programme)
        .select_related("person")
        .order_by("role", "person__display_name", "valid_from")
    )
    duties: dict[object, list[DutyKind]] = {}
    for person_id, kind in Duty.objects.filter(programme=programme).values_list(
        "person_id", "kind"
    ):
        duties.setdefault(person_id, []).append(DutyKind(kind))
    waiting = waiting_of([row.person for row in rows]) if may_grant else {}
    return [
        MemberRow(
            membership=row,
            name=row.person.display_name,
            email=row.person.email if may_grant else "",
            role=Role(row.role),
            duties=tuple(sorted(duties.get(row.person_id, []))),
            is_valid=row.valid_from <= day and (row.valid_to is None or row.valid_to >= day),
            has_ended=row.valid_to is not None and row.valid_to < day,
            waiting=waiting.get(row.person_id),
        )
        for row in rows
    ]


def membership_of(public_id: str, *, programme: Programme, reader: object) -> Membership:
    """One role of one person. Raises Missing; PermissionDenied for those who may not grant roles."""
    require(reader, "grant_roles", programme)
    row = Membership.objects.select_related("person", "programme").filter(
        programme=programme, public_id=public_id
    ).first()  # fmt: skip
    if row is None:
        raise Missing("membership")
    return row


def duties_of(person: Person, *, programme: Programme) -> list[DutyKind]:
    """The duties of a person in a programme."""
    kinds = Duty.objects.filter(programme=programme, person=person).values_list("kind", flat=True)
    return sorted(DutyKind(kind) for kind in kinds)


def people_with(programme: Programme, *, duty: DutyKind) -> list[Person]:
    """The people who have a duty and a role in a programme now, else its owners: somebody must be told."""
    members = Membership.objects.filter(in_force(timezone.localdate()), programme=programme)
    having = members.filter(
        person__in=Duty.objects.filter(programme=programme, kind=duty).values("person")
    )
    return _in_use(having) or _in_use(members.filter(role=Role.OWNER))


def people_in_role(programme: Programme, *roles: Role) -> list[Person]:
    """The people who have one of the roles now."""
    rows = Membership.objects.filter(
        in_force(timezone.localdate()), programme=programme, role__in=roles
    )
    return _in_use(rows)


def _in_use(rows: QuerySet[Membership]) -> list[Person]:
    """The people of memberships whose accounts are in use."""
    return list(
        Person.objects.filter(pk__in=rows.values("person_id"), is_active=True).order_by("pk")
    )


def ending_roles(day: date) -> list[Membership]:
    """Roles in force whose last day is within two weeks and has not been told (N2), the first to end first.

    Not those of which the same role follows at once, nor those given for less than two weeks: who got
    one knows when it ends. Not those of accounts that are not in use.
    """
    soon = Membership.objects.filter(
        in_force(day), valid_to__gt=day, valid_to__lte=day + NOTICE, person__is_active=True
    ).exclude(told_last_day=F("valid_to"))
    rows = list(soon.select_related("person", "programme").order_by("valid_to", "pk"))
    following = Membership.objects.filter(person__in=[row.person_id for row in rows])
    begins = set(following.values_list("programme_id", "person_id", "role", "valid_from"))
    return [
        row
        for row in rows
        if row.valid_to
        and row.valid_from < row.valid_to - NOTICE
        and (row.programme_id, row.person_id, row.role, row.valid_to + ONE_DAY) not in begins
    ]


def programme_cards(*, reader: Person, page: int | str | None = 1) -> Page[ProgrammeCard]:
    """The programmes of a person with what is under way in each; of an administrator, all of them.

    What an administrator has no role in is marked: its content is not theirs to read.
    """
    own = programmes_of(reader=reader)
    found = Programme.objects.all() if reader.is_administrator else own
    found = found.prefetch_related("phases").order_by("-founded_at", "pk")
    own_keys = set(own.values_list("pk", flat=True))
    shown = Paginator(found, PAGE_SIZE).get_page(page)
    cards = [
        ProgrammeCard(
            public_id=row.public_id,
            name=row.name,
            purpose=row.purpose,
            state=ProgrammeState(row.state),
            phases=tuple(
                str(PhaseCode(phase.code).label)
                for phase in row.phases.all()
                if phase.state == PhaseState.RUNNING
            ),
            is_own=row.pk in own_keys,
        )
        for row in shown.object_list
    ]
    return Page(cards, shown.number, shown.paginator)  # type: ignore[arg-type] # - the paginator only counts


def journal_page(
    programme: Programme, *, reader: object, page: int | str | None = 1
) -> Page[JournalLine]:
    """Who did what and when in a programme, newest first. Raises PermissionDenied."""
    require(reader, "read_journal", programme)
    shown = Paginator(entries_of(programme.pk), PAGE_SIZE).get_page(page)
    entries = list(shown.object_list)
    names = names_of(entry.actor for entry in entries)
    lines = [
        JournalLine(
            at=entry.at,
            who=names.get(entry.actor) or words_of_actor(entry.actor),
            what=words_of_action(entry.action),
            kind=words_of_kind(entry.object_kind),
            object_id=entry.object_id,
        )
        for entry in entries
    ]
    return Page(lines, shown.number, shown.paginator)  # type: ignore[arg-type] # - the paginator only counts


def disclosure_policy(programme: Programme) -> Policy:
    """The thresholds below which counts of people are not shown (INV-D1)."""
    return Policy(k_full=programme.k_full, k_min=programme.k_min)


def organisation_of_programme(programme: Programme) -> Organisation | None:
    """The organisation that owns a programme."""
    return programme.owner_organisation


def people_to_alarm(programme: Programme, *, on: date | None = None) -> list[Person]:
    """Who is written to when an answer may tell of danger: owners and privacy officers in force (N6)."""
    members = Membership.objects.filter(in_force(on or timezone.localdate()), programme=programme)
    officers = Duty.objects.filter(programme=programme, kind=DutyKind.PRIVACY_OFFICER)
    wanted = members.filter(Q(role=Role.OWNER) | Q(person__in=officers.values("person")))
    return _in_use(wanted)
