"""Answers that say nearly the same: pairs to show to a person, who decides.

Likeness is the mean of two exact cosines, of TF-IDF of all base forms (stop words too) and of runs
of two to four characters. Opposites look alike ("I am for it", "I am against it"), so a negated pair
or one on opposite sides is never called the same.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.extmath import safe_sparse_dot

from tiekartta.analysis.themes.preparing import Prepared, prepare
from tiekartta.analysis.themes.shapes import Answer, Pair
from tiekartta.analysis.themes.stances import Stance, reasons, stance_of
from tiekartta.analysis.themes.vectors import Vectors

SAME = 0.6
"""Likeness from which two answers are suggested to be the same."""
RELATED = 0.45
_VECTORS = 0.2  # weight of vectors, where there are some
_CHUNK = 512  # rows of likenesses held in memory at a time
_READ = 20_000  # characters of an answer that are read
_DIGITS = 4


def similar(
    answers: Sequence[Answer], *, least: float = RELATED, vectors: Vectors | None = None
) -> tuple[Pair, ...]:
    """Pairs of answers at least as alike as ``least`` (0–1), likest first.

    Every pair is compared, by chunks, so memory is bounded. Of answers with the same text (case,
    spaces and punctuation at the ends apart) each is paired with the first of them, and only that
    one with others. Raises ValueError for two answers of the same id and ``least`` outside 0.1–1.
    """
    if not 0.1 <= least <= 1:
        raise ValueError("the least likeness is 0.1–1")
    ordered = sorted(answers, key=lambda answer: answer.id)
    if len({answer.id for answer in ordered}) != len(ordered):
        raise ValueError("two answers have the same id")
    same: dict[str, list[Answer]] = defaultdict(list)
    for answer in ordered:
        if key := _key(answer.text):
            same[key].append(answer)
    found = [
        Pair(group[0].id, copy.id, 1.0, "same") for group in same.values() for copy in group[1:]
    ]
    unlike = sorted((group[0] for group in same.values()), key=lambda answer: answer.id)
    found += _near(unlike, least, vectors)
    return tuple(sorted(found, key=lambda pair: (-pair.likeness, pair.first, pair.second)))


def _key(text: str) -> str:
    words = unicodedata.normalize("NFC", text[:_READ]).casefold().split()
    return " ".join(words).strip(" .,;:!?–-…")


def _near(answers: Sequence[Answer], least: float, vectors: Vectors | None) -> Iterator[Pair]:
    prepared = prepare(answers)
    rows, dense = rows_of(answers, prepared, vectors)
    stances = [
        stance_of(answer.text[:_READ], _words(ready), ready.read_as)
        for answer, ready in zip(answers, prepared, strict=True)
    ]
    turned = rows.T.tocsr()
    for start in range(0, len(answers), _CHUNK):
        written = safe_sparse_dot(rows[start : start + _CHUNK], turned, dense_output=True)
        both = written + dense[start : start + _CHUNK] @ dense.T
        block = np.round(np.clip(both, 0.0, 1.0), _DIGITS)
        for head, tail in zip(*np.nonzero(block >= least), strict=True):
            if start + head < tail:
                one, other = int(start + head), int(tail)
                yield _judged(
                    answers[one].id,
                    answers[other].id,
                    float(block[head, tail]),
                    (stances[one], stances[other]),
                )


def _judged(one: str, other: str, likeness: float, stances: tuple[Stance, Stance]) -> Pair:
    why = reasons(*stances)
    is_same = likeness >= SAME and not {"negated", "opposite"} & set(why)
    first, second = sorted((one, other))
    return Pair(first, second, likeness, "same" if is_same else "related", why)


def rows_of(
    answers: Sequence[Answer], prepared: Sequence[Prepared], vectors: Vectors | None
) -> tuple[sparse.csr_matrix, NDArray[np.float64]]:
    """(n, many) sparse and (n, few) dense rows; the sum of their products is the likeness."""
    texts = {ready.id: answer.text[:_READ] for answer, ready in zip(answers, prepared, strict=True)}
    dense, share = np.zeros((len(prepared), 0), dtype=np.float64), 0.0
    if vectors is not None and vectors.dimensions:
        share = _VECTORS
        dense = np.asarray(vectors.place(prepared) * np.sqrt(share), dtype=np.float64)
    models = (
        TfidfVectorizer(analyzer=_all_terms, sublinear_tf=True),
        TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(2, 4),
            sublinear_tf=True,
            preprocessor=lambda ready: texts[ready.id].casefold(),
        ),
    )
    blocks = []
    for model in models:
        try:
            blocks.append(model.fit_transform(prepared) * np.sqrt((1 - share) / 2))
        except ValueError:  # no word, or no character, in any answer
            continue
    if not blocks:
        return sparse.csr_matrix(np.zeros((len(prepared), 1))), dense
    return sparse.csr_matrix(sparse.hstack(blocks, format="csr")), dense


def _all_terms(answer: Prepared) -> list[str]:
    """Base forms, stop words as they are written, and the parts of compounds."""
    stop = [written.lower() for written, base in answer.words if base is None]
    return [*answer.terms, *stop]


def _words(answer: Prepared) -> set[str]:
    bases = {base for _, base in answer.words if base is not None}
    return bases | {written.lower() for written, _ in answer.words}
