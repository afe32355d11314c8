"""Addresses of subscribers: found again by a keyed hash, kept sealed, and links that lead to one of them."""

from __future__ import annotations

import hashlib
import hmac
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

from tiekartta.people.sealing import seal, unseal

SEAL_STEP = 512
_SIGNER = "tiekartta library subscription"


def mark_of(address: str, programme_id: UUID) -> str:
    """The keyed hash of an address in one programme: 64 hexadecimal signs."""
    key = hashlib.sha256(f"tiekartta subscription {settings.SECRET_KEY}".encode()).digest()
    text = f"{programme_id}:{address.strip().casefold()}"
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def sealed(address: str, programme_id: UUID) -> bytes:
    """An address as it is stored."""
    return seal(address, purpose=f"subscription:{programme_id}", step=SEAL_STEP)


def opened(stored: bytes, programme_id: UUID) -> str:
    """The address. Raises SealBrokenError."""
    return str(unseal(stored, purpose=f"subscription:{programme_id}"))


def token_of(subscription_id: UUID) -> str:
    """What a link to a subscription holds; it is computed anew, and stored nowhere."""
    return Signer(salt=_SIGNER, sep="~").sign(subscription_id.hex)


def id_of(token: str) -> UUID | None:
    """The subscription of a link; None for a forged one."""
    try:
        return UUID(Signer(salt=_SIGNER, sep="~").unsign(token))
    except (BadSignature, ValueError):
        return None
