"""INV-D6 on PostgreSQL: neither the transaction nor the place of a row joins a code to an answer."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from tests.asking import an_open_survey, question_keys, some_tokens
from tests.factories import a_programme
from tests.voices.answering.database_files import rank_correlation

from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.voices.actions import GivenAnswer, give_answer, open_envelopes
from tiekartta.voices.models import AccessToken, Collection, Response, Survey, Voice
from tiekartta.voices.receipts import key_of, new_code, token_digest

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="xmin and ctid are of PostgreSQL"),
]
NUMBER = 30
LIKELY = 0.75


def asked(sql: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def answered(number: int = NUMBER) -> tuple[Collection, list[str]]:
    """Digests of codes in the order in which they were used; what was said tells that order."""
    collection, survey = an_open_survey(a_programme(), is_open_link=False)
    codes, keys = some_tokens(survey, number), question_keys(survey)
    used = []
    for place, code in enumerate(codes):
        words = {keys["Mitä pitäisi kehittää?"]: f"Kirjoitin {place}"}
        give_answer(
            survey_public_id=survey.public_id, receipt=new_code(), token=code, by=ANONYMOUS,
            given=GivenAnswer("fi", {}, words),
        )  # fmt: skip
        used.append(token_digest(key_of(code, bytes(collection.receipt_salt))))
    return collection, used


def transactions(table: str, condition: str = "true") -> set[str]:
    return {row[0] for row in asked(f"SELECT DISTINCT xmin::text FROM {table} WHERE {condition}")}  # noqa: S608 - our own words


def test_no_row_of_an_answer_was_written_by_the_transaction_of_a_code() -> None:
    collection, _used = answered()
    open_envelopes(collection=collection, by=SYSTEM)
    of_codes = transactions("voices_accesstoken", "used")
    assert len(of_codes) == NUMBER
    for table in ("voices_response", "voices_answer", "voices_voice", "journal_entry", "jobs_job"):
        assert transactions(table).isdisjoint(of_codes), table
    assert len(transactions("voices_response") | transactions("voices_voice")) == 1


@pytest.mark.parametrize("order", ["ctid", "id", "receipt_tag"])
def test_no_order_of_rows_tells_the_order_of_codes(order: str) -> None:
    collection, used = answered()
    open_envelopes(collection=collection, by=SYSTEM)
    by_transaction = [
        row[0]
        for row in asked(
            "SELECT digest FROM voices_accesstoken WHERE used ORDER BY xmin::text::bigint"
        )
    ]
    assert by_transaction == used, "the control: codes do tell their own order"
    texts = [row[0] for row in asked(f"SELECT text_original FROM voices_voice ORDER BY {order}")]  # noqa: S608 - our own words
    places = [int(text.split()[-1]) for text in texts]
    assert abs(rank_correlation(places, list(range(NUMBER)))) < LIKELY


def test_the_proof_sees_an_answer_that_is_written_beside_its_code() -> None:
    """The control: one transaction, no foreign key, random ids."""
    collection, survey = an_open_survey(a_programme(), is_open_link=False)
    some_tokens(survey, 3)
    for token in AccessToken.objects.all():
        with transaction.atomic():
            AccessToken.objects.filter(pk=token.pk).update(used=True)
            _said(collection, survey)
    assert transactions("voices_response") == transactions("voices_accesstoken", "used")


def _said(collection: Collection, survey: Survey) -> None:
    response = Response.objects.create(
        collection=collection, survey=survey, respondent_group="client"
    )
    Voice.objects.create(
        programme=collection.programme, collection=collection, response=response, respondent_group="client",
        text_original="Sanottu", state="quarantined",
    )  # fmt: skip
