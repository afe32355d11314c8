"""What makes a survey sound, as pure functions of its value: they say in sentences what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from tiekartta.people.states import RespondentGroup
from tiekartta.voices.states import BlockKind, QuestionKind
from tiekartta.voices.surveys.definition import BlockForm, ChoiceForm, QuestionForm, SurveyForm

MOST_BLOCKS = 30
MOST_QUESTIONS = 200
MOST_OPTIONS = 50
MOST_RANKED = 15
MOST_ROWS = 30
MOST_COLUMNS = 11
LONGEST_SCALE = 11
LONGEST_TEXT = 2_000
LONGEST_LABEL = 300
WITH_OPTIONS = frozenset({QuestionKind.SINGLE, QuestionKind.MULTI, QuestionKind.RANK})
DECIDING = frozenset({QuestionKind.SINGLE, QuestionKind.MULTI})
# What is said in these is stored apart; a condition across would tie it to the answers again.
_APART = frozenset({BlockKind.NOMINATION, BlockKind.CONTACT})


def problems_of(form: SurveyForm) -> Iterator[str]:
    """What keeps a survey from being stored: limits, kinds, conditions."""
    if len(form.blocks) > MOST_BLOCKS:
        yield _("A survey has at most %(number)s parts.") % {"number": MOST_BLOCKS}
    if sum(len(block.questions) for block in form.blocks) > MOST_QUESTIONS:
        yield _("A survey has at most %(number)s questions.") % {"number": MOST_QUESTIONS}
    for block in form.blocks:
        yield from _problems_of_block(block, form.respondent_group)
    keys = Counter(question.common_key for question in form.questions() if question.common_key)
    for key, times in keys.items():
        if times > 1:
            yield _("The common key “%(key)s” stands at two questions. Give each its own.") % {"key": key}  # fmt: skip
    yield from _problems_of_conditions(form)


def _problems_of_block(block: BlockForm, group: RespondentGroup) -> Iterator[str]:
    if block.kind == BlockKind.NOMINATION and group != RespondentGroup.STAFF:
        yield _("Proposals for an award are asked of staff only.")
    for question in block.questions:
        if block.kind == BlockKind.BACKGROUND and question.kind == QuestionKind.OPEN:
            yield _("Background is asked by choices only: in their own words people might tell who they are.")  # fmt: skip
        if block.kind in _APART and question.kind in {QuestionKind.RANK, QuestionKind.MATRIX}:
            yield _("In this part, ask in own words, by a choice or by a scale.")
        yield from problems_of_question(question)


def problems_of_question(question: QuestionForm) -> Iterator[str]:
    """What is wrong with one question by itself."""
    texts = [question.text, question.help]
    labels = [choice.text for choice in (*question.options, *question.rows, *question.columns)]
    labels += [question.low_label, question.high_label]
    for found, most in ((texts, LONGEST_TEXT), (labels, LONGEST_LABEL)):
        longest = max((len(v.text) for text in found for v in text.variants.values()), default=0)
        if longest > most:
            yield _("A text is too long: at most %(number)s characters.") % {"number": most}
    yield from _problems_of_choices(question)
    if question.kind == QuestionKind.SCALE and not _is_scale(question.scale):
        yield _("A scale has from 2 to %(number)s steps, from 0 or more up.") % {"number": LONGEST_SCALE}  # fmt: skip
    chosen = question.most_choices
    if chosen is not None and not 1 <= chosen <= max(len(question.options), 1):
        yield _("How many may be chosen is at least 1 and at most the number of choices.")


def _is_scale(scale: tuple[int, int] | None) -> bool:
    return scale is not None and 0 <= scale[0] < scale[1] <= scale[0] + LONGEST_SCALE - 1


def _problems_of_choices(question: QuestionForm) -> Iterator[str]:
    parts: list[tuple[Sequence[ChoiceForm], int, int]] = []
    if question.kind in WITH_OPTIONS:
        most = MOST_RANKED if question.kind == QuestionKind.RANK else MOST_OPTIONS
        parts.append((question.options, 2, most))
    if question.kind == QuestionKind.MATRIX:
        parts += [(question.rows, 1, MOST_ROWS), (question.columns, 2, MOST_COLUMNS)]
    for choices, fewest, most in parts:
        if not fewest <= len(choices) <= most:
            yield _("Give from %(fewest)s to %(most)s choices, rows or columns.") % {
                "fewest": fewest, "most": most,
            }  # fmt: skip
        if len({choice.key for choice in choices}) < len(choices):
            yield _("Two choices have the same key.")
        words = [str(choice.text.as_data()) for choice in choices]
        if len(set(words)) < len(words):
            yield _("Two choices have the same words.")


def _problems_of_conditions(form: SurveyForm) -> Iterator[str]:
    earlier: dict[str, tuple[QuestionForm, BlockKind]] = {}
    for block in form.blocks:
        for question in block.questions:
            if question.shown_after:
                yield from _problems_of_condition(question, block.kind, earlier)
            earlier[question.key] = (question, block.kind)


def _problems_of_condition(
    question: QuestionForm, kind: BlockKind, earlier: Mapping[str, tuple[QuestionForm, BlockKind]]
) -> Iterator[str]:
    words = {"question": str(question.text)}
    if question.shown_after not in earlier:
        yield _("“%(question)s” is shown after an answer to a question that does not come before it.") % words  # fmt: skip
        return
    decider, where = earlier[question.shown_after]
    if decider.kind not in DECIDING:
        yield _("“%(question)s” can be shown only after one choice or several choices.") % words
    elif not question.shown_when or not set(question.shown_when) <= {
        c.key for c in decider.options
    }:
        yield _("Choose with which answers “%(question)s” is shown.") % words
    if where != kind and (where in _APART or kind in _APART):
        yield _("“%(question)s” is stored apart from the answers, so they cannot decide whether it is shown.") % words  # fmt: skip


def differing_twins(forms: Iterable[SurveyForm]) -> Iterator[str]:
    """Questions of different audiences with one common key and not the same scale and choices (INV-C3)."""
    known: dict[str, tuple[QuestionForm, SurveyForm]] = {}
    for form in forms:
        for question in form.questions():
            if not question.common_key:
                continue
            first, owner = known.setdefault(question.common_key, (question, form))
            if shape_of(first) != shape_of(question):
                yield _(
                    "“%(question)s” is compared between %(first)s and %(second)s, so its kind, scale and choices must be the same for both."
                ) % {
                    "question": str(question.text), "first": owner.respondent_group.label,
                    "second": form.respondent_group.label,
                }  # fmt: skip


def shape_of(question: QuestionForm) -> tuple[object, ...]:
    """What must be the same for answers to be compared: kind, scale, keys of choices in order."""
    keys = [[choice.key for choice in part] for part in (question.options, question.rows, question.columns)]  # fmt: skip
    return (question.kind, question.scale, *map(tuple, keys))
