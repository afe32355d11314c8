"""`tiekartta vectors build`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tiekartta.shell.commandline.errors import WrongCall
from tiekartta.shell.commandline.outputs import check_outputs, whole_file

DESCRIPTION = """\
Learn word vectors from a folder of trilingual metadata, such as a library's open catalogue: .tsv or
.tsv.gz files whose names, or whose folders' names, end in the code of their language (titles-fi.tsv).
A line is a text, a tab, and the concepts it was indexed with as URIs in angle brackets. Nothing is
downloaded."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Its verb."""
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    build = verbs.add_parser(
        "build", help="learn vectors from a folder", description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    build.add_argument("folder", type=Path, metavar="FOLDER", help="folder of the metadata")
    build.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="where the vectors are written"
    )
    build.set_defaults(run=learn)


def learn(options: argparse.Namespace) -> None:
    """Learn, write, and say what was learned."""
    if not options.folder.is_dir():
        raise WrongCall(f"{options.folder}: not a folder")
    check_outputs([options.out])
    from tiekartta.analysis.themes.vectors import train  # noqa: PLC0415 - slow to load

    progress = _progress if sys.stderr.isatty() else None
    with whole_file(options.out) as place:
        learned = train(options.folder, place, progress=progress)
    words = ", ".join(f"{number} {code}" for code, number in learned.words.items())
    print(
        f"{options.out}: words {words}; {learned.dimensions} dimensions, {learned.concepts} concepts"
    )
    print(f"{learned.lines} lines used, {learned.passed_over} without a concept passed over")


def _progress(lines: int) -> None:
    print(f"\r{lines} lines", end="", file=sys.stderr, flush=True)
