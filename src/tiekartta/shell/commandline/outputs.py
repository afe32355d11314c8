"""Files that a command writes: tried before the work begins, and put in place whole at its end."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tiekartta.shell.commandline.errors import WrongCall

_NEW_FILE = 0o666


def check_outputs(outputs: Iterable[Path | None], inputs: Iterable[Path | None] = ()) -> None:
    """Try to write beside each output, so that nobody computes for minutes and loses the result.

    Raises WrongCall when one cannot be written, is named twice, or would overwrite an input.
    """
    read = {path.resolve() for path in inputs if path is not None}
    seen: set[Path] = set()
    for path in outputs:
        if path is None:
            continue
        place = path.resolve()
        if place in read:
            raise WrongCall(f"{path}: the input would be overwritten; choose another output")
        if place in seen:
            raise WrongCall(f"{path}: named for two outputs")
        seen.add(place)
        _try(path, place)


def _try(path: Path, place: Path) -> None:
    try:
        if place.is_dir():
            raise WrongCall(f"{path}: cannot be written: Is a directory")
        if _is_special(path):
            path.open("ab").close()
            return
        handle, name = tempfile.mkstemp(prefix=f".{place.name[:40]}.", dir=place.parent)
    except OSError as error:
        raise WrongCall(f"{path}: cannot be written: {error.strerror}") from error
    os.close(handle)
    Path(name).unlink()
    if place.exists() and not os.access(place, os.W_OK):
        raise WrongCall(f"{path}: cannot be written: it is write-protected")


def write_whole(path: Path, text: str) -> None:
    """Write a text in UTF-8: the file is there whole or as it was. Raises OSError."""
    with whole_file(path) as place, place.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write what becomes ``path`` at the end; nothing is left of it after an error."""
    if _is_special(path):
        yield path
        return
    place = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{place.name[:40]}.", dir=place.parent)
    os.close(handle)
    try:
        yield Path(name)
        with Path(name).open("rb+") as written:
            os.fsync(written.fileno())
        Path(name).chmod(_mode(place))
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_json(path: Path, data: Any) -> None:
    """Write data for people and programs to read."""
    write_whole(path, json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def _is_special(path: Path) -> bool:
    """A pipe or a device, such as /dev/stdout: written to, never replaced."""
    if path.absolute().parts[1:2] in (("dev",), ("proc",)):
        return True
    return path.exists() and not path.is_file() and not path.is_dir()


def _mode(place: Path) -> int:
    if place.exists():
        return place.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return _NEW_FILE & ~mask
