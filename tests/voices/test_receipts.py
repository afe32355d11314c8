"""Receipt codes (INV-D9)."""

from __future__ import annotations

import hashlib
import re
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.asking import an_open_survey
from tests.factories import a_programme

from tiekartta.voices.models import Collection
from tiekartta.voices.receipts import (
    ALPHABET,
    is_code,
    is_tag,
    key_of,
    keys_of,
    new_code,
    new_codes,
    new_salt,
    normal,
    tag_of,
)


def test_a_code_has_sixty_bits_and_reads_in_three_parts() -> None:
    assert len(ALPHABET) == 32
    assert re.fullmatch(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", new_code())


def test_codes_made_together_differ_and_are_within_bounds() -> None:
    assert len(set(new_codes(5000))) == 5000
    for number in (0, 5001):
        with pytest.raises(ValueError):
            new_codes(number)


def test_no_code_begins_a_formula() -> None:
    assert not [code for code in new_codes(5000) if code[0] in "=+-@\t\r"]


@given(st.text(ALPHABET, min_size=12, max_size=12), st.sampled_from(["", "-", " ", " – "]))
def test_a_code_is_read_however_it_is_written(signs: str, between: str) -> None:
    written = between.join([signs[:4].lower(), signs[4:8], signs[8:]])
    assert normal(written) == signs


def test_look_alikes_are_one() -> None:
    assert normal("oil0-11oo-lili") == normal("0110-1100-1111")


@pytest.mark.parametrize(
    "bad", ["", "7", "123456789012", "1234 5678 9012", "KRTV-7H2M", "ÄÄÄÄ-ÄÄÄÄ-ÄÄÄÄ"]
)
def test_short_codes_and_numbers_are_no_receipts(bad: str) -> None:
    assert not is_code(bad)


def test_a_tag_belongs_to_one_code_one_voice_and_one_collection() -> None:
    voice, other = uuid.uuid4(), uuid.uuid4()
    key = key_of("KRTV-7H2M-P9QX", b"salt")
    tag = tag_of(key, voice)
    assert is_tag(tag, key_of("krtv7h2mp9qx", b"salt"), voice)
    assert not is_tag(tag, key, other)
    assert not is_tag(tag, key_of("KRTV-7H2M-P9QX", b"another"), voice)
    assert not is_tag(tag, key_of("KRTV-7H2M-P9QZ", b"salt"), voice)


def test_a_code_is_stretched_once_for_all_collections_whose_salts_share_a_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = new_salt()
    salts = {"a": first, "b": new_salt(first), "c": new_salt(first), "old": b"s" * 16}
    stretched: list[bytes] = []
    scrypt = hashlib.scrypt

    def counted(password: bytes, **how: Any) -> bytes:
        stretched.append(how["salt"])
        return scrypt(password, **how)

    monkeypatch.setattr("tiekartta.voices.receipts.hashlib.scrypt", counted)
    keys = keys_of("KRTV-7H2M-P9QX", salts)
    assert sorted(stretched) == sorted([first[:16], b"s" * 16])
    assert keys == {name: key_of("krtv7h2mp9qx", salt) for name, salt in salts.items()}


def test_keys_of_one_code_have_nothing_in_common_and_old_salts_keep_theirs() -> None:
    """INV-D9: only who has the code can tell that two tags are of one respondent."""
    first = new_salt()
    keys = keys_of("KRTV-7H2M-P9QX", {number: new_salt(first) for number in range(50)})
    assert len(set(keys.values())) == 50
    assert first[16:] != new_salt(first)[16:]
    # worked out by what stood here before salts had two parts
    old = hashlib.scrypt(b"KRTV7H2MP9QX", salt=b"s" * 16, n=2**12, r=8, p=1, dklen=32)
    assert key_of("KRTV-7H2M-P9QX", b"s" * 16) == old


def test_a_salt_shares_nothing_with_one_of_sixteen_bytes_and_codes_differ() -> None:
    assert new_salt(b"s" * 16)[:16] != b"s" * 16
    salt = new_salt()
    assert key_of("KRTV-7H2M-P9QX", salt) != key_of("KRTV-7H2M-P9QZ", salt)


@pytest.mark.django_db
def test_collections_of_an_installation_share_a_part_also_beside_older_ones() -> None:
    programme = a_programme()
    Collection.objects.create(programme=programme, name="Vanha", receipt_salt=b"s" * 16)
    salts = [bytes(an_open_survey(programme)[0].receipt_salt) for _number in range(3)]
    assert len({salt[:16] for salt in salts}) == 1
    assert len({salt[16:] for salt in salts}) == 3
    (imported,) = {bytes(row.receipt_salt)[:16] for row in Collection.objects.exclude(name="Vanha")}
    assert imported == salts[0][:16]
