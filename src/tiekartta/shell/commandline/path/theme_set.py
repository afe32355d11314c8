"""`tiekartta theme-set …`."""

from __future__ import annotations

import argparse

from tiekartta.jobs.worker import Worker
from tiekartta.people.models import Person
from tiekartta.programmes.models import Programme
from tiekartta.shell.commandline.path.walking import (
    add_text,
    add_verb,
    show,
    text_of,
    verbs_of,
    where,
)
from tiekartta.themes.actions import approve_theme_set, rename_theme, start_run
from tiekartta.themes.queries import (
    ThemeRow,
    current_theme_set,
    theme_of,
    workshop_view,
)

AUTO = "auto"


def _wanted(text: str) -> int | str:
    """A number, or the word for the analysis to choose it. Raises ArgumentTypeError."""
    if text == AUTO:
        return AUTO
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"give a whole number or {AUTO!r}, not {text!r}") from None


def add_options(parser: argparse.ArgumentParser) -> None:
    """Its verbs."""
    verbs = verbs_of(parser)
    parser = add_verb(verbs, "run", run, "condense the usable voices; prints the proposed themes")
    parser.add_argument(
        "--themes",
        type=_wanted,
        default=None,
        metavar="N",
        help=f"about how many, 5-15 (default: the programme's); {AUTO!r}: as many as hold best",
    )
    parser.add_argument(
        "--seed", type=int, default=0, help="same voices, same seed, same themes (default 0)"
    )
    parser.add_argument(
        "--without-held", action="store_true", help="leave out the texts that wait for screening"
    )
    add_verb(verbs, "show", show_themes, "print the themes as they are now")
    parser = add_verb(verbs, "rename", rename, "give a theme a name")
    parser.add_argument("theme", metavar="THEME", help="its id")
    add_text(parser, "title", "the name", required=True)
    parser = add_verb(verbs, "approve", approve, "stand behind the themes")
    parser.add_argument("--reason", default="", help="why there are fewer than 5 or more than 15")


def _rows(programme: Programme, person: Person) -> tuple[ThemeRow, ...]:
    view = workshop_view(programme, reader=person)
    return view.themes if view else ()


def run(options: argparse.Namespace) -> None:
    """Start a run, work until nothing is queued, print the themes."""
    programme, person = where(options)
    started = start_run(
        programme=programme,
        wanted=None if options.themes == AUTO else options.themes,
        choose_number=options.themes == AUTO,
        seed=options.seed,
        by=person,
        without_held=options.without_held,
    )
    Worker().run_until_empty()
    view = workshop_view(programme, reader=person)
    if view is None or view.run.public_id != started.public_id:
        raise ValueError("the run did not succeed; see the log, or try again")
    show_themes(options)


def show_themes(options: argparse.Namespace) -> None:
    """Id, title, how many voices as may be shown, keywords."""
    programme, person = where(options)
    for row in _rows(programme, person):
        cell = row.counts.total
        show(
            row.public_id,
            row.title,
            cell.value if cell.value is not None else "-",
            ", ".join(row.keywords),
        )


def rename(options: argparse.Namespace) -> None:
    """Name a theme."""
    programme, person = where(options)
    rename_theme(
        theme=theme_of(options.theme, programme=programme, reader=person),
        title=text_of(options, "title"),
        by=person,
    )


def approve(options: argparse.Namespace) -> None:
    """Approve the draft."""
    programme, person = where(options)
    theme_set = current_theme_set(programme, reader=person)
    if theme_set is None:
        raise ValueError("there are no themes yet: run `tiekartta theme-set run` first")
    show(approve_theme_set(theme_set=theme_set, by=person, size_reason=options.reason).state)
