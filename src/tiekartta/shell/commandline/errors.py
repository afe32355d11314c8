"""How a command ends without doing its work.

WrongCall      it was called wrongly, or a file that it was given cannot be used   (exit code 2)
Stopped        the house refused, or something failed                              (exit code 1)
"""

from __future__ import annotations


class WrongCall(Exception):  # noqa: N818 - what happened: the command was called wrongly
    """The command was called in a way that it cannot follow; the message says what to do."""


class Stopped(Exception):  # noqa: N818 - what happened
    """The command was refused or failed; the message says why."""
