"""Words for what is told: answers, shares, means. Pages, files and the public copy use the same."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tiekartta.analysis.disclosure import CHOSEN, NOT_CHOSEN, UNANSWERED, Disclosed
from tiekartta.language.texts import TranslatedText
from tiekartta.voices.states import QuestionKind
from tiekartta.voices.surveys import QuestionForm

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Words:
    """A text as it is shown, and its language where that is not the reader's (INV-Q3)."""

    text: str
    language: str = ""

    def __str__(self) -> str:
        return self.text


def words(text: TranslatedText) -> Words:
    """A translated text for the reader of the moment."""
    shown = text.shown(get_language() or "fi")
    return Words(shown.text, "" if shown.is_asked else shown.language)


def answer_words(question: QuestionForm, part: tuple[str, ...]) -> Words:
    """An answer, or several that are counted together."""
    known = _known(question)
    found = [known.get(key, Words(key)) for key in part]
    languages = {each.language for each in found}
    language = languages.pop() if len(languages) == 1 else ""
    if len(found) == 1:
        return Words(found[0].text, language)
    if question.kind == QuestionKind.RANK:
        text = _("places %(first)s–%(last)s") % {"first": part[0], "last": part[-1]}
    elif question.kind == QuestionKind.SCALE:
        text = f"{found[0].text}–{found[-1].text}"
    else:
        text = _("%(answers)s together") % {"answers": " + ".join(each.text for each in found)}
    return Words(text, language)


def _known(question: QuestionForm) -> dict[str, Words]:
    known = {UNANSWERED: Words(_("No answer"))}
    if question.kind == QuestionKind.SCALE and question.scale:
        low, high = question.scale
        known |= {str(step): Words(str(step)) for step in range(low, high + 1)}
        for step, label in ((low, question.low_label), (high, question.high_label)):
            if label:
                end = words(label)
                known[str(step)] = Words(f"{step} ({end.text})", end.language)
        return known
    if question.kind == QuestionKind.RANK:
        places = range(1, len(question.options) + 1)
        known |= {str(n): Words(_("place %(number)s") % {"number": n}) for n in places}
        known[UNANSWERED] = Words(_("Not placed"))
        return known
    if question.kind == QuestionKind.MATRIX:
        return known | {column.key: words(column.text) for column in question.columns}
    if question.kind == QuestionKind.OPEN:
        known |= {CHOSEN: Words(_("Answered")), NOT_CHOSEN: Words(_("No answer"))}
        return known
    return known | {option.key: words(option.text) for option in question.options}


def item_words(question: QuestionForm, key: str) -> Words:
    """The row of a matrix, or the choice of a multi or rank question; empty for the question itself."""
    for choice in (*question.rows, *question.options):
        if choice.key == key:
            return words(choice.text)
    return Words("")


def background_words(question: QuestionForm, part: tuple[str, ...]) -> Words:
    """A group of a background variable."""
    if part == (UNANSWERED,):
        return Words(_("Did not tell"))
    return answer_words(question, part)


def share_words(cell: Disclosed, total: Disclosed) -> str:
    """How many per cent a shown figure is of a shown whole; empty otherwise."""
    share = share_of(cell, total)
    return "" if share is None else f"{number_format(round(share), use_l10n=True)}{NO_BREAK}%"


def share_of(cell: Disclosed, total: Disclosed) -> float | None:
    """The same as a number, 0–100."""
    if cell.value is None or not total.value:
        return None
    return 100 * cell.value / total.value


def decimal_words(value: float) -> str:
    """A mean with one decimal."""
    return str(number_format(value, decimal_pos=1, use_l10n=True))


def leaning_words(leaning: str) -> str:
    """The direction of a scale whose figures are hidden."""
    return {
        "low": _("The answers lean towards the low end of the scale."),
        "middle": _("The answers lie around the middle of the scale."),
        "high": _("The answers lean towards the high end of the scale."),
    }.get(leaning, "")
