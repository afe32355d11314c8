"""No page asks the database once for each row it shows (lists have their own tests with 1 and 3 rows)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from tests.shell.address_rights import Address
from tests.shell.test_every_address import url_of
from tests.shell.test_every_page import PAGES
from tests.whole_house import Whole

pytestmark = pytest.mark.django_db
MOST_ALIKE = 3
# Each rule asks by itself what roles and duties the reader has: of the reader, never of a row.
ABOUT_THE_READER = (
    'SELECT "programmes_membership"."role"',
    'SELECT %s AS "a" FROM "programmes_duty"',
    'SELECT %s AS "a" FROM "mfa_authenticator"',
)
MOST_ABOUT_THE_READER = 12


def asked_by(client: Client, url: str) -> Counter[str]:
    """The queries of a page without their values, and how often each was asked."""
    asked: Counter[str] = Counter()

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked[re.sub(r"\(%s(?:, %s)*\)", "(…)", sql)] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        assert client.get(url).status_code == 200
    return asked


@pytest.mark.parametrize(
    "address",
    [address for who, address in PAGES if who == "owner"],
    ids=lambda address: address.name,
)
def test_no_page_asks_the_same_for_every_row(
    whole: Whole, client: Client, address: Address
) -> None:
    client.force_login(whole.people["owner"])
    asked = asked_by(client, url_of(address, whole))
    too_often = {
        sql: times
        for sql, times in asked.items()
        if times > (MOST_ABOUT_THE_READER if sql.startswith(ABOUT_THE_READER) else MOST_ALIKE)
    }
    assert too_often == {}
