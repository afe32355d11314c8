"""Runs of letters counted once a word weigh as scikit-learn weighs them text by text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from tiekartta.analysis.themes.letters import letters

WORDS = ["jono", "jonot", "jonossa", "kö", "köer", "on", "å", "päiväkoti", "thl:n", "zzzzzzz"]
_NOTHING = r"empty vocabulary|no run"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), min_size=1, max_size=20),
    st.integers(1, 3),
)
def test_rows_are_those_of_scikit_learn(texts: list[str], common: int) -> None:
    model = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=min(common, len(texts))
    )
    try:
        expected = model.fit_transform(texts).toarray()
    except ValueError:  # no run is in so many texts
        with pytest.raises(ValueError, match=_NOTHING):
            letters(texts, min(common, len(texts)))
        return
    found = letters(texts, min(common, len(texts)))

    assert found.dtype == np.float32
    assert found.toarray() == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("texts", [[], [""], ["", " "]])
def test_texts_without_a_word_are_refused(texts: list[str]) -> None:
    with pytest.raises(ValueError, match=_NOTHING):
        letters(texts, 1)
