"""The order that settles ties, drawn before anybody votes from a seed that is published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def tie_order(options: Iterable[str], seed: int) -> tuple[str, ...]:
    """The options in the order in which ties are settled: the earlier one wins.

    Each name gets the sha256 of the seed in decimal digits, a line feed and the name (UTF-8); the smallest digest
    comes first. Anybody can recompute it with a command line, and neither the order of columns
    nor the order of entry has any influence (INV-B6).
    """

    def drawn(name: str) -> tuple[bytes, str]:
        text = f"{seed}\n{name}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(text).digest(), name

    return tuple(sorted(options, key=drawn))
