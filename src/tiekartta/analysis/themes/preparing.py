"""From answers to bags of base forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tiekartta.analysis.languages import language_of, written_words
from tiekartta.analysis.languages.detection import LANGUAGES
from tiekartta.analysis.languages.lexicon import concepts_in
from tiekartta.analysis.themes.shapes import Answer
from tiekartta.analysis.themes.wordwise import readable, terms_of

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

    @cached_property
    def concepts(self) -> Mapping[str, float]:
        """Weight by id of the concepts of the lexicon it speaks of; looked up when asked for."""
        tokens = [written.lower().rstrip("-") for written, _ in self.words]
        return concepts_in(tokens, self.read_as)

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
    texts = [readable(answer.text) for answer in answers]
    words = [written_words(text) for text in texts]
    found = [
        answer.language or language_of(text, words=[token for _, token in pairs])
        for answer, text, pairs in zip(answers, texts, words, strict=True)
    ]
    spoken = Counter(code for code in found if code in LANGUAGES)
    commonest = min(spoken, key=lambda code: (-spoken[code], code)) if spoken else "fi"
    return [
        _prepared(answer.id, pairs, code, code if code in LANGUAGES else commonest)
        for answer, pairs, code in zip(answers, words, found, strict=True)
    ]


def _prepared(
    identifier: str, pairs: Sequence[tuple[str, str]], found: str | None, read_as: str
) -> Prepared:
    words: list[tuple[str, str | None]] = []
    terms: list[str] = []
    kept: list[str] = []
    for written, token in pairs:
        word, told = _word(written, token, read_as)
        words.append(word)
        if told:
            kept.append(token)
            terms.extend(told)
    return Prepared(identifier, found, read_as, tuple(words), tuple(terms), " ".join(kept))


@lru_cache(maxsize=100_000)
def _word(
    written: str, token: str, language: str
) -> tuple[tuple[str, str | None], tuple[str, ...]]:
    """A word as in `Prepared.words`, the same object wherever it stands, and its terms."""
    told = terms_of(token, language)
    return (written, told[0] if told else None), told
