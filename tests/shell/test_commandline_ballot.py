"""`tiekartta ballot open`: a ballot that is open stays as it is, so nothing is left out in silence."""

from __future__ import annotations

import pytest
from tests.factories import a_programme, some_proposals, the_owner

from tiekartta.language.texts import TranslatedText
from tiekartta.priorities.models import Ballot, BallotOption
from tiekartta.programmes.models import Programme
from tiekartta.proposals.actions import give_outcome
from tiekartta.proposals.states import Outcome
from tiekartta.shell.commandline import main

pytestmark = pytest.mark.django_db


def open_ballot(programme: Programme, *more: str) -> None:
    main(
        ["ballot", "open", programme.public_id, "--question", "Mitkä?", "--winners", "2", *more,
         "--by", the_owner(programme).email]
    )  # fmt: skip


def test_every_candidate_without_an_outcome_is_an_option() -> None:
    programme = a_programme()
    parked, *others = some_proposals(programme, 4, voices_each=1)
    reason = TranslatedText.of(fi="Myöhemmin")
    give_outcome(proposal=parked, outcome=Outcome.PARKED, reason=reason, by=the_owner(programme))
    open_ballot(programme)
    options = set(BallotOption.objects.values_list("proposal_id", flat=True))
    assert options == {proposal.pk for proposal in others}


def test_an_unknown_proposal_is_named_before_anything_is_done(
    capsys: pytest.CaptureFixture[str],
) -> None:
    programme = a_programme()
    proposals = some_proposals(programme, 3, voices_each=1)
    named = [word for each in proposals for word in ("--proposal", each.public_id)]
    with pytest.raises(SystemExit):
        open_ballot(programme, *named, "--proposal", "tyypo12345")
    assert "tyypo12345" in capsys.readouterr().err
    assert not Ballot.objects.exists()
