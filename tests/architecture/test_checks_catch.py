"""Each check of the house rules is shown a breach, and must see it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db.migrations.operations import RunPython, RunSQL
from tests.architecture import reading


def test_a_junk_drawer_is_seen() -> None:
    for name in (
        "utils.py",
        "helpers.py",
        "text_utils.py",
        "common.py",
        "base.py",
        "manager.py",
        "handlers.py",
    ):
        assert reading.forbidden_name(Path("src/tiekartta/voices") / name), name
    assert reading.forbidden_name(Path("src/tiekartta/voices/utils/texts.py"))
    assert not reading.forbidden_name(Path("src/tiekartta/voices/spreadsheets.py"))


def test_a_long_file_and_a_long_function_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_text("x = 1\n" * 401)
    assert reading.too_long(path)
    path.write_text("x = 1\n" * 400)
    assert not reading.too_long(path)
    body = "    x = 1\n" * 60
    assert reading.long_functions(ast.parse(f"def long():\n{body}")) == ["long"]
    assert reading.long_functions(ast.parse(f"def short():\n{body[:-10]}")) == []


@pytest.mark.parametrize(
    "source",
    [
        "def approve(*, theme) -> None: ...",
        "def approve(*, theme, by=None) -> None: ...",
        "def approve(theme, *, by) -> None: ...",
        "def approve(*, theme, by): ...",
    ],
)
def test_an_action_that_does_not_ask_who_acts_is_seen(source: str) -> None:
    assert reading.actions_without_by(ast.parse(source)) == ["approve"]


def test_an_action_that_asks_who_acts_passes() -> None:
    assert reading.actions_without_by(ast.parse("def approve(*, theme, by) -> None: ...")) == []


@pytest.mark.parametrize(
    "key",
    [
        'models.ForeignKey("themes.Theme", on_delete=models.CASCADE, related_name="+")',
        'models.OneToOneField(to="themes.Theme", on_delete=models.CASCADE, related_name="+")',
        'models.ManyToManyField("themes.Theme", related_name="+")',
        'models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="voices")',
        'models.ForeignKey("programmes.Programme", on_delete=models.CASCADE)',
        'models.ForeignKey("auth.Group", on_delete=models.CASCADE, related_name="+")',
    ],
    ids=["upwards", "upwards by to=", "many upwards", "a name back", "a name back unsaid", "out of the house"],
)  # fmt: skip
def test_a_foreign_key_that_points_wrongly_is_seen_also_as_a_string(key: str) -> None:
    assert len(reading.wrong_keys(ast.parse(f"x = {key}"), "voices")) == 1


def test_a_foreign_key_downwards_without_a_name_back_passes() -> None:
    key = 'models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="+")'
    assert reading.wrong_keys(ast.parse(f"x = {key}"), "voices") == []


def test_a_field_without_a_mark_with_two_or_gone_is_seen() -> None:
    marks = SimpleNamespace(personal=("email", "name"), free_text=("name",), open=("id", "gone"))
    assert reading.wrong_marks(marks, ["id", "email", "name", "new"]) == ["gone", "name", "new"]
    assert reading.wrong_marks(marks, ["id", "email"]) != []
    whole = SimpleNamespace(personal=("email",), free_text=(), open=("id",))
    assert reading.wrong_marks(whole, ["id", "email"]) == []


def test_a_setting_without_documentation_is_seen_and_documentation_without_a_setting() -> None:
    source = 'A = env.bool("TIEKARTTA_A", default=False)\nB = env.str(\n    "SECRET_KEY")'
    assert reading.undocumented_settings(source, "`SECRET_KEY` and `TIEKARTTA_A`") == set()
    assert reading.undocumented_settings(source, "`SECRET_KEY`") == {"TIEKARTTA_A"}
    told = "`SECRET_KEY`, `TIEKARTTA_A`, `TIEKARTTA_OLD`"
    assert reading.undocumented_settings(source, told) == {"TIEKARTTA_OLD"}


@pytest.mark.parametrize(
    "name", ["0002_auto_20261130_1851", "0001_initial", "0003_alter_voice_text", "0004_20261130"]
)
def test_a_migration_that_does_not_say_what_it_does_is_seen(name: str) -> None:
    assert reading.badly_named(name)


def test_a_migration_named_by_what_it_does_passes() -> None:
    assert not reading.badly_named("0002_editions_never_change")


def test_a_migration_that_cannot_be_reversed_is_seen() -> None:
    def forwards(apps: object, schema_editor: object) -> None: ...

    one_way = [RunPython(forwards), RunSQL("DROP TABLE x")]
    assert reading.irreversible(one_way) == one_way
    both = [RunPython(forwards, RunPython.noop), RunSQL("SELECT 1", reverse_sql=RunSQL.noop)]
    assert reading.irreversible(both) == []


def test_a_suppression_without_a_reason_is_seen() -> None:
    assert reading.suppressions_without_reason("x = 1  # no" + "qa: E501\n")
    assert not reading.suppressions_without_reason("x = 1  # no" + "qa: E501 - a table\n")


def test_application_code_in_a_migration_is_seen() -> None:
    assert reading.application_imports(ast.parse("from tiekartta.voices.actions import x")) == [
        "tiekartta.voices.actions"
    ]


CONTRACT = """
[importlinter]
root_package = house
include_external_packages = True

[importlinter:contract:order]
name = order
type = layers
containers = house
exhaustive = True
layers =
    shell
    voices
    analysis

[importlinter:contract:core]
name = core
type = forbidden
source_modules = house.analysis
forbidden_modules = django

[importlinter:contract:vault]
name = vault
type = protected
protected_modules = house.voices.models
allowed_importers = house.voices
"""


def test_the_check_of_dictionaries_catches() -> None:
    tree = ast.parse("from tiekartta.analysis.languages import lemmas, tokens")
    assert reading.dictionary_imports(tree) == ["lemmas"]


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("voices/actions.py", "import house.shell.pages"),
        ("analysis/core.py", "import django"),
        ("shell/pages.py", "import house.voices.models"),
        ("utilities/__init__.py", "x = 1"),
    ],
    ids=["an import upwards", "Django in the core", "a vault opened", "a folder without a place"],
)
def test_the_import_contracts_catch(tmp_path: Path, file: str, line: str) -> None:
    for name in ("__init__", "shell/__init__", "shell/pages", "voices/__init__", "voices/models", "voices/actions",
                 "analysis/__init__", "analysis/core"):  # fmt: skip
        path = tmp_path / "house" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / ".importlinter").write_text(CONTRACT)
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    breach = tmp_path / "house" / file
    breach.parent.mkdir(exist_ok=True)
    breach.write_text(line + "\n")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 1
