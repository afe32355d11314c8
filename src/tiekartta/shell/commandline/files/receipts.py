"""`tiekartta receipts`."""

from __future__ import annotations

import argparse
import csv
import sys

from tiekartta.shell.commandline.errors import WrongCall
from tiekartta.voices.receipts import new_code

MOST_CODES = 100_000


def add_options(parser: argparse.ArgumentParser) -> None:
    """How many."""
    parser.description = "Print receipt codes as CSV, to hand out with a survey. None is stored."
    parser.add_argument("number", type=int, help=f"how many (at most {MOST_CODES:,})")
    parser.set_defaults(run=receipts)


def receipts(options: argparse.Namespace) -> None:
    """Print codes as CSV."""
    if not 1 <= options.number <= MOST_CODES:
        raise WrongCall(f"between 1 and {MOST_CODES:,} codes")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["Kuittikoodi"])
    writer.writerows([new_code()] for _number in range(options.number))
