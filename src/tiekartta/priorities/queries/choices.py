"""What ballots and decisions mean for proposals: for the roadmap and for tracing."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from tiekartta.language.texts import TranslatedText
from tiekartta.priorities.models import Ballot, BallotOption, SpearheadChoice
from tiekartta.priorities.states import BallotState
from tiekartta.programmes.models import Programme


class ChosenProposal(NamedTuple):
    """A proposal that a decision chose, and its place among the chosen (from 1)."""

    proposal_id: uuid.UUID
    order: int
    decision_id: uuid.UUID
    ballot_public_id: str


@dataclass(frozen=True)
class BallotOfProposal:
    """A ballot in which a proposal was an option. `was_advised`, `was_chosen`: None until confirmed."""

    public_id: str
    question: TranslatedText
    state: BallotState
    opened_at: datetime | None
    was_advised: bool | None
    was_chosen: bool | None

    @property
    def has_public_result(self) -> bool:
        """Whether anybody may see its result."""
        return self.state == BallotState.CONFIRMED


@dataclass(frozen=True)
class Advice:
    """What a ballot advised for a decision, and what was chosen, both in order."""

    ballot_public_id: str
    question: TranslatedText
    winners: tuple[uuid.UUID, ...]
    chosen: tuple[uuid.UUID, ...]
    number_reason: TranslatedText

    @property
    def departs(self) -> bool:
        """Whether the decision chose another set than the count advised."""
        return set(self.winners) != set(self.chosen)


def chosen_proposals(programme: Programme) -> list[ChosenProposal]:
    """The choices of confirmed ballots, newest decision first, each in its order."""
    rows = SpearheadChoice.objects.filter(
        ballot__programme=programme, ballot__state=BallotState.CONFIRMED
    ).order_by("-decision__made_at", "order")
    return [
        ChosenProposal(*row)
        for row in rows.values_list("proposal_id", "order", "decision_id", "ballot__public_id")
    ]


def ballots_of_proposals(
    ids: Iterable[uuid.UUID], *, programme: Programme
) -> dict[uuid.UUID, list[BallotOfProposal]]:
    """Proposal → the ballots that people could vote it in, oldest first; annulled ones are left out.

    A proposal that was in none is missing. Three queries.
    """
    options = (
        BallotOption.objects.filter(ballot__programme=programme, proposal_id__in=list(ids))
        .exclude(ballot__state__in=[BallotState.DRAFT, BallotState.ANNULLED])
        .select_related("ballot", "ballot__count")
        .order_by("ballot__opened_at")
    )
    rows = list(options)
    chosen = set(
        SpearheadChoice.objects.filter(ballot__in={row.ballot_id for row in rows}).values_list(
            "ballot_id", "proposal_id"
        )
    )
    found: dict[uuid.UUID, list[BallotOfProposal]] = defaultdict(list)
    for row in rows:
        confirmed = row.ballot.state == BallotState.CONFIRMED
        found[row.proposal_id].append(
            BallotOfProposal(
                public_id=row.ballot.public_id,
                question=row.ballot.question,
                state=BallotState(row.ballot.state),
                opened_at=row.ballot.opened_at,
                was_advised=row.key in row.ballot.count.result["winners"] if confirmed else None,
                was_chosen=(row.ballot_id, row.proposal_id) in chosen if confirmed else None,
            )
        )
    return dict(found)


def advice_of(decision_id: uuid.UUID) -> Advice | None:
    """What the ballot behind a decision advised; None where there was no ballot.

    `decision_id` is that of the decision that confirmed the ballot, not of a later correction.
    """
    ballot = Ballot.objects.filter(decision_id=decision_id).select_related("count").first()
    if ballot is None:
        return None
    by_key = dict(ballot.options.values_list("key", "proposal_id"))
    chosen = ballot.choices.order_by("order").values_list("proposal_id", flat=True)
    return Advice(
        ballot_public_id=ballot.public_id,
        question=ballot.question,
        winners=tuple(by_key[key] for key in ballot.count.result["winners"]),
        chosen=tuple(chosen),
        number_reason=ballot.number_reason,
    )
