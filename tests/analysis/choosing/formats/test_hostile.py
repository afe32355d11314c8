"""Hostile files: a clear error or a right answer, never a crash, a hang or a silent wrong parse."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.choosing.formats.hostile import judge, spoiled

from tiekartta.analysis.choosing.formats import SUFFIXES

DATA = Path(__file__).parents[5] / "shared" / "data"
SMALL = {
    "soc": b"# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 5\n# NUMBER UNIQUE ORDERS: 2\n# ALTERNATIVE NAME 1: a\n# ALTERNATIVE NAME 2: b\n# ALTERNATIVE NAME 3: c\n3: 1,2,3\n2: 3,1,2\n",
    "soi": b"# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 5\n# NUMBER UNIQUE ORDERS: 2\n# ALTERNATIVE NAME 1: a\n# ALTERNATIVE NAME 2: b\n# ALTERNATIVE NAME 3: c\n3: 1\n2: 3,1\n",
    "toc": b"# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 5\n# NUMBER UNIQUE ORDERS: 2\n# ALTERNATIVE NAME 1: a\n# ALTERNATIVE NAME 2: b\n# ALTERNATIVE NAME 3: c\n3: {1,2},3\n2: 3,1,2\n",
    "toi": b"# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 5\n# NUMBER UNIQUE ORDERS: 2\n# ALTERNATIVE NAME 1: a\n# ALTERNATIVE NAME 2: b\n# ALTERNATIVE NAME 3: c\n3: {1,2}\n2: 3,{1,2}\n",
    "cat": b"# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 5\n# NUMBER CATEGORIES: 2\n# CATEGORY NAME 1: Yes\n# CATEGORY NAME 2: No\n# ALTERNATIVE NAME 1: a\n# ALTERNATIVE NAME 2: b\n# ALTERNATIVE NAME 3: c\n3: {1,2},3\n2: {},{1,2,3}\n",
    "pb": b"META\nkey;value\nnum_projects;2\nnum_votes;3\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost;votes;name\np1;60.5;2;Park\np2;40;2;\"A \"\"path\"\"\"\nVOTES\nvoter_id;vote\n1;p1,p2\n2;p1\n3;p2\n",
    "rankings": b"a,b,c\n1,2,3\n2,1,\n1,1,2\n",
    "scores": b"a,b,c\n1,2.5,3\n-2,1,\n1,1,2\n",
    "pairs": b"winner,loser,count\na,b,2\nb,a,1\nc,a,7\n",
    "papers": b"a,b,c\n1,0,1\nx,,\n0,0,1\n",
}  # fmt: skip
TABLES = ("rankings", "scores", "pairs", "papers")


def place(name: str) -> tuple[str, str | None]:
    return ("csv", name) if name in TABLES else (name, None)


@pytest.mark.parametrize("name", SMALL)
def test_unspoiled_files_are_read(name: str) -> None:
    suffix, kind = place(name)
    assert judge(SMALL[name], suffix, kind) == "read"


@pytest.mark.parametrize("name", SMALL)
def test_spoiled_small_files(name: str) -> None:
    suffix, kind = place(name)
    rng = random.Random(name)  # noqa: S311 - no secret
    answers = {judge(spoiled(SMALL[name], rng), suffix, kind) for _ in range(400)}
    assert len(answers) > 5


@pytest.mark.skipif(not DATA.exists(), reason=f"published elections not in {DATA}")
@pytest.mark.parametrize(
    "name",
    [
        "preflib/00002-00000003.soi",
        "preflib/00026-00000001.toc",
        "pabulib/Netherlands_Assen_2024.pb",
        "pabulib/Worldwide_Mechanical_Turk_Utilities_8.pb",
    ],
)
def test_spoiled_real_files(name: str) -> None:
    rng = random.Random(name)  # noqa: S311 - no secret
    data = (DATA / name).read_bytes()
    answers = {judge(spoiled(data, rng), name.rsplit(".", 1)[1]) for _ in range(100)}
    assert len(answers) > 5


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(SUFFIXES), st.sampled_from(TABLES))
def test_any_bytes(data: bytes, suffix: str, kind: str) -> None:
    judge(data, suffix, kind if suffix == "csv" else None)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.sampled_from(sorted(SMALL)), st.integers(0, 400))
def test_any_text_in_the_middle(text: str, name: str, at: int) -> None:
    suffix, kind = place(name)
    data = SMALL[name]
    judge(data[:at] + text.encode("utf-8", "surrogatepass") + data[at:], suffix, kind)
