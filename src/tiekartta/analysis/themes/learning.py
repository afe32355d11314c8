"""What the words of a sample tell of its themes, learnt for `assigning`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tiekartta.analysis.languages import tokens
from tiekartta.analysis.languages.detection import LANGUAGES
from tiekartta.analysis.themes.assigning import PARTS, UNIT, Assigner, Features, Met, softened
from tiekartta.analysis.themes.wordwise import features_of, readable

_FAMILIES = {"w": (1.0, 2), "c": (0.3, 3), "k": (0.5, 2)}
"""Weight, and answers of the sample a feature must be in: words, characters, concepts."""
_SMOOTH = 0.1  # added to every count, so that a word new to a theme does not rule it out
_STEPS = 40


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a sample taught: ``numbers`` are the words of each of its texts, as in `Met`."""

    assigner: Assigner
    numbers: list[tuple[int, ...]]


def fitted(
    texts: Sequence[str], languages: Sequence[str], shares: NDArray[np.float64], read_as: str
) -> Learnt:
    """What a sample teaches: ``shares`` is (n, themes), rows of 0 for orphans.

    ``languages`` are those the answers are read in. The temperature is such that answers kept out
    of one half of the sample get on average as clear a first theme from it as they have.
    """
    numbers: dict[tuple[str, str], int] = {}
    met = [
        [
            numbers.setdefault((word, code), len(numbers))
            for word in sorted(set(tokens(readable(t))))
        ]
        for t, code in zip(texts, languages, strict=True)
    ]
    answers = _counting(met, len(numbers))
    columns: dict[str, int] = {}
    of_words = [
        [columns.setdefault(f, len(columns)) for f in features_of(word, code)]
        for word, code in numbers
    ]
    counted = sparse.csr_matrix(answers @ _counting(of_words, len(columns)))
    table = _weighed(counted, shares, list(columns))
    heat = _heat(counted, shares, list(columns))
    kept = np.flatnonzero(table[:, -1])
    names = list(columns)
    rows = {names[column]: row for row, column in enumerate(kept.tolist())}
    features = Features(rows, table[kept])
    words = _met(features, kept, list(numbers), of_words, names)
    places = [words.numbers[code][word] for word, code in numbers]
    assigner = Assigner(features, words, heat, read_as)
    return Learnt(assigner, [tuple(n for w in told if (n := places[w])) for told in met])


def _met(
    features: Features,
    kept: NDArray[np.intp],
    words: Sequence[tuple[str, str]],
    of_words: Sequence[Sequence[int]],
    names: Sequence[str],
) -> Met:
    """As `Features.weights` word by word, for all at once; ``kept`` are the columns of its rows."""
    telling = [places for places in of_words if places]
    counts = _counting(telling, len(names)).astype(np.int64)
    runs = np.array([name[:1] == "c" for name in names], dtype=np.int64)
    known = np.zeros_like(runs)
    known[kept] = runs[kept]
    sums = counts[:, kept] @ features.table.astype(np.int64)
    weights = np.hstack([sums, counts @ np.stack([known, runs], axis=1)])
    numbers: dict[str, dict[str, int]] = {code: {} for code in LANGUAGES}
    number = 0
    for (word, code), places in zip(words, of_words, strict=True):
        number += bool(places)
        numbers[code][word] = number if places else 0
    nothing = np.zeros((1, weights.shape[1]), dtype=np.int64)
    bases = ["", *(names[places[0]][1:] for places in telling)]
    return Met(numbers, np.concatenate([nothing, weights]), bases)


def _counting(places: Sequence[Sequence[int]], width: int) -> sparse.csr_matrix:
    ends = np.cumsum([0, *map(len, places)])
    flat = np.fromiter((p for row in places for p in row), np.int32, int(ends[-1]))
    ones = np.ones(flat.size, dtype=np.float32)
    found = sparse.csr_matrix((ones, flat, ends), shape=(len(places), max(width, 1)))
    found.sum_duplicates()
    return found


def _weighed(
    counted: sparse.csr_matrix, shares: NDArray[np.float64], names: Sequence[str]
) -> NDArray[np.int32]:
    """(features, themes + 1) weights in whole numbers, a row of 0 for a feature too rare."""
    themes = shares.shape[1]
    table = np.zeros((len(names), themes + 1), dtype=np.int32)
    family = np.array([name[0] for name in names], dtype="U1")
    spread = np.bincount(counted.indices, minlength=len(names))
    for sign, (weight, fewest) in _FAMILIES.items():
        kept = np.flatnonzero((family == sign) & (spread >= fewest))
        if not kept.size:
            continue
        rarity = np.log((counted.shape[0] + 1) / (spread[kept] + 1)) + 1.0
        rows = counted[:, kept].copy()
        rows.data = rarity[rows.indices]
        lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        scale = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
        sums = np.asarray((sparse.diags(scale) @ rows).T @ shares) + _SMOOTH
        likely = np.log(sums / sums.sum(axis=0))
        likely -= likely.mean(axis=1, keepdims=True)
        table[kept, :themes] = np.round(likely * rarity[:, None] * (weight * UNIT))
        table[kept, themes] = np.round(rarity**2 * (weight * UNIT))
    return table


def _heat(counted: sparse.csr_matrix, shares: NDArray[np.float64], names: Sequence[str]) -> float:
    lead = shares.max(axis=1, initial=0.0)
    told = lead > 0
    if shares.shape[1] < 2 or told.sum() < 4:
        return 1.0
    halves = np.arange(len(shares)) % 2 == 0
    evidence, lengths = np.zeros_like(shares), np.zeros(len(shares))
    for half in (halves, ~halves):
        table = _weighed(counted[half], shares[half], names).astype(np.float64)
        sums = counted[~half] @ table
        evidence[~half] = sums[:, :-1] / UNIT
        lengths[~half] = np.sqrt(sums[:, -1] / UNIT)
    told &= lengths > 0
    if not told.any():
        return 1.0
    wanted = float(lead[told].mean())
    low, high = 1e-3, 1e3
    for _ in range(_STEPS):
        heat = float(np.sqrt(low * high))
        got = float(softened(evidence[told], lengths[told], heat).max(axis=1).mean()) / PARTS
        low, high = (heat, high) if got > wanted else (low, heat)
    return round(float(np.sqrt(low * high)), 6)
