"""`python -m tests.journeys.furnish_answering WHAT …`: surveys for those who answer, and what became of the answers.

    survey                    one for clients by open link in five languages, one for staff with codes
    hall NUMBER               one of two questions for a hall, with so many codes
    others SURVEY             nine others answer, and what may be opened is opened
    tally SURVEY              closes and opens; receipts on standard input, what is there of them on standard output

In the database of DATABASE_URL or of the data folder; what it tells is JSON, on the last line.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from typing import Any

import django

CODES = 6


def main() -> None:
    """Do one of these."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tiekartta.shell.settings"
    django.setup()
    doings = {"survey": survey, "hall": hall, "others": others, "tally": tally}
    told = doings[sys.argv[1]](*sys.argv[2:])
    sys.stdout.write(json.dumps(told) + "\n")


def survey() -> dict[str, Any]:
    """Both surveys; their ids, some codes, and until when answers may be removed."""
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by now
    from tests.asking import an_open_survey, some_tokens  # noqa: PLC0415 - the same
    from tests.factories import a_programme  # noqa: PLC0415 - the same

    from tiekartta.people.states import RespondentGroup  # noqa: PLC0415 - the same

    call_command("migrate", verbosity=0)
    programme = a_programme()
    everybody, by_link = _in_five_languages(programme)
    _collection, by_code = an_open_survey(
        programme, RespondentGroup.STAFF, blocks=_blocks(), is_open_link=False
    )
    return {
        "open": by_link.public_id, "coded": by_code.public_id, "codes": some_tokens(by_code, CODES),
        "until": everybody.withdraw_until.isoformat(),
    }  # fmt: skip


def _said(fi: str, sv: str, en: str, easy_fi: str = "", easy_sv: str = "") -> Any:
    from tiekartta.language.texts import TranslatedText  # noqa: PLC0415 - Django is set up by now

    return TranslatedText.of(
        fi=fi, sv=sv, en=en, easy_fi=easy_fi or fi, easy_sv=easy_sv or sv
    )  # fmt: skip


def _blocks() -> tuple[Any, ...]:
    """Every kind of field that a thumb meets: a text, a scale, ticks, places, a grid, and where one lives."""
    from tiekartta.voices.states import BlockKind, QuestionKind  # noqa: PLC0415 - Django is set up by now
    from tiekartta.voices.surveys import BlockForm, ChoiceForm, QuestionForm  # noqa: PLC0415 - the same

    def choices(*texts: tuple[str, str, str]) -> tuple[Any, ...]:
        return tuple(ChoiceForm(key, _said(*text)) for key, text in zip("abc", texts, strict=False))

    need = _said(
        "Mitä pitäisi kehittää?", "Vad borde utvecklas?", "What should be developed?",
        "Mitä pitää muuttaa?", "Vad ska ändras?",
    )  # fmt: skip
    speed, worker = ("Nopeus", "Snabbhet", "Speed"), ("Sama työntekijä", "Samma person", "The same person")  # fmt: skip
    content = (
        QuestionForm("need", QuestionKind.OPEN, need, common_key="need"),
        QuestionForm(
            "trust", QuestionKind.SCALE, _said("Luotan siihen, että saan apua", "Jag litar på att jag får hjälp", "I trust that I get help"),
            scale=(1, 5), low_label=_said("En lainkaan", "Inte alls", "Not at all"),
            high_label=_said("Täysin", "Helt", "Fully"),
        ),
        QuestionForm(
            "channel", QuestionKind.MULTI, _said("Miten haluat asioida?", "Hur vill du uträtta ärenden?", "How would you like to be served?"),
            options=choices(("Paikan päällä", "På plats", "On the spot"), ("Puhelimella", "Per telefon", "By phone")),
        ),
        QuestionForm(
            "order", QuestionKind.RANK, _said("Mikä on tärkeintä?", "Vad är viktigast?", "What matters most?"),
            options=choices(speed, worker),
        ),
        QuestionForm(
            "services", QuestionKind.MATRIX, _said("Miten palvelut toimivat?", "Hur fungerar tjänsterna?", "How do the services work?"),
            rows=choices(("Neuvonta", "Rådgivningen", "Advice"), ("Perhetyö", "Familjearbetet", "Family work")),
            columns=choices(("Huonosti", "Dåligt", "Badly"), ("Hyvin", "Väl", "Well")),
        ),
    )  # fmt: skip
    area = QuestionForm(
        "area", QuestionKind.SINGLE, _said("Missä asut?", "Var bor du?", "Where do you live?"),
        options=choices(("Rannikolla", "Vid kusten", "On the coast"), ("Sisämaassa", "I inlandet", "Inland")),
    )  # fmt: skip
    return (
        BlockForm(BlockKind.CONTENT, _said("Kysymykset", "Frågorna", "Questions"), content),
        BlockForm(BlockKind.BACKGROUND, _said("Taustatiedot", "Bakgrund", "Background"), (area,)),
    )


