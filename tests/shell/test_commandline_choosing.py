"""`tiekartta choose` and `verify`: votes in, a certificate out, and the certificate checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.shell.commandline_files import read, refused

from tiekartta.analysis.choosing import RULES
from tiekartta.analysis.choosing.budgets import COMPLETIONS
from tiekartta.shell.commandline import main
from tiekartta.shell.commandline.files import choose

PAPERS = "Jonot,Perehdytys,Tulkkaus,Ryhmä\n" + "1,1,0,A\n" * 3 + "0,0,x,B\n" * 2


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    path = tmp_path / "liput.csv"
    path.write_text("\n".join(line.rsplit(",", 1)[0] for line in PAPERS.splitlines()) + "\n")
    return path


@pytest.fixture
def grouped(tmp_path: Path) -> Path:
    path = tmp_path / "ryhmät.csv"
    path.write_text(PAPERS, encoding="utf-8")
    return path


def test_the_rules_named_by_the_command_are_those_that_there_are() -> None:
    assert set(choose.APPROVAL_RULES) == set(RULES)
    assert COMPLETIONS == ("none", "add1", "add1u")


@pytest.mark.parametrize("rule", RULES)
def test_what_choose_writes_verify_confirms(
    rule: str, papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "tulos.json"
    main(["choose", str(papers), "--winners", "2", "--rule", rule, "--ties", "--json", str(output)])
    capsys.readouterr()
    main(["verify", str(output)])
    told = capsys.readouterr().out
    assert "holds: winners, prices and payments" in told
    assert "holds: margin" in told


def test_a_result_that_does_not_hold_is_told_with_code_1(
    papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "tulos.json"
    main(["choose", str(papers), "--winners", "2", "--json", str(output)])
    data = read(output)
    data["winners"] = data["winners"][::-1]
    output.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main(["verify", str(output)])
    told = capsys.readouterr().err
    assert stopped.value.code == 1
    assert "does not hold" in told
    assert "winners: " in told


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"{", b'{"rule":"borda"}', b"\xff", b"[" * 9999]
)
def test_another_file_is_no_certificate(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "outo.json"
    path.write_bytes(content)
    assert str(path) in refused(capsys, "verify", path)


def test_ties_and_margin_are_told(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["choose", str(papers), "--winners", "1", "--ties"])
    told = capsys.readouterr().out
    assert "tied sets of winners: 2\n  Jonot\n  Perehdytys\n" in told
    assert "margin: 1 ballot must change for another outcome (exact)" in told


def test_a_broken_promise_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "liput.csv"
    path.write_text("a,b,c\n" + "1,1,0\n" * 2 + "0,0,1\n" * 2 + "1,1,0\n" * 1 + "0,0,1\n")
    main(["choose", str(path), "--winners", "2", "--rule", "av", "--seed", "1"])
    told = capsys.readouterr().out
    assert "holds" in told or "3 voters agree on" in told


def test_weights_of_groups_change_who_wins(
    grouped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = tmp_path / "painot.csv"
    weights.write_text("ryhmä;paino\nA;1\nB;5/2\n", encoding="utf-8")
    words = [
        "choose",
        str(grouped),
        "--winners",
        "1",
        "--group",
        "Ryhmä",
        "--weights",
        str(weights),
    ]
    output = tmp_path / "tulos.json"
    main([*words, "--json", str(output)])
    assert read(output)["winners"] == ["Tulkkaus"]
    main(["verify", str(output)])
    column = tmp_path / "sarake.csv"
    column.write_text(PAPERS.replace(",A", ',"0,4"').replace(",B", ",1"), encoding="utf-8")
    main(["choose", str(column), "--winners", "1", "--weight", "Ryhmä", "--json", str(output)])
    assert read(output)["winners"] == ["Tulkkaus"]


@pytest.mark.parametrize(
    ("weights", "words", "told"),
    [
        ("A;1\n", ["--group", "Ryhmä"], "line 5: "), ("A;0\nB;1\n", ["--group", "Ryhmä"], "line 1: '0' is no weight"),
        ("A;1\nB;1/0\n", ["--group", "Ryhmä"], "line 2: "), ("A;1\nA;2\n", ["--group", "Ryhmä"], "'A' is there twice"),
        ("A;1\nB;1\n", ["--group", "Ei"], "no column 'Ei'"), ("", ["--group", "Ryhmä"], "the file is empty"),
        ("A;1\nB;1\n", [], "belong together"), ("A;1\nB;1\n", ["--group", "Ryhmä", "--weight", "Ryhmä"], "not by both"),
    ],
)  # fmt: skip
def test_weights_that_cannot_be_used_are_told(
    weights: str, words: list[str], told: str, grouped: Path, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    path = tmp_path / "painot.csv"
    path.write_text(weights, encoding="utf-8")
    call = ["choose", grouped, "--winners", "1", "--weights", path, *words]
    assert told in refused(capsys, *call)


def test_rankings_and_scores_are_counted_by_their_rules(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    orders = tmp_path / "järjestys.soc"
    orders.write_text(
        "# NUMBER ALTERNATIVES: 2\n# NUMBER VOTERS: 3\n# NUMBER UNIQUE ORDERS: 1\n"
        "# ALTERNATIVE NAME 1: a\n# ALTERNATIVE NAME 2: b\n3: 1,2\n"
    )
    main(["choose", str(orders), "--rule", "stv-scottish", "--winners", "1"])
    assert "1. a" in capsys.readouterr().out
    assert "does not count this" in refused(capsys, "choose", orders, "--winners", "1")
    assert "--winners N" in refused(capsys, "choose", orders, "--rule", "borda")
    pairs = tmp_path / "parit.csv"
    pairs.write_text("winner,loser\na,b\na,b\nb,a\n")
    main(["choose", str(pairs), "--rule", "bradley-terry", "--winners", "1"])
    assert "1. a" in capsys.readouterr().out


@pytest.mark.parametrize("rule", ["borda", "stv-scottish", "stv-meek", "mean", "median", "range"])
def test_rankings_and_scores_that_choose_writes_verify_confirms(
    rule: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    votes, output = tmp_path / "äänet.csv", tmp_path / "tulos.json"
    votes.write_text("Jonot,Tulkkaus,Rauha\n" + "1,2,3\n" * 3 + "2,,1\n" + "3,1,2\n" * 2, encoding="utf-8")  # fmt: skip
    main(["choose", str(votes), "--rule", rule, "--winners", "2", "--json", str(output)])
    capsys.readouterr()
    main(["verify", str(output)])
    assert "holds: winners" in capsys.readouterr().out
    data = read(output)
    data["ballots"][0]["voters"] += 1
    output.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main(["verify", str(output)])
    assert stopped.value.code == 1


def test_comparisons_that_choose_writes_verify_confirms(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs, output = tmp_path / "parit.csv", tmp_path / "tulos.json"
    pairs.write_text("winner,loser\na,b\na,b\nb,a\n", encoding="utf-8")
    main(["choose", str(pairs), "--rule", "bradley-terry", "--json", str(output)])
    capsys.readouterr()
    main(["verify", str(output)])
    assert "holds: strengths" in capsys.readouterr().out


def test_how_many_to_choose_is_asked(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--winners N" in refused(capsys, "choose", papers)
