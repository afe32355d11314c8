"""Answers assigned into the themes of a sample, word by word: naive Bayes on whole numbers.

The themes are found in a sample by comparing every pair; what is left to do for a million other
answers is to tell which theme each is likest. Every base form, compound part, run of three to five
letters and concept of the lexicon gets a weight for each theme: the logarithm of how much more
often the sample's answers of that theme have it, times its rarity (multinomial naive Bayes on
TF-IDF; Rennie and others 2003). An answer's weight for a theme is the sum over its distinct words,
and a word's sum is computed once and kept, so an answer costs little more than reading its words.

Sums are of whole numbers (fixed point), which add up the same in any order: where and in which
block an answer is assigned cannot change a bit of the result.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.languages.detection import LANGUAGES
from tiekartta.analysis.themes.wordwise import features_of, words_and_language

MOST = 5
"""Themes an answer can have: each holds at least a fifth of it."""
REASONS = 4
"""Words that are told of an answer: those that speak most for its first theme."""

UNIT = 4096  # whole numbers of this fraction
_ALSO = 0.2  # share that makes a further theme, as for answers compared pair by pair
PARTS = 10_000  # of a share: four digits
_KNOWN = 0.25  # of its letter runs that the sample must have; below, an answer fits nowhere
_CACHED = 150_000  # distinct words kept per worker thread, about 40 MB


@dataclass(frozen=True, slots=True)
class Held:
    """What people decided of one answer: a theme it stays in or −1, and themes it must not have."""

    theme: int = -1
    is_pinned: bool = False
    forbidden: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What the sample tells of an answer in it: its words by their number in `Met`, its language."""

    numbers: tuple[int, ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """Answers to place: ``languages`` as given with them; ``held``, and those ``read`` in the
    sample, by place in the block."""

    texts: list[str]
    languages: list[str | None]
    held: Mapping[int, Held] = field(default_factory=dict)
    read: Mapping[int, Read] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reasons:
    """Base forms that put answers into their first themes: ``words`` (n, 4) places in
    ``vocabulary`` best first, −1 where there are no more; ``percents`` (n, 4) of all that speaks
    for the theme. A base form comes twice when an answer has it in two forms."""

    vocabulary: list[str]
    words: NDArray[np.int32]
    percents: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Assigned:
    """A block's answers: ``themes`` (n, 5) numbers best first, −1 where there are no more;
    ``weights`` (n, 5) in ten-thousandths; ``languages`` (n,) places in `LANGUAGES` or −1;
    ``between`` (themes, themes): ten-thousandths that answers of one theme have of another."""

    themes: NDArray[np.int8]
    weights: NDArray[np.uint16]
    languages: NDArray[np.int8]
    between: NDArray[np.int64]
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class Features:
    """``table`` is (features, themes + 1) whole numbers, squared rarity last; ``rows`` its row by
    feature."""

    rows: dict[str, int]
    table: NDArray[np.int32]

    def weights(self, told: Sequence[str]) -> NDArray[np.int64]:
        """(themes + 3,) sums over the features of a word, then its letter runs known and in all."""
        rows = [row for feature in told if (row := self.rows.get(feature)) is not None]
        runs = [feature for feature in told if feature[0] == "c"]
        sums = self.table[rows].sum(axis=0, dtype=np.int64)
        return np.array([*sums, sum(run in self.rows for run in runs), len(runs)], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Met:
    """Words met before: number by language and word, 0 for one that tells nothing; ``weights`` is
    (words + 1, themes + 3) as of `Features.weights`, ``bases`` their base forms by number."""

    numbers: dict[str, dict[str, int]]
    weights: NDArray[np.int64]
    bases: list[str]


class Assigner:
    """Places blocks of answers; safe in threads, pickled without what it keeps of words."""

    def __init__(self, features: Features, sample: Met, heat: float, read_as: str) -> None:
        """``sample`` are its words, which need not be looked up again.

        ``heat`` is the temperature of shares, ``read_as`` the language of answers that don't tell.
        """
        self.features, self.sample = features, sample
        self._heat, self._read_as = heat, read_as
        self._own = threading.local()

    def __reduce__(self) -> tuple[Any, ...]:
        return Assigner, (self.features, self.sample, self._heat, self._read_as)

    def __call__(self, block: Block) -> Assigned:
        """Themes of the answers of ``block``, each for itself."""
        words = getattr(self._own, "words", None)
        if words is None or len(words) > _CACHED:
            words = self._own.words = _Words(self.features, self.sample)
        languages: list[str | None] = []
        found: list[Sequence[int]] = []
        for place, (text, given) in enumerate(zip(block.texts, block.languages, strict=True)):
            if (known := block.read.get(place)) is not None:
                languages.append(known.language)
                found.append(known.numbers)
                continue
            spoken, code = words_and_language(text, given)
            languages.append(code)
            found.append(words.numbers(spoken, code if code in LANGUAGES else self._read_as))
        counts = np.fromiter(map(len, found), dtype=np.int64, count=len(found))
        flat = np.fromiter((n for numbers in found for n in numbers), np.int64, int(counts.sum()))
        evidence, lengths = words.sums(flat, counts)
        for place, held in block.held.items():
            evidence[place, list(held.forbidden)] = -np.inf
        shares = softened(evidence, lengths, self._heat)
        themes, weights = _best(shares)
        for place, held in block.held.items():
            if held.theme >= 0:
                themes[place], weights[place] = _stays(shares[place], held)
        return Assigned(
            themes,
            weights,
            _codes(languages),
            _between(shares, themes[:, 0]),
            words.reasons(flat, counts, themes[:, 0]),
        )


class _Words:
    """Weights of words met so far, each computed once."""

    def __init__(self, features: Features, sample: Met) -> None:
        self._features = features
        self._numbers = {code: dict(sample.numbers.get(code, {})) for code in LANGUAGES}
        self._count = len(sample.weights)
        room = np.zeros((4096, sample.weights.shape[1]), dtype=np.int64)
        self._weights = np.concatenate([sample.weights, room])
        self._bases = list(sample.bases)

    def __len__(self) -> int:
        return self._count

    def numbers(self, spoken: Sequence[str], language: str) -> list[int]:
        """Numbers of the distinct words among ``spoken`` that tell something."""
        known = self._numbers[language]
        found = []
        for word in set(spoken):
            number = known.get(word)
            if number is None:
                number = known[word] = self._met(word, language)
            if number:
                found.append(number)
        return found

    def _met(self, word: str, language: str) -> int:
        told = features_of(word, language)
        if not told:
            return 0
        number, self._count = self._count, self._count + 1
        if number == len(self._weights):
            self._weights = np.concatenate([self._weights, np.zeros_like(self._weights)])
        self._weights[number] = self._features.weights(told)
        self._bases.append(told[0][1:])
        return number

    def sums(
        self, flat: NDArray[np.int64], counts: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(n, themes) evidence and (n,) lengths; length 0 for an answer that fits nowhere.

        ``flat`` are the numbers of the words of all n answers, ``counts`` how many each has.
        """
        totals = np.zeros((len(counts), self._weights.shape[1]), dtype=np.int64)
        filled = np.flatnonzero(counts)
        if filled.size:
            starts = np.cumsum(counts)[filled] - counts[filled]
            totals[filled] = np.add.reduceat(self._weights[flat], starts, axis=0)
        lengths = np.sqrt(totals[:, -3] / UNIT)
        lengths[totals[:, -2] < _KNOWN * totals[:, -1]] = 0.0
        return totals[:, :-3] / UNIT, lengths

    def reasons(
        self, flat: NDArray[np.int64], counts: NDArray[np.int64], first: NDArray[np.int8]
    ) -> Reasons:
        """The words that speak most for the ``first`` theme of each answer, likewise."""
        rows = np.repeat(np.arange(len(counts)), counts)
        values = np.where(first[rows] >= 0, self._weights[flat, first[rows]], 0)
        speaking = values > 0
        rows, flat, values = rows[speaking], flat[speaking], values[speaking]
        totals = np.bincount(rows, weights=values, minlength=len(counts))
        numbers, places = np.unique(flat, return_inverse=True)
        bases = [self._bases[number] for number in numbers.tolist()]
        # By their letters: numbers of words differ from worker to worker.
        vocabulary = sorted(set(bases))
        rank = {base: place for place, base in enumerate(vocabulary)}
        codes = np.fromiter((rank[base] for base in bases), np.int64, len(bases))[places]
        order = np.lexsort((codes, -values, rows))
        rows, codes, values = rows[order], codes[order], values[order]
        place = np.arange(rows.size) - np.searchsorted(rows, rows)
        kept = place < REASONS
        rows, codes, values, place = rows[kept], codes[kept], values[kept], place[kept]
        used, again = np.unique(codes, return_inverse=True)
        words = np.full((len(counts), REASONS), -1, dtype=np.int32)
        percents = np.zeros((len(counts), REASONS), dtype=np.uint8)
        words[rows, place] = again
        percents[rows, place] = np.round(100 * values / totals[rows])
        return Reasons([vocabulary[code] for code in used.tolist()], words, percents)


def softened(
    evidence: NDArray[np.float64], lengths: NDArray[np.float64], heat: float
) -> NDArray[np.int64]:
    """(n, themes) shares in ten-thousandths, 0 throughout for a length of 0.

    Evidence grows with the number of words, and words go together; by its length, a long answer is
    no surer than what it says.
    """
    shares = np.zeros(evidence.shape, dtype=np.int64)
    rows = np.flatnonzero((lengths > 0) & np.isfinite(evidence).any(axis=1))
    if rows.size:
        scores = evidence[rows] / (lengths[rows, None] * heat)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        powers /= powers.sum(axis=1, keepdims=True)
        shares[rows] = np.round(powers * PARTS)
    return shares


def _best(shares: NDArray[np.int64]) -> tuple[NDArray[np.int8], NDArray[np.uint16]]:
    themes = np.full((len(shares), MOST), -1, dtype=np.int8)
    weights = np.zeros((len(shares), MOST), dtype=np.uint16)
    order = np.argsort(-shares, axis=1, kind="stable")[:, :MOST]
    ranked = np.take_along_axis(shares, order, axis=1)
    counts = ranked >= _ALSO * PARTS
    counts[:, :1] = ranked[:, :1] > 0
    width = order.shape[1]
    themes[:, :width] = np.where(counts, order, -1)
    weights[:, :width] = np.where(counts, ranked, 0)
    return themes, weights


def _stays(shares: NDArray[np.int64], held: Held) -> tuple[NDArray[np.int8], NDArray[np.uint16]]:
    """The theme people put it into first; a pinned answer has no other."""
    themes = np.full(MOST, -1, dtype=np.int8)
    weights = np.zeros(MOST, dtype=np.uint16)
    others = shares.copy()
    others[held.theme] = 0
    also = [] if held.is_pinned else np.flatnonzero(others >= _ALSO * PARTS).tolist()
    also.sort(key=lambda theme: (-others[theme], theme))
    lead = PARTS if held.is_pinned else int(shares.max(initial=0)) or PARTS
    chosen = [held.theme, *also][:MOST]
    themes[: len(chosen)] = chosen
    weights[: len(chosen)] = [lead, *(int(others[theme]) for theme in also)][:MOST]
    return themes, weights


def _codes(languages: Iterable[str | None]) -> NDArray[np.int8]:
    place = {code: number for number, code in enumerate(LANGUAGES)}
    return np.array([place.get(code or "", -1) for code in languages], dtype=np.int8)


def _between(shares: NDArray[np.int64], first: NDArray[np.int8]) -> NDArray[np.int64]:
    themes = shares.shape[1]
    sums = np.zeros((themes, themes), dtype=np.int64)
    np.add.at(sums, first[first >= 0].astype(np.intp), shares[first >= 0])
    return sums
