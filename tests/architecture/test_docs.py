"""The documentation tells the truth: what it names exists, and what it links to is there."""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.architecture.reading import ROOT, SOURCE, python_files, tree_of

from tiekartta.analysis.choosing import DEFAULT_RULE, RULES
from tiekartta.priorities.rules import RULE

DOCS = ROOT / "docs"
FRONT = [
    ROOT / name
    for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
]
PAGES = [*FRONT, *(path for path in sorted(DOCS.rglob("*.md")) if "_build" not in path.parts)]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")
# In parts, so that this file does not hold them itself.
REGISTRIES = [
    "py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "registry." + "yarnpkg.com",
    "deb." + "debian.org", "archive." + "ubuntu.com", "crates" + ".io/api", "jsdelivr" + ".net", "unpkg" + ".com",
    "pypi." + "python.org",
]  # fmt: skip
HOME = re.compile(
    r"/(home|Users)/[a-z][\w.-]*/|/" + r"work/(main|shared|\.library)|/" + r"tmp/plan"
)
TRACKED = ["git", "ls-files", "-z"]


def code_of(path: Path) -> list[str]:
    """What stands between backticks on a page, outside blocks and in them."""
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [
        *re.findall(
            r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
        ),
        *blocks,
    ]


def tracked_texts() -> list[tuple[str, str]]:
    """(place, text) of every file that git follows, or of every file where there is no git."""
    answer = subprocess.run(TRACKED, cwd=ROOT, capture_output=True, check=False)
    if answer.returncode == 0:
        paths = [ROOT / name for name in answer.stdout.decode().split("\0") if name]
    else:
        paths = [
            p
            for p in ROOT.rglob("*")
            if not any(x.startswith(".") for x in p.relative_to(ROOT).parts)
        ]
    contents = [(path, path.read_bytes()) for path in paths if path.is_file()]
    return [
        (path.relative_to(ROOT).as_posix(), content.decode("utf-8", "replace"))
        for path, content in contents
        if b"\0" not in content[:8000]
    ]


