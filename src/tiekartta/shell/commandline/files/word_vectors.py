"""The file of word vectors that a command uses: an option, or TIEKARTTA_VECTORS."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from tiekartta.shell.commandline.errors import WrongCall

if TYPE_CHECKING:
    from tiekartta.analysis.themes.vectors import Vectors

VARIABLE = "TIEKARTTA_VECTORS"


def add_option(parser: argparse.ArgumentParser) -> None:
    """--vectors."""
    parser.add_argument(
        "--vectors",
        type=Path,
        metavar="FILE",
        help=f"word vectors, as `tiekartta vectors build` makes them (default: {VARIABLE}, else none)",
    )


def vectors_of(given: Path | None) -> Vectors | None:
    """The vectors of the option or of the environment. Raises WrongCall, and OSError that names the file."""
    told = os.environ.get(VARIABLE, "")
    path = given or (Path(told) if told else None)
    if path is None:
        return None
    with path.open("rb"):  # a missing file is told before anything heavy is loaded
        pass
    from tiekartta.analysis.themes.vectors import Vectors  # noqa: PLC0415 - slow to load

    try:
        return Vectors.read(path)
    except ValueError as error:
        raise WrongCall(f"{path}: {error}") from error
