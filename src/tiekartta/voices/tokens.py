"""Making access tokens: random codes, and what is stored of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from tiekartta.voices.models import AccessToken, TokenBatch
from tiekartta.voices.receipts import key_of, new_codes, token_digest

MOST_PRINTED = 500
"""Codes made while somebody waits for the page: scrypt takes ten milliseconds for each."""
MOST_MAILED = 5_000
SMALLEST_UNIT = 10
"""People in a unit that may have a batch of its own (INV-D4)."""

__all__ = ["MOST_MAILED", "MOST_PRINTED", "SMALLEST_UNIT", "digests_of", "new_codes", "store"]


def digests_of(codes: Iterable[str], salt: bytes) -> list[str]:
    """What is stored of each code, in order; scrypt lets go of the interpreter, so threads help."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda code: token_digest(key_of(code, salt)), codes))


def store(batch: TokenBatch, digests: Iterable[str]) -> None:
    """Insert tokens in the order of their random ids, which is no order of the codes (INV-D6)."""
    collection_id = batch.survey.collection_id
    rows = [
        AccessToken(id=uuid.uuid4(), batch=batch, collection_id=collection_id, digest=digest)
        for digest in digests
    ]
    AccessToken.objects.bulk_create(sorted(rows, key=lambda row: row.pk), batch_size=500)
