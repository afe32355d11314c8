"""Digests and the order of ties, by their published definitions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from tiekartta.analysis.choosing.verifying.case import Case


def digest(data: Any) -> str:
    """sha256 of plain data as JSON with sorted keys, without spaces, in ASCII."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def input_digest(case: Case) -> str:
    """Of options and papers, in order of the alphabet."""
    papers = sorted([sorted(each.approved), each.voters, str(each.weight)] for each in case.papers)
    return digest({"options": sorted(case.options), "papers": papers})


def order_of(options: Iterable[str], seed: int) -> list[str]:
    """Options by the sha256 of the seed, a line feed and the name."""

    def drawn(name: str) -> tuple[str, str]:
        text = f"{seed}\n{name}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(text).hexdigest(), name

    return sorted(options, key=drawn)
