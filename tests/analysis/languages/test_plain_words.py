"""The list of officials' words: long enough, clean, and with something to say instead."""

from __future__ import annotations

from importlib.resources import files

import pytest

from tiekartta.analysis.languages.plain import hints_of, plain_words

ROWS = [
    line.split("\t")
    for line in files("tiekartta.analysis.languages").joinpath("plain_words.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]  # fmt: skip


@pytest.mark.parametrize(("language", "fewest"), [("fi", 120), ("sv", 60), ("en", 30)])
def test_the_list_is_long_enough(language: str, fewest: int) -> None:
    assert len(plain_words(language)) >= fewest


def test_every_word_is_once_in_its_language_and_in_small_letters() -> None:
    keys = [(language, beginning) for language, beginning, _instead in ROWS]
    assert len(keys) == len(set(keys))
    assert all(len(beginning) >= 4 and beginning == beginning.lower() for _code, beginning in keys)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}:{row[1]}")
def test_every_word_is_met_and_what_stands_instead_is_plain(row: list[str]) -> None:
    """The advice must not send from one official word to another."""
    language, beginning, instead = row
    hints = [hint for hint in hints_of(f"Sana {beginning}x.", language) if hint.code == "jargon"]
    assert hints
    assert hints[-1].instead == instead
    assert not [hint for hint in hints_of(instead, language) if hint.code == "jargon"]


def test_the_closest_beginning_decides() -> None:
    (hint,) = [each for each in hints_of("Mitä voimavaroja on?", "fi") if each.code == "jargon"]
    assert hint.instead == "mistä saa voimia"
