"""`tiekartta ballot …`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tiekartta.journal.actors import ANONYMOUS
from tiekartta.people.states import RespondentGroup
from tiekartta.priorities import actions
from tiekartta.priorities.queries import ballot_view, model_of, result_view, vote_view
from tiekartta.proposals.queries import proposals_of
from tiekartta.proposals.states import ProposalState
from tiekartta.shell.commandline.path.walking import (
    add_text,
    add_verb,
    day_of,
    show,
    text_of,
    verbs_of,
    where,
)

if TYPE_CHECKING:
    from tiekartta.shell.commandline.path.walking import Commands


def add_options(parser: argparse.ArgumentParser) -> None:
    """Its verbs."""
    verbs = verbs_of(parser)
    parser = add_verb(
        verbs, "open", open_one, "open a ballot on proposals; prints its id and its options"
    )
    add_text(parser, "question", "the question", required=True)
    parser.add_argument("--winners", type=int, default=4, help="how many to choose (default 4)")
    parser.add_argument(
        "--proposal",
        action="append",
        metavar="ID",
        help="an option (default: every candidate without an outcome)",
    )
    parser = _ballot_verb(
        verbs, "codes", codes, "make codes; they are printed once and stored nowhere"
    )
    parser.add_argument(
        "--group",
        required=True,
        choices=[group.value for group in RespondentGroup],
        help="who the codes are for",
    )
    parser.add_argument("--number", type=int, required=True, help="how many codes")
    parser = verbs.add_parser(
        "vote", help="vote with a code", description="Vote with a code; anonymous."
    )
    parser.set_defaults(run=vote)
    parser.add_argument("ballot", metavar="BALLOT", help="the ballot's id")
    parser.add_argument("code", metavar="CODE", help="a code that has not been used")
    parser.add_argument(
        "option", metavar="OPTION", nargs="*", help="keys that `ballot open` printed"
    )
    _ballot_verb(
        verbs, "count", count, "close the ballot if it is open, count it, print the result"
    )
    parser = _ballot_verb(verbs, "confirm", confirm, "decide on the spearheads")
    parser.add_argument(
        "--choose",
        action="append",
        metavar="OPTION",
        help="chosen, in order (default: the advised)",
    )
    parser.add_argument(
        "--day", default="", metavar="YYYY-MM-DD", help="day of the decision (default today)"
    )
    for name, what in (
        ("title", "what was decided"),
        ("decided-by", "which body or officeholder"),
        ("rationale", "why"),
    ):
        add_text(parser, name, what, required=True)
    add_text(parser, "deviation", "why the decision departs from the count")
    add_text(parser, "number-reason", "why there are other than the usual number of spearheads")


def _ballot_verb(
    verbs: Commands, name: str, run: object, help_text: str
) -> argparse.ArgumentParser:
    parser = add_verb(verbs, name, run, help_text)  # type: ignore[arg-type] # - the functions below
    parser.add_argument("ballot", metavar="BALLOT", help="the ballot's id")
    return parser


def open_one(options: argparse.Namespace) -> None:
    """Create and open."""
    programme, person = where(options)
    free = {
        row.public_id: row.id
        for row in proposals_of(programme, reader=person, states=[ProposalState.CANDIDATE])
        if row.outcome is None
    }
    wanted = set(options.proposal or free)
    # A ballot that is open stays as it is: nothing is left out in silence.
    if unknown := sorted(wanted - free.keys()):
        raise ValueError(f"not a candidate without an outcome: {', '.join(unknown)}")
    ballot = actions.create_ballot(
        programme=programme, question=text_of(options, "question"),
        proposal_ids=[key for public_id, key in free.items() if public_id in wanted],
        winners=options.winners, closes_on=None, by=person,
    )  # fmt: skip
    actions.open_ballot(ballot=ballot, by=person)
    show(ballot.public_id)
    for option in ballot_view(ballot.public_id, programme=programme, reader=person).options:
        show(option.key, option.title)


def codes(options: argparse.Namespace) -> None:
    """Print new codes."""
    programme, person = where(options)
    ballot = model_of(options.ballot, programme=programme, reader=person)
    group = RespondentGroup(options.group)
    for code in actions.make_codes(ballot=ballot, group=group, number=options.number, by=person):
        show(code)


def vote(options: argparse.Namespace) -> None:
    """Cast a paper, or replace the one that the code cast before."""
    actions.cast_vote(
        ballot_public_id=options.ballot,
        code=options.code,
        approved_keys=options.option,
        by=ANONYMOUS,
    )
    show("received", vote_view(options.ballot).question)


def count(options: argparse.Namespace) -> None:
    """Count and print winners beside the plain count."""
    programme, person = where(options)
    ballot = model_of(options.ballot, programme=programme, reader=person)
    if ballot.state == "open":
        ballot = actions.close_ballot(ballot=ballot, by=person)
    actions.count_ballot(ballot=ballot, by=person)
    result = result_view(options.ballot, programme=programme, reader=person)
    for winner in result.winners:
        show(winner.place, winner.option.key, winner.option.title, winner.approvals.value or "-")
    show("plain count", *(option.key for option in result.plain_winners))


def confirm(options: argparse.Namespace) -> None:
    """Decide; a deviation text is needed where the choice departs from the count."""
    programme, person = where(options)
    ballot = model_of(options.ballot, programme=programme, reader=person)
    by_key = {
        option.key: option.proposal_id
        for option in ballot_view(options.ballot, programme=programme, reader=person).options
    }
    result = result_view(options.ballot, programme=programme, reader=person)
    chosen = options.choose or [winner.option.key for winner in result.winners]
    if unknown := [key for key in chosen if key not in by_key]:
        raise ValueError(f"not an option of this ballot: {', '.join(unknown)}")
    decision = actions.confirm_ballot(
        ballot=ballot, chosen_proposal_ids=[by_key[key] for key in chosen], title=text_of(options, "title"),
        decided_by=text_of(options, "decided-by"), decided_on=day_of(options.day),
        rationale=text_of(options, "rationale"), deviation=text_of(options, "deviation"),
        number_reason=text_of(options, "number-reason"), by=person,
    )  # fmt: skip
    show(decision.public_id, decision.title)
