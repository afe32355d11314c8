"""The command line of the house: `tiekartta COMMAND`. One module a command (`registry`).

A command calls the same action as a page does, or the same pure function as a job does (house rule 1).
This module imports nothing heavy: what a command needs is imported when it is called.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import NoReturn

from tiekartta.shell.commandline.errors import Stopped, WrongCall
from tiekartta.shell.commandline.registry import COMMANDS, Command

DESCRIPTION = """\
Tiekartta: from voices to a public roadmap, and back.

  tiekartta serve                 migrate, then serve pages and run queued work
  tiekartta demo                  load the invented county, walk the whole path and serve it
  tiekartta themes ANSWERS.csv    condense open answers to themes, without a database
"""
EPILOG = "`tiekartta COMMAND --help` tells the options of a command. Settings come from the environment (docs/running/settings.md)."
# Django's own commands that builders need; shown in no help.
DJANGO_COMMANDS = {
    "makemigrations",
    "sqlmigrate",
    "showmigrations",
    "shell",
    "runserver",
    "dbshell",
    "flush",
}
REFUSED, WRONGLY_CALLED, INTERRUPTED = 1, 2, 130


def build_parser(commands: Sequence[Command] = COMMANDS) -> argparse.ArgumentParser:
    """The parser with every command's name, and the options of ``commands``.

    Django must be set up when one of them needs the database.
    """
    parser = argparse.ArgumentParser(
        prog="tiekartta",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    below = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        own = below.add_parser(command.name, help=command.help, description=command.description)
        if command in commands:
            command.add_options(own)
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command. Exits with 0, with 1 when it was refused or failed, and with 2 for a wrong call
    or a file that cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tiekartta.shell.settings")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal without some letter shows its number
            stream.reconfigure(errors="backslashreplace")
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] in DJANGO_COMMANDS:
        from django.core.management import (  # noqa: PLC0415 - only for builders
            execute_from_command_line,
        )

        execute_from_command_line(["tiekartta", *words])
        return
    try:
        run([command for command in COMMANDS if words[:1] == [command.name]], words)
    except (WrongCall, ValueError) as error:
        _stop(str(error), WRONGLY_CALLED)
    except Stopped as error:
        _stop(str(error), REFUSED)
    except BrokenPipeError:
        # Whoever read our output has read enough; nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(REFUSED)
    except OSError as error:
        named = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        _stop(named, WRONGLY_CALLED if error.filename else REFUSED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def run(called: Sequence[Command], words: Sequence[str]) -> None:
    """Parse and do. Raises WrongCall, Stopped, OSError, and ValueError for bad files."""
    with _surroundings(called):
        options = build_parser(called).parse_args(words)
        options.run(options)
        sys.stdout.flush()


def _surroundings(called: Sequence[Command]) -> AbstractContextManager[None]:
    if not any(command.database for command in called):
        return nullcontext()
    from tiekartta.shell.commandline.database import house  # noqa: PLC0415 - imports Django

    return house()


def _stop(sentence: str, code: int) -> NoReturn:
    print(f"tiekartta: {sentence}", file=sys.stderr)
    sys.exit(code)
