"""Decisions that cannot all be kept, told by the path of their key."""

from __future__ import annotations

from collections.abc import Iterator

from tiekartta.analysis.themes import Decisions


def contradictions(decided: Decisions) -> Iterator[tuple[str, str]]:
    """(path of the key, what contradicts what), in a fixed order; nothing when all can be kept."""
    yield from _names(decided)
    labels = {theme.key: theme.label.casefold() for theme in decided.fixed}
    for answer, key in sorted(decided.rejected & set(decided.pinned.items())):
        yield f"pinned[{answer!r}]", f"pinned to {key!r}, and rejected from it"
    forbidden = {label.casefold() for label in decided.rejected_labels}
    for key, label in labels.items():
        if label in forbidden:
            yield "rejected_labels", f"{label!r} is the name of the fixed theme {key!r}"
    yield from _links(decided)


def _names(decided: Decisions) -> Iterator[tuple[str, str]]:
    seen: dict[str, str] = {}
    for theme in decided.fixed:
        name = theme.label.casefold()
        if name in seen:
            yield "fixed", f"the themes {seen[name]!r} and {theme.key!r} have the same label"
        seen.setdefault(name, theme.key)


def _links(decided: Decisions) -> Iterator[tuple[str, str]]:
    """Chains of must_link that a pin, a rejection or a cannot_link tears."""
    chain = _chains(decided)
    homes: dict[str, tuple[str, str]] = {}
    for answer, key in sorted(decided.pinned.items()):
        other = homes.setdefault(chain.get(answer, answer), (answer, key))
        if other[1] != key:
            yield (
                "must_link",
                f"{other[0]!r} and {answer!r} must be together, but are pinned to {other[1]!r} and {key!r}",
            )
    for answer, key in sorted(decided.rejected - set(decided.pinned.items())):
        home = homes.get(chain.get(answer, answer))
        if home and home[1] == key:
            yield (
                "must_link",
                f"{answer!r} is rejected from {key!r}, but must be together with {home[0]!r}, which is pinned there",
            )
    for first, second in sorted(decided.cannot_link):
        if chain.get(first, first) == chain.get(second, second):
            yield "cannot_link", f"{first!r} and {second!r} must be together as well"
            continue
        ours, theirs = (homes.get(chain.get(answer, answer)) for answer in (first, second))
        if ours and theirs and ours[1] == theirs[1]:
            yield (
                "cannot_link",
                f"{first!r} and {second!r} must be apart, but both belong to {ours[1]!r} by pins",
            )


def _chains(decided: Decisions) -> dict[str, str]:
    """Answer → one answer that stands for all that must be with it."""
    stands: dict[str, str] = {}

    def root(answer: str) -> str:
        path = []
        while stands.setdefault(answer, answer) != answer:
            path.append(answer)
            answer = stands[answer]
        for each in path:
            stands[each] = answer
        return answer

    for first, second in sorted(decided.must_link):
        stands[root(first)] = root(second)
    return {answer: root(answer) for answer in list(stands)}