def _in_five_languages(programme: Any) -> tuple[Any, Any]:
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now
    from tests.asking import a_notice  # noqa: PLC0415 - the same

    from tiekartta.journal.actors import SYSTEM  # noqa: PLC0415 - the same
    from tiekartta.people.states import RespondentGroup  # noqa: PLC0415 - the same
    from tiekartta.voices.actions import create_collection, open_collection  # noqa: PLC0415 - the same
    from tiekartta.voices.models import Collection  # noqa: PLC0415 - the same
    from tiekartta.voices.surveys import SurveyForm  # noqa: PLC0415 - the same

    title = _said("Kehittämistarpeet", "Utvecklingsbehov", "Needs", "Mitä pitää muuttaa", "Vad ska ändras")  # fmt: skip
    intro = _said("Kerro omin sanoin.", "Berätta med egna ord.", "Tell in your own words.")
    form = SurveyForm(RespondentGroup.CLIENT, title, _blocks(), intro=intro)
    collection = create_collection(
        programme=programme, name="Asiakkaat", title=title, forms=[form],
        languages=("fi", "sv", "en", "easy_fi", "easy_sv"),
        closes_on=timezone.localdate() + timedelta(days=30), by=SYSTEM,
    )  # fmt: skip
    Collection.objects.filter(pk=collection.pk).update(notice=a_notice(programme))
    open_collection(collection=Collection.objects.get(pk=collection.pk), by=SYSTEM)
    collection.refresh_from_db()
    return collection, collection.surveys.get()


def hall(number: str) -> dict[str, Any]:
    """A short survey and codes for a hall."""
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by now
    from tests.asking import an_open_survey, some_tokens  # noqa: PLC0415 - the same
    from tests.factories import a_programme  # noqa: PLC0415 - the same

    from tiekartta.voices.surveys import BlockForm  # noqa: PLC0415 - the same

    call_command("migrate", verbosity=0)
    content = _blocks()[0]
    short = (BlockForm(content.kind, content.title, content.questions[:2]),)
    _collection, asked = an_open_survey(a_programme(), blocks=short, is_open_link=False)
    return {"survey": asked.public_id, "codes": some_tokens(asked, int(number))}


def others(survey_id: str) -> dict[str, int]:
    """So that ten have answered: nine more, then opening. How many envelopes were opened."""
    from tests.asking import question_keys  # noqa: PLC0415 - Django is set up by now

    from tiekartta.journal.actors import ANONYMOUS, SYSTEM  # noqa: PLC0415 - the same
    from tiekartta.voices.actions import GivenAnswer, give_answer, open_envelopes  # noqa: PLC0415 - the same
    from tiekartta.voices.models import Survey  # noqa: PLC0415 - the same
    from tiekartta.voices.receipts import new_codes  # noqa: PLC0415 - the same

    asked = Survey.objects.get(public_id=survey_id)
    key = question_keys(asked)["Mitä pitäisi kehittää?"]
    for receipt in new_codes(9):
        given = GivenAnswer("fi", {}, {key: "Jonot ovat pitkiä"})
        give_answer(survey_public_id=survey_id, receipt=receipt, given=given, by=ANONYMOUS)
    return {"opened": open_envelopes(collection=asked.collection, by=SYSTEM)}


def tally(survey_id: str) -> dict[str, Any]:
    """Close and open everything. `texts`: what each receipt on standard input wrote, of those that are there."""
    from tiekartta.journal.actors import SYSTEM  # noqa: PLC0415 - Django is set up by now
    from tiekartta.voices.actions import close_collection, open_envelopes  # noqa: PLC0415 - the same
    from tiekartta.voices.models import AccessToken, Answer, Response, Survey, Voice  # noqa: PLC0415 - the same
    from tiekartta.voices.receipts import key_of, response_tag  # noqa: PLC0415 - the same

    collection = Survey.objects.get(public_id=survey_id).collection
    close_collection(collection=collection, by=SYSTEM)
    open_envelopes(collection=collection, by=SYSTEM)
    salt = bytes(collection.receipt_salt)
    texts = dict(Voice.objects.values_list("response__receipt_tag", "text_original"))
    there = {
        receipt: texts.get(response_tag(key_of(receipt, salt)))
        for receipt in json.load(sys.stdin)
    }  # fmt: skip
    return {
        "texts": {receipt: text for receipt, text in there.items() if text is not None},
        "responses": Response.objects.count(), "voices": Voice.objects.count(),
        "answers": Answer.objects.count(), "different": len(set(texts.values())),
        "used": AccessToken.objects.filter(used=True).count(),
    }  # fmt: skip


if __name__ == "__main__":
    main()
