"""The house's own times, and when something is due: pure functions of days (domain 2.4, point 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tiekartta.voices.states import RetentionKind

WARNING = timedelta(days=14)
"""People are told so long before (N28)."""
WITHOUT_REPORT = timedelta(days=365)
"""Original answers that no roadmap has used count from a year after closing."""


@dataclass(frozen=True)
class Keeping:
    """What is said of one kind: from when its time counts, and what happens then."""

    kind: RetentionKind
    days: int
    counts_from: str | Promise
    what_happens: str | Promise


RULES = (
    Keeping(
        RetentionKind.TOKENS, 30, _("the closing of the collection"),
        _("Codes and addresses are deleted. Nobody can answer or be reminded any more."),
    ),
    Keeping(
        RetentionKind.CONTACTS, 90, _("the closing of the collection"),
        _("Contact details are deleted. Answers stay; they were never connected to them."),
    ),
    Keeping(
        RetentionKind.NOMINATIONS, 365, _("the closing of the collection"),
        _("Proposals for awards are deleted in the words of their makers."),
    ),
    Keeping(
        RetentionKind.RAW, 365,
        _("the publishing of the roadmap that the answers fed, or a year after closing when there is none"),
        _("Original answers and what belongs to one respondent are deleted. Screened texts stay, and can no longer be connected to each other."),
    ),
)  # fmt: skip
DAYS: Mapping[RetentionKind, int] = MappingProxyType({rule.kind: rule.days for rule in RULES})


def due_on(
    kind: RetentionKind, *, days: int, closed_on: date | None, reported_on: date | None
) -> date | None:
    """The day on which something goes; None while its time has not begun."""
    if closed_on is None:
        return None
    if kind != RetentionKind.RAW:
        return closed_on + timedelta(days=days)
    start = reported_on or closed_on + WITHOUT_REPORT
    return start + timedelta(days=days)


def may_erase(*, due: date, warned_on: date | None, today: date) -> bool:
    """Whether the day has come and people were told two weeks before."""
    return warned_on is not None and today >= due and today >= warned_on + WARNING
