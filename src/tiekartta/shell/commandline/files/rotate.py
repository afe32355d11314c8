"""`tiekartta rotate`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tiekartta.analysis.rotation import METHODS, Caution, Plan, plan
from tiekartta.shell.commandline.numbers import whole
from tiekartta.shell.commandline.outputs import check_outputs, write_json

MOST = 100_000
CAUTIONS = {
    "small_group": "groups are smaller than the method bears",
    "large_group": "groups are larger than the method bears",
    "unusual_size": "groups are of another size than is usual",
    "few_people": "there are fewer people than the method suits",
    "many_people": "there are more people than the method suits",
    "few_rounds": "there are fewer rounds than make it this method",
    "long_day": "people rotate longer than they think together",
    "uneven_stations": "some stations are fuller than others",
    "repeated_predecessor": "a group follows the same group again and again",
    "idle_station": "a station is empty in some round",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """How many people, stations and rounds."""
    number = whole(1, MOST)
    for name, help_text in (("participants", "how many people"), ("stations", "how many stations")):
        parser.add_argument(f"--{name}", type=number, required=True, metavar="N", help=help_text)
    parser.add_argument(
        "--rounds", type=number, metavar="N", help="how many rounds (default 4, or one a station)"
    )
    parser.add_argument(
        "--table-size",
        type=number,
        default=5,
        metavar="N",
        help="most people at a table (default 5)",
    )
    parser.add_argument(
        "--method",
        choices=sorted(METHODS),
        default="stations",
        help="whose limits are checked (default stations)",
    )
    parser.add_argument("--minutes", type=number, metavar="N", help="length of a round")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the plan as JSON")
    parser.set_defaults(run=rotate)


def rotate(options: argparse.Namespace) -> None:
    """Print where each group is in each round, and what the organiser should know."""
    check_outputs([options.json])
    made = plan(
        options.participants, options.stations, rounds=options.rounds, table_size=options.table_size,
        method=options.method, minutes=options.minutes,
    )  # fmt: skip
    if options.json:
        write_json(options.json, made.as_data())
    print_plan(made)
    for warning in made.warnings:
        print(f"Note: {in_words(warning)}", file=sys.stderr)


def print_plan(made: Plan) -> None:
    """A line for each group: its number, its people, and station.table of each round."""
    rounds = (f"round {number}" for number in range(1, made.rounds + 1))
    print("\t".join(["group", "people", *rounds]))
    for group in made.groups:
        seats = (
            "-" if seat is None else f"{seat.station + 1}.{seat.table + 1}" for seat in group.seats
        )
        print("\t".join([str(group.number + 1), str(group.size), *seats]))


def in_words(warning: Caution) -> str:
    """A warning with its figures."""
    facts = ", ".join(f"{name} {value}" for name, value in warning.facts.items())
    return f"{CAUTIONS.get(warning.code, warning.code)} ({facts})"
