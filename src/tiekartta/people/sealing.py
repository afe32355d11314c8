"""Sealing what must not be readable in the database: AES-256-GCM with a key that is not in it.

The key is derived by HKDF (RFC 5869) from the installation's secret and the purpose. Before sealing,
the text is padded to the next of a few lengths, so that its length does not tell it apart.
"""

from __future__ import annotations

import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE_BYTES = 12
STEP = 4096


class SealBrokenError(Exception):
    """The sealed bytes were changed, or were sealed with another secret or for another purpose."""


def seal(data: Any, *, purpose: str, step: int = STEP) -> bytes:
    """Plain JSON data as bytes that only `unseal` with the same purpose reads.

    `purpose` ties them to their place, such as "envelope:<id of the collection>"; the length is the next
    multiple of `step`.
    """
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    padded = plain + b" " * (-len(plain) % step)
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(_key(purpose)).encrypt(nonce, padded, purpose.encode())


def unseal(sealed: bytes, *, purpose: str) -> Any:
    """What was sealed. Raises SealBrokenError."""
    sealed = bytes(sealed)
    try:
        plain = AESGCM(_key(purpose)).decrypt(
            sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose.encode()
        )
    except (InvalidTag, ValueError):
        raise SealBrokenError(purpose) from None
    return json.loads(plain)


def _key(purpose: str) -> bytes:
    return HKDF(
        algorithm=SHA256(), length=32, salt=None, info=f"tiekartta seal {purpose}".encode()
    ).derive(settings.SECRET_KEY.encode())
