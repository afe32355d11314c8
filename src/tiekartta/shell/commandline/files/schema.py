"""`tiekartta schema`."""

from __future__ import annotations

import argparse

from tiekartta.analysis import schemas


def add_options(parser: argparse.ArgumentParser) -> None:
    """Which one."""
    parser.add_argument(
        "name", choices=schemas.names(), metavar="NAME", help=", ".join(schemas.names())
    )
    parser.set_defaults(run=schema)


def schema(options: argparse.Namespace) -> None:
    """Print it."""
    print(schemas.text(options.name), end="")
