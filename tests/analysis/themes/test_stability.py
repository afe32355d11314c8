from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from tiekartta.analysis.themes import Answer, condense
from tiekartta.analysis.themes.stability import firmest_number, stability


def blocks(*sizes: int, noise: float = 0.0) -> tuple[sparse.csr_matrix, np.ndarray]:
    """A graph of groups of nodes tied to all of their own, and to any other by ``noise``."""
    labels = np.repeat(np.arange(len(sizes)), sizes)
    ties = np.where(labels[:, None] == labels[None, :], 1.0, noise)
    np.fill_diagonal(ties, 0.0)
    return sparse.csr_matrix(ties), labels


def test_clear_themes_are_wholly_stable() -> None:
    graph, labels = blocks(20, 20, 20)
    assert stability(graph, labels, 3, subsamples=5, seed=0) == {0: 1.0, 1: 1.0, 2: 1.0}


def test_a_theme_drawn_at_will_is_shaky() -> None:
    graph, labels = blocks(30, 30)
    labels = labels.copy()
    labels[:30:2] = 2
    found = stability(graph, labels, 3, subsamples=5, seed=0)
    assert found[2] < 0.75 < found[1]


def test_no_subsamples_and_too_few_answers_tell_nothing() -> None:
    graph, labels = blocks(20, 20)
    assert stability(graph, labels, 2, subsamples=0, seed=0) == {}
    few, own = blocks(2, 2)
    assert stability(few, own, 2, subsamples=5, seed=0) == {}


@pytest.mark.parametrize("groups", [6, 9, 12])
def test_the_firmest_number_is_that_of_the_clear_groups(groups: int) -> None:
    graph, _ = blocks(*[12] * groups, noise=0.01)
    assert firmest_number(graph, 0) == groups


def test_few_answers_have_few_themes() -> None:
    graph, _ = blocks(6, 6)
    assert firmest_number(graph, 0) == 3


def test_every_theme_tells_its_stability_and_none_when_not_asked(answers: list[Answer]) -> None:
    result = condense(answers, wanted=6)
    assert all(theme.stability is not None and theme.stability > 0.75 for theme in result.themes)
    assert {t.stability for t in condense(answers, wanted=6, subsamples=0).themes} == {None}


def test_the_number_of_themes_can_be_left_to_the_answers(answers: list[Answer]) -> None:
    result = condense(answers, wanted=None)
    assert len(result.themes) == 6
    assert condense(answers[::-1], wanted=None) == result


def test_fewer_than_no_subsamples_are_refused() -> None:
    with pytest.raises(ValueError, match="subsamples"):
        condense([], subsamples=-1)
