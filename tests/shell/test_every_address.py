"""Every address against every role: the permission matrix holds at every door (domain 4.5)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.page_reading import FormRead, read_page
from tests.shell.address_rights import (
    ADDRESSES,
    GLOBAL_PAGES,
    NONE,
    PUBLIC,
    STANDINGS,
    Address,
    may,
    refusal,
)
from tests.whole_house import Whole, rows_of_all_tables

pytestmark = pytest.mark.django_db
EVERYBODY = pytest.mark.parametrize("who", STANDINGS)
# What a request may write whoever asks: the session that says who it is.
ASIDE = ("django_session",)


def patterns(resolver: URLResolver, folder: str = "") -> Iterator[tuple[str, str, set[str]]]:
    """Name, route and arguments of every URL pattern of the house."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{folder}{entry.name}", str(entry.pattern), set(entry.pattern.regex.groupindex)
        else:
            yield from patterns(entry, f"{entry.namespace}:" if entry.namespace else folder)


ARGUMENTS = {name: arguments for name, _route, arguments in patterns(get_resolver())}


def url_of(address: Address, whole: Whole, **changes: str) -> str:
    ids = {
        **whole.ids,
        "held_id": whole.secret_ids["held"],
        "redacted_id": whole.secret_ids["redacted"],
        "what": "avaa",
    }
    chosen = {
        name: ids.get(address.ids.get(name, name), address.ids.get(name, ""))
        for name in ARGUMENTS[address.name]
    }
    return reverse(address.name, kwargs={**chosen, **changes}) + address.query.format(**ids)


