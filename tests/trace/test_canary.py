"""House rule 6: marked secrets are planted, the whole house is read as everybody, and none is met.

Who may see a secret is said below; everybody else, in every language, on every page, in every JSON
and CSV, must not meet it. That the crawler would see it is shown by those who may.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.crawling import Answer, crawl, links_of, name_of
from tests.factories import some_voices
from tests.shell.address_rights import ADDRESSES, NONE, STANDINGS, may
from tests.shell.test_every_address import url_of
from tests.whole_house import Whole
from tests.whole_house_objects import SECRETS

from tiekartta.journal.actors import ANONYMOUS
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.actions import withdraw_voices
from tiekartta.voices.receipts import new_code

pytestmark = pytest.mark.django_db
LANGUAGES = ("fi", "sv", "en")
MOST_ALIKE = 3
# Secret → what of the matrix lets somebody meet it. "": nobody.
WHO_MAY = {
    "held": "screen_voices",
    "rejected": "screen_voices",
    "redacted": "screen_voices",
    "withdrawn": "",
    "unquotable": "read_voices",
    "family": "read_voices",
    "code": "",
    "email": "grant_roles",
    "name": "read_programme|grant_roles",
    "draft": "",  # the owner of the other programme alone, see below
    "file": "import_voices",
    "erasure": "run_retention",
    "invited": "",
    "follower": "",
}
# Pages where a held text may be met, even by a screener.
SCREENING = {"voices:screening", "voices:screen"}


def may_meet(secret: str, who: str) -> bool:
    if secret == "draft":
        return who == "other owner"
    return bool(WHO_MAY[secret]) and may(WHO_MAY[secret], STANDINGS[who])


def seeds(whole: Whole) -> list[str]:
    """Every address, the pages of every planted voice, searches for it, and the other programme."""
    found = [url_of(address, whole) for address in ADDRESSES if address.get != NONE]
    programme = whole.programme.public_id
    for secret, voice_id in whole.secret_ids.items():
        found += [
            reverse(name, args=[programme, voice_id])
            for name in ("voices:voice", "voices:screen", "trace:voice")
        ]
        found += [
            reverse(name, args=[programme]) + f"?search={SECRETS[secret]}&haku={SECRETS[secret]}&q={SECRETS[secret]}"
            for name in ("voices:list", "proposals:list")
        ]  # fmt: skip
    other = whole.other.public_id
    found += [
        reverse("roadmap:draft", args=[other]),
        reverse("roadmap:spearhead", args=[other, whole.other_ids["spearhead_id"]]),
        reverse("voices:list", args=[other]),
    ]
    return found


def read_everything(whole: Whole, who: str, language: str) -> Iterator[Answer]:
    client = Client(headers={"accept-language": language})
    if whole.people[who] is not None:
        client.force_login(whole.people[who])
    yield from crawl(client, seeds(whole), most_alike=MOST_ALIKE)


@pytest.mark.parametrize("who", STANDINGS)
def test_nobody_meets_a_secret_without_the_right_to_it(whole: Whole, who: str) -> None:
    met: set[str] = set()
    wrong: list[tuple[str, str, str]] = []
    every = who in {"visitor", "owner"}
    for language in LANGUAGES if every else LANGUAGES[:1]:
        answers = list(read_everything(whole, who, language))
        for answer in answers:
            assert answer.status < 500, answer.url
            here = {name for name, mark in SECRETS.items() if shown(mark, answer)}
            met |= here
            outside = (
                {"held", "rejected", "redacted"} & here if answer.name not in SCREENING else set()
            )
            forbidden = outside | {name for name in here if not may_meet(name, who)}
            wrong += [(name, language, answer.url) for name in forbidden]
            wrong += [("few", language, told) for told in small_counts(answer, language)]
        wrong += [("dead link", page, link) for page, link in dead_links(answers)]
    assert wrong == []
    assert met == {name for name in SECRETS if may_meet(name, who)}, (
        "the crawler does not look well"
    )


def dead_links(answers: list[Answer]) -> set[tuple[str, str]]:
    """(page, where its link leads) for every link that this reader finds closed or gone."""
    status = {answer.url: answer.status for answer in answers}
    leads_on = {answer.url: answer.body for answer in answers if answer.kind == "redirect"}
    return {
        (answer.name, name_of(link))
        for answer in answers
        if answer.kind == "text/html" and answer.status == 200
        for link in links_of(answer)
        if status.get(leads_on.get(link, link), 200) >= 400
    }


def shown(mark: str, answer: Answer) -> bool:
    """Whether a secret stands in an answer, not counting what the reader wrote into the address."""
    if mark not in answer.url:
        return mark.casefold() in answer.body.casefold()
    if answer.kind != "text/html":
        return False
    return any(mark.casefold() in text.casefold() for _around, text in answer.page.texts)


def small_counts(answer: Answer, language: str) -> list[str]:
    """Where the three people of one group are told as a number (INV-D1)."""
    if answer.kind == "application/json":
        return [
            f"{answer.url}: {found}"
            for found in small_in_data(json.loads(answer.body.partition("\n\n")[2]))
        ]
    if answer.kind != "text/html":
        return []
    with translation.override(language):
        group = str(RespondentGroup.FAMILY.label)
    texts = " | ".join(text for _around, text in answer.page.texts)
    near = rf"{re.escape(group)}[\s|:–(]{{0,8}}3\b(?![.:]\d)|\b3\b[\s|]{{0,3}}(?:\w+ )?{re.escape(group)}"
    return [f"{answer.url}: {found[0]}" for found in re.finditer(near, texts, re.IGNORECASE)]


def small_in_data(data: Any, path: str = "") -> list[str]:
    """Numbers under the threshold in what is said of the group, whatever their name."""
    found: list[str] = []
    if isinstance(data, dict):
        about = RespondentGroup.FAMILY.value in {data.get("group"), data.get("respondent_group")}
        for name, value in data.items():
            found += small_in_data(value, f"{path}/{name}")
            if about or name == RespondentGroup.FAMILY.value:
                found += [
                    f"{path}/{name}: {number}" for number in numbers_in(value) if 0 < number < 5
                ]
    elif isinstance(data, list):
        for place, value in enumerate(data):
            found += small_in_data(value, f"{path}/{place}")
    return found


def numbers_in(data: Any) -> list[float]:
    if isinstance(data, bool):
        return []
    if isinstance(data, int | float):
        return [data]
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else []
    return [number for value in inner for number in numbers_in(value)]


def an_answer(body: str, kind: str) -> Answer:
    return Answer("/x/", "", "", 200, kind, "Header: x\n\n" + body)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<tr><th>läheiset</th><td>3</td></tr>", "text/html"),
        ("<p>läheiset: 3</p>", "text/html"),
        ("<p>3 läheiset</p>", "text/html"),
        ('{"counts": {"family": {"value": 3}}}', "application/json"),
        ('{"rows": [{"group": "family", "respondents": 3}]}', "application/json"),
    ],
)  # fmt: skip
def test_a_small_count_would_be_seen(body: str, kind: str) -> None:
    with translation.override("fi"):
        body = body.replace("läheiset", str(RespondentGroup.FAMILY.label))
    assert small_counts(an_answer(body, kind), "fi")


def test_a_shown_count_and_a_date_are_no_small_counts() -> None:
    with translation.override("fi"):
        group = str(RespondentGroup.FAMILY.label)
    assert not small_counts(an_answer(f"<td>{group}</td><td>3.2.2026</td>", "text/html"), "fi")
    assert not small_counts(
        an_answer('{"family": {"level": "full", "value": 30}}', "application/json"), "fi"
    )


def test_a_group_of_three_is_named_and_its_number_is_not(whole: Whole, client: Client) -> None:
    """Else the threshold would be kept by leaving the group out."""
    client.force_login(whole.people["steering"])
    html = client.get(
        url_of_name("voices:list", whole), headers={"accept-language": "en"}
    ).content.decode()
    row = re.findall(r"<tr[^>]*>(?:(?!</tr>).)*family and close ones.*?</tr>", html, re.DOTALL)
    assert row
    assert "hidden (too few respondents)" in row[0]
    assert not re.search(r">\s*3\s*<", row[0])


def url_of_name(name: str, whole: Whole) -> str:
    return next(url_of(address, whole) for address in ADDRESSES if address.name == name)


def test_a_withdrawn_text_was_there_before_and_is_gone_everywhere(
    whole: Whole, client: Client
) -> None:
    """The control of the withdrawn secret, and the same for one that was held."""
    codes = [new_code(), new_code()]
    texts = ["Ennen poistoa zyxqvabefore.", "Numeroni on 040 765 4321, zyxqvabefore."]
    some_voices(whole.programme, texts, receipts=codes)
    client.force_login(whole.people["owner"])
    pages = [url_of_name(name, whole) for name in ("voices:list", "voices:screening")]
    before = [any(sees(client, url, "zyxqvabefore")) for url in pages]
    for code in codes:
        assert withdraw_voices(code=code, by=ANONYMOUS) == 1
    after = [any(sees(client, url, "zyxqvabefore")) for url in pages]

    assert (before, after) == ([True, True], [False, False])


def sees(client: Client, url: str, mark: str) -> Iterator[bool]:
    for page in range(1, 10):
        yield mark in client.get(f"{url}?page={page}").content.decode()


def test_the_code_of_a_ballot_is_shown_once_where_it_is_made(whole: Whole, client: Client) -> None:
    client.force_login(whole.people["owner"])
    url = url_of_name("priorities:codes", whole)
    made = client.post(url, {"group": "staff", "number": "1"}).content.decode()
    codes = set(re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", made))

    assert codes
    again = client.get(url).content.decode()
    assert not any(code in again for code in codes)
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", SECRETS["code"])
