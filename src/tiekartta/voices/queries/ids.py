"""Ids of thousands of voices from the database, each made into an object once and not at every reading.

Making a UUID from text costs more than reading its row; and looking one up is quicker where it is the
same object.
"""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

MOST_KEPT = 200_000


def as_words(name: str) -> Cast:
    """The id in a field as text, for `known_id` or only to be compared."""
    return Cast(name, TextField())


@lru_cache(maxsize=MOST_KEPT)
def known_id(text: str) -> UUID:
    """The id of a text that the database wrote, on SQLite without hyphens and on PostgreSQL with them."""
    return UUID(text)


@lru_cache(maxsize=MOST_KEPT)
def text_of_id(voice_id: UUID) -> str:
    """The id as text with hyphens."""
    return str(voice_id)
