"""`tiekartta themes --decisions` and `--continue`: nothing that people decided is undone (INV-T4)."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.shell.commandline_files import read, refused, themes, write, write_answers

HOME = {"key": "omat", "label": "Omat asiat", "members": ["H0-0", "H0-1"]}


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Sixty answers of two groups."""
    return write_answers(tmp_path / "vastaukset.csv")


def first_theme(data: dict[str, list[dict[str, object]]], answer: str) -> object:
    """Label of the first theme of an answer, or None."""
    labels = {theme["id"]: theme["label"] for theme in data["themes"]}
    (found,) = [each["themes"] for each in data["answers"] if each["id"] == answer]
    assert isinstance(found, list)
    return labels[found[0][0]] if found else None


def test_decisions_are_kept(answers: Path, tmp_path: Path) -> None:
    decided = {
        "fixed": [HOME],
        "pinned": {"A0-0": "omat"},
        "rejected": [["H1-0", "omat"]],
        "rejected_labels": ["Rekrytointi"],
        "must_link": [["A1-0", "A0-0"]],
        "cannot_link": [["A2-0", "A0-0"]],
    }
    output = tmp_path / "o.json"
    themes(answers, "--decisions", write(tmp_path / "d.json", decided), "--json", output)
    data = read(output)
    home = {name: first_theme(data, name) for name in ("H0-0", "A0-0", "A1-0", "A2-0", "H1-0")}
    assert home["H0-0"] == home["A0-0"] == home["A1-0"] == "Omat asiat"
    assert "Omat asiat" not in (home["A2-0"], home["H1-0"])
    assert [theme["key"] for theme in data["themes"] if theme["label"] == "Omat asiat"] == ["omat"]
    assert "rekrytointi" not in {theme["label"].casefold() for theme in data["themes"]}
    assert [each["id"] for each in data["answers"] if each["pinned"]] == ["A0-0"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"fixed": [HOME], "pinned": {"Z9": "omat"}}, ["pinned['Z9']: no answer 'Z9'"]),
        ({"fixed": [HOME], "pinned": {"A0-0": "muut"}}, ["pinned['A0-0']: no fixed theme 'muut'"]),
        ({"fixed": [HOME, HOME]}, ["fixed[1].key: 'omat' is already the key of fixed[0]",
                                   "fixed[1].label", "fixed[1].members[0]: the answer 'H0-0' is already in fixed[0].members[0]"]),
        ({"fixed": [{"key": "a"}]}, ["fixed[0]: the key 'label' is missing"]),
        ({"fixed": [{"key": "", "label": " "}]}, ["fixed[0].key: must be a text", "fixed[0].label"]),
        ({"fixed": [{"key": "a", "label": "\ud800"}]}, ["fixed[0].label: holds half a letter"]),
        ({"fixed": [{**HOME, "members": ["Z1", 4]}]}, ["fixed[0].members[0]: no answer 'Z1'", "fixed[0].members[1]: must be the id"]),
        ({"kiinnitetyt": {}}, ["unknown key 'kiinnitetyt'; known: pinned, fixed"]),
        ({"must_link": [["A0-0"]]}, ["must_link[0]: must be a pair"]),
        ({"must_link": [["A0-0", "A0-0"]]}, ["must_link[0]: 'A0-0' is paired with itself"]),
        ({"must_link": [["A0-0", "H0-0"], ["H0-0", "A0-0"]]}, ["must_link[1]: the same pair as must_link[0]"]),
        ({"cannot_link": "A"}, ["cannot_link: must be a list"]),
        ([], ["must be an object"]),
        ({"must_link": [["A0-0", "A0-1"], ["A0-1", "A0-2"]], "cannot_link": [["A0-0", "A0-2"]]},
         ["cannot_link: 'A0-0' and 'A0-2' must be together as well"]),
        ({"fixed": [HOME], "pinned": {"A0-0": "omat"}, "rejected": [["A0-0", "omat"]]},
         ["pinned['A0-0']: pinned to 'omat', and rejected from it"]),
        ({"fixed": [HOME, {"key": "b", "label": "B"}], "pinned": {"A0-0": "omat", "A0-1": "b"}, "must_link": [["A0-1", "A0-0"]]},
         ["must_link: 'A0-0' and 'A0-1' must be together, but are pinned to 'omat' and 'b'"]),
        ({"fixed": [HOME], "pinned": {"A0-0": "omat", "A0-1": "omat"}, "cannot_link": [["A0-0", "A0-1"]]},
         ["must be apart, but both belong to 'omat' by pins"]),
        ({"fixed": [HOME], "pinned": {"A0-0": "omat"}, "rejected": [["A0-1", "omat"]], "must_link": [["A0-1", "A0-0"]]},
         ["'A0-1' is rejected from 'omat', but must be together with 'A0-0'"]),
        ({"fixed": [HOME], "rejected_labels": ["omat ASIAT"]}, ["rejected_labels: 'omat asiat' is the name of the fixed theme 'omat'"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_its_key_and_id(
    data: object,
    words: list[str],
    answers: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    decisions = write_ascii(tmp_path / "d.json", data)
    told = refused(capsys, "themes", answers, "--id", "Nro", "--decisions", decisions)
    assert told.startswith(f"tiekartta: {decisions}: ")
    assert [each for each in words if each not in told] == []


def write_ascii(path: Path, data: object) -> Path:
    """As JSON whose other letters are escaped, so that halves of letters can be written."""
    import json  # noqa: PLC0415 - only here

    path.write_text(json.dumps(data), encoding="ascii")
    return path


def test_many_mistakes_are_told_at_once(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decisions = write(tmp_path / "d.json", {"must_link": [[f"x{n}", f"y{n}"] for n in range(30)]})
    told = refused(capsys, "themes", answers, "--id", "Nro", "--decisions", decisions)
    assert "60 things are wrong" in told
    assert "… and 40 more" in told


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not JSON: line 1, column 1"), (b"{", "not JSON: line 1, column 2"), (b"\xff{}", "not text in UTF-8"),
        (b'{"fixed": [], "fixed": []}', "the key 'fixed' is there twice"), (b"[" * 100_000, "nested too deep"),
        (b"1" * 10_000, "not JSON"), (b"NaN", "must be an object"), (b'{"a": 1}\n{}', "not JSON: line 2"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("option", ["--decisions", "--continue"])
def test_a_file_that_is_no_json_is_refused(
    option: str,
    content: bytes,
    words: str,
    answers: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "d.json"
    path.write_bytes(content)
    told = refused(capsys, "themes", answers, "--id", "Nro", option, path)
    assert str(path) in told
    assert words in told or option == "--continue"


def test_a_run_goes_on_from_an_earlier_one(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """S003-2: with new answers the themes and pins of the earlier run stay, and new ones are told."""
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    themes(answers, "--json", first)
    before = read(first)
    news = [
        (
            f"U{n}",
            "Asiakkaat",
            f"Tulkkausta ja selkokieltä asiakirjoihin, {n}. pyyntö tulkkauksesta",
        )
        for n in range(30)
    ]
    later = write_answers(tmp_path / "later.csv", *news)
    lines = later.read_text(encoding="utf-8").splitlines(keepends=True)
    later.write_text("".join(line for line in lines if not line.startswith("H9")), encoding="utf-8")
    themes(later, "--continue", first, "--json", second)
    assert f"3 answers of {first} are not in this file" in capsys.readouterr().err
    after = read(second)
    stayed = [each["id"] for each in before["answers"] if not each["id"].startswith("H9")]
    assert {name: first_theme(after, name) for name in stayed} == {
        name: first_theme(before, name) for name in stayed
    }
    assert {theme["label"] for theme in before["themes"]} <= {t["label"] for t in after["themes"]}
    assert after["news"]
    assert [theme["key"] for theme in after["themes"] if theme["id"] not in after["news"]]


def test_decisions_speak_of_the_themes_of_an_earlier_run(answers: Path, tmp_path: Path) -> None:
    first, second, third = (tmp_path / f"{n}.json" for n in range(3))
    themes(answers, "--json", first)
    one, other = read(first)["themes"][:2]
    moved = one["exemplars"][0]
    decided = {
        "fixed": [{"key": one["id"], "label": "Uusi nimi"}],
        "pinned": {moved: other["id"]},
    }
    decisions = write(tmp_path / "d.json", decided)
    themes(answers, "--continue", first, "--decisions", decisions, "--json", second)
    data = read(second)
    assert {"Uusi nimi", other["label"]} <= {theme["label"] for theme in data["themes"]}
    assert first_theme(data, moved) == other["label"]
    away = write(tmp_path / "d.json", {"rejected_labels": [other["label"]]})
    themes(answers, "--continue", second, "--decisions", away, "--json", third)
    assert other["label"] not in {theme["label"] for theme in read(third)["themes"]}
    assert not any(each["pinned"] for each in read(third)["answers"])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"themes": []}, "not a result of `tiekartta themes --json`"),
        ({"themes": [7], "answers": []}, "themes[0]: must be an object"),
        ({"themes": [{"id": "t1"}], "answers": []}, "themes[0].label: must be a text"),
        ({"themes": [], "answers": [{}]}, "answers[0]: must be an object with an 'id'"),
        ({"themes": [], "answers": [{"id": "a", "themes": [["t9", 1]]}]}, "answers[0].themes[0]"),
        ({"themes": [], "answers": [{"id": "a", "themes": [[{}, 1]]}]}, "answers[0].themes[0]"),
        (
            {"themes": [], "answers": [{"id": "a", "themes": 4}]},
            "answers[0].themes: must be a list",
        ),
    ],
)
def test_an_earlier_result_of_another_shape_is_refused(
    data: object,
    words: str,
    answers: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    previous = write(tmp_path / "p.json", data)
    told = refused(capsys, "themes", answers, "--id", "Nro", "--continue", previous)
    assert f"{previous}: {words}" in told
