"""A survey that is open in the example: answers that were opened, and some that are still sealed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.language.texts import LANGUAGES, TranslatedText
from tiekartta.people.states import DutyKind, RespondentGroup
from tiekartta.programmes.actions import set_duties
from tiekartta.shell.demo.beginning import Walk
from tiekartta.shell.demo.story import FOLDER
from tiekartta.voices.actions import (
    Frame,
    GivenAnswer,
    approve_notice,
    create_notice,
    edit_notice,
    found_survey,
    frame_collection,
    give_answer,
    open_collection,
    open_envelopes,
    publish_notice,
)
from tiekartta.voices.notices import PARTS
from tiekartta.voices.queries import collection_row, collection_view, notice_of, survey_view
from tiekartta.voices.queries.notices import PLACE_TO_FILL
from tiekartta.voices.receipts import new_codes
from tiekartta.voices.states import LegalBasis, ParticipationMeans

FILLED = "Esimerkkilän hyvinvointialue, osallisuus@esimerkkila.example"
OPENED = 14
DAYS = 21


def ask(walk: Walk) -> None:
    """Publish a notice, open a survey from a ready one, answer it."""
    notice = _notice(walk)
    made = found_survey(
        programme=walk.programme, template="service-feedback", name="Palvelupalaute, talvi",
        groups=[RespondentGroup.CLIENT, RespondentGroup.FAMILY], languages=["fi", "sv", "easy_fi"],
        by=walk.owner,
    )  # fmt: skip
    frame_collection(
        collection=made, by=walk.owner,
        frame=Frame(
            name=made.name, title=made.title, languages=made.languages, notice=notice,
            closes_on=timezone.localdate() + timedelta(days=DAYS), means=[ParticipationMeans.OPINIONS],
        ),
    )  # fmt: skip
    row = collection_row(walk.programme, made.public_id, reader=walk.owner)
    open_collection(collection=row, by=walk.owner)
    answers = json.loads((FOLDER / "feedback.json").read_text(encoding="utf-8"))
    view = collection_view(walk.programme, made.public_id, reader=walk.owner)
    surveys = {line.group.value: line.public_id for line in view.surveys}
    _answer(answers[:OPENED], surveys)
    open_envelopes(collection=row, by=SYSTEM)
    _answer(answers[OPENED:], surveys)
    walk.say(f"Opened a survey and answered it {len(answers)} times")


def _notice(walk: Walk) -> str:
    """The id of a published notice; the facilitator is the privacy officer of the example."""
    officer = walk.by_role["facilitator"]
    set_duties(
        programme=walk.programme, person=officer, kinds=[DutyKind.PRIVACY_OFFICER], by=walk.owner
    )
    notice = create_notice(
        programme=walk.programme, basis=LegalBasis.PUBLIC_INTEREST, by=walk.owner
    )
    texts = {
        part.name: TranslatedText.of(**{
            code: PLACE_TO_FILL.sub(FILLED, getattr(notice, part.name).text(code)) for code in LANGUAGES
        })
        for part in PARTS
    }  # fmt: skip
    edit_notice(notice=notice, texts=texts, version=notice.version, by=walk.owner)
    for step in (approve_notice, publish_notice):
        step(notice=notice_of(walk.programme, notice.public_id, reader=walk.owner), by=officer)
    return notice.public_id


def _answer(answers: Iterable[dict[str, Any]], surveys: dict[str, str]) -> None:
    for each in answers:
        survey = surveys[each["group"]]
        keys = {
            question.common_key: question.key for question in survey_view(survey).form.questions()
        }
        choices: dict[str, Any] = {keys["helped"]: [each["helped"]]}
        if "treated" in each:
            choices[keys["treated"]] = each["treated"]
        texts = {keys[name]: each[name] for name in ("obstacle", "good", "better") if name in each}
        (receipt,) = new_codes(1)
        give_answer(
            survey_public_id=survey, receipt=receipt, by=ANONYMOUS,
            given=GivenAnswer(language=each["language"], choices=choices, texts=texts, quote_ok=True),
        )  # fmt: skip
