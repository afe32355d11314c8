"""Receipt codes: who holds one finds what they said; nobody else can (INV-D9).

A code has twelve letters of thirty-two, 60 bits. The database keeps only
HMAC(scrypt(code, salt of the collection), id of the voice), another one for each voice, so that two
voices of one respondent have nothing in common there.

The salt of a collection has a part of its own and one that it shares with the other collections of the
installation, so that a code is stretched by scrypt once, however many collections it is looked for in
(decision 19). Salts of sixteen bytes, as they first were, have no shared part.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from uuid import UUID

K = TypeVar("K", bound=Hashable)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without I, L, O and U, which are read as other signs or make words."""
LENGTH = 12
MOST_AT_ONCE = 5_000
SHARED = OWN = 16
"""Bytes of a salt that are common to an installation, and those of one collection."""
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


def new_salt(beside: bytes = b"") -> bytes:
    """The salt of a new collection, which shares its first part with that of another one, if there is one."""
    shared = beside[:SHARED] if is_shared(beside) else secrets.token_bytes(SHARED)
    return shared + secrets.token_bytes(OWN)


def is_shared(salt: bytes) -> bool:
    """Whether the first part of a salt is common to several collections."""
    return len(salt) == SHARED + OWN


def key_of(code: str, salt: bytes) -> bytes:
    """The key of a code in one collection: slow on purpose."""
    return keys_of(code, {"": salt})[""]


def keys_of(code: str, salts: Mapping[K, bytes]) -> dict[K, bytes]:
    """The key of a code in many collections, by their salts: stretched once for those that share a part.

    Without the code two keys of it have nothing in common, for each is an HMAC of its own part.
    """
    own = {key: _parts(salt) for key, salt in salts.items()}
    stretched = _stretched(code, list(dict.fromkeys(first for first, _last in own.values())))
    return {
        key: hmac.digest(stretched[first], last, "sha256") if last else stretched[first]
        for key, (first, last) in own.items()
    }


def _parts(salt: bytes) -> tuple[bytes, bytes]:
    whole = bytes(salt)
    return (whole[:SHARED], whole[SHARED:]) if is_shared(whole) else (whole, b"")


def _stretched(code: str, salts: list[bytes]) -> dict[bytes, bytes]:
    if len(salts) == 1:
        return {salts[0]: _stretch(code, salts[0])}
    with ThreadPoolExecutor() as pool:  # scrypt lets go of the interpreter
        return dict(zip(salts, pool.map(lambda salt: _stretch(code, salt), salts), strict=True))


def _stretch(code: str, salt: bytes) -> bytes:
    return hashlib.scrypt(normal(code).encode(), salt=salt, n=_COST, r=8, p=1, dklen=32)


def tag_of(key: bytes, voice_id: UUID) -> str:
    """What is stored with a voice: 64 hexadecimal signs."""
    return hmac.digest(key, voice_id.bytes, "sha256").hex()


def is_tag(tag: str, key: bytes, voice_id: UUID | str) -> bool:
    """Whether the code behind `key` belongs to a voice; its id may be the text of a database."""
    own = voice_id.bytes if isinstance(voice_id, UUID) else bytes.fromhex(voice_id.replace("-", ""))
    return hmac.compare_digest(tag, hmac.digest(key, own, "sha256").hex())


def response_tag(key: bytes) -> str:
    """What is stored with a response, so that its receipt finds it: 64 hexadecimal signs."""
    return hmac.new(key, b"response", hashlib.sha256).hexdigest()


def envelope_tag(key: bytes) -> str:
    """What is stored with a sealed envelope; without the code it cannot be told from `response_tag`."""
    return hmac.new(key, b"envelope", hashlib.sha256).hexdigest()


def token_digest(key: bytes) -> str:
    """What is stored of an access token, by the key of its code in the collection."""
    return hmac.new(key, b"token", hashlib.sha256).hexdigest()
