"""Votes in blocks give the same map wherever the blocks are worked on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.analysis.opinions.conversations import camps

from tiekartta.analysis.opinions import OpinionsError, Votes, opinion_map
from tiekartta.analysis.opinions.blocks import in_blocks, read_block, write_block


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Three blocks of one conversation."""
    votes = camps(300, 24)
    found = []
    for number, rows in enumerate(np.array_split(np.arange(300), 3)):
        path = tmp_path / f"{number}.npz"
        write_block(votes.of_people(rows), path)
        found.append(str(path))
    return found


@pytest.mark.parametrize("where", [None, "threads", "processes"])
def test_blocks_give_the_map_of_the_whole_table(files: list[str], where: str | None) -> None:
    whole = opinion_map(camps(300, 24))
    with in_blocks(files, where=where, workers=2) as source:
        found = opinion_map(source)
    assert found.participants == whole.participants
    assert np.array_equal(found.group_of, whole.group_of)
    assert np.allclose(found.places, whole.places, atol=1e-9)
    assert found.statements == whole.statements
    assert found.groups == whole.groups
    assert found.stability == whole.stability


def test_every_mode_gives_the_same_to_the_last_bit(files: list[str]) -> None:
    told = []
    for where in (None, "threads"):
        with in_blocks(files, where=where, workers=2) as source:
            told.append(opinion_map(source).as_data())
    assert told[0] == told[1]


def test_blocks_of_other_statements_are_refused(tmp_path: Path) -> None:
    for number, statements in enumerate((5, 6)):
        write_block(camps(60, statements), tmp_path / f"{number}.npz")
    with (
        pytest.raises(OpinionsError) as refused,
        in_blocks([tmp_path / "0.npz", tmp_path / "1.npz"]),
    ):
        pass
    assert refused.value.code == "different_statements"
    with pytest.raises(OpinionsError), in_blocks([]):
        pass


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04nonsense", b"\x93NUMPY", b"participant,vote\n"]
)
def test_a_file_that_is_no_block_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "b.npz"
    path.write_bytes(content)
    with pytest.raises(OpinionsError) as refused:
        read_block(path)
    assert refused.value.code == "bad_array"


def test_a_block_with_wrong_arrays_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.npz"
    np.savez(path, starts=np.array([0, 9]), columns=np.array([1]), values=np.array([1]),
             participants=np.array(["a"]), statements=np.array(["1", "2"]))  # fmt: skip
    with pytest.raises(OpinionsError):
        read_block(path)


def test_a_block_comes_back_as_it_was(tmp_path: Path) -> None:
    votes = camps(20, 7)
    write_block(votes, tmp_path / "b.npz")
    assert isinstance(read_block(tmp_path / "b.npz"), Votes)
    assert read_block(tmp_path / "b.npz").digest == votes.digest
