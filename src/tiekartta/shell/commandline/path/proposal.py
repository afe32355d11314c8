"""`tiekartta proposal …`."""

from __future__ import annotations

import argparse

from tiekartta.proposals.actions import give_outcome, make_proposal
from tiekartta.proposals.queries import model_of, proposals_of
from tiekartta.proposals.states import Outcome
from tiekartta.shell.commandline.path.walking import (
    add_text,
    add_verb,
    show,
    text_of,
    verbs_of,
    where,
)
from tiekartta.themes.queries import (
    approved_themes,
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Its verbs."""
    verbs = verbs_of(parser)
    parser = add_verb(
        verbs, "make", make, "make a proposal from the voices of a theme; prints its id"
    )
    parser.add_argument("--theme", required=True, help="id of an approved theme")
    parser.add_argument(
        "--voices",
        type=int,
        default=20,
        metavar="N",
        help="from how many of its voices (default 20)",
    )
    add_text(parser, "title", "its title", required=True)
    add_text(parser, "text", "its text", required=True)
    add_verb(verbs, "list", list_proposals, "list the proposals with state and outcome")
    parser = add_verb(verbs, "outcome", outcome, "say what became of a proposal, and why")
    parser.add_argument("proposal", metavar="PROPOSAL", help="its id")
    parser.add_argument(
        "outcome",
        choices=[each.value for each in Outcome if each != Outcome.IN_SPEARHEAD],
        help="what became of it",
    )
    add_text(parser, "reason", "why", required=True)


def make(options: argparse.Namespace) -> None:
    """Make a proposal from the most typical voices of a theme, then its others."""
    programme, person = where(options)
    rows = {row.public_id: row for row in approved_themes(programme, reader=person)}
    if options.theme not in rows:
        raise ValueError("no approved theme has this id; see `tiekartta theme-set show`")
    row = rows[options.theme]
    voices = list(dict.fromkeys([*row.typical, *row.voice_ids]))[: options.voices]
    made = make_proposal(
        programme=programme, title=text_of(options, "title"), text=text_of(options, "text"), theme=row,
        voice_ids=voices, by=person,
    )  # fmt: skip
    show(made.public_id, made.title)


def list_proposals(options: argparse.Namespace) -> None:
    """Id, state, outcome and title."""
    programme, person = where(options)
    for row in proposals_of(programme, reader=person):
        show(row.public_id, row.state, row.outcome or "-", row.title)


def outcome(options: argparse.Namespace) -> None:
    """Give an outcome."""
    programme, person = where(options)
    give_outcome(
        proposal=model_of(options.proposal, programme=programme, reader=person), outcome=Outcome(options.outcome),
        reason=text_of(options, "reason"), by=person,
    )  # fmt: skip
