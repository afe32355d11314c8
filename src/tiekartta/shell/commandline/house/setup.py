"""`tiekartta setup`."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tiekartta.journal.actors import SYSTEM
from tiekartta.people.actions import issue_setup_token, set_up
from tiekartta.people.queries import is_set_up
from tiekartta.people.states import OrganisationKind
from tiekartta.shell.commandline.errors import WrongCall
from tiekartta.shell.commandline.house.migrate import migrate

STANDARD_INPUT = "-"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Who is the administrator, of which organisation."""
    parser.add_argument(
        "--email", help="e-mail address of the administrator; without it the link is printed"
    )
    parser.add_argument("--name", default="", help="name of the administrator")
    parser.add_argument("--organisation", default="", help="name of the organisation")
    parser.add_argument(
        "--kind",
        choices=OrganisationKind.values,
        default=OrganisationKind.COUNTY.value,
        help="kind of the organisation (default county)",
    )
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help="its first line is the passphrase ('-': standard input; default: asked for)",
    )
    parser.set_defaults(run=setup)


def setup(options: argparse.Namespace) -> None:
    """Make the first administrator, or print the one-time link."""
    migrate(options)
    if is_set_up():
        print("The house is already set up.")
        return
    if not options.email:
        print(setup_link())
        return
    if not options.organisation.strip():
        raise WrongCall("give the name of the organisation with --organisation NAME")
    try:
        validate_email(options.email)
    except ValidationError as error:
        raise WrongCall(f"{options.email!r} is not an e-mail address") from error
    set_up(
        email=options.email, display_name=options.name or options.email, passphrase=_passphrase(options.passphrase_file),
        organisation_name=options.organisation, organisation_kind=OrganisationKind(options.kind), token=None, by=SYSTEM,
    )  # fmt: skip
    print(f"{options.email} is the administrator. Log in at {settings.PUBLIC_URL}/tili/kirjaudu/")


def setup_link() -> str:
    """The address of /setup with a token that works once."""
    return f"{settings.PUBLIC_URL}/setup/?avain={issue_setup_token(by=SYSTEM)}"


def _passphrase(source: str | None) -> str:
    if source == STANDARD_INPUT:
        return sys.stdin.readline().rstrip("\r\n")
    if source:
        with Path(source).open(encoding="utf-8") as file:
            return file.readline().rstrip("\r\n")
    if sys.stdin.isatty():
        return getpass.getpass("Passphrase of the administrator: ")
    raise WrongCall("give the passphrase with --passphrase-file FILE ('-' for standard input)")
