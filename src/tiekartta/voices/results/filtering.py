"""Which group of respondents is looked at: at most two background variables (INV-D7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tiekartta.analysis.disclosure import UNANSWERED
from tiekartta.voices.results.tallying import answers_of, background_of, pairs_of
from tiekartta.voices.results.words import words
from tiekartta.voices.surveys import QuestionForm, SurveyForm

MOST_VARIABLES = 2
NOT_TOLD = "ei-vastausta"
"""How "did not tell" stands in an address."""
Chosen = tuple[tuple[QuestionForm, str], ...]


@dataclass(frozen=True)
class Filter:
    """A chosen group. `problem` says in words why it cannot be looked at, and what to do."""

    chosen: Chosen = ()
    problem: str = ""

    @property
    def by(self) -> str:
        """The background variables as tables name them."""
        return ",".join(variable.key for variable, _key in self.chosen)


def filter_of(form: SurveyForm, wanted: Mapping[str, str]) -> Filter:
    """The group that `wanted` (key of a variable → key of its answer) asks for."""
    variables = {question.key: question for question in background_of(form)}
    asked = {key: value for key, value in wanted.items() if value}
    for key, value in asked.items():
        if key not in variables or value not in {*answers_of(variables[key]), NOT_TOLD}:
            return Filter(problem=_("There is no such group. Choose one of those in the lists."))
    order = variables_in_order(form, tuple(key for key in variables if key in asked))
    if isinstance(order, str):
        return Filter(problem=order)
    chosen = tuple(
        (variables[key], UNANSWERED if asked[key] == NOT_TOLD else asked[key]) for key in order
    )
    return Filter(chosen)


def variables_in_order(form: SurveyForm, keys: tuple[str, ...]) -> tuple[str, ...] | str:
    """The variables as tables name them, or why they cannot be looked at together."""
    if len(keys) > MOST_VARIABLES:
        return _(
            "Choose at most two background facts at once. Three of them together would point at single people."
        )
    if len(keys) < MOST_VARIABLES:
        return keys
    for pair in pairs_of(form):
        if set(pair) == set(keys):
            return pair
    variables = {question.key: question for question in background_of(form)}
    first = next(iter(variables.values()))
    return _(
        "These two are not told together: all pairs side by side would tell too much. Choose “%(first)s” together with one of the others, or one alone."
    ) % {"first": words(first.text).text}


def too_much() -> str:
    """What is said of a group of which nothing is told."""
    return _(
        "Nothing is shown of this group: it is so small that figures could point at single people. Choose a larger group, or take one of the choices away."
    )
