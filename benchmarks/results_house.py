"""The house of `results.py`: one closed survey, a crowd that answered it, and everything to be measured."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from tests.asking import a_text, an_open_survey
from tests.factories import a_programme, the_owner

from tiekartta.journal.actors import SYSTEM
from tiekartta.voices.actions import close_collection, release_results
from tiekartta.voices.models import Answer, Question, ReleasedTable, Response
from tiekartta.voices.queries.results.reading import collection_results
from tiekartta.voices.queries.results.reporting import report_of_results
from tiekartta.voices.results.files import as_csv, as_json, as_pdf, as_xlsx, pdf_is_possible
from tiekartta.voices.states import BlockKind, QuestionKind
from tiekartta.voices.surveys import BlockForm, ChoiceForm, QuestionForm

BACKGROUND = (("area", 4), ("age", 5), ("role", 4))
KEYS = "abcdef"


def blocks(questions: int) -> tuple[BlockForm, ...]:
    """Scales and single choices in turn, and the background variables."""

    def choices(number: int) -> tuple[ChoiceForm, ...]:
        return tuple(ChoiceForm(key, a_text(f"Vastaus {key}")) for key in KEYS[:number])

    content = tuple(
        QuestionForm(f"q{n}", QuestionKind.SCALE, a_text(f"Kysymys {n}"), scale=(1, 5))
        if n % 3
        else QuestionForm(f"q{n}", QuestionKind.SINGLE, a_text(f"Kysymys {n}"), options=choices(5))
        for n in range(questions - len(BACKGROUND))
    )
    background = tuple(
        QuestionForm(name, QuestionKind.SINGLE, a_text(name), options=choices(number))
        for name, number in BACKGROUND
    )
    return (
        BlockForm(BlockKind.CONTENT, a_text("Kysymykset"), content),
        BlockForm(BlockKind.BACKGROUND, a_text("Taustatiedot"), background),
    )


class House:
    """A closed survey whose answers stand in the database as if envelopes had been opened."""

    def __init__(self, answers: int, questions: int, chance: random.Random) -> None:
        settings.ALLOWED_HOSTS = ["testserver"]
        call_command("migrate", verbosity=0)
        self.programme = a_programme()
        self.collection, self.survey = an_open_survey(self.programme, blocks=blocks(questions))
        close_collection(collection=self.collection, by=SYSTEM)
        asked = list(
            Question.objects.filter(block__survey=self.survey).order_by("block__order", "order")
        )
        self.names = [str(question.pk) for question in asked]
        self.background = self.names[-len(BACKGROUND) :]
        self.question = asked[0].public_id
        self.by = [question.public_id for question in asked[-len(BACKGROUND) :]]
        self.rows: list[dict[str, str]] = []
        self._answer(answers, asked, chance)

    def _answer(self, answers: int, asked: list[Question], chance: random.Random) -> None:
        people, given = [], []
        for _person in range(answers):
            response = Response(
                id=uuid.UUID(int=chance.getrandbits(128)), collection=self.collection, survey=self.survey,
                respondent_group=self.survey.respondent_group, received_on=timezone.localdate(),
                quote_ok=False, language="fi", receipt_tag=chance.randbytes(32).hex(),
            )  # fmt: skip
            people.append(response)
            row = {}
            for question in asked:
                value: Any = (
                    chance.randint(1, 5)
                    if question.kind == QuestionKind.SCALE
                    else [chance.choice("aaabbcd")]
                )
                row[str(question.pk)] = str(value)
                given.append(
                    Answer(id=uuid.UUID(int=chance.getrandbits(128)), response=response, question=question, value=value)
                )  # fmt: skip
            self.rows.append(row)
        Response.objects.bulk_create(people, batch_size=1000)
        Answer.objects.bulk_create(given, batch_size=2000)

    def release(self) -> None:
        """What a worker does once."""
        if not release_results(survey_id=self.survey.pk, by=SYSTEM):
            raise RuntimeError("nothing was released")

    @property
    def tables(self) -> int:
        """How many tables were released."""
        return ReleasedTable.objects.count()

    def acts(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Pages and files by name."""
        client = Client(headers={"accept-language": "fi"})
        client.force_login(the_owner(self.programme))
        own = [self.programme.public_id, self.collection.public_id]
        one, two = self.by[:2]

        def page(name: str, query: str = "", *more: str) -> Callable[[], object]:
            url = reverse(f"voices:{name}", args=[*own, *more]) + query

            def ask() -> None:
                if client.get(url).status_code != 200:
                    raise RuntimeError(url)

            return ask

        yield "page, all questions", page("results")
        yield "page, a group of one variable", page("results", f"?tausta-{one}=a")
        yield "page, a group of two variables", page("results", f"?tausta-{one}=a&tausta-{two}=b")
        yield (
            "page, one question crossed",
            page("results_question", f"?ristiin={one}", self.question),
        )
        yield "page, audiences side by side", page("results_comparison")
        writers = {"CSV": as_csv, "JSON": as_json, "XLSX": as_xlsx}
        if pdf_is_possible():
            writers["PDF"] = as_pdf
        for name, writer in writers.items():
            yield f"file, {name}", lambda writer=writer: writer(self._report())

    def _report(self) -> Any:
        with translation.override("fi"):
            results = collection_results(
                self.programme, self.collection.public_id, reader=SYSTEM, by=None
            )
            return report_of_results(results, programme=self.programme, with_voices=False)
