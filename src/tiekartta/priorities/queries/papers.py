"""The anonymous papers of a counted ballot, for anybody to count again (INV-B6)."""

from __future__ import annotations

from dataclasses import dataclass

from tiekartta.analysis.choosing import Profile, write_papers
from tiekartta.language.errors import Missing
from tiekartta.priorities.models import Ballot, Count
from tiekartta.priorities.rules import may_see
from tiekartta.priorities.states import BallotState
from tiekartta.programmes.queries import disclosure_policy


@dataclass(frozen=True)
class Papers:
    """A CSV file of papers sorted by content; its columns are the keys of the options."""

    file_name: str
    text: str


def papers_of(ballot_public_id: str, *, reader: object) -> Papers:
    """The papers, without groups. For anybody once a decision has confirmed the ballot, for members
    after counting; never with fewer than k_full papers, whose number the result page does not tell
    (INV-D1). Whoever counts them sees how many marked each option. Raises Missing otherwise.
    """
    ballot = Ballot.objects.filter(public_id=ballot_public_id).select_related("programme").first()
    count = Count.objects.filter(ballot=ballot).first() if ballot else None
    if ballot is None or count is None or not _may_have(ballot, count, reader):
        raise Missing("papers")
    profile = Profile.named(
        sorted(count.result["approvals"]),
        [each["approved"] for each in count.result["ballots"] for _voter in range(each["voters"])],
    )
    return Papers(f"liput-{ballot.public_id}.csv", write_papers(profile))


def enough_papers(ballot: Ballot, count: Count) -> bool:
    """Whether there are so many papers that their exact number may be told."""
    number = sum(each["voters"] for each in count.result["ballots"])
    return bool(number >= disclosure_policy(ballot.programme).k_full)


def _may_have(ballot: Ballot, count: Count, reader: object) -> bool:
    if not enough_papers(ballot, count):
        return False
    if ballot.state == BallotState.CONFIRMED:
        return True
    return ballot.state == BallotState.COUNTED and may_see(reader, ballot.programme)
