"""Whole numbers among the words of a call."""

from __future__ import annotations

import argparse
from collections.abc import Callable

_LONGEST = 12


def whole(least: int, most: int) -> Callable[[str], int]:
    """A type for argparse: a whole number of these bounds, in plain digits."""

    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST):
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
        if not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text} is not from {least} to {most}")
        return int(text)

    return number


seed = whole(0, 2**32 - 1)
