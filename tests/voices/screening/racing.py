"""Two screeners, two browsers each, at the very same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connections
from django.test import Client
from django.urls import reverse
from tests.factories import a_member, a_programme, some_voices, the_owner

from tiekartta.journal.models import Entry
from tiekartta.people.models import Person
from tiekartta.people.states import DutyKind, Role
from tiekartta.programmes.models import Programme
from tiekartta.voices.models import Screening, Voice
from tiekartta.voices.states import VoiceState

SESSIONS, TEXTS, ROUNDS = 4, 6, 8


def at_once(acts: Iterable[Callable[[], None]]) -> list[str]:
    """Do all at the same moment, each in a thread; what went wrong."""
    waiting = list(acts)
    start, problems = threading.Barrier(len(waiting)), list[str]()

    def run(act: Callable[[], None]) -> None:
        try:
            start.wait()
            act()
        except Exception as problem:  # noqa: BLE001 - whatever goes wrong in a thread is the finding
            problems.append(repr(problem))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return problems


def race() -> dict[str, Any]:
    """All decide about every text at once, and then take from one queue; what the house answered."""
    programme = a_programme()
    some_voices(programme, [f"Soittakaa numeroon 040 123 45{n}." for n in range(10, 10 + TEXTS)])
    people = [
        the_owner(programme),
        a_member(programme, Role.FACILITATOR, DutyKind.SCREENER, name="Seija Seuloja"),
    ]
    clients = [_logged_in(people[number % 2]) for number in range(SESSIONS)]
    said: list[tuple[str, int, int, str]] = []
    problems: list[str] = []
    for round_ in range(ROUNDS):
        Screening.objects.update(taken_by=None, taken_at=None)
        problems += _taking(programme, clients[:2], said, -1 - round_)
    texts = list(Voice.objects.filter(programme=programme).values_list("public_id", flat=True))
    for public_id in texts:
        url = reverse("voices:screen", args=[programme.public_id, public_id])
        acts = [
            _decides(clients[number], url, public_id, number, said) for number in range(SESSIONS)
        ]
        problems += at_once(acts)
    stored = dict(
        Voice.objects.filter(programme=programme).values_list("public_id", "text_screened")
    )
    return {
        "problems": problems, "said": said, "stored": stored,
        "held": Voice.objects.filter(programme=programme, state=VoiceState.QUARANTINED).count(),
        "decisions": Entry.objects.filter(action="screen_voice_redact").count(),
    }  # fmt: skip


def _logged_in(person: Person) -> Client:
    client = Client(headers={"accept-language": "fi"})
    client.force_login(person)
    return client


def _text_of(number: int) -> str:
    return f"Seulojan {number} teksti."


def _decides(
    client: Client, url: str, public_id: str, number: int, said: list[tuple[str, int, int, str]]
) -> Callable[[], None]:
    def act() -> None:
        answer = client.post(url, {"decision": "redact", "text": _text_of(number)})
        said.append((public_id, number, answer.status_code, answer.content.decode()))

    return act


def _taking(
    programme: Programme, clients: list[Client], said: list[tuple[str, int, int, str]], round_: int
) -> list[str]:
    """Both ask for the next text at once; where they were led is noted with the (negative) number of the round."""
    url = reverse("voices:screen_next", args=[programme.public_id])

    def taker(client: Client) -> Callable[[], None]:
        def act() -> None:
            answer = client.post(url)
            said.append((answer.headers["Location"].split("?")[0], round_, answer.status_code, ""))

        return act

    return at_once([taker(client) for client in clients])


def is_right(found: dict[str, Any]) -> None:
    """Nobody overwrote another, and each got a clear answer."""
    assert found["problems"] == []
    for round_ in range(ROUNDS):
        led = [place for place, number, _status, _page in found["said"] if number == -1 - round_]
        assert len(led) == len(set(led)) == 2, "two who ask at once are led to different texts"
    decided = [each for each in found["said"] if each[1] >= 0]
    assert len(decided) == SESSIONS * TEXTS
    for public_id, text in found["stored"].items():
        answers = {
            number: (status, page) for place, number, status, page in decided if place == public_id
        }
        (winner,) = [number for number, (status, _page) in answers.items() if status == 302]
        assert text == _text_of(winner)
        for number, (status, page) in answers.items():
            if number != winner:
                assert status == 409
                assert _text_of(number) in page, "what was typed stays"
                assert "Joku on jo ratkaissut tämän tekstin." in page
    assert found["held"] == 0
    assert found["decisions"] == TEXTS
