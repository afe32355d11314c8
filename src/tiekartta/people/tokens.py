"""Tokens of links: random when made, only a digest when kept."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """A token for a link: 32 random bytes in URL-safe letters."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What is stored of a token: SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(token.strip().encode(errors="replace")).hexdigest()
