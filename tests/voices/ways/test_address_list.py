"""Lists of addresses as people paste them, and as those paste them who mean no good."""

from __future__ import annotations

import pytest
from django.core.validators import validate_email
from hypothesis import given
from hypothesis import strategies as st

from tiekartta.voices.address_list import AddressList, Recipient, read_addresses


def read(text: str) -> AddressList:
    return read_addresses(text, languages=("fi", "sv"), default="fi")


def found(text: str) -> list[str]:
    return [each.address for each in read(text).recipients]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("a@b.fi", ["a@b.fi"]),
        ("a@b.fi\nc@d.fi\r\ne@f.fi", ["a@b.fi", "c@d.fi", "e@f.fi"]),
        ("a@b.fi; c@d.fi,e@f.fi\tg@h.fi", ["a@b.fi", "c@d.fi", "e@f.fi", "g@h.fi"]),
        ("  a@b.fi  ;;; \n\n\n", ["a@b.fi"]),
        ("Aino Esimerkki <a@b.fi>; Bo <c@d.fi>", ["a@b.fi", "c@d.fi"]),
        ('"Esimerkki, Aino" <a@b.fi>', ["a@b.fi"]),
        ('"a@b.fi"', ["a@b.fi"]),
        ("", []),
        (" \n;,\t\n", []),
    ],
)
def test_addresses_are_found_as_people_paste_them(text: str, addresses: list[str]) -> None:
    assert found(text) == addresses


def test_a_language_follows_its_address() -> None:
    assert read("a@b.fi; sv\nc@d.fi\ne@f.fi;ruotsi;g@h.fi;FI").recipients == (
        Recipient("a@b.fi", "sv"), Recipient("c@d.fi", "fi"), Recipient("e@f.fi", "sv"), Recipient("g@h.fi", "fi"),
    )  # fmt: skip


def test_a_language_in_which_nothing_is_asked_is_named() -> None:
    (problem,) = read("a@b.fi;en").problems

    assert (problem.line, problem.reason) == (1, "language")


def test_the_same_address_gets_one_letter_whatever_its_case() -> None:
    seen = read("a@b.fi\nA@B.fi\nc@d.fi;a@b.fi")

    assert [each.address for each in seen.recipients] == ["a@b.fi", "c@d.fi"]
    assert seen.twice == 2


@pytest.mark.parametrize(
    ("piece", "reason"),
    [
        ("aino", "form"), ("aino@", "form"), ("@b.fi", "form"), ("a@b", "form"), ("a@@b.fi", "form"), ("a b@c.fi", "signs"),
        ("a@b.fi c@d.fi", "signs"), ("a@b.fi\u202e", "signs"), ("a@b\x00.fi", "signs"), ("a\u200b@b.fi", "signs"),
        ("=HYPERLINK(\"x\")", "form"), ("<script>x()</script>", "form"), ("' OR 1=1 --", "form"), ("a@[127.0.0.1", "form"),
        ("ä@b.fi", "form"), ("a@bе.fi", "form"), ("x" * 400 + "@b.fi", "long"), ("a@b.fi>", "form"), ("<a@b.fi", "form"),
        ("sv", "form"), ("../../etc/passwd", "form"), ("%0d%0aBcc:a@b.fi", "form"),
    ],
)  # fmt: skip
def test_what_is_no_address_is_named_with_its_line(piece: str, reason: str) -> None:
    seen = read(f"hyva@esimerkkila.example\n{piece}\ntoinen@esimerkkila.example")

    problems = [(problem.line, problem.reason) for problem in seen.problems]
    assert problems
    assert problems[0] == (2, reason)
    assert len(seen.recipients) >= 2
    assert all(len(problem.text) <= 61 for problem in seen.problems)


def test_a_header_cannot_be_slipped_in() -> None:
    seen = read("a@b.fi\rBcc: muu@c.fi\nX: <a@b.fi\u2028Bcc:muu@c.fi>")

    assert all("\n" not in each.address and "\r" not in each.address for each in seen.recipients)
    assert "a@b.fi" in [each.address for each in seen.recipients]


def test_five_thousand_addresses_are_read_at_once() -> None:
    assert len(read("\n".join(f"h{number}@esimerkkila.example" for number in range(5_000))).recipients) == 5_000  # fmt: skip


@given(st.text(max_size=400))
def test_whatever_comes_gives_addresses_or_problems_and_never_breaks(text: str) -> None:
    seen = read(text)

    for each in seen.recipients:
        validate_email(each.address)
        assert each.address.isascii()
        assert each.language in {"fi", "sv"}
    assert all(str(problem) for problem in seen.problems)
