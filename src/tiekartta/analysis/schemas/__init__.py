"""JSON Schemas (draft 2020-12) of what the command line reads and writes: one file a shape."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def names() -> tuple[str, ...]:
    """Names of the shapes, in order of the alphabet."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


def text(name: str) -> str:
    """The schema as text. Raises KeyError for an unknown name."""
    if name not in names():
        raise KeyError(name)
    return (_FOLDER / f"{name}.json").read_text(encoding="utf-8")
