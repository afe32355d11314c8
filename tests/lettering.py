"""Names that differ and hold no figure: a test that reads the figures of a page must not meet one by chance."""

from __future__ import annotations

import itertools
from string import ascii_uppercase

_names = (
    "".join(letters) for length in itertools.count(1)
    for letters in itertools.product(ascii_uppercase, repeat=length)
)  # fmt: skip


def another() -> str:
    """A, B … Z, AA, AB …, each once."""
    return next(_names)
