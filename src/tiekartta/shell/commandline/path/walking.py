"""The whole path by command line: each command calls the action that a page calls (house rule 1)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Person
from tiekartta.people.queries import person_of_email
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse has no public name for it
Run = Callable[[argparse.Namespace], None]


def verbs_of(parser: argparse.ArgumentParser) -> Commands:
    """Where the verbs of a noun are added: `tiekartta NOUN VERB`."""
    return parser.add_subparsers(title="verbs", metavar="VERB", required=True)


def add_verb(
    verbs: Commands, name: str, run: Run, help_text: str, *, programme: bool = True
) -> argparse.ArgumentParser:
    """A verb, done by a person, mostly in a programme."""
    parser = verbs.add_parser(name, help=help_text, description=help_text.capitalize() + ".")
    parser.set_defaults(run=run)
    if programme:
        parser.add_argument(
            "programme", metavar="PROGRAMME", help="the programme's id, as in its address"
        )
    parser.add_argument(
        "--by", required=True, metavar="EMAIL", help="who does it; rights are asked as on the pages"
    )
    return parser


def add_text(
    parser: argparse.ArgumentParser, name: str, help_text: str, *, required: bool = False
) -> None:
    """A text in up to three languages: --title, --title-sv, --title-en."""
    parser.add_argument(
        f"--{name}", default="", required=required, metavar="TEXT", help=f"{help_text}, in Finnish"
    )
    for code, language in (("sv", "Swedish"), ("en", "English")):
        parser.add_argument(
            f"--{name}-{code}", default="", metavar="TEXT", help=f"{help_text}, in {language}"
        )


def text_of(options: argparse.Namespace, name: str) -> TranslatedText:
    """The text that `add_text` added."""
    key = name.replace("-", "_")
    return TranslatedText.of(
        fi=getattr(options, key), sv=getattr(options, f"{key}_sv"), en=getattr(options, f"{key}_en")
    )


def person_of(options: argparse.Namespace) -> Person:
    """Who acts. Raises ValueError for an unknown address."""
    found = person_of_email(options.by)
    if found is None:
        raise ValueError(f"nobody here has the e-mail address {options.by}")
    return found


def where(options: argparse.Namespace) -> tuple[Programme, Person]:
    """The programme and who acts in it."""
    person = person_of(options)
    return programme_of(options.programme, reader=person), person


def day_of(given: str) -> date:
    """A day as 2026-11-22, today by default."""
    return date.fromisoformat(given) if given else timezone.localdate()


def show(*cells: object) -> None:
    """One line of a table, cells apart by tabs."""
    print("\t".join(str(cell).replace("\t", " ").replace("\n", " ") for cell in cells))
