"""INV-D and INV-V under any order of answering, opening, removing and closing (hypothesis)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.asking import an_open_survey, question_keys, some_tokens
from tests.factories import a_programme

from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.language.errors import Refusal
from tiekartta.voices.actions import (
    GivenAnswer,
    close_collection,
    give_answer,
    open_envelopes,
    withdraw_answers,
)
from tiekartta.voices.models import (
    AccessToken,
    Answer,
    Collection,
    Envelope,
    Response,
    Survey,
    Voice,
)
from tiekartta.voices.queries import found_by, voices_of_receipt
from tiekartta.voices.receipts import new_code
from tiekartta.voices.states import CollectionState, VoiceState

pytestmark = pytest.mark.django_db
ACTS = ("answer", "answer", "answer", "answer_many", "answer_again", "open", "withdraw", "close")


@dataclass
class Model:
    """What should be: receipts by where their answers are."""

    survey: Survey
    tokens: list[str]
    sealed: dict[str, str] = field(default_factory=dict)
    opened: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    is_open: bool = True
    said: int = 0

    def answer(self, receipt: str = "") -> None:
        code, words = receipt or new_code(), f"Sanottu {self.said}"
        self.said += 1
        try:
            give_answer(
                survey_public_id=self.survey.public_id, receipt=code, token=self.tokens[-1], by=ANONYMOUS,
                given=GivenAnswer("fi", {self.keys["trust"]: 3}, {self.keys["need"]: words}),
            )  # fmt: skip
        except Refusal:
            assert not self.is_open
            return
        assert self.is_open
        if not receipt:
            self.tokens.pop()
            self.sealed[code] = words

    @property
    def keys(self) -> dict[str, str]:
        known = question_keys(self.survey)
        return {
            "need": known["Mitä pitäisi kehittää?"],
            "trust": known["Luotan siihen, että saan apua"],
        }

    def answer_many(self) -> None:
        for _number in range(7):
            self.answer()

    def answer_again(self) -> None:
        """A phone sends once more, with whatever code."""
        for receipt in [*self.sealed, *self.opened][:1]:
            self.answer(receipt)

    def open(self) -> None:
        number = open_envelopes(collection=self.survey.collection, by=SYSTEM)
        due = len(self.sealed) if not self.is_open or len(self.sealed) >= 10 else 0
        assert number == due
        if due:
            self.opened |= self.sealed
            self.sealed = {}

    def withdraw(self) -> None:
        for code in [*self.opened, *self.sealed][:1]:
            assert withdraw_answers(found=found_by(code), by=ANONYMOUS).answers == 1
            if code in self.opened:
                self.removed.append(code)
            self.opened.pop(code, None)
            self.sealed.pop(code, None)

    def close(self) -> None:
        if self.is_open:
            close_collection(collection=self.survey.collection, by=SYSTEM)
            self.is_open = False


def holds(model: Model) -> None:
    """Every promise, asked of the tables."""
    voices = list(Voice.objects.all())
    living = [voice for voice in voices if voice.state != VoiceState.WITHDRAWN]
    # INV-C4, INV-D6: what is sealed is no row; what is a row came with nine others or after the end.
    assert (Envelope.objects.count(), Response.objects.count()) == (
        len(model.sealed),
        len(model.opened),
    )
    # INV-V4: each count is of those who are there, in every table.
    assert Answer.objects.count() == len(living) == len(model.opened)
    assert sorted(voice.text_original for voice in living) == sorted(model.opened.values())
    # INV-V1: one origin, one group; INV-V2: usable means screened; INV-L5: tombstones.
    assert {(voice.respondent_group, voice.origin) for voice in voices} <= {("client", "answer")}
    assert all(voice.text_screened for voice in voices if voice.state == VoiceState.USABLE)
    gone = [voice for voice in voices if voice.state == VoiceState.WITHDRAWN]
    assert len(gone) == len(model.removed)
    assert all(not voice.text_original and voice.withdrawn_on for voice in gone)
    # INV-D6: the day only, nothing of a code.
    assert all(type(row.received_on) is date for row in Response.objects.all())
    digests = set(AccessToken.objects.values_list("digest", flat=True))
    tags = [
        *Response.objects.values_list("receipt_tag", flat=True),
        *(voice.receipt_tag for voice in voices),
    ]
    assert digests.isdisjoint(tags)
    # INV-D9: no two voices share a tag, and each receipt finds its own.
    assert len({voice.receipt_tag for voice in voices}) == len(voices)
    for code in [*model.opened, *model.removed][:3]:
        (found,) = voices_of_receipt(code)
        assert found.voice.text == model.opened.get(code, "")
    assert all(not voices_of_receipt(code) for code in list(model.sealed)[:2])
    # The state says what is left to do.
    state = Collection.objects.get(pk=model.survey.collection_id).state
    assert (state == CollectionState.OPEN) == model.is_open


@given(st.lists(st.sampled_from(ACTS), max_size=12))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_promise_holds_after_any_order_of_acts(acts: list[str]) -> None:
    with transaction.atomic():
        _collection, survey = an_open_survey(a_programme(), is_open_link=False)
        model = Model(survey, some_tokens(survey, 60))
        for act in acts:
            step: Callable[[], None] = getattr(model, act)
            step()
            holds(model)
        transaction.set_rollback(True)


@given(st.lists(st.booleans(), min_size=1, max_size=30))
@settings(max_examples=20)
def test_a_code_answers_once_whatever_is_tried(tries: list[bool]) -> None:
    """Used codes, replayed in any order with new receipts: as many answers as codes."""
    with transaction.atomic():
        _collection, survey = an_open_survey(a_programme(), is_open_link=False)
        codes, keys, used = some_tokens(survey, 3), question_keys(survey), set()
        for place, other in enumerate(tries):
            code = codes[place % 3] if other else codes[0].lower()
            given_answer = GivenAnswer("fi", {}, {keys["Mitä pitäisi kehittää?"]: "x"})
            known = re.sub("-", "", code).upper() in used
            refused = ""
            try:
                give_answer(
                    survey_public_id=survey.public_id, receipt=new_code(), token=code, by=ANONYMOUS, given=given_answer
                )  # fmt: skip
            except Refusal as refusal:
                refused = refusal.code
            assert refused == ("used" if known else "")
            used.add(re.sub("-", "", code).upper())
        assert (
            Envelope.objects.count() == AccessToken.objects.filter(used=True).count() == len(used)
        )
        transaction.set_rollback(True)
