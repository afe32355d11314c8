"""Reading the source as data, for the checks of the house rules. Each check is a pure function of a
path or a text, so that it can be shown to catch what it should."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db.migrations.operations import RunPython
from django.db.migrations.operations.base import Operation

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tiekartta"
# From the top of the house down (ARCHITECTURE.md); one number for folders on one floor.
ORDER = {
    "shell": 0, "trace": 1, "experiments": 2, "awards": 2, "roadmap": 3, "priorities": 4, "opinions": 4,
    "proposals": 5, "gatherings": 6, "themes": 7, "voices": 8, "library": 9, "indicators": 9, "steering": 10,
    "programmes": 11, "people": 12, "jobs": 13, "journal": 14, "language": 15, "analysis": 16,
}  # fmt: skip
VAULTS = {"voices", "opinions", "priorities", "awards"}
FORBIDDEN_NAMES = re.compile(
    r"^(utils?|helpers?|common|misc|base|managers?|handlers?|processors?)(_.*)?$"
    r"|.*_(utils?|helpers?)$"
)
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60


def python_files(*folders: Path) -> Iterator[Path]:
    """All Python files below the folders (default: source, tests, tools, benchmarks)."""
    for folder in folders or (SOURCE, ROOT / "tests", ROOT / "tools", ROOT / "benchmarks"):
        yield from sorted(folder.rglob("*.py"))


def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def forbidden_name(path: Path) -> bool:
    """Whether a file or one of its folders has a name of a junk drawer."""
    return bool(FORBIDDEN_NAMES.match(path.stem)) or any(
        FORBIDDEN_NAMES.match(part) for part in path.parent.parts[-2:]
    )


def too_long(path: Path) -> bool:
    """Whether a file has more than 400 lines."""
    return len(path.read_text(encoding="utf-8").splitlines()) > MAX_FILE_LINES


def long_functions(tree: ast.Module) -> list[str]:
    """The functions of more than 60 lines."""
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (node.end_lineno or 0) - node.lineno + 1 > MAX_FUNCTION_LINES
    ]


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Top-level functions without an underscore."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def actions_without_by(tree: ast.Module) -> list[str]:
    """Public functions of an actions module that are not keyword-only or do not ask who acts."""
    wrong = []
    for function in public_functions(tree):
        keywords = {argument.arg for argument in function.args.kwonlyargs}
        defaults = dict(
            zip((a.arg for a in function.args.kwonlyargs), function.args.kw_defaults, strict=True)
        )
        has_by = "by" in keywords and defaults["by"] is None
        if function.args.args or not has_by or function.returns is None:
            wrong.append(function.name)
    return wrong


def is_offered(path: Path, name: str) -> bool:
    """Whether a function of an actions module is public: all of `actions.py`, or what the package lists."""
    if path.parent.name != "actions":
        return True
    listed = tree_of(path.parent / "__init__.py")
    return any(
        isinstance(node, ast.Assign)
        and _name(node.targets[0]) == "__all__"
        and name in ast.literal_eval(node.value)
        for node in listed.body
    )


def crossing_keys(tree: ast.Module, folder: str) -> list[tuple[str, str, str | None]]:
    """Foreign keys to other folders, also by string: (target folder, target, related_name)."""
    found = []
    for node in ast.walk(tree):
        if not (
            isinstance(node, ast.Call)
            and _name(node.func) in {"ForeignKey", "OneToOneField", "ManyToManyField"}
        ):
            continue
        target = (
            node.args[0]
            if node.args
            else next((k.value for k in node.keywords if k.arg == "to"), None)
        )
        if not (
            isinstance(target, ast.Constant)
            and isinstance(target.value, str)
            and "." in target.value
        ):
            continue
        other = target.value.split(".")[0]
        related = next(
            (
                k.value.value
                for k in node.keywords
                if k.arg == "related_name" and isinstance(k.value, ast.Constant)
            ),
            None,
        )
        if other != folder:
            found.append((other, target.value, related))
    return found


def wrong_keys(tree: ast.Module, folder: str) -> list[tuple[str, str, str | None]]:
    """Foreign keys that point upwards or sideways, or leave a name back on another folder's table."""
    return [
        (folder, target, related)
        for other, target, related in crossing_keys(tree, folder)
        if related != "+" or other not in ORDER or ORDER[other] <= ORDER[folder]
    ]


def wrong_marks(marks: Any, fields: Iterable[str]) -> list[str]:
    """Fields of a table that `class Privacy` marks not at all, twice, or that are not there."""
    marked = Counter([*marks.personal, *marks.free_text, *marks.open])
    there = set(fields)
    return sorted({name for name in there if marked[name] != 1} | (set(marked) - there))


def badly_named(migration: str) -> bool:
    """Whether the name of a migration does not say what it does."""
    return bool(re.search(r"_(auto|initial|alter_|\d{8})", migration))


def irreversible(operations: Iterable[Operation]) -> list[Operation]:
    """The operations of a migration that cannot be undone."""
    return [
        each
        for each in operations
        if not each.reversible or (isinstance(each, RunPython) and not each.reverse_code)
    ]


def undocumented_settings(source: str, told: str) -> set[str]:
    """Settings read from the environment that the page does not tell, and told ones that nobody reads."""
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", source))
    named = set(re.findall(r"`([A-Z_]+)`", told))
    return (read - named) | {name for name in named - read if name.startswith("TIEKARTTA_")}


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def application_imports(tree: ast.Module) -> list[str]:
    """What a migration imports from the application, its own fields aside."""
    allowed = {"tiekartta.language.fields", "tiekartta.language.texts", "tiekartta.journal.fields"}
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tiekartta"):
            names.append(node.module or "")
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names if alias.name.startswith("tiekartta")]
    return [name for name in names if name not in allowed and not name.endswith(".models")]


def suppressions_without_reason(text: str) -> list[str]:
    """Suppressed checks that do not say why after ` - `."""
    pattern = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no cover|nosec)\b.*$", re.MULTILINE)
    return [match.group(0) for match in pattern.finditer(text) if " - " not in match.group(0)]


READS_DICTIONARIES = frozenset({"lemma", "lemmas", "parts", "is_known"})


def dictionary_imports(tree: ast.Module) -> list[str]:
    """Functions that read simplemma's dictionaries, imported from `analysis.languages`."""
    return [
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("tiekartta.analysis.languages")
        for alias in node.names
        if alias.name in READS_DICTIONARIES
    ]
