"""The nearest neighbours that tiles give are those that the whole matrix of likenesses gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import sparse

from tiekartta.analysis.themes import nearest
from tiekartta.analysis.themes.nearest import neighbours
from tiekartta.analysis.themes.places import Places


def places(rows: NDArray[np.float64], spoken: NDArray[np.int64], dense: bool = False) -> Places:
    half = rows.shape[1] // 2 if dense else rows.shape[1]
    return Places(
        sparse.csr_matrix(rows[:, :half], dtype=np.float32),
        rows[:, half:].astype(np.float32),
        spoken,
        np.array([[1.0, 2.0], [0.5, 1.0]], dtype=np.float32),
    )


def of_the_whole(rows: Places, others: Places, same: bool) -> NDArray[np.float32]:
    """The same by sorting every row of the whole matrix."""
    likeness = rows.likeness(others)
    if same:
        np.fill_diagonal(likeness, 0.0)
    found = np.zeros_like(likeness)
    for row, own in enumerate(rows.spoken.tolist()):
        for other in np.unique(others.spoken).tolist():
            columns = np.flatnonzero(others.spoken == other)
            digits = np.round(likeness[row, columns] * 1e5)
            best = columns[np.lexsort((columns, -digits))][: others.quota(own, other)]
            best = best[np.round(likeness[row, best], 5) >= 0.05]
            found[row, best] = np.round(likeness[row, best], 5) * others.bridges[own, other]
    return found


@given(
    answers=st.integers(1, 90),
    kinds=st.integers(1, 12),
    languages=st.integers(1, 2),
    dense=st.booleans(),
    same=st.booleans(),
    seed=st.integers(0, 1000),
)
@settings(deadline=None, max_examples=60)
def test_tiles_find_what_the_whole_matrix_holds_also_among_equal_answers(
    answers: int, kinds: int, languages: int, dense: bool, same: bool, seed: int
) -> None:
    chance = np.random.default_rng(seed)
    # few kinds of answers, so that ties are common; powers of two, so that no sum is rounded
    texts = chance.integers(0, 3, size=(kinds, 8)) * 0.25
    spoken = chance.integers(0, languages, answers)
    rows = places(texts[chance.integers(0, kinds, answers)], spoken, dense)
    drawn = texts[chance.integers(0, kinds, 40)]
    others = rows if same else places(drawn, chance.integers(0, languages, 40), dense)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearest, "_SIDE", 16)
        patch.setattr(nearest, "_CROWDED", 4)
        found = neighbours(rows, others, same=same)

    assert np.array_equal(found.toarray(), of_the_whole(rows, others, same))


def test_thousands_that_say_the_same_are_neighbours_of_the_first_of_them() -> None:
    rows = places(np.ones((3_000, 4)), np.zeros(3_000, dtype=np.int64))
    found = neighbours(rows, rows, same=True)

    assert found[2_999].indices.tolist() == list(range(15))
    assert found[3].indices.tolist() == [0, 1, 2, *range(4, 16)]


def test_progress_is_told_to_its_end() -> None:
    rows = places(np.ones((2_500, 2)), np.zeros(2_500, dtype=np.int64))
    told: list[tuple[int, int]] = []
    neighbours(rows, rows, same=True, progress=lambda done, total: told.append((done, total)))

    assert told == [(step, 6) for step in range(1, 7)]
