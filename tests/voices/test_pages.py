"""The pages of voices: list, one voice, screening, receipt codes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import a_member, a_programme, some_voices, the_owner

from tiekartta.people.models import Person
from tiekartta.people.states import DutyKind, Role
from tiekartta.people.states import RespondentGroup as G
from tiekartta.programmes.models import Programme
from tiekartta.voices.actions import start_import
from tiekartta.voices.models import Voice
from tiekartta.voices.receipts import is_code
from tiekartta.voices.states import VoiceState

pytestmark = pytest.mark.django_db
HELD = "Soittakaa minulle numeroon 040 123 4567 tai <b>kirjoittakaa</b>."
WORDS = {"fi": "Näkemykset", "sv": "Synpunkter", "en": "Voices"}


def page_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(name: str, programme: Programme, *more: str) -> str:
    return reverse(f"voices:{name}", args=[programme.public_id, *more])


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_page_speaks_the_readers_language(language: str) -> None:
    programme = a_programme()
    voice = some_voices(programme, ["Aikaa asiakkaille pitäisi olla enemmän.", HELD])[0]
    held = Voice.objects.get(text_original=HELD)
    client = page_of(the_owner(programme))
    pages = [
        address("list", programme), address("voice", programme, voice.public_id),
        address("import", programme), address("screening", programme),
        address("screen", programme, held.public_id), address("receipt_codes", programme),
    ]  # fmt: skip
    for page in pages:
        response = client.get(page, headers={"accept-language": language})
        body = response.content.decode()
        assert (response.status_code, body.count("<h1")) == (200, 1), page
        assert f'lang="{language}"' in body
        assert WORDS[language] in body


def test_the_lists_cost_the_same_queries_for_one_and_for_three_rows() -> None:
    costs = []
    for number in (1, 3):
        programme = a_programme()
        owner = the_owner(programme)
        some_voices(programme, [f"Asia numero {n} pitäisi korjata." for n in range(number)])
        some_voices(
            programme, [f"Soittakaa numeroon 040 123 45{n}." for n in range(10, 10 + number)]
        )
        for n in range(number):
            content = f"Mitä kehittäisit?;Ryhmä\nAsia {n}.;Henkilöstö\n".encode()
            start_import(programme=programme, file_name=f"{n}.csv", content=content, by=owner)
        client = page_of(owner)
        for name in ("list", "screening", "import"):
            client.get(address(name, programme))
            with CaptureQueriesContext(connection) as queries:
                client.get(address(name, programme))
            costs.append((name, len(queries)))
    assert costs[:3] == costs[3:]


def test_fifty_voices_make_a_page() -> None:
    programme = a_programme()
    some_voices(programme, [f"Asia numero {n} pitäisi korjata." for n in range(51)])
    client = page_of(the_owner(programme))
    first = client.get(address("list", programme))
    assert len(first.context["page"].object_list) == 50
    second = client.get(address("list", programme) + "?page=2&group=staff")
    assert len(second.context["page"].object_list) == 1
    assert client.get(address("list", programme) + "?page=xyz&group=nobody").status_code == 200


def test_steering_sees_counts_and_no_words() -> None:
    programme = a_programme()
    some_voices(programme, [f"Salaisuus numero {n} pitäisi korjata." for n in range(12)])
    some_voices(programme, ["Kumppanin salaisuus pitäisi korjata."], G.PARTNER)
    body = (
        page_of(a_member(programme, Role.STEERING)).get(address("list", programme)).content.decode()
    )
    assert "alaisuus" not in body
    assert "<svg" in body
    assert ">12<" in body  # what is told of one group may stand beside a hidden one,
    assert ">13<" not in body  # since no sum is told that would give the other by subtraction
    assert ">1<" not in body


def test_a_held_text_is_shown_to_screeners_only() -> None:
    programme = a_programme()
    some_voices(programme, [HELD])
    voice = Voice.objects.get(text_original=HELD)
    reader = page_of(a_member(programme, Role.DEVELOPER))
    for page in (address("list", programme), address("voice", programme, voice.public_id)):
        response = reader.get(page)
        assert response.status_code == 200
        assert "040 123 4567" not in response.content.decode()
    for name in (address("screening", programme), address("screen", programme, voice.public_id)):
        assert reader.get(name).status_code == 403
        assert reader.post(name).status_code in {403, 405}


def test_the_found_part_is_marked_and_markup_in_a_text_is_text() -> None:
    programme = a_programme()
    some_voices(programme, [HELD])
    voice = Voice.objects.get(text_original=HELD)
    screener = a_member(programme, Role.FACILITATOR, DutyKind.SCREENER)
    body = page_of(screener).get(address("screen", programme, voice.public_id)).content.decode()
    assert "<mark>040 123 4567</mark>" in body
    assert "&lt;b&gt;kirjoittakaa" in body
    assert "<b>kirjoittakaa" not in body
    assert "[puhelinnumero]" in body


def test_screening_goes_on_to_the_next_text_by_itself() -> None:
    programme = a_programme()
    some_voices(programme, [f"Soittakaa numeroon 040 123 45{n}." for n in (10, 11)])
    first, second = Voice.objects.order_by("pk")
    client = page_of(the_owner(programme))
    answer = client.post(address("screen", programme, first.public_id), {"decision": "pass"})
    assert answer.url == address("screen", programme, second.public_id)
    answer = client.post(
        address("screen", programme, second.public_id), {"decision": "redact", "text": "Soittakaa."}
    )
    assert answer.url == address("screening", programme)
    assert Voice.objects.get(pk=second.pk).text_screened == "Soittakaa."


def test_a_refused_decision_keeps_what_was_typed() -> None:
    programme = a_programme()
    some_voices(programme, [HELD])
    voice = Voice.objects.get()
    client = page_of(the_owner(programme))
    page = address("screen", programme, voice.public_id)
    answer = client.post(page, {"decision": "reject", "text": "Tähän kirjoitettu"})
    assert list(answer.context["form"].errors) == ["reason"]
    assert "Tähän kirjoitettu" in answer.content.decode()
    Voice.objects.update(state=VoiceState.USABLE, text_screened="Toisen päätös")
    answer = client.post(page, {"decision": "redact", "text": "Tähän kirjoitettu"})
    assert answer.status_code == 409
    assert "Tähän kirjoitettu" in answer.content.decode()
    assert Voice.objects.get().text_screened == "Toisen päätös"
    assert client.post(page, {"text": "ilman päätöstä"}).status_code == 200


def test_receipt_codes_come_as_a_file_and_nothing_of_them_is_stored() -> None:
    programme = a_programme()
    client = page_of(the_owner(programme))
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(address("receipt_codes", programme), {"number": "5"})
    assert not [
        query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    header, *codes = answer.content.decode("utf-8-sig").split()
    assert header == "Kuittikoodi"
    assert len(set(codes)) == 5
    assert all(is_code(code) for code in codes)
    assert not [line for line in (header, *codes) if line[0] in "=+-@\t"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kuittikoodit.csv"'
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("number", ["0", "5001", "-3", "", "monta"])
def test_a_wrong_number_of_codes_is_told_beside_the_field(number: str) -> None:
    programme = a_programme()
    answer = page_of(the_owner(programme)).post(
        address("receipt_codes", programme), {"number": number}
    )
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.context["form"].errors["number"]


@pytest.mark.parametrize(
    "role", [Role.FACILITATOR, Role.DEVELOPER, Role.STEERING, Role.JUROR, Role.RECORDER]
)
def test_import_pages_are_for_owners(role: Role) -> None:
    programme = a_programme()
    client = page_of(a_member(programme, role))
    for name in ("import", "receipt_codes"):
        assert client.get(address(name, programme)).status_code == 403
        assert client.post(address(name, programme)).status_code == 403


def test_pages_of_a_programme_do_not_exist_for_strangers() -> None:
    programme, other = a_programme(), a_programme()
    voice = some_voices(programme, ["Aikaa asiakkaille pitäisi olla enemmän."])[0]
    stranger = page_of(the_owner(other))
    assert stranger.get(address("list", programme)).status_code == 404
    assert stranger.get(address("voice", other, voice.public_id)).status_code == 404
    assert Client().get(address("list", programme)).status_code == 302
