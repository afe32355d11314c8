"""Where a voice belongs: people before the machine."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from tiekartta.themes.memberships import Decided, homes, members
from tiekartta.themes.states import Placing

A, B = uuid4(), uuid4()
VOICE = uuid4()


def home(rows: list[tuple[UUID, UUID, str]], *, suggested: UUID | None = A) -> UUID | None:
    found = homes({VOICE: suggested} if suggested else {}, Decided.of(rows), among={A, B})
    return found.get(VOICE)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], A),
        ([(B, VOICE, Placing.MOVED)], B),
        ([(B, VOICE, Placing.PINNED), (A, VOICE, Placing.REMOVED)], B),
        ([(A, VOICE, Placing.REMOVED)], None),
        ([(B, VOICE, Placing.REMOVED)], A),
        ([(uuid4(), VOICE, Placing.PINNED)], None),
    ],
)
def test_people_outweigh_the_machine_inv_t4(
    rows: list[tuple[UUID, UUID, str]], expected: UUID | None
) -> None:
    assert home(rows) == expected


def test_a_voice_that_the_machine_left_out_can_be_placed() -> None:
    assert home([(B, VOICE, Placing.MOVED)], suggested=None) == B
    assert home([], suggested=None) is None


def test_a_theme_that_does_not_count_has_no_members() -> None:
    assert homes({VOICE: uuid4()}, Decided(), among={A}) == {}


def test_members_are_in_the_order_of_ids() -> None:
    voices = sorted(uuid4() for _number in range(4))
    found = members({voices[2]: A, voices[0]: A, voices[3]: B, voices[1]: A})
    assert found == {A: (voices[0], voices[1], voices[2]), B: (voices[3],)}
