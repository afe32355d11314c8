"""Papers as a file: what is written can be counted again by anybody (INV-B6)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiekartta.analysis.choosing import (
    PapersError,
    Profile,
    count,
    read_papers,
    recount,
    write_papers,
)

names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda name: name == name.strip() and not name.startswith("\ufeff")
)


@given(st.lists(names, min_size=1, max_size=5, unique=True), st.data())
def test_written_papers_read_back_as_the_same_ballots(
    options: list[str], data: st.DataObject
) -> None:
    ballots = data.draw(st.lists(st.sets(st.sampled_from(options)), max_size=6))
    profile = Profile.named(options, ballots)
    assert read_papers(write_papers(profile)).digest == profile.digest


def test_written_order_tells_nothing() -> None:
    first = write_papers(Profile.named(["b", "a"], ["b", "ab", "a", ""]))
    assert first == write_papers(Profile.named(["a", "b"], ["", "a", "ba", "b"]))
    assert first == "a,b\n1,1\n1,0\n0,1\n0,0\n"


def test_recount_equals_the_count() -> None:
    profile = Profile.named("abcd", ["ab", "ab", "c", "d", ""])
    again = recount(write_papers(profile), winners=2, seed=11)
    assert again == count(profile, winners=2, seed=11)


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,0\n0,1\n",
        "\ufeffa,b\r\n1,0\r\n0,1\r\n",
        "a;b\n1;\n;X",
        " a , b \n x ,0\n\n,1\n",
        '"a","b"\n"1","0"\n0,"1"\n',
    ],
)
def test_papers_may_be_written_by_hand_or_by_a_spreadsheet(text: str) -> None:
    assert read_papers(text) == Profile.named("ab", ["a", "b"])


def test_semicolon_inside_a_name_is_no_delimiter() -> None:
    assert read_papers('"a; or b"\n1\n').options == ("a; or b",)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("", "empty_file", 1, None),
        ("\n1,0\n", "no_options", 1, None),
        ("a,,b\n1,1,1\n", "empty_option", 1, 2),
        ("a,b,a\n1,1,1\n", "duplicate_option", 1, 3),
        ("a,b\n1,0\n1\n", "ragged_row", 3, None),
        ("a,b\n1,0,1\n", "ragged_row", 2, None),
        ("a,b\n1,0\n1,yes\n", "bad_mark", 3, 2),
        ('a,b\n1,"0\n', "unbalanced_quotes", 2, None),
        ('a,b\n1,"0"1\n', "unbalanced_quotes", 2, None),
        ("a" * 200_000, "too_large", 1, None),
    ],
)
def test_bad_files_name_the_line(text: str, code: str, line: int, column: int | None) -> None:
    with pytest.raises(PapersError) as refused:
        read_papers(text)
    assert (refused.value.code, refused.value.line, refused.value.column) == (code, line, column)
    assert str(refused.value).startswith(f"line {line}: ")


def test_too_large_files_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tiekartta.analysis.choosing.papers.LARGEST_FILE", 10)
    with pytest.raises(PapersError, match="too large"):
        read_papers("a,b\n1,0\n0,1\n")


def test_weighted_ballots_have_no_papers() -> None:
    with pytest.raises(PapersError, match="weighted"):
        write_papers(Profile.named("a", ["a"], weights=[2]))
