"""A result as plain data."""

import json

from tiekartta.analysis.choosing.budgets import BudgetProfile, count_budget


def test_result_is_plain_data_with_every_payment() -> None:
    votes = [{"park"}, {"park", "path"}, {"path"}]
    profile = BudgetProfile.named([("park", 60), ("path", 50)], 100, votes)
    result = count_budget(profile, completion="add1", seed=1, order=["park", "path"])
    data = json.loads(json.dumps(result.as_data()))
    assert data["winners"] == ["park"]
    assert data["spent"] == "60"
    assert data["leftover"] == "40"
    assert data["endowment"] == "33"
    assert data["payments"] == {
        "park": [
            {"ballot": 0, "each": "30", "together": "30"},
            {"ballot": 1, "each": "30", "together": "30"},
        ]
    }
    assert data["losers"] == [
        {"project": "path", "cost": "50", "votes": 2, "behind": "36", "fits": False}
    ]
    assert [ballot["left"] for ballot in data["ballots"]] == ["3", "3", "33"]
    assert [ballot["utility"] for ballot in data["ballots"]] == ["60", "60", "0"]
