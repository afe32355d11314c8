"""Files that cannot be used: a sentence that names the file, exit code 2, and nothing written."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.shell.commandline_files import read, refused, themes, write_answers

from tiekartta.shell.commandline import outputs

READERS = {
    "themes": ["themes", "FILE"],
    "similar": ["similar", "FILE"],
    "protect": ["protect", "FILE"],
    "choose": ["choose", "FILE", "--winners", "1"],
    "opinions": ["opinions", "FILE"],
}
GIGABYTE = 1 << 30


def claiming_a_gigabyte() -> bytes:
    """A workbook whose sheet says that it unpacks to a gigabyte."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet>" + "0" * 999 + "</worksheet>")
    size = len("<worksheet></worksheet>") + 999
    return buffer.getvalue().replace(struct.pack("<I", size), struct.pack("<I", GIGABYTE))


CONTENTS = {
    "empty": b"",
    "blank": b" \n\n",
    "latin": b"a;b\n\xe4\x81;\xff\n",
    "utf-8 broken off": "ä;ö\nå;å\n".encode() + b"\xc3",
    "utf-16 broken off": b"\xff\xfe\x00",
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "pdf": b"%PDF-1.7 x",
    "nul": b"a\0b;c\n1;2\n",
    "torn workbook": b"PK\x03\x04" + b"\0" * 60,
    "a gigabyte": claiming_a_gigabyte(),
    "quote": b'a;b\n"1;2\n',
    "page": b"<!doctype html><html><body>1;2",
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
@pytest.mark.parametrize("command", READERS)
def test_a_file_of_another_kind_is_refused(
    command: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, output = tmp_path / "outo.csv", tmp_path / "ulos.json"
    path.write_bytes(content)
    words = [str(path) if word == "FILE" else word for word in READERS[command]]
    told = refused(capsys, *words, "--json", output)
    name = path.name if command == "opinions" else str(path)
    assert (
        told.startswith((f"tiekartta: {name}: ", f"tiekartta: {name}, "))
        or "name it with --text" in told
    )
    assert told.count("\n") == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == ["outo.csv"]


@pytest.mark.parametrize("command", READERS)
def test_a_file_that_is_not_there_is_named(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "puuttuu.csv"
    folder = "has no participants-votes.csv" if command == "opinions" else "Is a directory"
    for path, words in ((missing, "No such file or directory"), (tmp_path, folder)):
        call = [str(path) if word == "FILE" else word for word in READERS[command]]
        told = refused(capsys, *call)
        assert str(path.name) in told
        assert words in told


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero on this system")
@pytest.mark.parametrize("command", READERS)
def test_a_file_without_end_is_read_to_the_limit_only(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["/dev/zero" if word == "FILE" else word for word in READERS[command]]
    assert "zero: " in refused(capsys, *call)


@pytest.mark.parametrize("option", ["--decisions", "--continue", "--vectors"])
def test_other_inputs_are_named_too(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = write_answers(tmp_path / "a.csv")
    missing = tmp_path / "puuttuu"
    for path, words in ((missing, "No such file or directory"), (tmp_path, "Is a directory")):
        assert refused(capsys, "themes", answers, option, path) == f"tiekartta: {path}: {words}\n"
    torn = tmp_path / "torn"
    torn.write_bytes(b"PK\x03\x04 nothing")
    assert f"tiekartta: {torn}: not" in refused(capsys, "themes", answers, option, torn)


def test_vectors_of_the_environment_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIEKARTTA_VECTORS", str(tmp_path / "puuttuu.npz"))
    told = refused(capsys, "themes", write_answers(tmp_path / "a.csv"))
    assert told == f"tiekartta: {tmp_path / 'puuttuu.npz'}: No such file or directory\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--themes", "0"], "0 is not from 1 to 50"), (["--themes", "kymmenen"], "'kymmenen' is not a whole number"),
        (["--themes", "-3"], "'-3' is not a whole number"), (["--themes", "9" * 5000], "is not a whole number"),
        (["--seed", "4294967296"], "is not from 0 to 4294967295"), (["--seed", "1.5"], "is not a whole number"),
        (["--workers", "0"], "0 is not from 1"), (["--workers", "http://x"], "'http://x' is not a whole number"),
        (["--language", "de"], "invalid choice"), (["--text", "Puuttuu"], "no column 'Puuttuu'; the file has: Nro"),
        (["--id", "Ryhmä"], "'Ryhmä' does not name each answer"), (["--group", "X"], "no column 'X'"),
    ],
)  # fmt: skip
def test_options_that_cannot_be_followed_say_why(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in refused(capsys, "themes", write_answers(tmp_path / "a.csv"), *words)


def test_an_output_that_cannot_be_written_is_told_before_anything_is_computed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "tiekartta.analysis.themes.condense", lambda *_a, **_k: pytest.fail("computed")
    )
    answers = write_answers(tmp_path / "a.csv")
    for option in ("--json", "--html"):
        for path, words in (
            (tmp_path / "ei" / "ole.json", "cannot be written: No such file or directory"),
            (tmp_path, "cannot be written: Is a directory"),
            (answers / "alla.json", "cannot be written: Not a directory"),
            (answers, "the input would be overwritten"),
            (tmp_path / ("x" * 300), "cannot be written"),
        ):
            assert f"{path}: {words}" in refused(capsys, "themes", answers, option, path)
    same = tmp_path / "o"
    told = refused(capsys, "themes", answers, "--json", same, "--html", tmp_path / "." / "o")
    assert "named for two outputs" in told
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.csv"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_protected_output_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = write_answers(tmp_path / "a.csv")
    output = tmp_path / "o.json"
    output.touch(mode=0o444)
    assert f"{output}: cannot be written" in refused(capsys, "themes", answers, "--json", output)


def test_what_was_there_stays_when_writing_fails(tmp_path: Path) -> None:
    output = tmp_path / "o.json"
    output.write_text("before", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        outputs.write_whole(output, "half \ud800")
    assert output.read_text(encoding="utf-8") == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["o.json"]


def test_an_output_keeps_its_place_and_mode(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("before", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    outputs.write_json(link, {"ä": 1})
    assert link.is_symlink()
    assert read(real) == {"ä": 1}
    assert real.stat().st_mode & 0o777 == 0o640
    new = tmp_path / "new.json"
    mask = os.umask(0o027)
    try:
        outputs.write_whole(new, "x")
    finally:
        os.umask(mask)
    assert new.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no /dev/stdout on this system")
def test_a_result_may_go_to_a_pipe(tmp_path: Path) -> None:
    table = tmp_path / "taulu.csv"
    table.write_text(";A;B\nx;12;30\ny;20;33\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tiekartta", "protect", str(table), "--json", "/dev/stdout"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("{\n")


def test_letters_that_the_terminal_lacks_are_written_as_numbers(tmp_path: Path) -> None:
    table = tmp_path / "taulu.csv"
    table.write_text(";Äänet;😀\nx;12;30\ny;20;33\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tiekartta", "protect", str(table)], capture_output=True, check=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
    )  # fmt: skip
    assert b"\xc4\xe4net\t\\U0001f600" in done.stdout


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (";A\nx;-1\n", "row 2, column 2 holds '-1'; give a count"), (";A;B\nx;;2\n", "row 2, column 2 holds ''"),
        (";A\nx;1,5\n", "holds '1,5'"), (";A\nx;99999999999\n", "holds '99999999999'"), ("A\n1\n", "a name and at least one count"),
        (";A;B\nx;1;2\nx;3;4\n", "two rows are called 'x'"), (";A;B;Kaikki\nx;12;3;15\ny;20;33;53\n", "the column 'Kaikki' is the sum"),
        (";A;B\nx;12;3\ny;20;33\nyht;32;36\n", "the row 'yht' is the sum"),
    ],
)  # fmt: skip
def test_a_table_that_is_not_of_counts_is_refused(
    content: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "taulu.csv"
    table.write_text(content, encoding="utf-8")
    assert words in refused(capsys, "protect", table)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--participants 0 --stations 3", "0 is not from 1"), ("--participants 5 --stations x", "'x' is not a whole number"),
        ("--participants 5 --stations 3 --rounds 9", "tiekartta: "), ("--stations 3", "required"),
        ("--participants 100000 --stations 100000", "tiekartta: "),
    ],
)  # fmt: skip
def test_a_rotation_that_cannot_be_planned_says_why(
    words: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in refused(capsys, "rotate", *words.split())


def test_vectors_need_a_folder_of_metadata(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "v.npz"
    missing = tmp_path / "puuttuu"
    assert f"{missing}: not a folder" in refused(
        capsys, "vectors", "build", missing, "--out", output
    )
    assert "no file of texts" in refused(capsys, "vectors", "build", tmp_path, "--out", output)
    assert not output.exists()


def test_vectors_are_learned_and_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "luettelo"
    folder.mkdir()
    words = {"fi": "jonot perhetyö perehdytys sijainen", "sv": "köer familjearbete introduktion vikarie",
             "en": "queues family induction substitute"}  # fmt: skip
    for code, line in words.items():
        said = line.split()
        rows = [
            f"{said[n % 4]} {said[(n + 1) % 4]}\t<http://example.org/c{n % 4}> <http://example.org/d{n % 3}>\n"
            for n in range(60)
        ]
        (folder / f"nimekkeet-{code}.tsv").write_text("".join(rows), encoding="utf-8")
    learned, again = tmp_path / "v.npz", tmp_path / "w.npz"
    from tiekartta.shell.commandline import main  # noqa: PLC0415 - only here

    for output in (learned, again):
        main(["vectors", "build", str(folder), "--out", str(output)])
    assert learned.read_bytes() == again.read_bytes()
    assert "180 lines used" in capsys.readouterr().out
    result = tmp_path / "o.json"
    themes(write_answers(tmp_path / "a.csv"), "--vectors", learned, "--json", result)
    assert len(read(result)["answers"]) == 60


@pytest.mark.parametrize("command", ["themes", "similar"])
def test_no_column_of_open_answers_is_told(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    assert "name it with --text: a, b" in refused(capsys, command, path)
