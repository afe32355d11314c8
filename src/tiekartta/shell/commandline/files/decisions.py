"""What people decided, from a file of theirs and from the result of an earlier run."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from tiekartta.analysis.themes import Decisions, FixedTheme
from tiekartta.shell.commandline.files.contradictions import contradictions
from tiekartta.shell.commandline.json_reading import Complaints, json_of

KEYS = ("pinned", "fixed", "rejected", "rejected_labels", "must_link", "cannot_link")
Pairs = frozenset[tuple[str, str]]


def decisions_of(
    path: Path | None, previous: Path | None, ids: Collection[str]
) -> tuple[Decisions, int]:
    """The decisions of both files, and how many answers of ``previous`` are not among ``ids``.

    A file of decisions must know its answers; an earlier result may hold answers that are gone.
    Where the two differ, the file of decisions wins: it renames and fills earlier themes by their
    key, moves and rejects answers, and rejects earlier themes by their label. Raises WrongCall that tells
    everything that is wrong by the path of its key.
    """
    earlier, gone = _earlier(previous, set(ids)) if previous else (Decisions(), 0)
    return (_decided(path, earlier, set(ids)) if path else earlier), gone


def _decided(path: Path, earlier: Decisions, ids: set[str]) -> Decisions:
    complaints = Complaints(path)
    data = complaints.object(json_of(path), "", KEYS)
    fixed = _fixed(complaints, data.get("fixed", []), ids)
    complaints.stop()
    labels = frozenset(_labels(complaints, data.get("rejected_labels", [])))
    merged = _merged(_without(earlier.fixed, labels), fixed)
    keys = {theme.key for theme in merged}
    rejected = _pairs(complaints, data, "rejected", (ids, keys))
    pinned = _pinned(complaints, data.get("pinned", {}), ids, keys)
    decided = Decisions(
        pinned={**_still(earlier.pinned, keys, rejected), **pinned},
        fixed=merged,
        rejected=rejected,
        rejected_labels=labels,
        must_link=_pairs(complaints, data, "must_link", (ids, ids)),
        cannot_link=_pairs(complaints, data, "cannot_link", (ids, ids)),
    )
    complaints.stop()
    for place, words in contradictions(decided):
        complaints.add(place, words)
    complaints.stop()
    return decided


def _fixed(complaints: Complaints, data: Any, ids: set[str]) -> tuple[FixedTheme, ...]:
    themes: list[FixedTheme] = []
    places: dict[str, str] = {}
    seen: dict[str, str] = {}
    for number, each in enumerate(complaints.list(data, "fixed")):
        place = f"fixed[{number}]"
        theme = complaints.object(each, place, ("key", "label", "members"), ("key", "label"))
        if not {"key", "label"} <= theme.keys():
            continue
        key = complaints.text(theme["key"], f"{place}.key")
        label = complaints.text(theme["label"], f"{place}.label")
        for kind, name in (("key", key), ("label", label.casefold())):
            first = seen.setdefault(f"{kind} {name}", place)
            if name and first != place:
                complaints.add(f"{place}.{kind}", f"{name!r} is already the {kind} of {first}")
        members = []
        for at, member in enumerate(complaints.list(theme.get("members", []), f"{place}.members")):
            spot = f"{place}.members[{at}]"
            answer = _known(complaints, member, spot, ids)
            if answer in places:
                complaints.add(spot, f"the answer {answer!r} is already in {places[answer]}")
            elif answer:
                places[answer] = spot
                members.append(answer)
        themes.append(FixedTheme(key, label, tuple(members)))
    return tuple(themes)


def _without(earlier: Sequence[FixedTheme], labels: frozenset[str]) -> Sequence[FixedTheme]:
    """Earlier themes whose names were not rejected since."""
    names = {label.casefold() for label in labels}
    return [theme for theme in earlier if theme.label.casefold() not in names]


def _still(pinned: Mapping[str, str], keys: Collection[str], rejected: Pairs) -> dict[str, str]:
    """Earlier pins that nothing decided since has undone."""
    return {
        answer: key
        for answer, key in pinned.items()
        if key in keys and (answer, key) not in rejected
    }


def _merged(earlier: Sequence[FixedTheme], fixed: Sequence[FixedTheme]) -> tuple[FixedTheme, ...]:
    """Earlier themes with the names and members that the file of decisions gives them."""
    moved = set(chain.from_iterable(theme.members for theme in fixed))
    own = {theme.key: theme for theme in fixed}
    merged = []
    for theme in earlier:
        newer = own.pop(theme.key, None)
        kept = tuple(answer for answer in theme.members if answer not in moved)
        label, added = (newer.label, newer.members) if newer else (theme.label, ())
        merged.append(FixedTheme(theme.key, label, (*kept, *added)))
    return (*merged, *own.values())


def _pinned(
    complaints: Complaints, data: Any, ids: set[str], keys: Collection[str]
) -> dict[str, str]:
    found = {}
    if not isinstance(data, dict):
        complaints.add("pinned", "must be an object {answer: key of a fixed theme}")
        return {}
    for answer, key in data.items():
        place = f"pinned[{answer!r}]"
        _known(complaints, answer, place, ids)
        found[answer] = _known(complaints, key, place, keys, "fixed theme")
    return found


def _pairs(
    complaints: Complaints, data: Mapping[str, Any], name: str, known: tuple[Any, Any]
) -> Pairs:
    found: dict[tuple[str, str], str] = {}
    kinds = ("answer", "fixed theme" if name == "rejected" else "answer")
    for number, each in enumerate(complaints.list(data.get(name, []), name)):
        place = f"{name}[{number}]"
        pair = complaints.list(each, place)
        if len(pair) != 2:
            complaints.add(place, f"must be a pair [{kinds[0]}, {kinds[1]}]")
            continue
        first, second = (
            _known(complaints, pair[at], f"{place}[{at}]", known[at], kinds[at]) for at in (0, 1)
        )
        if not first or not second:
            continue
        if kinds[1] == "answer" and first == second:
            complaints.add(place, f"{first!r} is paired with itself")
            continue
        key = (first, second) if name == "rejected" else (min(first, second), max(first, second))
        if key in found:
            complaints.add(place, f"the same pair as {found[key]}")
        found[key] = place
    return frozenset(found)


def _labels(complaints: Complaints, data: Any) -> list[str]:
    return [
        complaints.text(label, f"rejected_labels[{number}]")
        for number, label in enumerate(complaints.list(data, "rejected_labels"))
    ]


def _known(
    complaints: Complaints, data: Any, place: str, known: Collection[str], kind: str = "answer"
) -> str:
    """``data`` as a known id; empty, with a complaint, when it is none."""
    if not isinstance(data, str):
        complaints.add(
            place,
            f"must be the id of an {kind}, as a text"
            if kind == "answer"
            else f"must be the key of a {kind}, as a text",
        )
        return ""
    if data not in known:
        complaints.add(place, f"no {kind} {data!r}")
        return ""
    return data


def _earlier(path: Path, ids: set[str]) -> tuple[Decisions, int]:
    """The themes of an earlier `--json` result as fixed ones, its pins kept."""
    complaints = Complaints(path)
    data = json_of(path)
    if not isinstance(data, dict) or not {"themes", "answers"} <= data.keys():
        complaints.add("", "not a result of `tiekartta themes --json`: no 'themes' and 'answers'")
        complaints.stop()
    keys: dict[str, str] = {}
    labels: dict[str, str] = {}
    for number, theme in enumerate(complaints.list(data["themes"], "themes")):
        place = f"themes[{number}]"
        if not isinstance(theme, dict):
            complaints.add(place, "must be an object {…}")
            continue
        name = complaints.text(theme.get("id"), f"{place}.id")
        label = complaints.text(theme.get("label"), f"{place}.label")
        key = theme["key"] if isinstance(theme.get("key"), str) and theme["key"] else name
        keys[name] = _free(key, set(keys.values()))
        labels[keys[name]] = label
    members, pinned, gone = _members(complaints, data["answers"], keys, ids)
    complaints.stop()
    fixed = tuple(
        FixedTheme(key, label, tuple(members.get(key, ()))) for key, label in labels.items()
    )
    return Decisions(pinned=pinned, fixed=fixed), gone


def _members(
    complaints: Complaints, data: Any, keys: Mapping[str, str], ids: set[str]
) -> tuple[dict[str, list[str]], dict[str, str], int]:
    members: dict[str, list[str]] = {}
    pinned: dict[str, str] = {}
    gone = 0
    for number, answer in enumerate(complaints.list(data, "answers")):
        place = f"answers[{number}]"
        if not isinstance(answer, dict) or not isinstance(answer.get("id"), str):
            complaints.add(place, "must be an object with an 'id'")
            continue
        name, first = answer["id"], _first(complaints, answer.get("themes"), place, keys)
        if first is None:
            continue
        if name not in ids:
            gone += 1
            continue
        members.setdefault(first, []).append(name)
        if answer.get("pinned") is True:
            pinned[name] = first
    return members, pinned, gone


def _first(complaints: Complaints, data: Any, place: str, keys: Mapping[str, str]) -> str | None:
    pairs = complaints.list(data, f"{place}.themes")
    if not pairs:
        return None
    best = pairs[0]
    if not (isinstance(best, list) and best and isinstance(best[0], str) and best[0] in keys):
        complaints.add(f"{place}.themes[0]", "must be a pair of a theme's id and a weight")
        return None
    return keys[best[0]]


def _free(key: str, taken: set[str]) -> str:
    number = 2
    free = key
    while free in taken:
        free = f"{key}-{number}"
        number += 1
    return free