def a_client(whole: Whole, who: str) -> Client:
    client = Client(raise_request_exception=False, headers={"accept-language": "fi"})
    person = whole.people[who]
    if person is not None:
        client.force_login(person)
    return client


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back."""
    cache.clear()
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


@contextmanager
def same_cookies(client: Client) -> Iterator[None]:
    """Whoever logs out inside is logged in again after it."""
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    yield
    client.cookies.clear()
    client.cookies.load(kept)


def digest() -> str:
    """Of every row of every table, sessions aside."""
    kept = [row for row in rows_of_all_tables() if row[0] not in ASIDE]
    return hashlib.sha256(repr(kept).encode()).hexdigest()


@pytest.fixture(scope="module")
def forms(whole: Whole, django_db_blocker: Any) -> dict[str, list[FormRead]]:
    """Every form that the owner sees, filled in, by the path it is sent to."""
    found: dict[str, list[FormRead]] = {}
    for address in ADDRESSES:
        if address.get == NONE:
            continue
        url = url_of(address, whole)
        with undone():
            response = a_client(whole, "owner").get(url)
        if response["Content-Type"].startswith("text/html"):
            for form in read_page(response.content.decode()).forms:
                alike = found.setdefault((form.action or url).split("?")[0], [])
                if form.method == "post" and kind_of(form) not in map(kind_of, alike):
                    alike.append(form)
    return found


def kind_of(form: FormRead) -> tuple[object, ...]:
    """Forms with the same fields and the same act are tried once."""
    return frozenset(form.fields), tuple(form.fields.get("act", ()))


def test_every_url_pattern_stands_in_the_table_of_rights() -> None:
    assert set(ARGUMENTS) == {address.name for address in ADDRESSES}


def test_most_forms_of_the_house_are_tried(forms: dict[str, list[FormRead]], whole: Whole) -> None:
    """Else the tests below would post nothing but empty forms."""
    posting = [address for address in ADDRESSES if address.post != NONE]
    filled = [address.name for address in posting if url_of(address, whole).split("?")[0] in forms]

    assert len(filled) > 0.7 * len(posting), {a.name for a in posting} - set(filled)


def expected(address: Address, who: str) -> set[int]:
    standing = STANDINGS[who]
    if address.get == NONE:
        return {405} if standing.is_logged_in else {405, 302}
    if may(address.get, standing, address.marks):
        return set(address.found)
    if address.name in GLOBAL_PAGES:
        return {403} if standing.is_logged_in else {302}
    return {refusal(address, address.get, standing)}


@EVERYBODY
def test_every_page_opens_for_those_only_whom_the_matrix_names(whole: Whole, who: str) -> None:
    client, standing, wrong = a_client(whole, who), STANDINGS[who], []
    before = digest()
    for address in ADDRESSES:
        url = url_of(address, whole)
        response = client.get(url)
        if response.status_code not in expected(address, who):
            wrong.append((address.name, url, response.status_code, expected(address, who)))
        refused = address.get != NONE and not may(address.get, standing, address.marks)
        if refused and response.status_code == 302 and not leads_to_login(response):
            wrong.append((address.name, url, response.url, "log in"))
    assert wrong == []
    assert digest() == before, "looking changed something"


def leads_to_login(response: Any) -> bool:
    return response.url.startswith("/tili/kirjaudu/")


def bodies(url: str, forms: dict[str, list[FormRead]]) -> list[dict[str, Any]]:
    """An empty form, and every form that somebody with the right sees there."""
    return [{}, *(form.fields for form in forms.get(url.partition("?")[0], []))]


@EVERYBODY
def test_a_post_without_the_right_changes_nothing(
    whole: Whole, who: str, forms: dict[str, list[FormRead]]
) -> None:  # fmt: skip
    client, standing, wrong = a_client(whole, who), STANDINGS[who], []
    before = digest()
    for address in ADDRESSES:
        if address.post != NONE and may(address.post, standing):
            continue
        url = url_of(address, whole)
        for body in bodies(url, forms):
            cache.clear()
            response = client.post(url, body)
            allowed = {403, 404, 405} if standing.is_logged_in else {302, 404, 405}
            if response.status_code not in allowed:
                wrong.append((address.name, url, body, response.status_code))
            if response.status_code == 302 and not leads_to_login(response):
                wrong.append((address.name, url, body, response.url))
    assert wrong == []
    assert digest() == before


@EVERYBODY
def test_a_post_with_the_right_never_breaks(
    whole: Whole, who: str, forms: dict[str, list[FormRead]]
) -> None:  # fmt: skip
    client, wrong = a_client(whole, who), []
    for address in ADDRESSES:
        if address.post == NONE or not may(address.post, STANDINGS[who]):
            continue
        url = url_of(address, whole)
        for body in bodies(url, forms):
            with undone(), same_cookies(client):
                response = client.post(url, body)
            if response.status_code >= 500 or response.status_code in {403, 405}:
                wrong.append((address.name, url, body, response.status_code))
    assert wrong == []


def test_filled_in_forms_do_change_the_house(
    whole: Whole, forms: dict[str, list[FormRead]]
) -> None:  # fmt: skip
    """The control of the test above: sent by the owner, the same forms are acted on."""
    client, acted = a_client(whole, "owner"), set()
    before = digest()
    for address in ADDRESSES:
        if (
            address.post == NONE
            or not may(address.post, STANDINGS["owner"])
            or may(address.post, STANDINGS["visitor"])
        ):
            continue
        url = url_of(address, whole)
        for body in bodies(url, forms)[1:]:
            with undone(), same_cookies(client):
                client.post(url, body)
                if digest() != before:
                    acted.add(address.name)
    posting = {
        a.name for a in ADDRESSES if a.post != NONE and not may(a.post, STANDINGS["visitor"])
    }
    assert len(acted) > 0.5 * len(posting), posting - acted


TWO_IDS = [
    address for address in ADDRESSES
    if "programme_id" in ARGUMENTS[address.name] and len(ARGUMENTS[address.name] - {"order", "what"}) > 1
]  # fmt: skip


@pytest.mark.parametrize("address", TWO_IDS, ids=lambda address: address.name)
def test_a_thing_of_another_programme_is_not_there(
    whole: Whole, address: Address, forms: dict[str, list[FormRead]]
) -> None:  # fmt: skip
    """The owner of B asks for a thing of A under the address of B."""
    client = a_client(whole, "other owner")
    url = url_of(address, whole, programme_id=whole.other.public_id)
    if address.get not in {NONE, PUBLIC}:
        assert client.get(url).status_code == 404
    if address.post != NONE:
        before = digest()
        for body in bodies(url_of(address, whole), forms):
            assert client.post(url, body).status_code == 404
        assert digest() == before


def test_there_are_addresses_with_two_ids() -> None:
    assert len(TWO_IDS) > 20
