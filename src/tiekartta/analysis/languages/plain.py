"""Whether a question is plainly worded: hints about length, two questions in one, jargon, negation, leading.

The rules are those that guides to plain language agree on: one thing at a time, known words, short
sentences, no denial, no answer put into the mouth. They see the surface only, so a hint is no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

HintCode = Literal[
    "long_text", "long_sentence", "long_word", "double", "jargon", "negation", "leading"
]

MOST_WORDS = {"fi": 15, "sv": 20, "en": 20}
MOST_WORDS_EASY = 10
MOST_CHARACTERS = 300
LONG_WORD = 24
LONG_WORD_EASY = 18

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")


@dataclass(frozen=True, slots=True)
class Hint:
    """What might be said more plainly: its kind and place in the text, ``text[start:end]``.

    ``instead``: of jargon, what could be said in its place, in the same language.
    """

    code: HintCode
    start: int
    end: int
    instead: str = ""


def _any_of(*parts: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


# Two things asked at once: "x and y" between what could be asked alone; lists of nouns are spared below.
_JOINING: Mapping[str, re.Pattern[str]] = {
    "fi": _any_of("ja/tai", "ja", "sekä", "tai", "ynnä"),
    "sv": _any_of("och/eller", "och", "samt", "eller"),
    "en": _any_of("and/or", "and", "or", "as well as"),
}
# "Or" between the ends of one scale asks one thing: "samaa vai eri mieltä" has its own word in Finnish only.
_ONE_THING = {
    "fi": _any_of("samaa tai eri mieltä", "kyllä tai ei", "lapset ja nuoret", "lasten ja nuorten", "lapsia ja nuoria", "lapsille ja nuorille", "sosiaali- ja \\w+", "ja niin edelleen"),
    "sv": _any_of("av samma eller annan åsikt", "ja eller nej", "barn och unga", "barns och ungas", "social- och \\w+", "då och då", "och så vidare"),
    "en": _any_of("agree or disagree", "yes or no", "children and young people", "social and health care", "health and social services", "and so on"),
}  # fmt: skip
_NEGATION: Mapping[str, re.Pattern[str]] = {
    "fi": _any_of("ei", "en", "et", "emme", "ette", "eivät", "eikä", "etkö", "eikö", "ettekö", "eivätkö", "enkö", "emmekö", "älä", "älkää", r"\w{3,}(?:matta|mättä)", r"\w{2,}(?:maton|mätön|mattom\w+|mättöm\w+)"),
    "sv": _any_of("inte", "ej", "icke", "aldrig", "ingen", "inget", "inga", "utan att"),
    "en": _any_of("not", "never", "no", "none", "without", r"\w+n['’]t", "cannot"),
}  # fmt: skip
_LEADING: Mapping[str, re.Pattern[str]] = {
    "fi": _any_of("eikö niin", "etkö (?:sinäkin|olekin|ole samaa mieltä)", "eikö (?:olekin|ole)", "oletko samaa mieltä siitä, että", "kuinka (?:hyvin|paljon|tyytyväinen)", "miten hyvin", "varmasti", "tietenkin", "luonnollisesti", "kuten kaikki tietävät"),
    "sv": _any_of("eller hur", "visst", "håller du med om att", "är du inte också", "tycker du inte", "hur (?:bra|väl|mycket|nöjd)", "självklart", "naturligtvis", "som alla vet"),
    "en": _any_of("don['’]t you (?:think|agree)", "do you agree that", "isn['’]t it", "wouldn['’]t you", "how (?:well|much|satisfied|good)", "of course", "obviously", "surely", "as everyone knows"),
}  # fmt: skip


def hints_of(text: str, language: str, *, is_easy: bool = False) -> list[Hint]:
    """Hints about one question in "fi", "sv" or "en", in order of place; none for other languages.

    ``is_easy``: the text is meant to be easy language, whose limits are tighter. Never raises on a string.
    """
    if language not in MOST_WORDS or not text.strip():
        return []
    found = [
        *_long(text, language, is_easy=is_easy),
        *_double(text, language),
        *_jargon(text, language),
        *(Hint("negation", *match.span()) for match in _NEGATION[language].finditer(_asked(text))),
        *(Hint("leading", *match.span()) for match in _LEADING[language].finditer(text)),
    ]
    return sorted(set(found), key=lambda hint: (hint.start, hint.end, hint.code))


def _asked(text: str) -> str:
    """The text with "kyllä tai ei" and the like blanked: naming the answer no denies nothing."""
    for pattern in _ONE_THING.values():
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return text


def _long(text: str, language: str, *, is_easy: bool) -> Iterator[Hint]:
    if len(text) > MOST_CHARACTERS:
        yield Hint("long_text", 0, len(text))
    most = MOST_WORDS_EASY if is_easy else MOST_WORDS[language]
    for sentence in _SENTENCE.finditer(text):
        if sum(1 for _ in _WORD.finditer(sentence.group())) > most:
            lead = len(sentence.group()) - len(sentence.group().lstrip())
            yield Hint("long_sentence", sentence.start() + lead, sentence.end())
    longest = LONG_WORD_EASY if is_easy else LONG_WORD
    for word in _WORD.finditer(text):
        if len(word.group()) >= longest:
            yield Hint("long_word", *word.span())


def _double(text: str, language: str) -> Iterator[Hint]:
    """ "And" or "or" in a question, unless it is one thing or the last of a list with commas."""
    if "?" not in text and not text.rstrip().endswith(":"):
        asked = _asked(text)
        yield from (
            Hint("double", *match.span())
            for match in _JOINING[language].finditer(asked)
            if "/" in match.group()
        )
        return
    asked = _asked(text)
    for sentence in _SENTENCE.finditer(asked):
        if not sentence.group().endswith("?"):
            continue
        for match in _JOINING[language].finditer(sentence.group()):
            yield Hint("double", sentence.start() + match.start(), sentence.start() + match.end())
    questions = [
        each for each in _SENTENCE.finditer(text)
        if each.group().endswith("?") and _WORD.search(each.group())
    ]  # fmt: skip
    yield from (Hint("double", each.end() - 1, each.end()) for each in questions[1:])


def _jargon(text: str, language: str) -> Iterator[Hint]:
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter whose small form is longer: places would not fit
        lowered = text
    found: dict[tuple[int, int], str] = {}
    for beginning, instead in plain_words(language).items():
        for match in re.finditer(rf"(?<!\w){re.escape(beginning)}\w*", lowered):
            found[match.span()] = instead
    for (start, end), instead in found.items():
        yield Hint("jargon", start, end, instead)


@cache
def plain_words(language: str) -> Mapping[str, str]:
    """Officialese and the words of development work: how each begins, so that inflected forms are met
    too, and what could be said instead. Shorter beginnings come first: the closest one decides."""
    lines = files("tiekartta.analysis.languages").joinpath("plain_words.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in lines.splitlines() if not line.startswith("#")]
    words = [(beginning, instead) for code, beginning, instead in rows if code == language]
    return dict(sorted(words, key=lambda word: (len(word[0]), word[0])))
