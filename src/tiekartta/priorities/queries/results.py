"""The result of a ballot as it may be shown: after counting, and through disclosure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tiekartta.analysis.disclosure import Disclosed, Policy, disclose
from tiekartta.analysis.provenance import digest
from tiekartta.language.errors import Missing, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.priorities.group_support import Support, support_by_group
from tiekartta.priorities.models import Ballot, Count
from tiekartta.priorities.queries.ballots import OptionRow, model_of, option_rows
from tiekartta.priorities.queries.papers import enough_papers
from tiekartta.priorities.rules import PLAIN_RULE, RULE
from tiekartta.priorities.states import BallotState
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import disclosure_policy


@dataclass(frozen=True)
class WinnerRow:
    """`represented`: voters whose approvals carried it; `only_here`: those for whom it is the only
    winner that they approve; `by_plain_count`: the plain count would have chosen it too.
    """

    option: OptionRow
    place: int
    approvals: Disclosed
    represented: Disclosed
    only_here: Disclosed
    by_plain_count: bool


@dataclass(frozen=True)
class LoserRow:
    """`without_winner`: voters who approve it and no winner at all."""

    option: OptionRow
    approvals: Disclosed
    without_winner: Disclosed
    by_plain_count: bool


@dataclass(frozen=True)
class GroupSupport:
    """Who approved what by respondent group: option → cells in the order of `groups` (INV-B7).

    `turnout`: papers of each group. Groups with too few papers have no column.
    """

    groups: tuple[RespondentGroup, ...]
    turnout: tuple[Disclosed, ...]
    rows: tuple[tuple[OptionRow, tuple[Disclosed, ...]], ...]
    hidden_groups: bool

    @property
    def has_figures(self) -> bool:
        """Whether any cell may be shown."""
        return any(cell.is_shown for _option, cells in self.rows for cell in cells)


@dataclass(frozen=True)
class ResultView:
    """All that a result page says. Numbers are numbers of voters and go through disclosure.

    Numbers of the whole ballot are disclosed each alone: anybody may count the published papers
    again. Numbers of groups are not in those papers, and are safe against subtraction too.
    """

    public_id: str
    question: TranslatedText
    state: BallotState
    counted_at: datetime
    voters: Disclosed
    winners: tuple[WinnerRow, ...]
    losers: tuple[LoserRow, ...]
    plain_winners: tuple[OptionRow, ...]
    instead: tuple[OptionRow, ...]
    only_by_rule: tuple[OptionRow, ...]
    with_winner: Disclosed
    without_winner: Disclosed
    plain_without_winner: Disclosed
    groups: GroupSupport
    rule: str
    plain_rule: str
    seed: str
    wanted: int
    decided_by_lot: bool
    proportional: bool
    digest: str
    is_intact: bool
    has_papers: bool
    decision_id: uuid.UUID | None
    chosen: tuple[OptionRow, ...]
    number_reason: TranslatedText


def result_view(public_id: str, *, programme: Programme, reader: object) -> ResultView:
    """The result for members of the programme, from counting on (INV-B3).

    Raises Missing, PermissionDenied; Refusal before the count.
    """
    ballot = model_of(public_id, programme=programme, reader=reader)
    count = Count.objects.filter(ballot=ballot).first()
    if count is None or ballot.state not in {BallotState.COUNTED, BallotState.CONFIRMED}:
        raise Refusal(
            _("The result is shown after the votes have been counted."), code="not_counted"
        )
    return _view(ballot, count)


def public_result(public_id: str) -> ResultView:
    """The result for anybody, once a decision has confirmed the ballot. Raises Missing before."""
    ballot = Ballot.objects.filter(public_id=public_id).select_related("programme").first()
    count = Count.objects.filter(ballot=ballot).first() if ballot else None
    if ballot is None or count is None or ballot.state != BallotState.CONFIRMED:
        raise Missing("result")
    return _view(ballot, count)


def _view(ballot: Ballot, count: Count) -> ResultView:
    policy = disclosure_policy(ballot.programme)
    said, result = count.explanation, count.result
    options = {row.key: row for row in option_rows(ballot, ballot.options.all())}
    by_proposal = {row.proposal_id: row for row in options.values()}
    return ResultView(
        public_id=ballot.public_id,
        question=ballot.question,
        state=BallotState(ballot.state),
        counted_at=count.counted_at,
        voters=disclose(said["voters"], policy),
        winners=tuple(_winner(each, options, policy) for each in said["winners"]),
        losers=tuple(_loser(each, options, policy) for each in said["losers"]),
        plain_winners=tuple(options[key] for key in result["plain"]),
        instead=tuple(options[key] for key in said["instead"]),
        only_by_rule=tuple(options[key] for key in said["only_by_rule"]),
        with_winner=disclose(said["with_winner"], policy),
        without_winner=disclose(said["without_winner"], policy),
        plain_without_winner=disclose(said["plain_without_winner"], policy),
        groups=_groups(result, options, policy),
        rule=RULE,
        plain_rule=PLAIN_RULE,
        seed=ballot.seed,
        wanted=ballot.winners,
        decided_by_lot=said["decided_by_lot"],
        proportional=all(check["holds"] for check in result["checks"].values()),
        digest=count.digest,
        is_intact=digest([result, said]) == count.digest,
        has_papers=enough_papers(ballot, count),
        decision_id=ballot.decision_id,
        chosen=tuple(
            by_proposal[each]
            for each in ballot.choices.order_by("order").values_list("proposal_id", flat=True)
        ),
        number_reason=ballot.number_reason,
    )


def _winner(said: Mapping[str, Any], options: Mapping[str, OptionRow], policy: Policy) -> WinnerRow:
    return WinnerRow(
        option=options[said["option"]],
        place=said["place"],
        approvals=disclose(said["approvals"], policy),
        represented=disclose(said["represented"], policy),
        only_here=disclose(said["only_here"], policy),
        by_plain_count=said["by_plain_count"],
    )


def _loser(said: Mapping[str, Any], options: Mapping[str, OptionRow], policy: Policy) -> LoserRow:
    return LoserRow(
        option=options[said["option"]],
        approvals=disclose(said["approvals"], policy),
        without_winner=disclose(said["without_winner"], policy),
        by_plain_count=said["by_plain_count"],
    )


def _groups(
    result: Mapping[str, Any], options: Mapping[str, OptionRow], policy: Policy
) -> GroupSupport:
    support: Support = support_by_group(result["groups"], sorted(options), policy)
    groups = tuple(RespondentGroup(group) for group in support.groups)
    return GroupSupport(
        groups=groups,
        turnout=support.turnout,
        rows=tuple(
            (options[key], support.cells[key])
            for key in sorted(options, key=lambda key: -result["approvals"][key])
        ),
        hidden_groups=support.hidden_groups,
    )
