"""The rules of the house, checked on every file (ARCHITECTURE.md §3)."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from tests.architecture import reading
from tests.architecture.reading import ROOT, SOURCE

FOLDERS = [path for path in sorted(SOURCE.iterdir()) if (path / "__init__.py").exists()]
ACTION_FILES = [
    path
    for folder in FOLDERS
    if folder.name != "analysis"
    for path in [*folder.glob("actions.py"), *folder.glob("actions/*.py")]
]


def test_every_folder_has_its_place_in_the_order() -> None:
    assert [folder.name for folder in FOLDERS if folder.name not in reading.ORDER] == []


def test_no_file_is_a_junk_drawer() -> None:
    assert [
        path for path in reading.python_files() if reading.forbidden_name(path.relative_to(ROOT))
    ] == []


def test_no_file_is_over_400_lines() -> None:
    templates = list(SOURCE.rglob("*.html"))
    scripts = [path for path in SOURCE.rglob("*.js") if path.parent.name != "vendor"]
    files = [*reading.python_files(), *templates, *scripts]
    assert [path for path in files if reading.too_long(path)] == []


def test_no_function_is_over_60_lines() -> None:
    found = {
        path.name: reading.long_functions(reading.tree_of(path)) for path in reading.python_files()
    }
    assert {name: functions for name, functions in found.items() if functions} == {}


def test_every_public_action_is_keyword_only_and_asks_who_acts() -> None:
    found = {
        str(path.relative_to(SOURCE)): [
            name
            for name in reading.actions_without_by(reading.tree_of(path))
            if reading.is_offered(path, name)
        ]
        for path in ACTION_FILES
    }
    assert {name: functions for name, functions in found.items() if functions} == {}


def test_foreign_keys_point_downwards_and_cross_folders_without_a_name_back() -> None:
    wrong = [
        key
        for folder in FOLDERS
        for path in [*folder.glob("models.py"), *folder.glob("models/*.py")]
        for key in reading.wrong_keys(reading.tree_of(path), folder.name)
    ]
    assert wrong == []


def test_resolved_foreign_keys_point_downwards_too() -> None:
    wrong = []
    for model in _models():
        for field in model._meta.get_fields():
            other = getattr(field, "related_model", None)
            if not field.concrete or other is None or other.__module__.split(".")[0] != "tiekartta":
                continue
            own, theirs = model.__module__.split(".")[1], other.__module__.split(".")[1]
            if own != theirs and (
                reading.ORDER[theirs] <= reading.ORDER[own]
                or field.remote_field.related_name != "+"
            ):
                wrong.append((model.__name__, field.name))
    assert wrong == []


def _models() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("tiekartta.")]


@pytest.mark.parametrize("model", _models(), ids=lambda model: model.__name__)
def test_every_field_is_marked_personal_free_text_or_open_exactly_once(model: type) -> None:
    concrete = [field.name for field in model._meta.concrete_fields]  # type: ignore[attr-defined] # - Django adds it
    assert reading.wrong_marks(model.Privacy, concrete) == []  # type: ignore[attr-defined] # - the very thing that is tested


@pytest.mark.parametrize("model", _models(), ids=lambda model: model.__name__)
def test_no_model_does_work_in_save(model: type) -> None:
    assert "save" not in vars(model)
    assert "delete" not in vars(model)


def test_nobody_imports_signals_or_generic_keys() -> None:
    banned = re.compile(
        r"^\s*(from|import) (django\.dispatch|django\.db\.models\.signals|django\.contrib\.contenttypes)",
        re.MULTILINE,
    )
    assert [path for path in reading.python_files(SOURCE) if banned.search(path.read_text())] == []


def test_nobody_reaches_into_a_vault_through_a_join() -> None:
    joins = re.compile(r"(voice|paper|code|ballot)__(text|approved|tag|digest|response|receipt)")
    wrong = [
        path
        for path in reading.python_files(SOURCE)
        if path.relative_to(SOURCE).parts[0] not in reading.VAULTS
        and joins.search(path.read_text())
    ]
    assert wrong == []


def test_doors_do_not_touch_the_database() -> None:
    doors = [*SOURCE.glob("*/pages.py"), *SOURCE.glob("*/pages/*.py"), *SOURCE.glob("*/api.py")]
    assert [
        path for path in doors if re.search(r"\.objects\b|transaction\.atomic", path.read_text())
    ] == []


def test_migrations_are_named_by_what_they_do_and_can_be_reversed() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    labels = {
        config.label for config in apps.get_app_configs() if config.name.startswith("tiekartta.")
    }
    own = {key: migration for key, migration in loader.disk_migrations.items() if key[0] in labels}
    assert own
    assert [key for key in own if reading.badly_named(key[1])] == []
    assert [key for key, each in own.items() if reading.irreversible(each.operations)] == []


def test_migrations_import_no_application_code() -> None:
    found = {
        str(path.relative_to(SOURCE)): reading.application_imports(reading.tree_of(path))
        for path in SOURCE.glob("*/migrations/0*.py")
    }
    assert {name: imports for name, imports in found.items() if imports} == {}


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - only this test needs it

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_setting_from_the_environment_is_documented() -> None:
    source = (SOURCE / "shell" / "settings.py").read_text()
    told = (ROOT / "docs" / "running" / "settings.md").read_text()
    assert "env." in source
    assert reading.undocumented_settings(source, told) == set()


def test_every_suppression_says_why() -> None:
    found = {
        str(path.relative_to(ROOT)): reading.suppressions_without_reason(path.read_text())
        for path in reading.python_files()
        if "architecture" not in path.parts
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_no_template_has_inline_code_or_style() -> None:
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
    )
    pages = [path for path in SOURCE.rglob("*.html") if "vendor" not in path.parts]
    assert [path for path in pages if inline.search(path.read_text())] == []


def test_atomic_requests_are_never_used() -> None:
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS")


def test_counts_go_into_pages_only_as_disclosed() -> None:
    counting = re.compile(
        r"\{\{[^}]*(voices|respondents|responses|papers)[a-z_]*(\.count|\|length)\b"
    )
    assert [path for path in SOURCE.rglob("*.html") if counting.search(path.read_text())] == []


def test_the_tree_of_tests_mirrors_the_tree_of_folders() -> None:
    names = {
        path.name
        for path in (ROOT / "tests").iterdir()
        if path.is_dir() and not path.name.startswith("_")
    }
    assert {folder.name for folder in FOLDERS} <= names


def test_the_glossary_of_docs_holds_the_names_of_models() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text()
    words = {
        "Programme",
        "Voice",
        "Theme",
        "Proposal",
        "Ballot",
        "Decision",
        "Spearhead",
        "Edition",
    }
    assert {word for word in words if f"`{word}`" not in text} == set()


def test_only_the_analysis_reads_dictionaries_which_runs_outside_web_processes() -> None:
    """S003-7: hundreds of megabytes where read plainly, and seconds before the first answer."""
    found = {
        str(path.relative_to(SOURCE)): reading.dictionary_imports(reading.tree_of(path))
        for path in SOURCE.rglob("*.py")
        if path.relative_to(SOURCE).parts[0] != "analysis"
    }
    assert {path: names for path, names in found.items() if names} == {}
