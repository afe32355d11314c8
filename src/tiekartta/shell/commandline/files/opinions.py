"""`tiekartta opinions`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tiekartta.shell.commandline.errors import WrongCall
from tiekartta.shell.commandline.numbers import seed, whole
from tiekartta.shell.commandline.outputs import check_outputs, write_json, write_whole

if TYPE_CHECKING:
    from tiekartta.analysis.opinions import Conversation, OpinionMap

SIGNS = {"agree": 1, "disagree": -1}
FLOOR, NO_FLOOR = 10, 0
SHOWN = 5


def add_options(parser: argparse.ArgumentParser) -> None:
    """The votes and where the map is written."""
    parser.description = (
        "Map how people vote on statements: who stands near whom, groups that hold when people are "
        "left out, what sets a group apart and what all groups agree on."
    )
    parser.add_argument(
        "votes",
        type=Path,
        metavar="FOLDER|FILE",
        help="an export of Polis (participants-votes.csv or votes.csv, comments.csv), or a CSV of "
        "participant, statement, vote",
    )
    parser.add_argument(
        "--groups",
        type=whole(1, 5),
        metavar="N",
        help="how many groups (default: 2–5 by the votes)",
    )
    parser.add_argument(
        "--seed", type=seed, default=0, help="same votes, same seed, same map (default 0)"
    )
    parser.add_argument(
        "--one-is", choices=sorted(SIGNS), help="what 1 means, where the file cannot tell"
    )
    parser.add_argument(
        "--no-floor",
        action="store_true",
        help="for research only: maps of under 50 people, and figures of under ten votes",
    )
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the map as JSON")
    parser.add_argument("--svg", type=Path, metavar="OUT", help="write the map as a picture")
    parser.set_defaults(run=opinions)


def opinions(options: argparse.Namespace) -> None:
    """Print the groups and what they agree on, and write the map where asked."""
    check_outputs([options.json, options.svg], [options.votes])
    options.votes.stat()  # a missing file is told before anything heavy is loaded
    if not options.votes.is_file() and not options.votes.is_dir():
        raise WrongCall(f"{options.votes}: neither a file nor a folder")
    from tiekartta.analysis.opinions import (  # noqa: PLC0415 - slow to load
        OpinionsError,
        VotesFileError,
        opinion_map,
        picture,
        read_conversation,
    )

    try:
        conversation = read_conversation(options.votes, agree=SIGNS.get(options.one_is))
        found = opinion_map(
            conversation.votes, moderated=conversation.moderated, groups=options.groups, seed=options.seed,
            floor=not options.no_floor,
        )  # fmt: skip
    except VotesFileError as error:  # it names file and line itself
        more = "; give --one-is agree or --one-is disagree" if error.code == "unclear_sign" else ""
        raise WrongCall(f"{error}{more}") from error
    except OpinionsError as error:
        raise WrongCall(f"{options.votes}: {error}") from error
    if options.json:
        write_json(options.json, found.as_data(floor=NO_FLOOR if options.no_floor else FLOOR))
    if options.svg:
        write_whole(options.svg, picture(found))
    print_map(found, conversation)


def print_map(found: OpinionMap, conversation: Conversation) -> None:
    """How many people and groups, and the statements that all groups agree on or that divide them."""
    print(f"{len(found.participants)} people, {len(found.statements)} statements")
    if found.stability is not None:
        print(f"stability {found.stability:.2f}")
    if not found.is_steady:
        print("The groups change when people are left out, so none are shown.", file=sys.stderr)
    for group in found.groups:
        print(f"group {group.id}: {group.size} people")
    shown = [each for each in found.statements if each.group_informed_consensus is not None]
    agreed = sorted(shown, key=lambda each: -(each.group_informed_consensus or 0.0))[:SHOWN]
    divisive = sorted(shown, key=lambda each: -(each.divisiveness or 0.0))[:SHOWN]
    for title, statements in (
        ("Groups agree most on", agreed),
        ("Groups differ most on", divisive),
    ):
        if statements:
            print(f"{title}:")
        for each in statements:
            text = " ".join(conversation.texts.get(each.id, "").split())
            print(f"  {each.id}  {text[:100]}")
