"""Batches of codes: sizes, small units, what is stored, and codes that are told once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st
from tests.asking import an_open_survey, question_keys
from tests.factories import a_member, a_programme, the_owner

from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.journal.models import Entry
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.people.actions import add_organisation, add_unit
from tiekartta.people.models import Unit
from tiekartta.people.states import OrganisationKind, Role
from tiekartta.voices.actions import GivenAnswer, close_collection, give_answer, make_batch
from tiekartta.voices.code_list import csv_table, safe_cell
from tiekartta.voices.models import AccessToken, TokenBatch
from tiekartta.voices.queries import batch_page
from tiekartta.voices.receipts import new_code
from tiekartta.voices.states import BatchState

pytestmark = pytest.mark.django_db


def a_unit(name: str = "Neuvola", parent: Unit | None = None) -> Unit:
    organisation = parent.organisation if parent else add_organisation(
        name=f"{name}n kunta", kind=OrganisationKind.MUNICIPALITY, by=SYSTEM
    )  # fmt: skip
    return add_unit(
        organisation=organisation,
        name=name,
        parent_id=parent.public_id if parent else "",
        by=SYSTEM,
    )


def use(survey: Any, codes: list[str]) -> None:
    key = question_keys(survey)["Mitä pitäisi kehittää?"]
    for code in codes:
        give_answer(
            survey_public_id=survey.public_id, receipt=new_code(), token=code, by=ANONYMOUS,
            given=GivenAnswer(language="fi", choices={}, texts={key: "Lisää aikaa"}),
        )  # fmt: skip


def test_each_code_opens_the_survey_once() -> None:
    _collection, survey = an_open_survey(a_programme(), is_open_link=False)
    made = make_batch(survey=survey, label="Kevät", size=3, by=SYSTEM)

    use(survey, [made.codes[1]])
    with pytest.raises(Refusal) as refused:
        use(survey, [made.codes[1]])

    assert refused.value.code == "used"
    assert sorted(AccessToken.objects.values_list("used", flat=True)) == [False, False, True]


def test_no_code_is_stored_and_the_rows_are_in_no_order_of_the_codes() -> None:
    """INV-D6."""
    _collection, survey = an_open_survey(a_programme())
    made = make_batch(survey=survey, label="Kevät", size=40, by=SYSTEM)

    rows = list(AccessToken.objects.order_by("pk"))
    stored = repr(list(AccessToken.objects.values())) + repr(list(TokenBatch.objects.values()))
    assert not any(code in stored or code.replace("-", "") in stored for code in made.codes)
    assert len({row.digest for row in rows}) == 40
    assert [row.digest for row in rows] != sorted(row.digest for row in rows)


@pytest.mark.parametrize("headcount", [None, 0, 1, 9])
def test_a_unit_under_ten_has_no_batch_and_the_way_out_is_told(headcount: int | None) -> None:
    """INV-D4."""
    _collection, survey = an_open_survey(a_programme())
    above = a_unit("Perhepalvelut")

    with pytest.raises(Refusal, match=r"Neuvola.*Perhepalvelut") as refused:
        make_batch(
            survey=survey,
            label="x",
            size=5,
            by=SYSTEM,
            unit=a_unit("Neuvola", above),
            headcount=headcount,
        )

    assert refused.value.code == "unit"
    assert TokenBatch.objects.count() == 0


def test_a_unit_of_ten_has_a_batch() -> None:
    _collection, survey = an_open_survey(a_programme())

    made = make_batch(survey=survey, label="x", size=5, by=SYSTEM, unit=a_unit(), headcount=10)

    assert (made.batch.headcount, made.batch.size) == (10, 5)


@pytest.mark.parametrize("size", [0, -1, 501, 10**9])
def test_other_sizes_than_one_to_five_hundred_are_refused(size: int) -> None:
    _collection, survey = an_open_survey(a_programme())

    with pytest.raises(Refusal):
        make_batch(survey=survey, label="x", size=size, by=SYSTEM)


def test_closing_freezes_the_batches_and_no_more_are_made() -> None:
    collection, survey = an_open_survey(a_programme())
    make_batch(survey=survey, label="x", size=5, by=SYSTEM)
    close_collection(collection=collection, by=SYSTEM)
    survey.refresh_from_db()
    survey.collection.refresh_from_db()

    assert TokenBatch.objects.get().state == BatchState.FROZEN
    with pytest.raises(Conflict):
        make_batch(survey=survey, label="y", size=5, by=SYSTEM)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.RECORDER, Role.STEERING, Role.JUROR])
def test_only_the_owner_makes_codes(role: Role) -> None:
    programme = a_programme()
    _collection, survey = an_open_survey(programme)

    with pytest.raises(PermissionDenied):
        make_batch(survey=survey, label="x", size=5, by=a_member(programme, role))
    assert make_batch(survey=survey, label="x", size=5, by=the_owner(programme)).codes


def test_the_journal_tells_that_codes_were_made_and_no_code() -> None:
    _collection, survey = an_open_survey(a_programme())
    made = make_batch(survey=survey, label="x", size=5, by=SYSTEM)

    row = Entry.objects.get(action="make_tokens")
    assert row.object_id == made.batch.public_id


def test_uses_are_told_in_full_tens_while_people_answer_and_not_under_ten() -> None:
    """INV-D1, INV-D6: nobody sees from the figure that a colleague has just answered."""
    programme = a_programme()
    collection, survey = an_open_survey(programme)
    made = make_batch(survey=survey, label="x", size=25, by=SYSTEM)
    use(survey, list(made.codes[:9]))
    (before,) = batch_page(programme, collection.public_id, reader=SYSTEM)
    use(survey, list(made.codes[9:14]))
    (after,) = batch_page(programme, collection.public_id, reader=SYSTEM)

    assert before.used is not None
    assert after.used is not None
    assert not before.used.is_shown
    assert (after.used.is_shown, after.used.value) == (True, 10)


def test_a_small_batch_cannot_be_worked_out_from_the_others() -> None:
    """INV-D3: after closing all receive their sum on the collection's page."""
    programme = a_programme()
    collection, survey = an_open_survey(programme)
    big = make_batch(survey=survey, label="iso", size=20, by=SYSTEM)
    small = make_batch(survey=survey, label="pieni", size=10, by=SYSTEM)
    use(survey, [*big.codes[:15], *small.codes[:3]])
    close_collection(collection=collection, by=SYSTEM)

    page = batch_page(programme, collection.public_id, reader=SYSTEM)

    assert [line.used is not None and line.used.is_shown for line in page] == [False, False]


@given(st.text(max_size=30))
def test_no_cell_of_the_file_is_a_formula(text: str) -> None:
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert csv_table(["a"], [[text]]).startswith("\ufeffa\r\n")


def test_a_batch_tells_no_time_of_day() -> None:
    _collection, survey = an_open_survey(a_programme())
    made = make_batch(survey=survey, label="x", size=1, by=SYSTEM)

    assert type(TokenBatch.objects.get(pk=made.batch.pk).made_on) is date
