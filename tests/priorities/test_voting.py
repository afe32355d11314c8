"""Voting by code: one counted paper a code, nothing known of anybody (INV-B2, INV-B3, INV-D6)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from tests.factories import OpenBallot, a_member, a_programme, an_open_ballot, the_owner

from tiekartta.journal.actors import ANONYMOUS
from tiekartta.journal.models import Entry
from tiekartta.language.errors import Missing, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup, Role
from tiekartta.priorities import actions, queries
from tiekartta.priorities.codes import MOST_AT_ONCE, digests
from tiekartta.priorities.models import Ballot, BallotPaper, VotingCode
from tiekartta.voices.receipts import new_code

pytestmark = pytest.mark.django_db
STAFF = RespondentGroup.STAFF


def refused(opened: OpenBallot, code: str, keys: Iterable[str], **more: object) -> str:
    """The code of the refusal; no paper may have changed."""
    before = sorted(BallotPaper.objects.values_list("id", "tag", "approved"))
    with pytest.raises(Refusal) as caught:
        actions.cast_vote(
            ballot_public_id=opened.ballot.public_id, code=code, approved_keys=keys, by=ANONYMOUS, **more  # type: ignore[arg-type] # - today only
        )  # fmt: skip
    assert sorted(BallotPaper.objects.values_list("id", "tag", "approved")) == before
    return caught.value.code


def test_a_vote_is_one_paper_and_the_last_one_counts_inv_b2() -> None:
    opened = an_open_ballot(a_programme())
    code, other, _third = opened.codes[STAFF]
    keys = opened.keys()
    opened.vote(code, 0, 1)
    opened.vote(other, 3)
    opened.vote(code, 2)
    papers = sorted(paper.approved for paper in BallotPaper.objects.all())
    third, fourth = (keys[opened.proposals[place].pk] for place in (2, 3))
    assert papers == sorted([[third], [fourth]])


@pytest.mark.parametrize("written", ["lower", "spaces", "plain", "lookalikes"])
def test_a_code_is_read_as_people_write_it(written: str) -> None:
    opened = an_open_ballot(a_programme())
    code = opened.codes[STAFF][0]
    ways = {
        "lower": code.lower(), "spaces": f" {code.replace('-', ' ')} ",
        "plain": code.replace("-", ""), "lookalikes": code.replace("0", "o").replace("1", "l"),
    }  # fmt: skip
    opened.vote(ways[written], 0)
    opened.vote(code, 1)
    assert BallotPaper.objects.count() == 1


def test_hostile_votes_leave_nothing() -> None:
    programme = a_programme()
    opened, other = an_open_ballot(programme), an_open_ballot(programme)
    code, foreign = opened.codes[STAFF][0], other.codes[STAFF][0]
    keys = sorted(opened.keys().values())
    opened.vote(code, 0)
    for forged in (
        new_code(),
        foreign,
        "",
        "' OR 1=1 --",
        "x" * 10_000,
        "١٢٣٤٥٦٧٨٩٠١٢",
        code + "A",
    ):
        assert refused(opened, forged, keys[:1]) == "wrong_code"
    strange = sorted(other.keys().values())
    for bad in (strange[:1], [*keys, strange[0]], [str(n) for n in range(1000)], [""]):
        assert refused(opened, code, bad) == "unknown_option"
    assert refused(opened, code, []) == "nothing"


def test_an_option_sent_a_thousand_times_is_one_approval() -> None:
    opened = an_open_ballot(a_programme())
    key = opened.keys()[opened.proposals[0].pk]
    actions.cast_vote(
        ballot_public_id=opened.ballot.public_id,
        code=opened.codes[STAFF][0],
        approved_keys=[key] * 1000,
        by=ANONYMOUS,
    )
    assert BallotPaper.objects.get().approved == [key]


def test_no_vote_is_received_after_closing_nor_before_opening() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    opened = an_open_ballot(programme)
    code, keys = opened.codes[STAFF][0], sorted(opened.keys().values())
    opened.vote(code, 0)
    actions.close_ballot(ballot=opened.ballot, by=owner)
    assert refused(opened, code, keys[1:2]) == "closed"
    draft = Ballot.objects.create(programme=programme)
    fresh = OpenBallot(draft, opened.proposals, opened.codes)
    assert refused(fresh, code, keys) == "closed"
    with pytest.raises(Missing):
        queries.vote_view(draft.public_id)
    with pytest.raises(Missing):
        actions.cast_vote(ballot_public_id="keksitty", code=code, approved_keys=keys, by=ANONYMOUS)


def test_the_last_day_is_open_and_the_next_is_not() -> None:
    today = timezone.localdate()
    opened = an_open_ballot(a_programme(), closes_on=today)
    code, keys = opened.codes[STAFF][0], sorted(opened.keys().values())
    opened.vote(code, 0)
    tomorrow = today + timedelta(days=1)
    assert refused(opened, code, keys[1:2], today=tomorrow) == "closed"
    assert queries.vote_view(opened.ballot.public_id, today=today).is_open
    assert not queries.vote_view(opened.ballot.public_id, today=tomorrow).is_open


def test_nobody_sees_totals_or_turnout_before_closing_inv_b3() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    opened = an_open_ballot(programme)
    public_id = opened.ballot.public_id

    def everything() -> list[object]:
        return [
            queries.ballots_of(programme, reader=owner),
            queries.ballot_view(public_id, programme=programme, reader=owner),
            queries.vote_view(public_id),
            queries.ballots_of_proposals([p.pk for p in opened.proposals], programme=programme),
            queries.chosen_proposals(programme),
        ]

    before = everything()
    for code in opened.codes[STAFF]:
        opened.vote(code, 0)
    assert everything() == before
    with pytest.raises(Refusal):
        queries.result_view(public_id, programme=programme, reader=owner)
    for ask in (queries.public_result, lambda name: queries.papers_of(name, reader=owner)):
        with pytest.raises(Missing):
            ask(public_id)
    actions.count_ballot(ballot=actions.close_ballot(ballot=opened.ballot, by=owner), by=owner)
    assert queries.result_view(public_id, programme=programme, reader=owner).winners


def test_a_vote_leaves_no_trace_of_who_or_when_inv_d6() -> None:
    opened = an_open_ballot(a_programme())
    entries = Entry.objects.count()
    codes = list(VotingCode.objects.order_by("id").values())
    opened.vote(opened.codes[STAFF][0], 0)
    assert Entry.objects.count() == entries
    assert list(VotingCode.objects.order_by("id").values()) == codes
    kinds = {field.get_internal_type() for field in BallotPaper._meta.fields}
    assert kinds == {"UUIDField", "ForeignKey", "CharField", "JSONField"}


def test_codes_and_papers_cannot_be_joined_in_the_tables_inv_d6() -> None:
    opened = an_open_ballot(a_programme(), codes={STAFF: 6})
    for place, code in enumerate(opened.codes[STAFF]):
        opened.vote(code, place)
    values = {
        model: _values(model) - {str(opened.ballot.pk.hex), STAFF.value}
        for model in (VotingCode, BallotPaper)
    }
    assert len(VotingCode.objects.all()) == len(BallotPaper.objects.all()) == 6
    assert not values[VotingCode] & values[BallotPaper]
    # The other side: with the code itself both digests are found, so there was something to join.
    right, tag = digests(opened.codes[STAFF][0], bytes(opened.ballot.code_salt))
    assert right in values[VotingCode]
    assert tag in values[BallotPaper]


def test_after_closing_not_even_the_code_leads_to_a_paper_inv_d6() -> None:
    programme = a_programme()
    opened = an_open_ballot(programme, codes={STAFF: 6})
    for place, code in enumerate(opened.codes[STAFF]):
        opened.vote(code, place)
    before = _values(BallotPaper)
    votes = sorted(paper.approved for paper in BallotPaper.objects.all())
    actions.close_ballot(ballot=opened.ballot, by=the_owner(programme))
    after = _values(BallotPaper)
    kept = {str(opened.ballot.pk.hex), STAFF.value}
    assert {value for value in before & after if not value.startswith("[")} == kept
    assert sorted(paper.approved for paper in BallotPaper.objects.all()) == votes


def _values(model: type[VotingCode | BallotPaper]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608 - the name of our own table
        return {
            value.hex if isinstance(value, uuid.UUID) else str(value)
            for row in cursor.fetchall()
            for value in row
            if not isinstance(value, int)
        }


def test_codes_are_told_once_and_stored_nowhere() -> None:
    programme = a_programme()
    opened = an_open_ballot(programme, codes={STAFF: 3})
    codes = opened.codes[STAFF]
    assert len({*codes}) == 3
    stored = "\n".join(
        str(row) for model in apps.get_models() for row in model._default_manager.values_list()
    ).upper()
    for code in codes:
        assert code not in stored
        assert code.replace("-", "") not in stored
    assert Entry.objects.filter(action="make_codes").count() == 1


def test_codes_are_made_by_the_organiser_while_people_may_vote() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    opened = an_open_ballot(programme)
    for number in (0, -1, MOST_AT_ONCE + 1):
        with pytest.raises(Refusal):
            actions.make_codes(ballot=opened.ballot, group=STAFF, number=number, by=owner)
    with pytest.raises(PermissionDenied):
        actions.make_codes(
            ballot=opened.ballot, group=STAFF, number=1, by=a_member(programme, Role.FACILITATOR)
        )
    closed = actions.close_ballot(ballot=opened.ballot, by=owner)
    with pytest.raises(Refusal):
        actions.make_codes(ballot=closed, group=STAFF, number=1, by=owner)
    assert VotingCode.objects.count() == 3


def test_annulling_an_open_ballot_ends_the_voting() -> None:
    programme = a_programme()
    opened = an_open_ballot(programme)
    code, keys = opened.codes[STAFF][0], sorted(opened.keys().values())
    actions.annul_ballot(
        ballot=opened.ballot,
        reason=TranslatedText.of(fi="Koodit menivät väärille"),
        by=the_owner(programme),
    )
    assert refused(opened, code, keys[:1]) == "closed"
    assert queries.ballots_of_proposals([opened.proposals[0].pk], programme=programme) == {}
