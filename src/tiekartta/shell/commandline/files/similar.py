"""`tiekartta similar`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tiekartta.analysis.provenance import Provenance, digest
from tiekartta.analysis.themes import Answer, Pair
from tiekartta.shell.commandline.files import answers as reading
from tiekartta.shell.commandline.files import word_vectors
from tiekartta.shell.commandline.outputs import check_outputs, write_json

LEAST = 0.45
SHOWN = 100
ALGORITHM = "exact cosines of the answers' words, with a check of negations, numbers and opposites"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The answers."""
    parser.description = (
        "List pairs of answers that may say the same thing, with what speaks against it: one is "
        "negated, a number differs, they take opposite sides. Nothing is joined by machine."
    )
    reading.add_options(parser)
    parser.add_argument(
        "--least",
        type=_share,
        default=LEAST,
        metavar="X",
        help=f"least likeness, from 0.1 to 1 (default {LEAST}; 0.6 for near-duplicates only)",
    )
    word_vectors.add_option(parser)
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the pairs as JSON")
    parser.set_defaults(run=find)


def _share(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0.1 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0.1 to 1")
    return number


def find(options: argparse.Namespace) -> None:
    """Print the pairs, most alike first."""
    check_outputs([options.json], [options.file, options.vectors])
    answers = reading.answers_of(options)
    vectors = word_vectors.vectors_of(options.vectors)
    from tiekartta.analysis.themes import similar  # noqa: PLC0415 - slow to load

    pairs = similar(answers, least=options.least, vectors=vectors)
    if options.json:
        write_json(options.json, as_data(answers, pairs, options.least, with_vectors=bool(vectors)))
    text = {answer.id: " ".join(answer.text.split()) for answer in answers}
    for pair in pairs:
        reasons = f" ({', '.join(pair.reasons)})" if pair.reasons else ""
        print(f"{pair.likeness:.2f}  {pair.kind}{reasons}")
        for answer in (pair.first, pair.second):
            print(f"      {answer}: {_short(text[answer])}")
    print(f"{len(pairs)} pairs among {len(answers)} answers")


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def as_data(
    answers: Sequence[Answer], pairs: Sequence[Pair], least: float, *, with_vectors: bool
) -> dict[str, Any]:
    """The pairs as `tiekartta schema similar` describes them."""
    found = [
        {
            "first": pair.first,
            "second": pair.second,
            "likeness": pair.likeness,
            "kind": pair.kind,
            "reasons": list(pair.reasons),
        }
        for pair in pairs
    ]
    provenance = Provenance(
        algorithm=ALGORITHM,
        parameters={"least": least, "vectors": with_vectors},
        seed=0,
        input_digest=digest(sorted([a.id, a.text] for a in answers)),
        output_digest=digest(found),
    )
    return {"pairs": found, "provenance": provenance.as_data()}
