"""Reading letters: what waits, what was given up, how far a mailing is. Addresses are masked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Q
from django.utils import timezone

from tiekartta.people.models import Letter, Person
from tiekartta.people.rules import require_mail
from tiekartta.people.sealing import SealBrokenError, unseal
from tiekartta.people.states import LetterProblem

PAGE_SIZE = 50


@dataclass(frozen=True)
class LetterLine:
    """A letter that has not gone, as an administrator sees it: "a…@example.org", and never its text."""

    id: str
    to: str
    subject: str
    language: str
    queued_at: datetime
    attempts: int
    problem: str
    next_try_at: datetime | None

    @property
    def is_given_up(self) -> bool:
        """Whether it is tried no more by itself."""
        return self.next_try_at is None


@dataclass(frozen=True)
class MailingState:
    """How many letters of a mailing went, wait and were given up; letters, not people who answered."""

    sent: int
    waiting: int
    given_up: int
    last_sent_at: datetime | None
    problems: tuple[tuple[str, int], ...] = ()


def letters_are_due(*, now: datetime | None = None) -> bool:
    """Whether some letter's time has come."""
    return Letter.objects.filter(
        next_try_at__lte=now or timezone.now(), sent_at__isnull=True
    ).exists()


def unsent_page(*, reader: Person, page: int | str | None = 1) -> Page[LetterLine]:
    """Letters that have not gone, those given up first. Raises PermissionDenied."""
    require_mail(reader)
    rows = (
        Letter.objects.filter(sent_at__isnull=True).select_related("recipient")
        .order_by("-given_up_at", "queued_at", "id")
    )  # fmt: skip
    shown: Page[Letter] = Paginator(rows, PAGE_SIZE).get_page(page)
    return Page([_line(row) for row in shown.object_list], shown.number, shown.paginator)  # type: ignore[arg-type] # - the paginator only counts


def mailing_state(mailing: str) -> MailingState:
    """How far a mailing is. Who may ask is known by the folder that owns it."""
    return mailing_states([mailing])[mailing]


def mailing_states(mailings: Iterable[str]) -> dict[str, MailingState]:
    """The same of many mailings, by name, in two queries whatever their number."""
    names = list(mailings)
    rows = Letter.objects.filter(mailing__in=names)
    counted = {
        row["mailing"]: row
        for row in rows.order_by()
        .values("mailing")
        .annotate(
            sent=Count("pk", filter=Q(sent_at__isnull=False)),
            given_up=Count("pk", filter=Q(given_up_at__isnull=False)),
            all=Count("pk"),
            last=Max("sent_at"),
        )
    }
    problems: dict[str, list[tuple[str, int]]] = defaultdict(list)
    unsent = rows.filter(sent_at__isnull=True).exclude(problem="").order_by()
    for row in unsent.values("mailing", "problem").annotate(number=Count("pk")):
        words = str(LetterProblem(row["problem"]).label)
        problems[row["mailing"]].append((words, row["number"]))
    nothing = {"sent": 0, "given_up": 0, "all": 0, "last": None}
    return {
        name: _state(counted.get(name, nothing), sorted(problems[name], key=lambda each: -each[1]))
        for name in names
    }


def _state(found: Mapping[str, Any], problems: Iterable[tuple[str, int]]) -> MailingState:
    return MailingState(
        sent=found["sent"], given_up=found["given_up"],
        waiting=found["all"] - found["sent"] - found["given_up"], last_sent_at=found["last"],
        problems=tuple(problems),
    )  # fmt: skip


def masked(address: str) -> str:
    """An address of which one sees where it leads and not whose it is: "a…@example.org"."""
    name, _at, host = address.rpartition("@")
    return f"{name[:1]}…@{host}"


def _line(row: Letter) -> LetterLine:
    return LetterLine(
        id=str(row.pk), to=_masked_address(row), subject=row.subject, language=row.language,
        queued_at=row.queued_at, attempts=row.attempts, next_try_at=row.next_try_at,
        problem=str(LetterProblem(row.problem).label) if row.problem else "",
    )  # fmt: skip


def _masked_address(row: Letter) -> str:
    if row.recipient:
        return masked(row.recipient.email)
    try:
        return masked(unseal(bytes(row.sealed), purpose=f"letter:{row.pk}")["to"])
    except SealBrokenError:
        return "…"
