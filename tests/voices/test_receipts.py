"""Receipt codes (INV-D9)."""

from __future__ import annotations

import re
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiekartta.voices.receipts import (
    ALPHABET,
    is_code,
    is_tag,
    key_of,
    new_code,
    new_codes,
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
