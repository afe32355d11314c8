"""Thirty people answer with thirty codes on a real database file; run as a program of its own.

    python -m tests.voices.answering.answering_house FOLDER [as_it_is|plain_beside|in_order]

Copies of the database's files are left in FOLDER/sealed and FOLDER/opened, with nothing checkpointed in
between; FOLDER/truth.json says who said what, which nobody but this program knows. ``plain_beside`` and
``in_order`` are designs that look anonymous and are not: the proof has to see through them.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import uuid
from pathlib import Path
from typing import Any

import django

NUMBER = 30
WORDS = "Kirjoitin tämän"


def _plain_beside() -> None:
    """A design without a foreign key: the answer is written beside the used code, in one transaction."""
    from tiekartta.voices.actions import answering  # noqa: PLC0415 - Django is set up by now
    from tiekartta.voices.models import Response, Voice  # noqa: PLC0415 - the same
    from tiekartta.voices.states import VoiceState  # noqa: PLC0415 - the same

    put = answering._put
    said: list[str] = []
    sealed = answering._sealed

    def _sealed(survey: Any, given: Any, key: bytes, day: Any) -> bytes:
        said.append(next(iter(given.texts.values())))
        return sealed(survey, given, key, day)

    def _put(envelope: Any, tag: str, survey: Any, digest: str) -> bool:
        from django.db import transaction  # noqa: PLC0415 - the same

        with transaction.atomic():
            there = put(envelope, tag, survey, digest)
            response = Response.objects.create(
                id=uuid.uuid4(),
                collection=envelope.collection,
                survey=survey,
                respondent_group="client",
            )
            Voice.objects.create(
                programme=envelope.collection.programme, collection=envelope.collection, response=response,
                respondent_group="client", text_original=said[-1], state=VoiceState.QUARANTINED,
            )  # fmt: skip
        return there

    answering._put, answering._sealed = _put, _sealed


def _in_order() -> None:
    """A design with envelopes that are opened in the order in which they came, by running numbers."""
    from tiekartta.voices.actions import envelopes  # noqa: PLC0415 - Django is set up by now

    rows_of = envelopes._rows_of

    def _rows_of(lying: Any, collection: Any) -> Any:
        rows = rows_of(lying, collection)
        rows.voices.sort(key=lambda voice: int(voice.text_original.split()[-1]))
        rows.responses = [voice.response for voice in rows.voices]
        return rows

    envelopes._rows_of = _rows_of


def main() -> None:
    """Answer, copy, open, copy."""
    folder, design = Path(sys.argv[1]), sys.argv[2]
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by now
    from django.db import connection  # noqa: PLC0415 - the same

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA wal_autocheckpoint=0")
    {"plain_beside": _plain_beside, "in_order": _in_order, "as_it_is": lambda: None}[design]()
    truth = _answered()
    _copy(folder, "sealed")
    from tiekartta.journal.actors import SYSTEM  # noqa: PLC0415 - the same
    from tiekartta.voices.actions import open_envelopes  # noqa: PLC0415 - the same
    from tiekartta.voices.models import Collection  # noqa: PLC0415 - the same

    if design != "plain_beside":
        opened = open_envelopes(collection=Collection.objects.get(), by=SYSTEM)
        assert opened == NUMBER, opened
    _copy(folder, "opened")
    (folder / "truth.json").write_text(json.dumps(truth))


def _answered() -> list[dict[str, str]]:
    """Thirty answers in an order of chance: digest of the code, words, tag of the receipt."""
    from tests.asking import an_open_survey, question_keys, some_tokens  # noqa: PLC0415 - Django is set up by now
    from tests.factories import a_programme  # noqa: PLC0415 - the same

    from tiekartta.journal.actors import ANONYMOUS  # noqa: PLC0415 - the same
    from tiekartta.voices.actions import GivenAnswer, give_answer  # noqa: PLC0415 - the same
    from tiekartta.voices.receipts import key_of, new_code, token_digest  # noqa: PLC0415 - the same

    collection, survey = an_open_survey(a_programme(), is_open_link=False)
    codes = some_tokens(survey, NUMBER)
    random.Random(7).shuffle(codes)  # noqa: S311 - an order, no secret
    keys = question_keys(survey)
    truth = []
    for number, code in enumerate(codes):
        words = f"{WORDS} {number}"
        receipt = new_code()
        give_answer(
            survey_public_id=survey.public_id, receipt=receipt, token=code, by=ANONYMOUS,
            given=GivenAnswer(
                "fi", {keys["Luotan siihen, että saan apua"]: 4}, {keys["Mitä pitäisi kehittää?"]: words}
            ),
        )  # fmt: skip
        digest = token_digest(key_of(code, bytes(collection.receipt_salt)))
        truth.append({"digest": digest, "words": words, "receipt": receipt, "code": code})
    return truth


def _copy(folder: Path, name: str) -> None:
    from django.db import connection  # noqa: PLC0415 - Django is set up by now

    place = Path(str(connection.settings_dict["NAME"]))
    target = folder / name
    target.mkdir()
    for path in place.parent.glob(f"{place.name}*"):
        shutil.copy(path, target)


if __name__ == "__main__":
    main()
