"""Where a result comes from, so that anybody can compute it again (INV-T3)."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

VERSION = "0.1.0"


def digest(data: Any) -> str:
    """Hexadecimal sha256 of plain data, the same whatever the order of mapping keys.

    ``data`` is made of None, bool, int, float, str, list, tuple, set, mapping and dataclasses.
    Raises TypeError for anything else and ValueError for NaN and infinities.
    """
    text = json.dumps(
        _plain(data), sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    )
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _plain(data: Any) -> Any:
    if data is None or isinstance(data, (bool, int, float, str)):
        return data
    if isinstance(data, Mapping):
        return {str(key): _plain(value) for key, value in data.items()}
    if isinstance(data, (set, frozenset)):
        return sorted((_plain(item) for item in data), key=json.dumps)
    if isinstance(data, (list, tuple)):
        return [_plain(item) for item in data]
    if dataclasses.is_dataclass(data) and not isinstance(data, type):
        return {f.name: _plain(getattr(data, f.name)) for f in dataclasses.fields(data)}
    raise TypeError(f"cannot take a digest of {type(data).__name__}")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Version, algorithm, parameters (plain data), seed and digests of what went in and came out."""

    algorithm: str
    parameters: Mapping[str, Any]
    seed: int
    input_digest: str
    output_digest: str = ""
    version: str = field(default=VERSION)

    def as_data(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "version": self.version,
            "algorithm": self.algorithm,
            "parameters": _plain(self.parameters),
            "seed": self.seed,
            "input_digest": self.input_digest,
            "output_digest": self.output_digest,
        }
