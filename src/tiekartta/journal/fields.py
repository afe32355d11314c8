"""How things are named in addresses and in the journal."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models

# No vowels, so that no word appears by chance; ten characters of twenty-nine are 48 bits.
ALPHABET = "123456789bcdfghjklmnpqrstvwxz"
LENGTH = 10


def new_public_id() -> str:
    """A random name for an address: ten characters, nothing to count."""
    return "".join(secrets.choice(ALPHABET) for _position in range(LENGTH))


if TYPE_CHECKING:
    CharField = models.CharField[str, str]
else:
    CharField = models.CharField


class PublicIdField(CharField):
    """The random name by which a row is known in addresses (domain 4.1)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LENGTH)
        kwargs.setdefault("unique", True)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", new_public_id)
        super().__init__(*args, **kwargs)
