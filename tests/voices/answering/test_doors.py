"""The doors of a survey: the page that asks for a language, a closed survey, a cancelled one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.asking import a_text, an_open_survey
from tests.factories import a_programme

from tiekartta.journal.actors import SYSTEM
from tiekartta.voices.actions import cancel_collection, close_collection, make_batch
from tiekartta.voices.models import Collection, Survey
from tiekartta.voices.printing.addresses import token_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey() -> Survey:
    return an_open_survey(a_programme())[1]


def written(day: date | None) -> str:
    assert day is not None
    return f"{day.day}.{day.month}.{day.year}"


def test_the_page_that_asks_for_a_language_is_titled_with_the_survey(
    client: Client, survey: Survey
) -> None:
    url = reverse("voices:survey", args=[survey.public_id])
    html = client.get(url, headers={"accept-language": "de"}).content.decode()

    assert "<title>Kehittämistarpeet</title>" in html


def test_a_survey_closed_early_tells_the_day_on_which_it_closed(
    client: Client, survey: Survey
) -> None:
    close_collection(collection=survey.collection, by=SYSTEM)
    html = client.get(reverse("voices:answer", args=[survey.public_id, "fi"])).content.decode()

    assert written(survey.collection.closes_on) not in html
    assert written(timezone.localdate()) in html


@pytest.mark.parametrize(
    ("language", "reason"),
    [("fi", "Kysymys oli väärin"), ("sv", "Kysymys oli väärin på svenska")],
)
def test_whoever_comes_to_a_cancelled_survey_is_told_why_in_their_language(
    client: Client, survey: Survey, language: str, reason: str
) -> None:
    """Domain 4.3; and the last day is the day on which it was cancelled."""
    cancel_collection(collection=survey.collection, reason=a_text("Kysymys oli väärin"), by=SYSTEM)
    html = client.get(reverse("voices:answer", args=[survey.public_id, language])).content.decode()

    assert f">{reason}</p>" in html
    assert written(survey.collection.closes_on) not in html


def test_a_code_opens_no_survey_whose_last_day_is_over(client: Client) -> None:
    """Also while the job that closes it has not run."""
    collection, survey = an_open_survey(a_programme(), is_open_link=False)
    (code,) = make_batch(survey=survey, label="x", size=1, by=SYSTEM).codes
    yesterday = timezone.localdate() - timedelta(days=1)
    Collection.objects.filter(pk=collection.pk).update(closes_on=yesterday)

    for answer in (
        client.get("/" + token_link(code).split("/", 3)[3]),
        client.post(reverse("voices:code"), {"token": code}),
    ):
        assert written(yesterday) in answer.content.decode()
        assert 'value="start"' not in answer.content.decode()