def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-E", "-b", "html"]
    answer = subprocess.run(
        [*command, "-d", str(tmp_path / "trees"), str(DOCS), str(tmp_path / "html")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.stderr == ""
    assert answer.returncode == 0
    assert (tmp_path / "html" / "using" / "how-votes-are-counted.html").exists()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    links = [
        link
        for link in LINK.findall(path.read_text(encoding="utf-8"))
        if not re.match(r"[a-z]+:", link)
    ]
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        (path.name, target)
        for path in PAGES
        for code in code_of(path)
        for target in re.findall(r"^(?:[A-Z]+=\S+ )*make ([a-z][a-z-]*)", code, re.MULTILINE)
    }
    assert ("README.md", "demo") in named
    assert ("README.md", "test") in named
    assert {(name, target) for name, target in named if target not in targets} == set()


def subparsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands of a parser by name."""
    found = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0].choices) if found else {}


def calls_of(path: Path) -> list[list[str]]:
    """The words after `tiekartta` in the calls that a page shows."""
    calls = []
    for code in code_of(path):
        for line in code.replace("\\\n", " ").splitlines():
            match = re.match(
                r"(?:\S+=\S+ )*(?:ExecStart=)?(?:\S*/bin/)?tiekartta ([a-z].*)", line.strip()
            )
            if match:
                calls.append(match[1].split("  #")[0].split())
    return calls


def wrong_in(
    call: list[str], commands: dict[str, argparse.ArgumentParser], django: set[str]
) -> str:
    """What the command line does not know of a call, or nothing."""
    if call[0] in django:
        return ""
    words = list(call)
    parser: argparse.ArgumentParser | None = None
    while words and words[0] in commands:
        parser = commands[words.pop(0)]
        commands = subparsers(parser)
    if parser is None:
        return call[0]
    if commands and words and re.fullmatch(r"[a-z-]+", words[0]):
        return " ".join(call)
    known = {option for action in parser._actions for option in action.option_strings}
    return " ".join(
        word for word in words if re.fullmatch(r"--[a-z-]+", word) and word not in known
    )


def test_every_command_and_option_that_is_named_exists() -> None:
    from tiekartta.shell.commandline import (  # noqa: PLC0415 - its families import models
        DJANGO_COMMANDS,
        build_parser,
    )

    commands = subparsers(build_parser())
    calls = {(path.name, tuple(call)) for path in PAGES for call in calls_of(path)}
    assert {"serve", "worker", "themes", "choose"} <= {call[0] for _name, call in calls}
    wrong = {(name, wrong_in(list(call), commands, DJANGO_COMMANDS)) for name, call in calls}
    assert {entry for entry in wrong if entry[1]} == set()


def test_a_command_or_option_that_does_not_exist_is_seen() -> None:
    parser = argparse.ArgumentParser()
    parser.add_subparsers().add_parser("serve").add_argument("--port")
    commands = subparsers(parser)
    assert wrong_in(["fly"], commands, set()) == "fly"
    assert wrong_in(["serve", "--moon", "1"], commands, set()) == "--moon"
    assert wrong_in(["serve", "--port", "1"], commands, set()) == ""


def test_every_command_is_told_in_the_documentation() -> None:
    from tiekartta.shell.commandline import build_parser  # noqa: PLC0415 - its families import models

    told = (DOCS / "developing" / "commandline.md").read_text(encoding="utf-8")
    assert {
        name for name in subparsers(build_parser()) if f"`tiekartta {name}" not in told
    } == set()


def names_of_the_code() -> dict[str, set[str]]:
    """Every class with what stands in its body, and every function and constant, of the source."""
    found: dict[str, set[str]] = {}
    for path in python_files(SOURCE):
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, set()).update(assigned(node))
            elif isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, set())
        for name in assigned(tree_of(path)):
            found.setdefault(name, set())
    return found


def assigned(node: ast.ClassDef | ast.Module) -> set[str]:
    """Names that are given a value or a type in a body."""
    names = set()
    for statement in node.body:
        targets = (
            statement.targets
            if isinstance(statement, ast.Assign)
            else [getattr(statement, "target", None)]
        )
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def test_every_code_name_of_the_glossary_exists() -> None:
    code = names_of_the_code()
    rows = re.findall(
        r"^\|.*\| ([^|]*) \|$", (DOCS / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    terms = {term for row in rows for term in re.findall(r"`([^`]+)`", row)}
    assert len(terms) > 60

    def exists(term: str) -> bool:
        owner, _dot, member = term.partition(".")
        return owner in code and (not member or member in code[owner])

    assert {term for term in terms if not exists(term)} == set()


def test_every_test_that_the_house_names_exists() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    tests = {
        node.name
        for path in python_files(ROOT / "tests")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef)
    }
    named = set(re.findall(r"`(test_\w+)`", text))
    places = set(re.findall(r"`(tests/[\w/.]+)`", text))
    assert len(named) >= 12
    assert named - tests == set()
    assert {place for place in places if not (ROOT / place).exists()} == set()


def test_the_picture_of_the_house_has_the_order_of_the_contract() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(
        c for c in project["tool"]["importlinter"]["contracts"] if c["type"] == "layers"
    )
    order = [re.findall(r"[a-z]+", layer) for layer in contract["layers"]]
    picture = re.search(
        r"^```\n(.*?)^```",
        (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"),
        re.DOTALL | re.MULTILINE,
    )
    assert picture is not None
    rows = [re.findall(r"│ \(?([a-z]+)", line) for line in picture[1].splitlines() if "│" in line]
    assert rows == order


def test_every_dependency_has_its_row_in_the_decision() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["postgres"],
        *project["dependency-groups"]["dev"],
    ]
    names = {re.match(r"[\w-]+", line)[0].lower() for line in wanted}  # type: ignore[index] # - every line begins so
    text = (DOCS / "decisions" / "0011-dependencies.md").read_text(encoding="utf-8")
    told = {
        name
        for row in re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)
        for name in re.findall(r"[\w-]+", row)
    }
    assert names - told == set()


def test_ballots_are_counted_by_the_rule_that_the_pages_tell() -> None:
    """Decision 9: one default for ballots and for whoever counts the papers again."""
    told = (DOCS / "using" / "how-votes-are-counted.md").read_text(encoding="utf-8")
    assert re.findall(r"\| `([a-z-]+)` \| the default", told) == [DEFAULT_RULE]
    assert set(re.findall(r"^\| `([a-z-]+)` \|", told, re.MULTILINE)) == set(RULES)
    assert RULE == DEFAULT_RULE


def test_every_decision_has_its_four_parts() -> None:
    pages = sorted((DOCS / "decisions").glob("0*.md"))
    assert len(pages) >= 11
    parts = ("**Context.**", "**Decision.**", "**Rejected.**", "**Consequences.**")
    assert [
        page.name
        for page in pages
        if not all(part in page.read_text(encoding="utf-8") for part in parts)
    ] == []


def test_no_tracked_file_names_the_host_of_a_package_registry() -> None:
    texts = tracked_texts()
    assert {"README.md", "requirements/run.txt"} <= {place for place, _text in texts}
    assert {(place, host) for place, text in texts for host in REGISTRIES if host in text} == set()


def test_no_tracked_file_holds_a_path_of_somebodys_machine() -> None:
    assert {
        (place, found[0]) for place, text in tracked_texts() if (found := HOME.search(text))
    } == set()


def test_a_host_and_a_path_are_seen() -> None:
    assert any(host in "https://" + "py" + "pi.org/simple" for host in REGISTRIES)
    assert HOME.search("/home/" + "aino/tiekartta")
    assert HOME.search("/" + "work/main/src")
    assert not HOME.search("/srv/tiekartta/code")
