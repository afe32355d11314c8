"""What happened in a draft, one decision after another: for undoing, and for two people at once.

Keys name what a change is about. `s:<theme>` whether the theme counts, `n:<theme>` its title and
description, `o:<theme>` its place in the order, `l:<theme>:<candidate>` which machine themes it stands
for, `v:<voice>` people's placements of a voice, `*` everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict
from tiekartta.people.models import Person
from tiekartta.themes.models import Change, Placement, Theme, ThemeCandidate, ThemeSet
from tiekartta.themes.states import Act, ThemeState

EVERYTHING = "*"
MOST_READ = 300
"""Changes looked through to say who did something."""

Delta = dict[str, Any]
_NOT_THERE = {"state": ThemeState.UNDONE.value}
_KEY_OF_FIELD = {
    "state": "s", "merged_into": "s", "title": "n", "description": "n", "order": "o",
}  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """Everything in a draft that people can change, by plain ids."""

    themes: Mapping[str, Mapping[str, Any]]
    placements: Mapping[str, list[list[Any]]]
    links: frozenset[tuple[str, int]]

    @classmethod
    def of(cls, theme_set: ThemeSet) -> Standing:
        """As it is in the database now, in three queries."""
        placements: dict[str, list[list[Any]]] = {}
        rows = Placement.objects.filter(theme__theme_set=theme_set).order_by("theme_id")
        for theme_id, voice_id, placing, by in rows.values_list(
            "theme_id", "voice_id", "placing", "decided_by_id"
        ):
            entry = [str(theme_id), str(placing), str(by) if by else None]
            placements.setdefault(str(voice_id), []).append(entry)
        links = ThemeCandidate.objects.filter(theme__theme_set=theme_set)
        return cls(
            themes={str(theme.pk): _fields(theme) for theme in theme_set.themes.all()},
            placements=placements,
            links=frozenset((str(t), c) for t, c in links.values_list("theme_id", "candidate_id")),
        )


def _fields(theme: Theme) -> dict[str, Any]:
    return {
        "state": str(theme.state), "order": theme.order, "is_new": theme.is_new,
        "merged_into": str(theme.merged_into_id) if theme.merged_into_id else None,
        "title": theme.title.as_data(), "description": theme.description.as_data(),
        "named_by_person": theme.named_by_person,
    }  # fmt: skip


def difference(old: Standing, new: Standing) -> tuple[Delta, Delta]:
    """What changed, as it was and as it is. A theme that was not there was `undone`."""
    before: Delta = {
        "themes": {},
        "placements": {},
        "links": sorted(map(list, old.links - new.links)),
    }
    after: Delta = {
        "themes": {},
        "placements": {},
        "links": sorted(map(list, new.links - old.links)),
    }
    for theme_id, fields in new.themes.items():
        was = old.themes.get(theme_id)
        if was is None:
            before["themes"][theme_id] = dict(_NOT_THERE)
            after["themes"][theme_id] = {"state": fields["state"]}
        elif was != fields:
            names = [name for name in fields if fields[name] != was[name]]
            before["themes"][theme_id] = {name: was[name] for name in names}
            after["themes"][theme_id] = {name: fields[name] for name in names}
    for voice_id in old.placements.keys() | new.placements.keys():
        was_placed, is_placed = old.placements.get(voice_id, []), new.placements.get(voice_id, [])
        if was_placed != is_placed:
            before["placements"][voice_id] = was_placed
            after["placements"][voice_id] = is_placed
    return before, after


def keys_of(before: Delta, after: Delta) -> list[str]:
    """The keys of everything that differs."""
    keys = {f"v:{voice_id}" for voice_id in after["placements"]}
    keys |= {f"l:{theme}:{candidate}" for theme, candidate in (*before["links"], *after["links"])}
    for theme_id, fields in after["themes"].items():
        keys |= {f"{_KEY_OF_FIELD[name]}:{theme_id}" for name in fields if name in _KEY_OF_FIELD}
    return sorted(keys)


def stands(*themes: Theme) -> list[str]:
    """Keys for what rests on these themes being among those that count."""
    return [f"s:{theme.pk}" for theme in themes]


@contextmanager
def changing(
    theme_set: ThemeSet,
    act: Act,
    *,
    by: Actor,
    about: Iterable[Theme] = (),
    rests_on: Collection[str] = (),
    undoes: Change | None = None,
) -> Iterator[None]:
    """Write down what the block changes in a locked draft. Nothing is written when nothing changed."""
    old = Standing.of(theme_set)
    yield
    before, after = difference(old, Standing.of(theme_set))
    touches = keys_of(before, after)
    if touches or before["themes"]:
        made = [key for key, fields in before["themes"].items() if fields == _NOT_THERE]
        keep(
            theme_set, act, by=by, before=before, after=after, touches=touches,
            theme_ids=list(dict.fromkeys([*(str(theme.pk) for theme in about), *made])),
            rests_on=sorted(rests_on), undoes=undoes,
        )  # fmt: skip


def keep(theme_set: ThemeSet, act: Act, *, by: Actor, **fields: Any) -> Change:
    """Append a change; the version of the draft is its number."""
    theme_set.version += 1
    theme_set.save(update_fields=["version"])
    person = by if isinstance(by, Person) else None
    return Change.objects.create(
        theme_set=theme_set, number=theme_set.version, action=act.value, by=person, **fields
    )


def keep_result(theme_set: ThemeSet, *, by: Actor) -> None:
    """A new result changes everything: nothing before it is undone any more."""
    keep(theme_set, Act.ACCEPT_RESULT, by=by, touches=[EVERYTHING])


def check_seen(
    theme_set: ThemeSet, seen: int | None, voice_ids: Iterable[UUID], *, by: Actor
) -> None:
    """Raise Conflict when somebody else changed one of these voices after change `seen`.

    It says who, what and when. What a person did themselves meanwhile is no conflict.
    """
    if seen is None or seen >= theme_set.version:
        return
    wanted = {EVERYTHING, *(f"v:{voice_id}" for voice_id in voice_ids)}
    later = theme_set.changes.filter(number__gt=seen).select_related("by").order_by("-number")
    for change in later:
        is_own = isinstance(by, Person) and change.by_id == by.pk
        if not is_own and not wanted.isdisjoint(change.touches):
            raise Conflict(meanwhile(change))


def last_change(theme_set_id: UUID, keys: Collection[str]) -> Change | None:
    """The newest change of any of these keys."""
    wanted = {EVERYTHING, *keys}
    newest = Change.objects.filter(theme_set=theme_set_id).select_related("by")[:MOST_READ]
    return next((change for change in newest if not wanted.isdisjoint(change.touches)), None)


def told(change: Change) -> dict[str, str]:
    """Who did what and when, for a sentence."""
    return {
        "who": change.by.display_name if change.by else str(_("The analysis")),
        "what": str(Act(change.action).label),
        "when": formats.date_format(timezone.localtime(change.at), "SHORT_DATETIME_FORMAT"),
    }


def meanwhile(change: Change) -> str:
    """The sentence of a conflict."""
    return _(
        "%(who)s changed this meanwhile (%(what)s, %(when)s). Look at it as it is now, then "
        "decide again."
    ) % told(change)
