"""Run by opinions.py in red-dwarf's own environment: opinions_peer.py VOTES.npz SUBSAMPLES."""

from __future__ import annotations

import json
import os
import sys
import time

for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_threads] = "1"

import numpy as np  # noqa: E402 - the number of threads is read on import
from reddwarf.implementations.base import run_pipeline  # noqa: E402 - as above
from sklearn.metrics import adjusted_rand_score  # noqa: E402 - as above


def labels(result: object) -> dict[int, int]:
    """Group by participant, of those who have one."""
    return {int(k): int(v) for k, v in result.participants_df["cluster_id"].dropna().items()}  # type: ignore[attr-defined] # - the peer's result


def main() -> None:
    """Print one line of JSON."""
    held = np.load(sys.argv[1])
    hidden = [int(each) for each in held["hidden"]]
    votes = [
        {"participant_id": int(row), "statement_id": int(column), "vote": int(value)}
        for row, column, value in zip(held["rows"], held["columns"], held["values"], strict=True)
    ]
    start = time.process_time()
    found = run_pipeline(votes, mod_out_statement_ids=hidden, random_state=0)
    cpu = time.process_time() - start
    exact = run_pipeline(
        votes, mod_out_statement_ids=hidden, random_state=0, reducer_kwargs={"svd_solver": "full"}
    )
    groups = labels(found)
    people = sorted({each["participant_id"] for each in votes})
    scores = []
    for turn in range(int(sys.argv[2])):
        draw = np.random.default_rng([0, turn]).permutation(people)
        kept = set(draw[: round(0.8 * len(people))].tolist())
        some = run_pipeline(
            [each for each in votes if each["participant_id"] in kept],
            mod_out_statement_ids=hidden,
            random_state=0,
        )
        other = labels(some)
        both = [person for person in other if person in groups]
        scores.append(adjusted_rand_score([groups[p] for p in both], [other[p] for p in both]))
    size = max(people) + 1
    consensus = consensus_of(exact)
    print(
        json.dumps(
            {
                "cpu": cpu,
                "places": [list(map(float, exact.participant_projections.get(p, (0, 0)))) for p in range(size)],
                "groups": [labels(exact).get(p, -1) for p in range(size)],
                "consensus": consensus,
                "stability": round(float(np.mean(scores)), 4) if scores else None,
            }
        )
    )  # fmt: skip


def consensus_of(found: object) -> dict[str, float]:
    """Group-informed consensus of each statement that anybody voted on, by its column."""
    told = found.group_aware_consensus["agree"]  # type: ignore[attr-defined] # - the peer's result
    return {str(column): float(value) for column, value in told.items()}


if __name__ == "__main__":
    main()
