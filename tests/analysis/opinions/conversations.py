"""Invented conversations: two camps that answer alike, and their votes."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tiekartta.analysis.opinions import Votes

POLIS = Path(__file__).resolve().parents[4] / "shared/data/polis"
CONVERSATIONS = (
    "american-assembly.bowling-green",
    "brexit-consensus",
    "scoop-hivemind.biodiversity",
    "scoop-hivemind.freshwater",
    "vtaiwan.uberx",
)


def camps(
    people: int = 120, statements: int = 20, *, share: float = 0.4, seen: float = 0.7, seed: int = 1
) -> Votes:
    """Two camps: most statements divide them, every fifth one nearly everybody agrees with."""
    rng = np.random.default_rng(seed)
    camp = np.where(np.arange(people) < share * people, 1, -1)
    side = np.where(np.arange(statements) % 2, 1, -1)
    chance = np.where(camp[:, None] * side[None, :] > 0, 0.85, 0.15)
    chance[:, ::5] = 0.95
    votes = np.where(rng.random((people, statements)) < chance, 1, -1)
    votes[rng.random((people, statements)) < 0.08] = 0
    table = np.where(rng.random((people, statements)) < seen, votes, -128).astype(np.int8)
    return Votes.of_table(table)


def swapped(votes: Votes) -> Votes:
    """Agree and disagree the other way round."""
    return Votes(votes.participants, votes.statements, votes.starts, votes.columns, -votes.values)
