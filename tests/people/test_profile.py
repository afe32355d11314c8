"""One's own page."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.factories import a_person

from tiekartta.language.errors import Refusal
from tiekartta.people.actions import change_profile

pytestmark = pytest.mark.django_db


def test_name_and_language_are_changed_and_the_page_turns_to_the_language(client: Client) -> None:
    person = a_person("Aino Esimerkki")
    client.force_login(person)

    answer = client.post(
        "/tili/oma/", {"display_name": "  Aino   Uusi ", "language": "sv"}, follow=True
    )

    person.refresh_from_db()
    assert (person.display_name, person.language) == ("Aino Uusi", "sv")
    assert "Dina uppgifter sparades." in answer.content.decode()
    assert "Mitt konto" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "language"), [("", "fi"), ("x" * 5000, "fi"), ("Aino", "de"), ("Aino", "")]
)
def test_what_will_not_do_is_shown_beside_the_field(
    client: Client, name: str, language: str
) -> None:
    person = a_person("Aino Esimerkki")
    client.force_login(person)

    assert (
        client.post("/tili/oma/", {"display_name": name, "language": language}).status_code == 200
    )

    person.refresh_from_db()
    assert person.display_name == "Aino Esimerkki"


def test_a_name_of_code_is_shown_as_text(client: Client) -> None:
    client.force_login(a_person("<script>alert(1)</script>"))

    page = client.get("/tili/oma/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_nobody_changes_another_persons_details() -> None:
    person = a_person()

    with pytest.raises(PermissionDenied):
        change_profile(person=person, display_name="Muu", language="fi", by=a_person())
    with pytest.raises(Refusal):
        change_profile(person=person, display_name=" ", language="fi", by=person)


def test_a_visitor_is_sent_to_log_in(client: Client) -> None:
    assert client.get("/tili/oma/").headers["location"] == "/tili/kirjaudu/?next=/tili/oma/"
