"""Small files for the command line, and calls of it. For tests only."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tiekartta.shell.commandline import main

QUESTION = "Mitä pitäisi kehittää?"
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


def write_answers(path: Path, *more: tuple[str, str, str]) -> Path:
    """Sixty answers in Finnish, thirty of each group: H0-0 … H9-2 and A0-0 … A9-2; then ``more``."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Nro", "Ryhmä", QUESTION])
        for number in range(10):
            for group, texts in SUBJECTS.items():
                writer.writerows(
                    [f"{group[0]}{number}-{place}", group, f"{text} {number}. kerran"]
                    for place, text in enumerate(texts)
                )
        writer.writerows(more)
    return path


def themes(path: Path, *words: object) -> None:
    """`tiekartta themes` on answers that `write_answers` wrote, two themes wanted."""
    told = ("--text", QUESTION, "--id", "Nro", "--themes", "2", *map(str, words))
    main(["themes", str(path), *told])


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """What a call says that cannot be followed: exit code 2, no traceback, nothing printed."""
    with pytest.raises(SystemExit) as stopped:
        main([str(word) for word in words])
    told = capsys.readouterr()
    assert stopped.value.code == 2, told.err
    assert told.out == ""
    return told.err


def read(path: Path) -> Any:
    """The data of a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def write(path: Path, data: object) -> Path:
    """Data as a JSON file."""
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path
