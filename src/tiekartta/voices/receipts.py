"""Receipt codes: who holds one finds what they said; nobody else can (INV-D9).

A code has twelve letters of thirty-two, 60 bits. The database keeps only
HMAC(scrypt(code, salt of the collection), id of the voice), another one for each voice, so that two
voices of one respondent have nothing in common there.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without I, L, O and U, which are read as other signs or make words."""
LENGTH = 12
MOST_AT_ONCE = 5_000
_PART = 4
_COST = 2**12  # the code itself has 60 bits; the cost only slows a trial of other people's codes
_LONGEST = 64
_LOOKALIKES = str.maketrans("OIL", "011")
_ALLOWED = re.compile(rf"[0-9A-Z]{{{LENGTH},{_LONGEST}}}")


def new_code() -> str:
    """A random code as people read it: KRTV-7H2M-P9QX."""
    signs = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
    return "-".join(signs[at : at + _PART] for at in range(0, LENGTH, _PART))


def new_codes(number: int) -> list[str]:
    """Different random codes. Raises ValueError outside 1–5,000."""
    if not 1 <= number <= MOST_AT_ONCE:
        raise ValueError(f"from 1 to {MOST_AT_ONCE} codes at once")
    codes: set[str] = set()
    while len(codes) < number:
        codes.add(new_code())
    return sorted(codes)


def normal(code: str) -> str:
    """The code without hyphens, spaces and case, look-alikes read as one ("o7h2" → "07H2")."""
    plain = unicodedata.normalize("NFKC", code[: _LONGEST * 4]).upper().translate(_LOOKALIKES)
    return "".join(sign for sign in plain if sign.isalnum())


def is_code(code: str) -> bool:
    """Whether a code can be a receipt: twelve letters and digits or more, and not a mere number.

    A running number would let anybody find and remove what others said.
    """
    plain = normal(code)
    return bool(_ALLOWED.fullmatch(plain)) and not code.replace(" ", "").isdigit()


def key_of(code: str, salt: bytes) -> bytes:
    """The key of a code in one collection: slow on purpose, once per code and collection."""
    return hashlib.scrypt(normal(code).encode(), salt=bytes(salt), n=_COST, r=8, p=1, dklen=32)


def tag_of(key: bytes, voice_id: UUID) -> str:
    """What is stored with a voice: 64 hexadecimal signs."""
    return hmac.digest(key, voice_id.bytes, "sha256").hex()


def is_tag(tag: str, key: bytes, voice_id: UUID) -> bool:
    """Whether the code behind `key` belongs to a voice."""
    return hmac.compare_digest(tag, tag_of(key, voice_id))


def response_tag(key: bytes) -> str:
    """What is stored with a response, so that its receipt finds it: 64 hexadecimal signs."""
    return hmac.new(key, b"response", hashlib.sha256).hexdigest()


def envelope_tag(key: bytes) -> str:
    """What is stored with a sealed envelope; without the code it cannot be told from `response_tag`."""
    return hmac.new(key, b"envelope", hashlib.sha256).hexdigest()


def token_digest(key: bytes) -> str:
    """What is stored of an access token, by the key of its code in the collection."""
    return hmac.new(key, b"token", hashlib.sha256).hexdigest()
