"""What somebody with an account can take along: all about them, nothing about others, no secret."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from tests.factories import PASSPHRASE, a_member, a_person, a_programme, some_voices, the_owner
from tests.themes.making import a_draft, themes

from tiekartta.journal.actors import SYSTEM
from tiekartta.people.models import Person
from tiekartta.people.states import DutyKind, Role
from tiekartta.programmes.actions import invite_member
from tiekartta.programmes.models import Programme
from tiekartta.shell.own_data.collecting import (
    SECRETS,
    UNMARKED,
    own_data,
    tables_about_people,
)
from tiekartta.themes.actions import add_note
from tiekartta.voices.actions import screen_voice, start_import
from tiekartta.voices.models import Voice
from tiekartta.voices.states import VoiceState

pytestmark = pytest.mark.django_db


def tables(person: Person) -> dict[str, list[dict[str, Any]]]:
    return {each["table"]: each["rows"] for each in own_data(reader=person)["tables"]}


def a_busy_owner() -> tuple[Programme, Person]:
    """Somebody who has a role, invited another, screened, imported and wrote a note."""
    programme = a_programme()
    owner = the_owner(programme)
    draft = a_draft(programme)
    add_note(theme=themes(draft)[0], text="Kysytään tästä zyxqvanote.", by=owner)
    some_voices(programme, ["Soita minulle numeroon 040 123 4567, sanoo zyxqvaheld."])
    held = Voice.objects.get(state=VoiceState.QUARANTINED)
    screen_voice(
        voice_id=held.pk, decision="redact", text="Soita minulle, sanoo zyxqvascreened.", programme=programme, by=owner
    )  # fmt: skip
    start_import(
        programme=programme, file_name="zyxqvafile.csv", by=owner,
        content="Mitä kehittäisit?;Ryhmä\nLisää zyxqvacontent.;Henkilöstö\n".encode(),
    )  # fmt: skip
    invite_member(
        programme=programme, email="zyxqvaother@esimerkkila.example", display_name="Zyxqva Toinen",
        language="sv", role=Role.RECORDER, by=owner,
    )  # fmt: skip
    return programme, owner


def test_all_about_oneself_is_in_it() -> None:
    programme, owner = a_busy_owner()
    found = tables(owner)
    (account,) = found["people.Person"]
    assert (account["email"], account["display_name"]) == (owner.email, owner.display_name)
    assert {"people.Person", "programmes.Membership", "programmes.Duty", "journal.Entry", "voices.Screening", "themes.Note", "voices.ImportDraft", "people.Invitation"} <= set(found)  # fmt: skip
    (role,) = [row for row in found["programmes.Membership"] if row.get("person") == "you"]
    assert (role["role"], role["programme"]) == ("owner", str(programme.pk))
    assert found["themes.Note"][0]["text"] == "Kysytään tästä zyxqvanote."
    acts = {row["action"] for row in found["journal.Entry"]}
    assert {"screen_voice_redact", "add_note", "grant_role"} <= acts


def test_nothing_of_others_and_no_secret_is_in_it() -> None:
    """House rules 6 and 7. That there is something to leak: the owner may read all of it on pages."""
    _programme, owner = a_busy_owner()
    text = json.dumps(own_data(reader=owner), ensure_ascii=False)
    for secret in ("zyxqvaheld", "zyxqvascreened", "zyxqvafile", "zyxqvacontent", "zyxqvaother", "Zyxqva Toinen"):  # fmt: skip
        assert secret not in text
    other = Person.objects.get(email__startswith="zyxqvaother")
    assert str(other.pk) not in text
    assert owner.password not in text
    assert PASSPHRASE not in text
    assert not any(f'"{name}"' in text for name in SECRETS)


def test_two_people_get_different_files() -> None:
    programme, owner = a_busy_owner()
    member = a_member(programme, Role.FACILITATOR, DutyKind.SCREENER)
    found = tables(member)
    assert [row["email"] for row in found["people.Person"]] == [member.email]
    assert owner.email not in json.dumps(found)
    assert owner.actor_key not in json.dumps(found)
    assert "themes.Note" not in found


def keys_to_people(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields if field.related_model is Person}


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_every_table_that_names_people_is_found_by_its_marks(model: type[Model]) -> None:
    """A new table with a person in it is in the file at once, or the build fails."""
    label, named = model._meta.label, keys_to_people(model)
    if not named:
        return
    assert model in tables_about_people()
    marks = getattr(model, "Privacy", None)
    assert marks is not None or label in UNMARKED
    if marks is not None:
        assert named <= set(marks.personal)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Lataa omat tietosi"),
        ("sv", "Ladda ner dina uppgifter"),
        ("en", "Download your data"),
    ],
)
def test_it_is_downloaded_from_the_account_and_told_on_the_page_of_privacy(
    client: Client, language: str, words: str
) -> None:
    person = a_person()
    client.force_login(person)
    headers = {"accept-language": language}
    assert words in client.get(reverse("people:profile"), headers=headers).content.decode()
    told = {"fi": "sivulta Oma tunnus", "sv": "sidan för ditt konto", "en": "page of your account"}
    assert told[language] in client.get(reverse("privacy"), headers=headers).content.decode()
    answer = client.get(reverse("own_data"), headers=headers)
    assert answer.headers["Content-Disposition"].endswith('"tiekartta-omat-tiedot.json"')
    assert "no-store" in answer.headers["Cache-Control"]
    data = json.loads(answer.content)
    assert data["tables"][-1]["rows"]
    assert person.email in answer.content.decode()


def test_a_visitor_is_asked_to_log_in(client: Client) -> None:
    assert client.get(reverse("own_data")).status_code == 302


def test_a_person_whom_the_system_made_and_who_did_nothing_gets_a_file() -> None:
    person = a_person("Uuno Uusi", language="sv")
    assert list(tables(person)) == ["people.Person"]
    assert SYSTEM.actor_key not in json.dumps(own_data(reader=person))
