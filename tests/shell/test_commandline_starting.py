"""Every command starts quickly: what is slow to load is loaded only when the work begins."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tiekartta.shell.commandline.registry import COMMANDS

COMPUTING = ["sklearn", "scipy", "sknetwork", "simplemma", "py3langid", "openpyxl", "dask", "phonenumbers"]  # fmt: skip
SERVING = ["uvicorn", "tiekartta.shell.serving", "tiekartta.shell.demo.story"]
# django-tasks brings Django's admin along, wherever Django is set up.
HOUSE = ["django", "django.contrib.admin", "numpy", "html.parser", "tiekartta.people.models"]
FILES = [command.name for command in COMMANDS if not command.database]
DATABASE = [command.name for command in COMMANDS if command.database]

PARSE = """
import contextlib, io, json, sys
from tiekartta.shell.commandline import build_parser, main
from tiekartta.shell.commandline.registry import COMMANDS
found = {}
for word in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        main([word] if word.startswith("-") else [word, "--help"])
    found[word] = [name for name in json.loads(sys.argv[2]) if name in sys.modules]
print(json.dumps(found))
"""


def loaded(words: list[str], modules: list[str], folder: Path) -> dict[str, list[str]]:
    """Which of the modules are there after each command was parsed, in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", PARSE, json.dumps(words), json.dumps(modules)],
        env={**os.environ, "TIEKARTTA_DATA_DIR": str(folder)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_help_and_commands_on_files_load_neither_django_nor_what_computes(tmp_path: Path) -> None:
    words = ["--help", *FILES]
    found = loaded(words, [*COMPUTING, *SERVING, *HOUSE], tmp_path)
    assert found == {word: [] for word in words}
    assert {"themes", "similar", "choose", "protect", "rotate", "vectors"} <= set(FILES)


def test_commands_on_the_database_load_nothing_that_computes(tmp_path: Path) -> None:
    found = loaded(DATABASE, [*COMPUTING, *SERVING], tmp_path)
    assert found == {word: [] for word in DATABASE}


def test_commands_on_files_leave_no_key_or_folder_behind(tmp_path: Path) -> None:
    table = tmp_path / "taulu.csv"
    table.write_text(";A;B\nx;12;30\ny;20;33\n", encoding="utf-8")
    data = tmp_path / "tiedot"
    for words in (["protect", str(table)], ["protect", str(tmp_path / "puuttuu.csv")]):
        done = subprocess.run(
            [sys.executable, "-m", "tiekartta", *words], env={**os.environ, "TIEKARTTA_DATA_DIR": str(data)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
    assert not data.exists()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_is_told_in_a_sentence(command: object) -> None:
    text: str = command.description  # type: ignore[attr-defined] # - a Command
    assert text[0].isupper()
    assert text.endswith(".")
