"""`tiekartta choose`: approval ballots here, every other kind of votes in `choose_others`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiekartta.shell.commandline.choice_in_words import margin_in_words, print_ties
from tiekartta.shell.commandline.errors import WrongCall
from tiekartta.shell.commandline.numbers import whole
from tiekartta.shell.commandline.outputs import check_outputs, write_json
from tiekartta.shell.commandline.tables import text_of_file

if TYPE_CHECKING:
    from tiekartta.analysis.choosing import Profile

MOST_BYTES = 200_000_000
MOST_COUNTS = 20_000
DEFAULT_RULE = "equal-shares"
APPROVAL_RULES = (
    "av", "seqpav", "pav", "seqphragmen", "equal-shares", "equal-shares-with-av-completion",
    "equal-shares-with-increment-completion",
)  # fmt: skip
KINDS_OF_RULES = {
    "borda": "rankings", "stv-scottish": "rankings", "stv-meek": "rankings",
    "mean": "scores", "median": "scores", "range": "scores",
    "bradley-terry": "pairs", "greedy": "budget", "greedy-by-cost": "budget",
}  # fmt: skip
OTHER_SUFFIXES = {".soi": "rankings", ".soc": "rankings", ".toc": "rankings", ".toi": "rankings", ".pb": "budget"}  # fmt: skip


def add_options(parser: argparse.ArgumentParser) -> None:
    """The votes and the rule."""
    parser.description = (
        "Count votes by a proportional rule, beside the plain count. The published papers and the "
        "published seed give the published result; `tiekartta verify` checks what is written by --json."
    )
    parser.add_argument(
        "file",
        type=Path,
        metavar="VOTES",
        help="CSV of papers (options as header, 1 or 0 in each row), of rankings, scores or pairs by "
        "the rule; PrefLib .soi .soc .toc .toi .cat; Pabulib .pb",
    )
    parser.add_argument(
        "--winners", type=int, metavar="N", help="how many to choose (a budget needs none)"
    )
    parser.add_argument(
        "--seed", type=int, default=0, help="the published seed that breaks ties (default 0)"
    )
    parser.add_argument(
        "--rule",
        choices=[*APPROVAL_RULES, *KINDS_OF_RULES],
        default=DEFAULT_RULE,
        help=f"default {DEFAULT_RULE}; papers: {', '.join(APPROVAL_RULES)}; others: "
        + ", ".join(f"{rule} ({kind})" for rule, kind in KINDS_OF_RULES.items()),
        metavar="RULE",
    )
    parser.add_argument("--ties", action="store_true", help="list every tied set of winners")
    parser.add_argument(
        "--margin",
        type=whole(0, MOST_COUNTS),
        default=2000,
        metavar="N",
        help="how many changed elections to count for the margin; 0 leaves it out (default 2000)",
    )
    _add_options_of_kinds(parser)
    parser.add_argument(
        "--json", type=Path, metavar="OUT", help="write result, payments and checks as JSON"
    )
    parser.set_defaults(run=choose)


def _add_options_of_kinds(parser: argparse.ArgumentParser) -> None:
    weights = parser.add_argument_group("weights of groups (CSV of papers)")
    weights.add_argument(
        "--weight", metavar="COLUMN", help="the column that holds each paper's weight"
    )
    weights.add_argument(
        "--group", metavar="COLUMN", help="the column that names each paper's group"
    )
    weights.add_argument(
        "--weights", type=Path, metavar="FILE", help="CSV of group, weight; with --group"
    )
    budget = parser.add_argument_group("budgets (.pb)")
    budget.add_argument(
        "--completion",
        choices=["none", "add1", "add1u"],
        default="none",
        help="how money that is left is used (default none)",
    )
    budget.add_argument(
        "--comparison",
        action="store_true",
        help="take the greedy choice where more voters prefer it",
    )
    parser.add_argument(
        "--approving",
        type=whole(1, 100),
        metavar="N",
        help="how many first categories of a .cat approve",
    )


def choose(options: argparse.Namespace) -> None:
    """Print who was chosen, beside the plain count."""
    check_outputs([options.json], [options.file, options.weights])
    kind = OTHER_SUFFIXES.get(options.file.suffix.lower()) or KINDS_OF_RULES.get(options.rule)
    if kind is None and options.winners is None:
        raise WrongCall("how many to choose? give --winners N")
    if kind is not None:
        from tiekartta.shell.commandline.files import choose_others  # noqa: PLC0415 - loads numpy

        choose_others.choose(options, kind)
        return
    from tiekartta.analysis.choosing import certificate, count  # noqa: PLC0415 - loads numpy

    profile = profile_of(options)
    if not profile.voters:
        raise WrongCall(f"{options.file}: no paper after the line of options")
    result = count(profile, winners=options.winners, seed=options.seed, rule=options.rule)
    data = certificate(profile, result, ties=options.ties, margin_counts=options.margin)
    if options.json:
        write_json(options.json, data)
    print_result(data)


def profile_of(options: argparse.Namespace) -> Profile:
    """The papers with their weights. Raises WrongCall that names file and line."""
    from tiekartta.analysis.choosing import read_papers  # noqa: PLC0415 - loads numpy
    from tiekartta.shell.commandline.files import choose_weights  # noqa: PLC0415 - the same

    if (options.group is None) != (options.weights is None):
        raise WrongCall("--group COLUMN and --weights FILE belong together")
    if options.group is not None and options.weight is not None:
        raise WrongCall("give weights by --weight or by --group and --weights, not by both")
    if options.file.suffix.lower() == ".cat":
        if options.weight or options.group:
            raise WrongCall(f"{options.file}: weights are for CSV files of papers")
        from tiekartta.analysis.choosing.formats import read_document  # noqa: PLC0415 - as above
        from tiekartta.analysis.choosing.profile import Profile  # noqa: PLC0415 - as above

        options.file.stat()
        try:
            found = read_document(options.file, approving=options.approving).profile
        except ValueError as error:
            raise WrongCall(f"{options.file}: {error}") from error
        if not isinstance(found, Profile):
            raise WrongCall(f"{options.file}: these are no approvals")
        return found
    text = text_of_file(options.file, MOST_BYTES)
    try:
        if options.weight is None and options.group is None:
            return read_papers(text)
        return choose_weights.weighted_papers(text, options)
    except ValueError as error:
        raise WrongCall(f"{options.file}: {error}") from error


def print_result(data: dict[str, Any]) -> None:
    """The chosen, the plain count where it differs, and what the rule promises."""
    explanation = data["explanation"]
    for place, name in enumerate(data["winners"], start=1):
        print(f"{place}. {name}  ({data['approvals'][name]} approve)")
    if explanation["instead"]:
        print(f"The plain count would have chosen: {', '.join(explanation['plain_winners'])}")
    print(f"Voters with none of the chosen on their paper: {explanation['without_winner']}")
    for name, check in data["checks"].items():
        print(f"{name}: {'holds' if check['holds'] else f'fails: {in_words(check, data)}'}")
    if data.get("margin") is not None:
        print(margin_in_words(data["margin"]))
    if "ties" in data:
        print_ties(data)


def in_words(check: dict[str, Any], data: dict[str, Any]) -> str:
    """Which group was promised what, and what it got."""
    witness = check["witness"]
    voters = sum(data["ballots"][number]["voters"] for number in witness["ballots"])
    return (
        f"{voters} voters agree on {witness['option']} and deserve {witness['deserved']} of the "
        f"chosen; none of them approves more than {witness['got']}"
    )
