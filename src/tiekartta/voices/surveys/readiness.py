"""What still keeps a collection from opening, as a pure function of its values (INV-C1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tiekartta.language.forms import LANGUAGE_NAMES
from tiekartta.language.texts import TextState, TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.surveys.definition import SurveyForm, languages_for
from tiekartta.voices.surveys.soundness import differing_twins, problems_of

FURTHEST = timedelta(days=3_652)
"""Ten years: a later day is a slip of the pen, and no answer waits for it."""


@dataclass(frozen=True)
class OpeningFrame:
    """What is around the questions. `has_notice`: a published privacy notice has been chosen."""

    title: TranslatedText
    languages: tuple[str, ...]
    has_notice: bool
    closes_on: date | None
    withdraw_until: date | None
    children_involved: bool
    children_reason: TranslatedText


@dataclass(frozen=True)
class Gap:
    """One thing that is missing. `code`: notice, days, children, questions, languages or alike."""

    code: str
    text: str


def is_too_far(day: date | None, today: date) -> bool:
    """Whether a day of a collection is further away than anybody means."""
    return day is not None and day - today > FURTHEST


def too_far() -> str:
    """What is said of such a day."""
    return _("The days of a collection may be at most ten years from today. Check the year.")


def gaps_of(frame: OpeningFrame, forms: Sequence[SurveyForm], *, today: date) -> Iterator[Gap]:
    """Everything that is missing before people may answer."""
    if not forms:
        yield Gap("questions", _("Choose at least one group that is asked."))
    for form in forms:
        words = {"group": form.respondent_group.label}
        if not any(block.questions for block in form.blocks):
            yield Gap("questions", _("Nothing is asked of this group: %(group)s.") % words)
        if not all(question.text for question in form.questions()):
            yield Gap("questions", _("A question has no text: %(group)s.") % words)
        yield from (Gap("questions", problem) for problem in problems_of(form))
    yield from (Gap("alike", problem) for problem in differing_twins(forms))
    groups = [form.respondent_group for form in forms]
    yield from (Gap("languages", text) for text in without_language(groups, frame.languages))
    yield from _gaps_in_languages(frame, forms)
    yield from _gaps_in_frame(frame, today)


def without_language(groups: Iterable[RespondentGroup], languages: Sequence[str]) -> Iterator[str]:
    """A sentence for each audience that could be asked in none of these languages (codes of `VARIANTS`)."""
    for group in groups:
        if not languages_for(group, languages):
            yield _(
                "No language is chosen in which this group is asked: %(group)s. Add another than easy language."
            ) % {"group": group.label}


def _gaps_in_languages(frame: OpeningFrame, forms: Sequence[SurveyForm]) -> Iterator[Gap]:
    found = {code: set[TextState]() for code in frame.languages}
    for form in forms:
        for code in languages_for(form.respondent_group, frame.languages):
            found[code] |= {text.state(code) for text in (frame.title, *form.texts()) if text}
    for code, states in found.items():
        words = {"language": LANGUAGE_NAMES[code]}
        if TextState.MISSING in states:
            yield Gap("languages", _("Some texts are missing: %(language)s.") % words)
        if TextState.MACHINE_DRAFT in states:
            yield Gap("languages", _("A person must check the machine's drafts: %(language)s.") % words)  # fmt: skip


def _gaps_in_frame(frame: OpeningFrame, today: date) -> Iterator[Gap]:
    if is_too_far(frame.closes_on, today) or is_too_far(frame.withdraw_until, today):
        yield Gap("days", too_far())
    if not frame.has_notice:
        yield Gap("notice", _("Publish a privacy notice and choose it for the collection."))
    if frame.closes_on is None:
        yield Gap("days", _("Give the day on which the collection closes."))
    elif frame.closes_on < today:
        yield Gap("days", _("The closing day has passed. Choose a later one."))
    elif frame.withdraw_until is not None and frame.withdraw_until < frame.closes_on:
        yield Gap("days", _("Answers must be removable at least until the closing day."))
    if frame.children_involved and not frame.children_reason:
        yield Gap("children", _("Write what was decided about taking part of children."))
