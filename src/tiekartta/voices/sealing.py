"""Sealing of answers, nominations and contacts: as `people.sealing` does it for letters."""

from tiekartta.people.sealing import SealBrokenError, seal, unseal

__all__ = ["SealBrokenError", "seal", "unseal"]
