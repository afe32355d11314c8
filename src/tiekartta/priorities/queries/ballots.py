"""Ballots for lists, for their organisers and for voters. Nothing of votes is in here (INV-B3)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.utils import timezone

from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.priorities.models import Ballot, BallotOption, VotingCode
from tiekartta.priorities.rules import may_organise, may_see, state_on
from tiekartta.priorities.states import BallotState
from tiekartta.programmes.models import Programme
from tiekartta.proposals.queries import proposals_by_id


@dataclass(frozen=True)
class BallotRow:
    """A ballot in a list. `state` is as it counts today: after its last day an open one is closed."""

    id: uuid.UUID
    public_id: str
    question: TranslatedText
    state: BallotState
    winners: int
    options: int
    closes_on: date | None
    opened_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True)
class OptionRow:
    """A proposal as an option; its words are frozen once the ballot has opened."""

    key: str
    proposal_id: uuid.UUID
    title: TranslatedText
    text: TranslatedText


@dataclass(frozen=True)
class BallotView:
    """A ballot for those who organise it.

    `codes`: how many codes were made for each group; empty for readers who do not organise.
    `is_due`: the last day is past and nobody has closed it by hand.
    """

    ballot: BallotRow
    options: tuple[OptionRow, ...]
    seed: str
    options_digest: str
    decision_id: uuid.UUID | None
    annulled_reason: TranslatedText
    codes: tuple[tuple[RespondentGroup, int], ...]
    is_due: bool


@dataclass(frozen=True)
class VoteView:
    """A ballot for a voter, whoever it is."""

    public_id: str
    question: TranslatedText
    options: tuple[OptionRow, ...]
    winners: int
    closes_on: date | None
    seed: str
    state: BallotState
    programme_name: TranslatedText

    @property
    def is_open(self) -> bool:
        """Whether votes are received."""
        return self.state == BallotState.OPEN

    @property
    def has_result(self) -> bool:
        """Whether anybody may see the result."""
        return self.state == BallotState.CONFIRMED


def ballots_of(
    programme: Programme, *, reader: object, today: date | None = None
) -> list[BallotRow]:
    """The ballots of a programme, newest first, in one query. Raises PermissionDenied."""
    _require_seeing(programme, reader)
    day = today or timezone.localdate()
    rows = Ballot.objects.filter(programme=programme).annotate(number=Count("options"))
    return [row_of(row, row.number, day) for row in rows]


def ballot_view(
    public_id: str, *, programme: Programme, reader: object, today: date | None = None
) -> BallotView:
    """One ballot of the programme. Raises Missing, PermissionDenied."""
    found = model_of(public_id, programme=programme, reader=reader)
    options = list(found.options.all())
    rows = option_rows(found, options)
    row = row_of(found, len(options), today or timezone.localdate())
    return BallotView(
        ballot=row,
        options=rows,
        seed=found.seed,
        options_digest=found.options_digest,
        decision_id=found.decision_id,
        annulled_reason=found.annulled_reason,
        codes=_codes(found) if may_organise(reader, programme) else (),
        is_due=found.state != row.state,
    )


def vote_view(public_id: str, *, today: date | None = None) -> VoteView:
    """A ballot for anybody; a draft is Missing."""
    found = Ballot.objects.filter(public_id=public_id).select_related("programme").first()
    if found is None or found.state == BallotState.DRAFT or not found.opened_at:
        raise Missing("ballot")
    day = today or timezone.localdate()
    return VoteView(
        public_id=found.public_id,
        question=found.question,
        options=option_rows(found, list(found.options.all())),
        winners=found.winners,
        closes_on=found.closes_on,
        seed=found.seed,
        state=state_on(BallotState(found.state), found.closes_on, day),
        programme_name=found.programme.name,
    )


def model_of(public_id: str, *, programme: Programme, reader: object) -> Ballot:
    """The row itself, for actions of this folder. Raises Missing, PermissionDenied."""
    _require_seeing(programme, reader)
    found = (
        Ballot.objects.filter(programme=programme, public_id=public_id)
        .select_related("programme")
        .first()
    )
    if found is None:
        raise Missing("ballot")
    return found


def option_rows(ballot: Ballot, options: Iterable[BallotOption]) -> tuple[OptionRow, ...]:
    """The frozen words of the options; those of a draft are the proposals' own."""
    given = list(options)
    if ballot.options_digest:
        return tuple(OptionRow(o.key, o.proposal_id, o.title, o.text) for o in given)
    rows = proposals_by_id((o.proposal_id for o in given), programme=ballot.programme)
    return tuple(
        OptionRow(o.key, o.proposal_id, rows[o.proposal_id].title, rows[o.proposal_id].text)
        for o in given
    )


def row_of(found: Ballot, options: int, day: date) -> BallotRow:
    """A ballot as a row of a list."""
    return BallotRow(
        id=found.pk,
        public_id=found.public_id,
        question=found.question,
        state=state_on(BallotState(found.state), found.closes_on, day),
        winners=found.winners,
        options=options,
        closes_on=found.closes_on,
        opened_at=found.opened_at,
        closed_at=found.closed_at,
    )


def _codes(ballot: Ballot) -> tuple[tuple[RespondentGroup, int], ...]:
    rows = (
        VotingCode.objects.filter(ballot=ballot)
        .values("respondent_group")
        .annotate(number=Count("id"))
        .values_list("respondent_group", "number")
    )
    made = dict(rows)
    return tuple((group, made[group.value]) for group in RespondentGroup if group.value in made)


def _require_seeing(programme: Programme, reader: object) -> None:
    if not may_see(reader, programme):
        raise PermissionDenied("see_result")
