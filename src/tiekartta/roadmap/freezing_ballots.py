"""The ballots behind an edition as plain data: their public results, counts disclosed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from tiekartta.priorities.queries import (
    GroupSupport,
    LoserRow,
    OptionRow,
    ResultView,
    WinnerRow,
    ballots_of_proposals,
    public_result,
)
from tiekartta.programmes.models import Programme
from tiekartta.proposals.queries import ProposalRow

Data = dict[str, Any]


def frozen_ballots(
    linked: Iterable[UUID], rows: Mapping[UUID, ProposalRow], programme: Programme
) -> list[Data]:
    """The confirmed ballots in which the proposals of spearheads were options, oldest first."""
    found = ballots_of_proposals(linked, programme=programme)
    keys = dict.fromkeys(
        ballot.public_id
        for ballots in found.values()
        for ballot in ballots
        if ballot.has_public_result
    )
    return [_ballot(public_result(key), rows) for key in keys]


def _ballot(result: ResultView, rows: Mapping[UUID, ProposalRow]) -> Data:
    chosen = {option.key for option in result.chosen}
    options: list[WinnerRow | LoserRow] = [*result.winners, *result.losers]
    return {
        "id": result.public_id,
        "question": result.question.as_data(),
        "counted_at": result.counted_at.isoformat(),
        "voters": result.voters.as_data(),
        "without_winner": result.without_winner.as_data(),
        "wanted": result.wanted,
        "rule": result.rule,
        "plain_rule": result.plain_rule,
        "seed": result.seed,
        "digest": result.digest,
        "options": [_option(row, rows, is_chosen=row.option.key in chosen) for row in options],
        "support": _support(result.groups, rows),
    }


def _option(
    row: WinnerRow | LoserRow, rows: Mapping[UUID, ProposalRow], *, is_chosen: bool
) -> Data:
    return {
        **_name(row.option, rows),
        "advised_place": row.place if isinstance(row, WinnerRow) else None,
        "represented": row.represented.as_data() if isinstance(row, WinnerRow) else None,
        "approvals": row.approvals.as_data(),
        "by_plain_count": row.by_plain_count,
        "chosen": is_chosen,
    }


def _name(option: OptionRow, rows: Mapping[UUID, ProposalRow]) -> Data:
    return {"proposal": rows[option.proposal_id].public_id, "title": option.title.as_data()}


def _support(groups: GroupSupport, rows: Mapping[UUID, ProposalRow]) -> Data:
    return {
        "groups": [str(group.value) for group in groups.groups],
        "turnout": [cell.as_data() for cell in groups.turnout],
        "rows": [
            {"proposal": rows[option.proposal_id].public_id, "cells": [c.as_data() for c in cells]}
            for option, cells in groups.rows
        ],
    }
