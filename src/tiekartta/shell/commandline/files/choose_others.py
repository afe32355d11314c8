"""`tiekartta choose` on rankings, scores, pairs and budgets."""

from __future__ import annotations

import argparse
from typing import Any

from tiekartta.analysis.choosing.budgets import (
    BudgetProfile,
    budget_certificate,
    count_budget,
)
from tiekartta.analysis.choosing.count_certificates import (
    pair_certificate,
    ranking_certificate,
    score_certificate,
)
from tiekartta.analysis.choosing.formats import read_document
from tiekartta.analysis.choosing.pairwise import PairProfile, count_pairs
from tiekartta.analysis.choosing.rankings import RankingProfile, count_ranking
from tiekartta.analysis.choosing.scores import ScoreProfile, count_scores
from tiekartta.shell.commandline.choice_in_words import margin_in_words, print_ties
from tiekartta.shell.commandline.errors import WrongCall
from tiekartta.shell.commandline.outputs import write_json

RULES = {
    "rankings": ("borda", "stv-scottish", "stv-meek"),
    "scores": ("mean", "median", "range"),
    "pairs": ("bradley-terry",),
    "budget": ("equal-shares", "greedy", "greedy-by-cost"),
}
TABLES = ("rankings", "scores", "pairs")


def choose(options: argparse.Namespace, kind: str) -> None:
    """Count by a rule of this kind of votes and print who was chosen. Raises WrongCall."""
    if options.rule not in RULES[kind]:
        raise WrongCall(
            f"{options.file}: {options.rule} does not count this; give --rule {' or '.join(RULES[kind])}"
        )
    if kind not in ("budget", "pairs") and options.winners is None:
        raise WrongCall("how many to choose? give --winners N")
    if options.ties and kind != "budget":
        raise WrongCall("--ties is for approval ballots and budgets")
    if options.weight or options.group:
        raise WrongCall(f"{'--weight' if options.weight else '--group'} is for approval ballots")
    options.file.stat()  # a missing file is told by its name
    try:
        profile = read_document(options.file, kind=kind if kind in TABLES else None).profile
        result = count_any(profile, options)
        data = data_of(profile, result, options)
    except ValueError as error:
        raise WrongCall(f"{options.file}: {error}") from error
    if options.json:
        write_json(options.json, data)
    for place, name in enumerate(result.winners, start=1):
        print(f"{place}. {name}")
    if isinstance(profile, BudgetProfile):
        print_budget(data)
    if isinstance(profile, RankingProfile):
        print(result.table())


def data_of(profile: Any, result: Any, options: argparse.Namespace) -> dict[str, Any]:
    """What is written as JSON, with all that `tiekartta verify` needs."""
    if isinstance(profile, BudgetProfile):
        return budget_certificate(profile, result, ties=options.ties, margin_counts=options.margin)
    if isinstance(profile, RankingProfile):
        return ranking_certificate(profile, result)
    if isinstance(profile, ScoreProfile):
        return score_certificate(profile, result)
    return pair_certificate(profile, result)


def print_budget(data: dict[str, Any]) -> None:
    """What is left, what groups were promised, how firm the outcome is, and what else is as good."""
    print(f"spent {data['spent']} of {data['budget']}, left {data['leftover']}")
    for name, check in data["checks"].items():
        print(f"{name}: {'holds' if check['holds'] else f'fails: {in_words(check)}'}")
    if data["margin"] is not None:
        print(margin_in_words(data["margin"]))
    if "ties" in data:
        print_ties(data)


def in_words(check: dict[str, Any]) -> str:
    """Which group was promised what, and what it got."""
    witness = check["witness"]
    return (
        f"{witness['voters']} voters agree on {witness['option']} and deserve {witness['deserved']}; "
        f"what any of them approves and got costs at most {witness['got']}"
    )


def count_any(profile: Any, options: argparse.Namespace) -> Any:
    """The result of whatever was read. Raises ValueError for votes that the rule cannot count."""
    how = {"rule": options.rule, "seed": options.seed}
    if isinstance(profile, BudgetProfile):
        return count_budget(
            profile, completion=options.completion, comparison=options.comparison, **how
        )
    if isinstance(profile, RankingProfile):
        return count_ranking(profile, winners=options.winners, **how)
    if isinstance(profile, ScoreProfile):
        return count_scores(profile, winners=options.winners, **how)
    if isinstance(profile, PairProfile):
        return count_pairs(profile, winners=options.winners, **how)
    raise WrongCall(f"{options.file}: {options.rule} does not count this")
