"""Runs of letters within words, weighed by TF-IDF: what makes forms and misspellings of a word alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

_RUNS = (3, 5)  # letters, the edge of a word counted as one


def letters(texts: Sequence[str], common: int) -> sparse.csr_matrix:
    """(texts, runs) TF-IDF of runs of three to five letters, rows of length 1 or 0.

    ``common`` is the number of texts that a run must be in. What scikit-learn's ``char_wb`` gives,
    but the runs of a word are counted once, however many texts have it. Raises ValueError where no
    run is common.
    """
    words = CountVectorizer(analyzer=str.split, dtype=np.float32)
    runs = CountVectorizer(analyzer="char_wb", ngram_range=_RUNS, lowercase=False, dtype=np.float32)
    held = words.fit_transform(texts)
    counts = sparse.csr_matrix(held @ runs.fit_transform(words.get_feature_names_out()))
    kept = np.flatnonzero(np.bincount(counts.indices, minlength=counts.shape[1]) >= common)
    if not kept.size:
        raise ValueError("no run of letters is common to the texts")
    counts = sparse.csr_matrix(counts[:, kept])
    counts.sort_indices()  # sums are made in the order of the runs
    return sparse.csr_matrix(TfidfTransformer(sublinear_tf=True).fit_transform(counts))
