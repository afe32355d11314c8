"""`tiekartta themes`, `choose` and `receipts`: files in, lines and JSON out, no database."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tiekartta.shell.commandline import main

SUBJECTS = {
    "Henkilöstö": [
        "Sijaisten perehdytys pitää hoitaa",
        "Uusien perehdytys jää kesken",
        "Perehdytys sijaisille kuntoon",
    ],
    "Asiakkaat": [
        "Perhetyön jonot ovat pitkät",
        "Jonot perhetyöhön ovat pitkiä",
        "Perhetyöhön pääsyä jonotetaan kauan",
    ],
}
QUESTION = "Mitä pitäisi kehittää?"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Sixty answers in Finnish, thirty of each group."""
    path = tmp_path / "vastaukset.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Nro", "Ryhmä", QUESTION])
        for number in range(10):
            for group, texts in SUBJECTS.items():
                for place, text in enumerate(texts):
                    writer.writerow(
                        [f"{group[0]}{number}-{place}", group, f"{text} {number}. kerran"]
                    )
    return path


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """Seven voters, two wishes of five and one of two."""
    path = tmp_path / "liput.csv"
    path.write_text(
        "Jonot,Perehdytys,Tulkkaus\n" + "1,1,0\n" * 5 + "0,0,x\n" * 2, encoding="utf-8-sig"
    )
    return path


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """The one line of a refusal."""
    with pytest.raises(SystemExit) as stopped:
        main([str(word) for word in words])
    told = capsys.readouterr()
    assert (stopped.value.code, told.err.count("\n")) == (2, 1), told.err
    assert told.err.startswith("tiekartta: ")
    return told.err


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_themes_are_found_named_and_printed(
    answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["themes", str(answers), "--themes", "2"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["30", "30", "0"]
    assert {"perehdytys", "jonot"} <= set(re.findall(r"\w+", " ".join(lines).lower()))
    assert lines[-1].endswith("without a theme")


def test_themes_as_json_have_the_documented_shape_and_are_the_same_again(
    answers: Path, tmp_path: Path
) -> None:
    outputs = [tmp_path / "a.json", tmp_path / "b.json"]
    for output in outputs:
        main(
            [
                "themes",
                str(answers),
                "--text",
                QUESTION,
                "--id",
                "Nro",
                "--themes",
                "2",
                "--seed",
                "3",
                "--json",
                str(output),
            ]
        )
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    data = read(outputs[0])
    assert set(data) >= {"themes", "answers", "overlaps", "orphans", "provenance"}
    assert set(data["themes"][0]) >= {
        "id", "key", "is_new", "label", "labels", "keywords", "size", "cohesion", "exemplars"
    }  # fmt: skip
    assert {answer["id"] for answer in data["answers"]} == {
        f"{g}{n}-{p}" for g in "HA" for n in range(10) for p in range(3)
    }
    assert set(data["provenance"]) == {
        "version",
        "algorithm",
        "parameters",
        "seed",
        "input_digest",
        "output_digest",
    }
    assert data["provenance"]["seed"] == 3


def test_sizes_by_group_go_through_disclosure(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers.write_bytes(
        answers.read_bytes() + "X1;Kumppanit;Perhetyön jonot ovat pitkät\n".encode("cp1252")
    )
    output = tmp_path / "groups.json"
    main(["themes", str(answers), "--group", "Ryhmä", "--themes", "2", "--json", str(output)])
    printed = capsys.readouterr().out
    assert printed.splitlines()[0].split() == ["all", "Asiakkaat", "Henkilöstö", "Kumppanit"]
    assert "· stands for a number that could point at persons." in printed
    table = read(output)["groups"]
    assert (len(table["rows"]), table["columns"]) == (3, ["Asiakkaat", "Henkilöstö", "Kumppanit"])
    assert {"level": "hidden", "value": None} in table["cells"][0]
    shown = [cell["value"] for row in table["cells"] for cell in row if cell["value"] is not None]
    assert all(value >= 10 for value in shown), "no figure of a single partner"


def test_an_unknown_column_lists_those_there_are(
    answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for option in ("--text", "--id", "--group"):
        told = refused(capsys, "themes", answers, option, "Puuttuu")
        assert "no column 'Puuttuu'; the file has: Nro, Ryhmä, Mitä pitäisi kehittää?" in told


def test_an_id_must_name_each_answer(answers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "'Ryhmä' does not name each answer" in refused(
        capsys, "themes", answers, "--id", "Ryhmä"
    )


def test_several_questions_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "kaksi.csv"
    rows = [
        f"Perhetyön jonot ovat pitkät {n};Kiitos hyvästä palvelusta, jatkakaa samaan tapaan {n}"
        for n in range(12)
    ]
    path.write_text("Mitä kehittää?;Muuta sanottavaa?\n" + "\n".join(rows), encoding="utf-8")
    main(["themes", str(path)])
    assert (
        "Answers are in 'Mitä kehittää?'; for others give --text: Muuta sanottavaa?"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"), (b"a;b\n", "no answers"), (b"a;b\n1;2\n", "name it with --text: a, b"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "another kind"), (b'a;b\n"1;2\n', "quotation mark is not closed"),
        (b"%PDF-1.7 x", "another kind"), (b"PK\x03\x04" + b"\0" * 60, "damaged"), (b"a;b\nx;y;z\n", "Row 2, column 3"),
        (b"a\0b;c\n1;2\n", "tiekartta: "), (b"\xff\xfe\x00", "tiekartta: "),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, words: str
) -> None:
    path = tmp_path / "outo.csv"
    path.write_bytes(content)
    assert words in refused(capsys, "themes", path)
    assert str(path) in refused(capsys, "choose", path, "--winners", "1"), "nor are these papers"


def test_files_that_cannot_be_read_or_written_are_named(
    tmp_path: Path, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "puuttuu.csv"
    assert (
        refused(capsys, "themes", missing) == f"tiekartta: {missing}: No such file or directory\n"
    )
    assert refused(capsys, "themes", tmp_path) == f"tiekartta: {tmp_path}: Is a directory\n"
    output = tmp_path / "ei" / "ole.json"
    assert str(output) in refused(capsys, "themes", answers, "--json", output)


def test_papers_are_counted_and_explained(
    papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "tulos.json"
    main(["choose", str(papers), "--winners", "2", "--seed", "20260611", "--json", str(output)])
    lines = capsys.readouterr().out.splitlines()
    assert {line.split(". ")[1] for line in lines[:2]} < {
        "Jonot  (5 approve)",
        "Perehdytys  (5 approve)",
        "Tulkkaus  (2 approve)",
    }
    data = read(output)
    assert {
        "rule",
        "winners",
        "approvals",
        "payments",
        "checks",
        "tie_order",
        "provenance",
        "explanation",
    } <= set(data)
    assert (data["approvals"], data["provenance"]["seed"]) == (
        {"Jonot": 5, "Perehdytys": 5, "Tulkkaus": 2},
        20260611,
    )
    assert data["explanation"]["winners"][0]["share"] == "5/7"
    assert data["explanation"]["with_winner"] + data["explanation"]["without_winner"] == 7
    main(["choose", str(papers), "--winners", "2", "--seed", "20260611", "--json", str(output)])
    assert read(output) == data


def test_the_rule_can_be_chosen(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["choose", str(papers), "--winners", "2", "--rule", "av"])
    plain = capsys.readouterr().out
    assert "Jonot" in plain
    assert "Tulkkaus" not in plain
    assert "Voters with none of the chosen on their paper: 2" in plain


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"A,B\n1,2\n", "line 2: column 2 holds '2'"), (b"A,A\n1,0\n", "two columns are called 'A'"),
        (b"A,B\n1\n", "line 2: 1 cells where the first line has 2"), (b"", "the file is empty"), (b"\xff\xfe", "not text in UTF-8"),
    ],
)  # fmt: skip
def test_papers_that_cannot_be_counted_name_the_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, words: str
) -> None:
    path = tmp_path / "liput.csv"
    path.write_bytes(content)
    told = refused(capsys, "choose", path, "--winners", "1")
    assert words in told
    assert str(path) in told


def test_receipt_codes_are_different_and_made_for_reading(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["receipts", "500"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Kuittikoodi"
    assert len(set(lines[1:])) == 500
    assert all(re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", code) for code in lines[1:])
    for number in ("0", "100001", "-1"):
        assert "between 1 and 100,000 codes" in refused(capsys, "receipts", "--", number)
