"""What the code writes into the journals of programmes, read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.architecture.reading import SOURCE, python_files, tree_of


@dataclass
class Recorded:
    """Keys of actions and kinds; `unread` are expressions that are no words of the source."""

    actions: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)


def recorded() -> Recorded:
    """Every action and kind that some code may record for a programme."""
    found = Recorded()
    trees = {path: tree_of(path) for path in python_files(SOURCE)}
    for path, tree in trees.items():
        for function, call in _calls(tree, "record"):
            given = {each.arg: each.value for each in call.keywords}
            if "programme_id" not in given or "action" not in given:
                continue
            found.kinds |= set(_words(given["object_kind"], found))
            _follow(function, given["action"], path, trees, found)
    return found


def _follow(
    function: ast.FunctionDef,
    action: ast.expr,
    path: Path,
    trees: dict[Path, ast.Module],
    found: Recorded,
) -> None:
    """The words of an action; of one that a function is given, what its callers give it."""
    names = [each.arg for each in (*function.args.args, *function.args.kwonlyargs)]
    if not (isinstance(action, ast.Name) and action.id in names):
        found.actions |= set(_words(action, found))
        return
    place = names.index(action.id)
    # One whose name begins with _ is called in its own file only.
    where = [path] if function.name.startswith("_") else list(trees)
    for each in where:
        for caller, call in _calls(trees[each], function.name):
            named = {word.arg: word.value for word in call.keywords}
            if action.id in named or len(call.args) > place:
                given = named.get(action.id) or call.args[place]
                _follow(caller, given, each, trees, found)


def _calls(tree: ast.Module, name: str) -> Iterator[tuple[ast.FunctionDef, ast.Call]]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                    yield function, node


def _words(expression: ast.expr, found: Recorded) -> Iterator[str]:
    if isinstance(expression, ast.IfExp):
        yield from _words(expression.body, found)
        yield from _words(expression.orelse, found)
    elif isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield expression.value
    else:
        found.unread.add(ast.unparse(expression))
