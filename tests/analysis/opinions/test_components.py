"""The two directions, from the second moments or from the sparse votes."""

import numpy as np
import pytest
from numpy.typing import NDArray

from tiekartta.analysis.opinions import Votes, components
from tiekartta.analysis.opinions.components import components_in, components_of
from tiekartta.analysis.opinions.passes import moments, tally


def votes_of(people: int, statements: int, *, seed: int, sign: int = 1) -> Votes:
    """Two camps and a half; everybody votes on about one in twenty."""
    rng = np.random.default_rng(seed)
    tastes = rng.normal(size=(people, 2)) * [2.0, 1.0]
    loads = rng.normal(size=(2, statements))
    table = (sign * np.sign(tastes @ loads + rng.normal(size=(people, statements)))).astype(np.int8)
    table[rng.random(table.shape) < 0.95] = -128
    return Votes.of_table(table)


def by_products(votes: Votes, shown: NDArray[np.bool_]) -> NDArray[np.float64] | None:
    return components._by_products(votes, tally(votes).means, shown)


def both(votes: Votes, shown: NDArray[np.bool_]) -> tuple[NDArray[np.float64], ...]:
    means = tally(votes).means
    return components_in(votes, means, shown), components_of(moments(votes, means, shown))


@pytest.mark.parametrize("statements", [20, 99, 101, 400, 1600])
def test_the_sparse_votes_give_what_their_second_moments_give(statements: int) -> None:
    votes = votes_of(300, statements, seed=statements)
    shown = np.arange(statements) % 7 != 0
    found, expected = both(votes, shown)
    assert np.abs(found - expected).max() < 1e-9
    assert not found[:, ~shown].any()
    assert np.allclose((found**2).sum(axis=1), 1.0)


def test_few_votes_on_many_statements_need_no_matrix_of_them() -> None:
    votes = votes_of(300, 600, seed=5)
    assert by_products(votes, np.ones(600, dtype=np.bool_)) is not None
    assert by_products(votes_of(300, 90, seed=5), np.ones(90, dtype=np.bool_)) is None


def test_agree_and_disagree_swapped_change_no_bit_of_the_directions() -> None:
    one, other = (votes_of(300, 600, seed=5, sign=sign) for sign in (1, -1))
    shown = np.ones(600, dtype=np.bool_)
    straight = components_in(one, tally(one).means, shown)
    swapped = components_in(other, tally(other).means, shown)
    assert np.array_equal(straight, swapped)


@pytest.mark.parametrize("size", [30, 150, 4_100])
def test_people_who_differ_in_one_way_only_have_no_second_direction(size: int) -> None:
    table = np.ones((60, size), dtype=np.int8)
    table[:30] = -1
    votes = Votes.of_table(table)
    found = components_in(votes, tally(votes).means, np.ones(size, dtype=np.bool_))
    assert np.allclose(np.abs(found[0]), 1 / np.sqrt(size))
    assert not found[1].any()


@pytest.mark.parametrize("size", [30, 150, 4_100])
def test_people_who_agree_on_everything_have_no_direction(size: int) -> None:
    votes = Votes.of_table(np.ones((60, size), dtype=np.int8))
    found = components_in(votes, tally(votes).means, np.ones(size, dtype=np.bool_))
    assert not found.any()
