"""`tiekartta programme …`."""

from __future__ import annotations

import argparse

from tiekartta.programmes.actions import found_programme
from tiekartta.programmes.queries import programmes_of
from tiekartta.shell.commandline.path.walking import (
    add_text,
    add_verb,
    person_of,
    show,
    text_of,
    verbs_of,
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Its verbs."""
    verbs = verbs_of(parser)
    parser = add_verb(verbs, "found", found, "found a programme and print its id", programme=False)
    add_text(parser, "name", "its name", required=True)
    add_text(parser, "purpose", "its purpose in a sentence")
    add_verb(
        verbs,
        "list",
        list_programmes,
        "list the programmes in which a person has a role",
        programme=False,
    )


def found(options: argparse.Namespace) -> None:
    """Found a programme."""
    made = found_programme(
        name=text_of(options, "name"), purpose=text_of(options, "purpose"), by=person_of(options)
    )
    show(made.public_id, made.name)


def list_programmes(options: argparse.Namespace) -> None:
    """Id and name of each programme."""
    for programme in programmes_of(reader=person_of(options)):
        show(programme.public_id, programme.name)
