"""The kinds of findings and how sure one is."""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "iban",
    "personal_identity_code",
    "email",
    "phone",
    "street_address",
    "plate",
    "name",
    "social_media",
    "date_of_birth",
]
Certainty = Literal["certain", "likely", "possible"]
