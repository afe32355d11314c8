"""Data from a JSON file, with the path of the key in every complaint."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tiekartta.shell.commandline.errors import WrongCall
from tiekartta.shell.commandline.tables import text_of_file

MOST_BYTES = 200_000_000
MOST_TOLD = 20


class Complaints:
    """What is wrong in one file, gathered so that everything is told at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found: list[str] = []

    def add(self, place: str, words: str) -> None:
        """Something is wrong at the key path ``place``."""
        self.found.append(f"{place}: {words}" if place else words)

    def stop(self) -> None:
        """Raise WrongCall with everything that was found, if anything was."""
        if not self.found:
            return
        if len(self.found) == 1:
            raise WrongCall(f"{self.path}: {self.found[0]}")
        lines = [f"{self.path}: {len(self.found)} things are wrong:", *self.found[:MOST_TOLD]]
        if len(self.found) > MOST_TOLD:
            lines.append(f"… and {len(self.found) - MOST_TOLD} more")
        raise WrongCall("\n  ".join(lines))

    def object(
        self, data: Any, place: str, known: Sequence[str], needed: Sequence[str] = ()
    ) -> Mapping[str, Any]:
        """``data`` as an object with known keys only; empty when it is none."""
        if not isinstance(data, dict):
            self.add(place, "must be an object {…}")
            return {}
        for key in data:
            if key not in known:
                self.add(place, f"unknown key {key!r}; known: {', '.join(known)}")
        for key in needed:
            if key not in data:
                self.add(place, f"the key {key!r} is missing")
        return data

    def list(self, data: Any, place: str) -> Sequence[Any]:
        """``data`` as a list; empty when it is none."""
        if isinstance(data, list):
            return data
        self.add(place, "must be a list […]")
        return []

    def text(self, data: Any, place: str) -> str:
        """``data`` as a text with content; empty when it is none."""
        if not isinstance(data, str) or not data.strip():
            self.add(place, "must be a text that is not empty")
            return ""
        if any("\ud800" <= sign <= "\udfff" for sign in data):
            self.add(place, "holds half a letter (\\ud800–\\udfff)")
            return ""
        return data


def json_of(path: Path) -> Any:
    """The data of a JSON file. Raises WrongCall that names line and column, or the key given twice."""
    try:
        return json.loads(text_of_file(path, MOST_BYTES), object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise WrongCall(
            f"{path}: not JSON: line {error.lineno}, column {error.colno}: {error.msg}"
        ) from error
    except RecursionError as error:
        raise WrongCall(f"{path}: nested too deep") from error
    except _TwiceError as error:
        raise WrongCall(f"{path}: the key {error} is there twice in one object") from error
    except ValueError as error:  # a number with thousands of digits
        raise WrongCall(f"{path}: not JSON: {error}") from error


class _TwiceError(Exception):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _TwiceError(repr(key))
        found[key] = value
    return found
