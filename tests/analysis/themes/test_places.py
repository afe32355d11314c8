"""Nearest neighbours, shared among the languages that are spoken."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from tiekartta.analysis.themes.nearest import neighbours
from tiekartta.analysis.themes.places import NEIGHBOURS, Places, bridged, mutual


def places(rows: np.ndarray, spoken: np.ndarray, dense: np.ndarray | None = None) -> Places:
    held = np.zeros((len(rows), 0)) if dense is None else dense
    return Places(
        sparse.csr_matrix(rows, dtype=np.float32),
        held.astype(np.float32),
        spoken.astype(np.int64),
        np.ones((3, 3), dtype=np.float32),
    )


def drawn(answers: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).random((answers, 12)) ** 3


def test_likeness_is_the_sum_of_the_products_of_both_parts() -> None:
    rows, dense = drawn(5), drawn(5, 2)
    found = places(rows, np.zeros(5), dense)

    assert found.likeness(found) == pytest.approx(rows @ rows.T + dense @ dense.T, rel=1e-5)
    assert found[np.array([1, 3])].likeness(found[2:4]).shape == (2, 2)


def test_of_one_language_everybody_has_the_fifteen_nearest() -> None:
    rows = drawn(40)
    found = places(rows, np.zeros(40))
    ties = neighbours(found, found, same=True)
    likeness = rows @ rows.T
    np.fill_diagonal(likeness, 0)

    assert np.diff(ties.indptr).tolist() == [NEIGHBOURS] * 40
    for row in range(40):
        assert ties[row].data.min() == pytest.approx(np.sort(likeness[row])[-NEIGHBOURS], abs=1e-4)


def test_each_language_has_its_share_of_an_answers_neighbours() -> None:
    spoken = np.repeat([0, 1, 2], [30, 20, 10])
    # answers are more like those of their own language than like any other
    found = places(np.hstack([drawn(60), np.eye(3)[spoken] * 5]), spoken)
    ties = neighbours(found, found, same=True).tocoo()
    counted = np.zeros((3, 3), dtype=int)
    np.add.at(counted, (spoken[ties.row], spoken[ties.col]), 1)

    assert (counted / np.bincount(spoken)[:, None]).tolist() == [[8, 5, 2], [8, 5, 2], [8, 5, 3]]


def test_ties_between_languages_become_as_strong_as_those_within_one() -> None:
    spoken = np.repeat([0, 1], [30, 30])
    found = places(np.hstack([drawn(60), np.eye(2)[spoken] * 0.7]), spoken)
    ties, moved = bridged(neighbours(found, found, same=True), found)
    held = ties.tocoo()
    across = spoken[held.row] != spoken[held.col]

    assert held.data[across].mean() == pytest.approx(held.data[~across].mean(), rel=0.01)
    assert moved.bridges[0, 1] > 1
    assert moved.bridges[0, 0] == 1
    later = neighbours(moved[:5], moved, same=False)
    assert later[0].max() == pytest.approx(float(found[:1].likeness(found).max()), rel=1e-4)


def test_nobody_is_tied_to_nobody() -> None:
    nothing = places(np.zeros((0, 12)), np.zeros(0))
    empty = places(np.zeros((4, 12)), np.zeros(4))

    assert neighbours(nothing, nothing, same=True).shape == (0, 0)
    assert neighbours(empty, empty, same=True).nnz == 0
    assert bridged(neighbours(empty, empty, same=True), empty)[0].nnz == 0


@given(answers=st.integers(1, 40), seed=st.integers(0, 50))
@settings(max_examples=30, deadline=None)
def test_the_graph_is_symmetric_and_nobody_is_tied_to_themselves(answers: int, seed: int) -> None:
    spoken = np.random.default_rng(seed).integers(0, 3, answers)
    found = places(drawn(answers, seed), spoken)
    graph = mutual(bridged(neighbours(found, found, same=True), found)[0])

    assert abs(graph - graph.T).max() == 0
    assert graph.diagonal().sum() == 0
    assert (graph.data > 0).all()
