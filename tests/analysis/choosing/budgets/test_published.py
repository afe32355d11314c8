"""Official results of real elections, where the shared data stands beside the repository."""

from pathlib import Path

import pytest

from tiekartta.analysis.choosing.budgets import BudgetProfile, count_budget
from tiekartta.analysis.choosing.formats import read_document

DATA = Path(__file__).parents[5] / "shared" / "data" / "pabulib"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"published elections not in {DATA}")


def load(name: str) -> tuple[BudgetProfile, str | None]:
    document = read_document(DATA / name)
    assert isinstance(document.profile, BudgetProfile)
    return document.profile, document.told("rule")


@pytest.mark.parametrize("name", ["Netherlands_Assen_2024.pb", "Poland_Swiecie_2023.pb"])
def test_elections_by_equal_shares_elect_exactly_the_official_projects(name: str) -> None:
    profile, rule = load(name)
    assert rule == "equalshares/add1"
    result = count_budget(profile, completion="add1", seed=1)
    assert frozenset(result.winners) == profile.official
    assert all(sum(p.together for p in each.payments) == each.cost for each in result.purchases)


@pytest.mark.parametrize(
    "name", ["Poland_Warszawa_2021_Bielany.pb", "Poland_Warszawa_2022_Wlochy.pb"]
)
def test_elections_by_votes_elect_exactly_the_official_projects(name: str) -> None:
    profile, rule = load(name)
    assert rule == "greedy"
    result = count_budget(profile, rule="greedy", seed=1)
    assert frozenset(result.winners) == profile.official
