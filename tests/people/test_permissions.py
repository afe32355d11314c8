"""The permission matrix is whole: it is data, so its holes would be silent."""

from __future__ import annotations

import pytest

from tiekartta.people.permissions import DUTIES, MATRIX, mark_of
from tiekartta.people.states import DutyKind, Role

MARKS = {"Y", "o", "d", "c", "p", "-"}


@pytest.mark.parametrize("action", MATRIX)
def test_every_action_says_something_about_every_role(action: str) -> None:
    assert set(MATRIX[action]) == set(Role)
    assert set(MATRIX[action].values()) <= MARKS


def test_every_mark_d_names_its_duty_and_no_duty_is_left_over() -> None:
    asking = {action for action, marks in MATRIX.items() if "d" in marks.values()}

    assert asking == set(DUTIES)
    assert set(DUTIES.values()) <= set(DutyKind)


def test_the_administrator_has_no_right_to_content() -> None:
    technical = {
        "run_installation",
        "create_programme",
        "grant_roles",
        "read_journal",
        "read_published",
        "see_receipt",
    }

    assert {action for action in MATRIX if mark_of(action, Role.ADMINISTRATOR) != "-"} == technical


def test_a_visitor_reads_what_is_published_answers_votes_and_follows_a_receipt_and_nothing_else() -> (
    None
):
    assert {action for action in MATRIX if mark_of(action, Role.VISITOR) == "Y"} == {
        "answer_survey", "vote", "read_published", "see_receipt",
    }  # fmt: skip


def test_an_unknown_action_is_an_error_and_not_a_no() -> None:
    with pytest.raises(KeyError):
        mark_of("fly", Role.OWNER)
