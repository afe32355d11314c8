"""Where a voice belongs: people's placements outweigh the machine's suggestion (INV-T4). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from uuid import UUID

from tiekartta.themes.states import STAYS, Placing


@dataclass(frozen=True)
class Decided:
    """What people decided about single voices of one theme set."""

    placed: Mapping[UUID, tuple[UUID, Placing]] = field(default_factory=dict)
    """Voice → (theme, moved or pinned): a voice has one home."""
    removed: frozenset[tuple[UUID, UUID]] = frozenset()
    """(theme, voice)."""

    @classmethod
    def of(cls, rows: Iterable[tuple[UUID, UUID, str]]) -> Decided:
        """From rows of (theme, voice, placing)."""
        placed: dict[UUID, tuple[UUID, Placing]] = {}
        removed = set()
        for theme_id, voice_id, placing in rows:
            if placing in STAYS:
                placed[voice_id] = (theme_id, Placing(placing))
            else:
                removed.add((theme_id, voice_id))
        return cls(placed, frozenset(removed))


def homes(
    suggested: Mapping[UUID, UUID], decided: Decided, *, among: Collection[UUID]
) -> dict[UUID, UUID]:
    """Voice → its theme. A voice that is not in the result belongs to none.

    `suggested` is the machine's first theme of each voice, `among` the themes that count. A voice
    that people placed in a theme outside `among` (a rejected one) belongs to none.
    """
    found = {voice_id: theme for voice_id, theme in suggested.items() if theme in among}
    for theme_id, voice_id in decided.removed:
        if found.get(voice_id) == theme_id:
            del found[voice_id]
    for voice_id, (theme_id, _placing) in decided.placed.items():
        found.pop(voice_id, None)
        if theme_id in among:
            found[voice_id] = theme_id
    return found


def members(voice_homes: Mapping[UUID, UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """Theme → its voices, in order of their ids."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for voice_id in sorted(voice_homes, key=attrgetter("int")):
        found[voice_homes[voice_id]].append(voice_id)
    return {theme_id: tuple(voices) for theme_id, voices in found.items()}
