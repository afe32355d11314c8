"""Every command by name: its line of help, and the module that is imported only when it is called."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True)
class Command:
    """A command. Its ``module``, below this folder, has ``add_options(parser)``.

    ``database``: whether it needs Django and the database; the others work on files alone and start
    without either.
    """

    name: str
    help: str
    module: str
    database: bool

    @property
    def description(self) -> str:
        """The line of help as a sentence."""
        return f"{self.help[0].upper()}{self.help[1:]}."

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Give the parser its options and the function that runs. Imports the module."""
        found = import_module(f"{__package__}.{self.module}")
        add: Callable[[argparse.ArgumentParser], None] = found.add_options
        add(parser)


def _house(name: str, help_text: str) -> Command:
    return Command(name, help_text, f"house.{name}", database=True)


def _path(name: str, help_text: str) -> Command:
    return Command(name, help_text, f"path.{name.replace('-', '_')}", database=True)


def _files(name: str, help_text: str) -> Command:
    return Command(name, help_text, f"files.{name}", database=False)


COMMANDS = (
    _house("serve", "migrate, then serve pages and run queued work in one process"),
    _house("worker", "run queued work until stopped"),
    _house("migrate", "bring the database up to date"),
    _house("setup", "make the first administrator, or print the link of /setup"),
    _house(
        "check",
        "check settings, migrations, the journal's chain, published editions and sealed answers",
    ),
    _house("demo", "load the invented county, walk the whole path and serve it"),
    _files("themes", "condense the open answers of a CSV or XLSX file to themes"),
    _files("similar", "list pairs of answers that may say the same thing"),
    _files("vectors", "learn word vectors that bridge languages"),
    _files("choose", "count votes proportionally (or count published papers again)"),
    _files("verify", "work out again what a result of choose says"),
    _files("opinions", "map how people vote on statements"),
    _files("protect", "hide what a table of counts could tell of single persons"),
    _files("rotate", "plan which group is at which station in which round"),
    _files("schema", "print the JSON Schema of a file that another command reads or writes"),
    _files("receipts", "make receipt codes to hand out with a survey; none is stored"),
    _path("programme", "found and list programmes"),
    _path("survey", "make a survey from a ready one, open and close it"),
    _path("voices", "import, screen and count voices"),
    _path("theme-set", "condense voices to themes and approve them"),
    _path("proposal", "make proposals from voices and say what became of them"),
    _path("ballot", "open a ballot, vote, count, decide"),
    _path("roadmap", "write the roadmap and publish its editions"),
)
