"""Voting codes: a right to vote, and nothing that leads to a person or to a paper (INV-D6).

Of a code and the salt of its ballot comes a key by scrypt; of the key come two digests that cannot
be computed from each other. One says that the code gives a right, the other which paper it replaces.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from tiekartta.voices.receipts import LENGTH, key_of, normal

MOST_AT_ONCE = 500


def is_code(code: str) -> bool:
    """Whether a text can be a voting code at all: twelve letters and digits."""
    return len(normal(code)) == LENGTH


def digests(code: str, salt: bytes) -> tuple[str, str]:
    """(digest of the right, tag of the paper) of a code in one ballot, in hexadecimal."""
    key = key_of(code, salt)
    return _of(key, b"code"), _of(key, b"paper")


def code_digests(codes: Iterable[str], salt: bytes) -> list[str]:
    """The digests of many codes, in order; scrypt lets go of the interpreter, so threads help."""
    with ThreadPoolExecutor() as pool:
        return [right for right, _paper in pool.map(lambda code: digests(code, salt), codes)]


def _of(key: bytes, purpose: bytes) -> str:
    return hmac.new(key, purpose, hashlib.sha256).hexdigest()
