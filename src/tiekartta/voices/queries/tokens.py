"""What a code opens. The code is the right; there is no reader, and looking leaves no trace (INV-D6)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tiekartta.voices.models import AccessToken, Collection, Survey
from tiekartta.voices.receipts import LENGTH, key_of, keys_of, normal, token_digest
from tiekartta.voices.states import BatchState, CollectionState

MOST_TRIED = 50
"""Collections with codes that a code without an address is tried on, the newest first: scrypt costs 10 ms for each of
those whose salts share no part."""


class TokenState(StrEnum):
    """What a code is worth now."""

    UNKNOWN = "unknown"
    USED = "used"
    UNUSED = "unused"


@dataclass(frozen=True)
class TokenPlace:
    """The survey that a code opens."""

    survey_id: str
    state: TokenState


def is_token(code: str) -> bool:
    """Whether a text can be a code at all: twelve letters and digits."""
    return len(normal(code)) == LENGTH


def token_state(survey_public_id: str, code: str) -> TokenState:
    """What a code is worth in one survey; only `answering` itself uses it up."""
    survey = Survey.objects.select_related("collection").filter(public_id=survey_public_id).first()
    if survey is None or not is_token(code):
        return TokenState.UNKNOWN
    row = _token(survey.collection, key_of(code, bytes(survey.collection.receipt_salt)))
    if row is None or row.batch.survey.respondent_group != survey.respondent_group:
        return TokenState.UNKNOWN
    return TokenState.USED if row.used else TokenState.UNUSED


def place_of_token(code: str) -> TokenPlace | None:
    """The survey of a code, among the collections that are open."""
    if not is_token(code):
        return None
    with_codes = AccessToken.objects.filter(batch__state=BatchState.ACTIVE).values("collection")
    tried = Collection.objects.filter(state=CollectionState.OPEN, pk__in=with_codes)
    newest_first = list(tried.order_by("-opened_on")[:MOST_TRIED])
    keys = keys_of(code, {row.pk: bytes(row.receipt_salt) for row in newest_first})
    for collection in newest_first:
        row = _token(collection, keys[collection.pk])
        if row is not None:
            group = row.batch.survey.respondent_group
            newest = Survey.objects.get(
                collection=collection, respondent_group=group, is_replaced=False
            )
            state = TokenState.USED if row.used else TokenState.UNUSED
            return TokenPlace(newest.public_id, state)
    return None


def _token(collection: Collection, key: bytes) -> AccessToken | None:
    digest = token_digest(key)
    tokens = AccessToken.objects.select_related("batch__survey")
    return tokens.filter(
        collection=collection, digest=digest, batch__state=BatchState.ACTIVE
    ).first()
