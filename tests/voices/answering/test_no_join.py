"""INV-D6 by the files themselves: nothing in the database, its log or its journal joins a code to an answer.

Thirty people answer with thirty codes on a real file. Somebody who has copied every file of the database,
before and after the answers were opened, follows every commit. Two designs that look anonymous are read
in the same way, and there the answers of all thirty are found.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.voices.answering.database_files import Commit, columns, commits, rank_correlation, tables

ROOT = Path(__file__).resolve().parents[3]
NAME = "tiekartta.sqlite3"
TOKENS, ENVELOPES = "voices_accesstoken", "voices_envelope"
SAID = ("voices_response", "voices_answer", "voices_voice", "voices_screening")
LIKELY = 0.75
"""Thirty places in an order of chance correlate so much once in 100,000 times."""
TELLS_NOTHING = 6
"""Characters up to which two equal values say nothing: numbers, kinds, languages."""


@dataclass(frozen=True, eq=False)
class Stolen:
    """What was copied, and what is true."""

    folder: Path
    truth: list[dict[str, str]]

    @cache  # noqa: B019 - lives as long as the module's tests
    def image(self, when: str) -> bytes:
        return (self.folder / when / NAME).read_bytes()

    def every_byte(self, when: str) -> bytes:
        return b"".join(path.read_bytes() for path in sorted((self.folder / when).iterdir()))

    @cache  # noqa: B019 - the same
    def commits(self, when: str) -> list[Commit]:
        return list(commits(self.folder / when, NAME))

    @cache  # noqa: B019 - the same
    def end(self) -> dict[str, dict[str, Any]]:
        """The last rows of every table, with the names of their columns."""
        image = bytearray(self.image("opened"))
        last: dict[str, dict[Any, Any]] = tables(bytes(image))
        for commit in self.commits("opened"):
            for name, rows in commit.gone.items():
                for key in rows:
                    last[name].pop(key, None)
            for name, rows in commit.new.items():
                last.setdefault(name, {}).update(rows)
        return {name: {**rows} for name, rows in last.items()}


def stolen(folder: Path, design: str) -> Stolen:
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "tiekartta.shell.settings", "TIEKARTTA_DATA_DIR": str(folder / "data"),
        "TIEKARTTA_COMPUTE": "inline", "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tests.voices.answering.answering_house", str(folder), design], cwd=ROOT,
        env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return Stolen(folder, json.loads((folder / "truth.json").read_text()))


@pytest.fixture(scope="module")
def as_it_is(tmp_path_factory: pytest.TempPathFactory) -> Stolen:
    return stolen(tmp_path_factory.mktemp("as_it_is"), "as_it_is")


@pytest.fixture(scope="module")
def plain_beside(tmp_path_factory: pytest.TempPathFactory) -> Stolen:
    return stolen(tmp_path_factory.mktemp("plain_beside"), "plain_beside")


@pytest.fixture(scope="module")
def in_order(tmp_path_factory: pytest.TempPathFactory) -> Stolen:
    return stolen(tmp_path_factory.mktemp("in_order"), "in_order")


def used_in(commit: Commit, house: Stolen) -> list[str]:
    """Digests of codes that became used in this commit."""
    names = columns_of(house, TOKENS)
    digest, used = names.index("digest"), names.index("used")
    return [row[digest].decode() for row in commit.new.get(TOKENS, {}).values() if row[used] == 1]  # type: ignore[attr-defined] # - text comes as bytes


@cache
def columns_of(house: Stolen, table: str) -> list[str]:
    """The tables are made before the first copy, so the file has them without its log."""
    return columns(house.image("sealed"), table)


def found_together(house: Stolen, when: str) -> dict[str, set[str]]:
    """Digest of a code → words that were written in the commit in which it became used."""
    names = columns_of(house, "voices_voice")
    text = names.index("text_original")
    found: dict[str, set[str]] = {}
    for commit in house.commits(when):
        for digest in used_in(commit, house):
            found[digest] = {
                row[text].decode()  # type: ignore[attr-defined] # - text comes as bytes
                for row in commit.new.get("voices_voice", {}).values()
            }
    return found


def order_tells(house: Stolen, table: str, column: str) -> float:
    """How much the order in which codes were used tells of the order of rows."""
    place = {row["words"]: number for number, row in enumerate(house.truth)}
    voices, names = house.end()["voices_voice"], columns_of(house, "voices_voice")
    text, response = names.index("text_original"), names.index("response_id")
    came: list[int] = []
    kept: list[Any] = []
    for rowid, row in voices.items():
        came.append(place[row[text].decode()])
        kept.append(_of(house, table, column, rowid, row, row[response]))
    ranks = {value: rank for rank, value in enumerate(sorted(kept))}
    return rank_correlation(came, [ranks[value] for value in kept])


def _of(house: Stolen, table: str, column: str, rowid: Any, voice: Any, response: bytes) -> Any:
    if table == "voices_voice":
        return rowid if column == "rowid" else voice[columns_of(house, table).index(column)]
    rows, names = house.end()[table], columns_of(house, table)
    key = names.index("id" if table == "voices_response" else "response_id")
    own = next(number for number, row in rows.items() if row[key] == response)
    return own if column == "rowid" else rows[own][names.index(column)]


ORDERS = [
    (table, column)
    for table, more in (("voices_response", ("id", "receipt_tag")), ("voices_answer", ("id",)), ("voices_voice", ("id", "public_id", "receipt_tag")))
    for column in ("rowid", *more)
]  # fmt: skip


# --- while they are sealed ----------------------------------------------------------------------


def test_no_word_of_an_answer_stands_in_any_file_while_it_is_sealed(as_it_is: Stolen) -> None:
    """INV-C4: also in the log."""
    whole = as_it_is.every_byte("sealed")
    assert len(whole) > 500_000
    assert [row["words"] for row in as_it_is.truth if row["words"].encode() in whole] == []
    assert "Kirjoitin tämän".encode() not in whole


def test_no_code_and_no_receipt_stands_in_any_file(as_it_is: Stolen) -> None:
    for when in ("sealed", "opened"):
        whole = as_it_is.every_byte(when)
        for row in as_it_is.truth:
            for secret in (row["code"], row["receipt"]):
                assert secret.encode() not in whole
                assert secret.replace("-", "").encode() not in whole


def test_the_commit_of_an_answer_holds_a_used_code_a_sealed_envelope_and_nothing_else(
    as_it_is: Stolen,
) -> None:
    """No journal, no job, no session, no time: 30 commits, each of which says only that somebody answered."""
    own = [commit for commit in as_it_is.commits("sealed") if used_in(commit, as_it_is)]
    assert len(own) == 30
    assert {frozenset(commit.tables) for commit in own} == {frozenset({TOKENS, ENVELOPES})}
    for commit in own:
        (envelope,) = commit.new[ENVELOPES].values()
        assert len(used_in(commit, as_it_is)) == 1
        assert len(envelope) == 5, "id, tag, sealed bytes, collection, whether it was set aside"
        assert envelope[-1] == 0, "of all of them the same"
    lengths = {
        len(row[columns_of(as_it_is, ENVELOPES).index("sealed")])
        for commit in own
        for row in commit.new[ENVELOPES].values()
    }  # type: ignore[arg-type] # - bytes
    assert len(lengths) == 1, "all look alike"


# --- after they were opened ---------------------------------------------------------------------


def test_the_words_are_there_after_opening_in_one_commit(as_it_is: Stolen) -> None:
    """The control of the tests below: there is something that could be joined."""
    whole = as_it_is.every_byte("opened")
    assert all(row["words"].encode() in whole for row in as_it_is.truth)
    (opening,) = [c for c in as_it_is.commits("opened") if "voices_response" in c.new]
    assert (len(opening.new["voices_response"]), len(opening.gone[ENVELOPES])) == (30, 30)
    assert TOKENS not in opening.tables


def test_no_commit_holds_a_used_code_and_an_answer(as_it_is: Stolen) -> None:
    assert len(found_together(as_it_is, "opened")) == 30
    assert all(words == set() for words in found_together(as_it_is, "opened").values())


@pytest.mark.parametrize(("table", "column"), ORDERS)
def test_no_order_of_rows_tells_the_order_of_codes(
    as_it_is: Stolen, table: str, column: str
) -> None:
    assert abs(order_tells(as_it_is, table, column)) < LIKELY


def test_what_lay_beside_a_used_code_has_nothing_in_common_with_what_was_said(
    as_it_is: Stolen,
) -> None:
    """An envelope can be tied to its code by the log; so nothing of it may come again in an answer."""
    for_all = {
        value for commit in as_it_is.commits("opened") for table in (TOKENS, ENVELOPES)
        for value in _common(list(commit.new.get(table, {}).values()))
    }  # fmt: skip
    beside: set[object] = set()
    for commit in as_it_is.commits("opened"):
        if used_in(commit, as_it_is):
            for table in (TOKENS, ENVELOPES):
                beside |= {value for row in commit.new[table].values() for value in row}
    collection = {row[columns_of(as_it_is, ENVELOPES).index("collection_id")] for c in as_it_is.commits("opened") for row in c.new.get(ENVELOPES, {}).values()}  # fmt: skip
    said = {value for table in SAID for row in as_it_is.end()[table].values() for value in row}
    shared = {
        value for value in (beside & said) - collection - for_all
        if isinstance(value, bytes) and len(value) > TELLS_NOTHING
    }  # fmt: skip
    assert shared == set()


def _common(rows: list[Any]) -> set[object]:
    return set.intersection(*(set(row) for row in rows)) if len(rows) > 1 else set()


def test_only_the_day_of_an_answer_is_kept(as_it_is: Stolen) -> None:
    for table in (TOKENS, ENVELOPES, *SAID):
        for row in as_it_is.end()[table].values():
            times = [
                value
                for value in row
                if isinstance(value, bytes) and b":" in value and value[:2] == b"20"
            ]
            assert times == [], table


def test_the_journal_and_the_jobs_name_no_code_and_no_answer(as_it_is: Stolen) -> None:
    end = as_it_is.end()
    ids = {
        value for table in (TOKENS, ENVELOPES, *SAID) for row in end[table].values()
        for value in (row[0], row[columns_of(as_it_is, table).index("id")])
        if isinstance(value, bytes) and len(value) > TELLS_NOTHING
    } | {row["digest"].encode() for row in as_it_is.truth}  # fmt: skip
    told = b"".join(
        str(value).encode() if not isinstance(value, bytes) else value
        for table, rows in end.items() if table.startswith(("journal_", "jobs_", "django_"))
        for row in rows.values() for value in row
    )  # fmt: skip
    assert len(told) > 1000
    assert [value for value in ids if value in told] == []


# --- the controls: designs that look anonymous --------------------------------------------------


def test_the_proof_sees_an_answer_that_is_written_beside_its_code(plain_beside: Stolen) -> None:
    """No foreign key, random ids, no time: the log joins all thirty."""
    assert found_together(plain_beside, "opened") == {
        row["digest"]: {row["words"]} for row in plain_beside.truth
    }
    assert plain_beside.truth[0]["words"].encode() in plain_beside.every_byte("sealed")


def test_the_proof_sees_answers_that_are_opened_in_the_order_they_came(in_order: Stolen) -> None:
    assert order_tells(in_order, "voices_voice", "rowid") == 1
    assert order_tells(in_order, "voices_response", "rowid") == 1
    assert all(words == set() for words in found_together(in_order, "opened").values())
