"""`tiekartta themes`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tiekartta.analysis.themes import Answer, Condensation, Decisions
from tiekartta.shell.commandline.errors import Stopped, WrongCall
from tiekartta.shell.commandline.files import answers as reading
from tiekartta.shell.commandline.files import word_vectors
from tiekartta.shell.commandline.files.answers import NO_GROUP
from tiekartta.shell.commandline.files.decisions import decisions_of
from tiekartta.shell.commandline.numbers import seed, whole
from tiekartta.shell.commandline.outputs import check_outputs, write_json, write_whole

if TYPE_CHECKING:
    from tiekartta.analysis.disclosure import DisclosedTable

AUTO = "auto"
ADDRESSES = ("tcp://", "tls://")
LANGUAGES = ("fi", "sv", "en")
MOST_THEMES, MOST_WORKERS = 50, 1_000
WITHOUT_THEME = ""
MARK = "·"
WIDTH = 12


def add_options(parser: argparse.ArgumentParser) -> None:
    """The answers, what is wanted, and where it is written."""
    parser.description = (
        "Condense the open answers of a survey export to themes, largest first. The sizes are for "
        "whoever may read the answers: with --group, small ones are hidden as on the pages."
    )
    reading.add_options(parser)
    parser.add_argument(
        "--group", metavar="COLUMN", help="column of the respondent group: sizes by group are shown"
    )
    parser.add_argument(
        "--themes",
        type=_wanted,
        default=10,
        metavar="N",
        help=f"about how many themes (default 10); {AUTO!r}: the stablest number from 5 to 15",
    )
    parser.add_argument(
        "--seed",
        type=seed,
        default=0,
        metavar="N",
        help="same input, same seed, same themes (default 0)",
    )
    parser.add_argument(
        "--decisions",
        type=Path,
        metavar="FILE",
        help="JSON of what people decided (`tiekartta schema decisions`); none of it is undone",
    )
    parser.add_argument(
        "--continue",
        type=Path,
        dest="previous",
        metavar="FILE",
        help="an earlier --json result: its themes and pins stay, and new themes are told",
    )
    word_vectors.add_option(parser)
    parser.add_argument(
        "--workers",
        type=_workers,
        metavar="N|ADDRESS",
        help="compute in N processes, or on the Dask cluster at tcp://HOST:PORT (for very many answers)",
    )
    parser.add_argument(
        "--json", type=Path, metavar="OUT", help="write themes, answers and provenance as JSON"
    )
    parser.add_argument(
        "--html", type=Path, metavar="OUT", help="write a report to read, one file with everything"
    )
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        help="language of the report (default: that of most answers)",
    )
    parser.set_defaults(run=themes)


def _wanted(text: str) -> int | None:
    if text == AUTO:
        return None
    return whole(1, MOST_THEMES)(text)


def _workers(text: str) -> int | str:
    if text.startswith(ADDRESSES):
        return text
    return whole(1, MOST_WORKERS)(text)


def themes(options: argparse.Namespace) -> None:
    """Print the themes, and write them as JSON and as a report where asked."""
    inputs = [options.file, options.decisions, options.previous, options.vectors]
    check_outputs([options.json, options.html], inputs)
    answers = reading.answers_of(options)
    decided = _decisions(options, answers)
    condensation = _condense(options, answers, decided)
    groups = by_group(condensation, answers) if options.group else None
    if options.json:
        data = condensation.as_data()
        if groups:
            data["groups"] = groups.as_data()
        write_json(options.json, data)
    if options.html:
        write_whole(options.html, _report(options, condensation, answers, groups))
    print_themes(condensation, groups)


def _decisions(options: argparse.Namespace, answers: Sequence[Answer]) -> Decisions | None:
    if not options.decisions and not options.previous:
        return None
    ids = [answer.id for answer in answers]
    decided, gone = decisions_of(options.decisions, options.previous, ids)
    if gone:
        print(f"{gone} answers of {options.previous} are not in this file", file=sys.stderr)
    return decided


def _condense(
    options: argparse.Namespace, answers: Sequence[Answer], decided: Decisions | None
) -> Condensation:
    vectors = word_vectors.vectors_of(options.vectors)
    from tiekartta.analysis.clusters import ClusterError  # noqa: PLC0415 - slow to load
    from tiekartta.analysis.themes import condense  # noqa: PLC0415 - the same

    on_cluster = isinstance(options.workers, str)
    where = options.workers if on_cluster else "processes" if options.workers else None
    try:
        return condense(
            answers,
            wanted=options.themes,
            seed=options.seed,
            decisions=decided,
            vectors=vectors,
            progress=_progress if sys.stderr.isatty() else None,
            where=where,
            workers=None if on_cluster else options.workers,
        )
    except ValueError as error:
        raise WrongCall(f"{options.file}: {error}") from error
    except ClusterError as error:
        raise Stopped(str(error)) from error
    finally:
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr)


def _progress(done: int, of: int) -> None:
    print(f"\r{done} / {of}", end="", file=sys.stderr, flush=True)


def _report(
    options: argparse.Namespace,
    condensation: Condensation,
    answers: Sequence[Answer],
    groups: DisclosedTable | None,
) -> str:
    from tiekartta.shell.commandline.report.themes import (  # noqa: PLC0415 - loads Django's templates
        Source,
        commonest_language,
        themes_report,
    )

    return themes_report(
        condensation,
        answers,
        source=Source(options.file.name, options.text or ""),
        language=options.language or commonest_language(condensation),
        groups=groups,
    )


def by_group(condensation: Condensation, answers: Sequence[Answer]) -> DisclosedTable:
    """Answers by theme (row; "" for none) and respondent group (column), safe to show."""
    from tiekartta.analysis.disclosure import disclose_table  # noqa: PLC0415 - loads numpy

    group_of = {answer.id: answer.group or NO_GROUP for answer in answers}
    columns = sorted(set(group_of.values()))
    members = {theme.id: condensation.members(theme.id) for theme in condensation.themes}
    members[WITHOUT_THEME] = condensation.orphans
    counted = {row: Counter(group_of[answer] for answer in ids) for row, ids in members.items()}
    return disclose_table(
        {row: {name: counts[name] for name in columns} for row, counts in counted.items()}
    )


def print_themes(condensation: Condensation, groups: DisclosedTable | None = None) -> None:
    """A line for each theme, largest first; with its groups where they were asked for."""
    news = set(condensation.news)
    lines = [
        (
            theme.id,
            theme.size,
            f"{theme.label}  ({', '.join(theme.keywords[:6])}){' new' if theme.id in news else ''}",
        )
        for theme in condensation.themes
    ]
    lines.append((WITHOUT_THEME, len(condensation.orphans), "without a theme"))
    if groups is None:
        for _theme, size, words in lines:
            print(f"{size:6}  {words}")
        return
    print(_columns(["all", *groups.columns]))
    for theme, _size, words in lines:
        place = groups.rows.index(theme)
        shown = [groups.row_totals[place], *groups.cells[place]]
        print(
            f"{_columns([str(cell.value) if cell.is_shown else MARK for cell in shown])}  {words}"
        )
    if groups.hidden:
        print(f"{MARK} stands for a number that could point at persons.")


def _columns(texts: Sequence[str]) -> str:
    return "  ".join(f"{text[:WIDTH]:>{WIDTH}}" for text in texts)
