"""`tiekartta verify`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tiekartta.shell.commandline.errors import Stopped, WrongCall
from tiekartta.shell.commandline.json_reading import json_of


def add_options(parser: argparse.ArgumentParser) -> None:
    """The certificate."""
    parser.description = (
        "Work out again everything that a result of `tiekartta choose --json` says about approval "
        "ballots, a budget, rankings, scores or comparisons, by code that shares nothing with the rules."
    )
    parser.add_argument(
        "file", type=Path, metavar="RESULT", help="what `tiekartta choose --json` wrote"
    )
    parser.set_defaults(run=verify)


def verify(options: argparse.Namespace) -> None:
    """Print what was verified; raises Stopped that says what does not hold."""
    data = json_of(options.file)
    from tiekartta.analysis.choosing.verifying import (  # noqa: PLC0415 - loads numpy with its folder
        NotACertificateError,
        examine,
    )

    try:
        verdict = examine(data)
    except (NotACertificateError, RecursionError) as error:
        raise WrongCall(f"{options.file}: no certificate of a count: {error}") from error
    for each in verdict.held:
        print(f"holds: {each}")
    for each in verdict.left_out:
        print(f"not worked out again, it would take too long: {each}")
    if verdict.wrong:
        raise Stopped("\n  ".join([f"{options.file}: does not hold:", *verdict.wrong]))
