"""From answers to bags of base forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tiekartta.analysis.languages import written_words
from tiekartta.analysis.languages.detection import LANGUAGES
from tiekartta.analysis.languages.lexicon import concepts_in
from tiekartta.analysis.themes.shapes import Answer
from tiekartta.analysis.themes.wordwise import readable, terms_of, words_and_language

Term = tuple[str, ...]


@dataclass(frozen=True)
class Prepared:
    """One answer ready for modelling; ``words`` are (surface, base form or None for a stop word)."""

    id: str
    language: str | None
    """As found; None when it could not be told."""
    read_as: str
    words: tuple[tuple[str, str | None], ...]
    terms: tuple[str, ...]
    """Base forms and compound parts that carry meaning."""
    characters: str
    """Its words as one string for character n-grams."""
    concepts: Mapping[str, float] = field(default_factory=dict)
    """Weight by id of the concepts of the lexicon it speaks of."""

    @cached_property
    def phrases(self) -> tuple[tuple[Term, str], ...]:
        """Runs of one to three base forms without a stop word between, and how each is written."""
        found: list[tuple[Term, str]] = []
        for start in range(len(self.words)):
            term: Term = ()
            run = ""
            for surface, base in self.words[start : start + 3]:
                if base is None or base in term:
                    break
                term = (*term, base)
                run = f"{run} {surface}" if run and run[-1] != "-" else run + surface
                if surface[-1] != "-":  # half of a word says nothing alone
                    found.append((term, run))
        return tuple(found)


def prepare(answers: Sequence[Answer]) -> list[Prepared]:
    """Prepared answers in the order given; a language that cannot be told is the commonest one."""
    found = [words_and_language(answer.text, answer.language)[1] for answer in answers]
    spoken = Counter(code for code in found if code in LANGUAGES)
    commonest = min(spoken, key=lambda code: (-spoken[code], code)) if spoken else "fi"
    return [
        _prepared(answer, code, code if code in LANGUAGES else commonest)
        for answer, code in zip(answers, found, strict=True)
    ]


def _prepared(answer: Answer, found: str | None, read_as: str) -> Prepared:
    words: list[tuple[str, str | None]] = []
    terms: list[str] = []
    kept: list[str] = []
    pairs = written_words(readable(answer.text))
    for written, word in pairs:
        told = terms_of(word, read_as)
        if not told:
            words.append((written, None))
            continue
        words.append((written, told[0]))
        kept.append(word)
        terms.extend(told)
    meant = concepts_in([word for _, word in pairs], read_as)
    return Prepared(answer.id, found, read_as, tuple(words), tuple(terms), " ".join(kept), meant)
