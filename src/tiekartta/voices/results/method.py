"""The method note: who was asked and how, on the page and in every file (INV-C5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from tiekartta.analysis.disclosure import Disclosed
from tiekartta.language.texts import TranslatedText
from tiekartta.voices.results.words import words


@dataclass(frozen=True)
class Method:
    """How one audience was asked, and how many answered."""

    audience: str
    people: Disclosed
    told_on: date | None
    is_final: bool
    opened_on: date | None
    ended_on: date | None
    languages: tuple[str, ...]
    has_open_link: bool
    has_codes: bool
    on_paper: bool
    notice: TranslatedText
    k_full: int
    k_min: int


def people_words(people: Disclosed, k_full: int, k_min: int) -> str:
    """How many answered: a number, or as much as may be told."""
    if people.value is not None:
        return str(number_format(people.value, use_l10n=True, force_grouping=True))
    if people.level == "direction":
        return _("a few (%(least)s–%(most)s)") % {"least": k_min, "most": k_full - 1}
    return _("hidden (too few respondents)")


def method_lines(method: Method) -> Iterator[tuple[str, str]]:
    """(what, how) in the order in which it is told."""
    yield _("Who was asked"), method.audience
    yield _("Respondents"), people_words(method.people, method.k_full, method.k_min)
    if method.opened_on is not None:
        yield _("Asked"), _days(method)
    yield _("Languages"), ", ".join(language_words(code) for code in method.languages)
    yield _("Ways to answer"), ", ".join(_ways(method))
    if method.on_paper:
        yield (
            _("Paper answers"),
            _("Some answers were given on paper and typed in by staff."),
        )
    if method.notice:
        yield _("Privacy notice"), words(method.notice).text
    if method.told_on is not None:
        yield _("Figures as of"), _day(method.told_on)
    yield _("What is hidden"), _hidden(method)


def _days(method: Method) -> str:
    first = _day(method.opened_on) if method.opened_on else ""
    return f"{first}–{_day(method.ended_on)}" if method.ended_on else f"{first}–"


def _day(day: date) -> str:
    return str(date_format(day, "j.n.Y"))


def _ways(method: Method) -> Iterator[str]:
    if method.has_open_link:
        yield _("an open link")
    if method.has_codes:
        yield _("codes that open the survey once")
    if method.on_paper:
        yield _("paper forms")


def language_words(code: str) -> str:
    """The name of a variant of language."""
    known = {
        "fi": _("Finnish"), "sv": _("Swedish"), "en": _("English"), "easy_fi": _("easy Finnish"),
        "easy_sv": _("easy Swedish"),
    }  # fmt: skip
    return known.get(code, code)


def _hidden(method: Method) -> str:
    return _(
        "A figure is shown when at least %(full)s people stand behind it. Smaller ones are hidden, and so are others from which they could be worked out. Shares are of all respondents of the audience."
    ) % {"full": method.k_full}
