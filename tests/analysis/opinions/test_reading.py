"""Files of votes: each form is read, and what is wrong is named by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.opinions.conversations import camps

from tiekartta.analysis.opinions import VotesFileError, opinion_map, picture, read_conversation

WIDE = (
    "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,10\n"
    "0,0,1,3,2,1,1,1,-1\n"
    "2,,0,1,0,0,,0,\n"
)
LONG = (
    "timestamp,datetime,comment-id,voter-id,vote\n"
    "30,x,1,0,-1\n10,x,0,0,-1\n20,x,1,0,1\n40,x,10,0,1\n50,x,1,2,0\n"
)
COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    '1,x,10,0,0,1,-1,"Pitkä, pilkullinen"\n1,x,0,0,1,0,1,Ensin\n1,x,1,0,1,0,0,Toinen\n'
)
OWN = "\ufeffparticipant,statement,vote\nAino,1,agree\nVeli,1,DISAGREE\nAino,2,pass\nAino,1,-1\n"


def write(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        (folder / f"{name.replace('_', '-')}.csv").write_text(content, encoding="utf-8")
    return folder


def test_a_polis_folder_is_read_with_its_statements_and_moderation(tmp_path: Path) -> None:
    read = read_conversation(write(tmp_path, participants_votes=WIDE, comments=COMMENTS))
    assert list(read.votes.participants) == ["0", "2"]
    assert list(read.votes.statements) == ["0", "1", "10"]
    assert read.votes.values.tolist() == [1, 1, -1, 0]
    assert read.moderated == ("10",)
    assert read.texts["10"] == "Pitkä, pilkullinen"


def test_single_votes_are_read_in_order_of_time_and_their_sign_is_found(tmp_path: Path) -> None:
    read = read_conversation(write(tmp_path, votes=LONG, comments=COMMENTS))
    assert read.votes.values.tolist() == [1, 1, -1, 0]


def test_a_sign_that_nothing_tells_must_be_given(tmp_path: Path) -> None:
    write(tmp_path, votes=LONG)
    with pytest.raises(VotesFileError) as refused:
        read_conversation(tmp_path)
    assert refused.value.code == "unclear_sign"
    read = read_conversation(tmp_path / "votes.csv", agree=-1)
    assert read.votes.values.tolist() == [1, 1, -1, 0]


def test_our_own_table_is_read_with_words_or_numbers(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(OWN, encoding="utf-8")
    votes = read_conversation(tmp_path / "own.csv").votes
    assert list(votes.participants) == ["Aino", "Veli"]
    assert votes.values.tolist() == [-1, 0, -1]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "empty_file", None),
        (b"participant,vote\nA,1\n", "no_column", 1),
        (b"participant,statement,vote\nA,1,yes\n", "bad_vote", 2),
        (b"participant,statement,vote\nA,1,2\n", "bad_vote", 2),
        (b"participant,statement,vote\nA,1\n", "ragged_row", 2),
        (b"participant,statement,vote\n\nA,1,1\nB,\xff,1\n", "bad_encoding", 4),
        (b"participant,statement,vote\nA,\x00,1\n", "bad_encoding", 2),
        (b'participant,statement,vote\nA,"1,1\n', "ragged_row", 2),
        (WIDE.replace("0,1,10", "0,1,1").encode(), "duplicate_column", 1),
        (WIDE.replace("2,,0", "0,,0").encode(), "duplicate_participant", 3),
        (WIDE.replace("-1\n", "=1+1\n").encode(), "bad_vote", 2),
        (WIDE.replace("3,2,1", "3,two,1").encode(), "bad_number", 2),
        (WIDE.replace("-1\n", "-1,1\n").encode(), "ragged_row", 2),
    ],
)
def test_what_is_wrong_is_named_by_file_and_line(
    tmp_path: Path, content: bytes, code: str, line: int | None
) -> None:
    path = tmp_path / "v.csv"
    path.write_bytes(content)
    with pytest.raises(VotesFileError) as refused:
        read_conversation(path)
    assert (refused.value.code, refused.value.line) == (code, line)
    assert "v.csv" in str(refused.value)


def test_a_folder_without_votes_or_a_missing_file_is_said(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv", Path("/dev/zero")):
        with pytest.raises(VotesFileError) as refused:
            read_conversation(path)
        assert refused.value.code == "missing_file"


def test_a_statement_described_twice_is_named(tmp_path: Path) -> None:
    write(tmp_path, votes=LONG, comments=COMMENTS + "1,x,0,0,1,0,1,Taas\n")
    with pytest.raises(VotesFileError) as refused:
        read_conversation(tmp_path)
    assert (refused.value.code, refused.value.line) == ("duplicate_statement", 5)


@given(st.binary(max_size=300), st.integers(0, len(WIDE)), st.integers(0, 40))
@settings(max_examples=400)
def test_any_change_of_a_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, piece: bytes, place: int, removed: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "mutated.csv"
    whole = WIDE.encode()
    path.write_bytes(whole[:place] + piece + whole[place + removed :])
    try:
        read = read_conversation(path)
    except VotesFileError as refused:
        named = refused.file
    else:
        named = "mutated.csv"
        assert set(read.votes.values.tolist()) <= {-1, 0, 1}
    assert named == "mutated.csv"


def test_the_picture_has_a_mark_for_each_person_and_words_beside() -> None:
    found = opinion_map(camps())
    drawn = picture(found)
    assert drawn.count("<circle") + drawn.count("<path") >= 120 + 2
    assert "<title" in drawn
    assert "Group A: 72" in drawn
    assert "120 people" in drawn
    hostile = picture(found, words={"title": "<script>", "description": "{people}", "group": "{name}&{size}", "ungrouped": "-", "sample": ""})  # fmt: skip
    assert "<script>" not in hostile
