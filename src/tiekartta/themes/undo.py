"""Whether a change can be undone, and putting back how things stood before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import F

from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Person
from tiekartta.themes.changes import EVERYTHING, Delta, Standing
from tiekartta.themes.models import Change, Placement, Theme, ThemeCandidate, ThemeSet
from tiekartta.themes.states import Act


class Chains:
    """The changes of a draft as chains: a decision, its undoing, its redoing and so on."""

    def __init__(self, changes: Sequence[Change]) -> None:
        """`changes` of one draft, in any order."""
        self.changes = sorted(changes, key=lambda change: change.number)
        self.root: dict[int, Change] = {}
        self.last: dict[int, Change] = {}
        for change in self.changes:
            before = self.root.get(change.undoes_id) if change.undoes_id else None
            root = self.root[change.pk] = before or change
            self.last[root.pk] = change
        self.place: dict[int, int] = {}
        length: Counter[int] = Counter()
        for change in self.changes:
            root_id = self.root[change.pk].pk
            length[root_id] += 1
            self.place[change.pk] = length[root_id]
        self._stands = {root_id: links % 2 == 1 for root_id, links in length.items()}
        self._blocking: dict[int, Change | None] = {}

    def is_last(self, change: Change) -> bool:
        """Whether nothing has undone it."""
        return self.last[self.root[change.pk].pk] is change

    def stands(self, change: Change) -> bool:
        """Whether the decision it began with holds now."""
        return self._stands[self.root[change.pk].pk]

    def stands_at(self, change: Change) -> bool:
        """Whether the decision held right after this change, which did, undid or redid it."""
        return self.place[change.pk] % 2 == 1

    def blocking(self, change: Change) -> Change | None:
        """The first later change that something of this one rests on, or the other way round."""
        if change.pk not in self._blocking:
            self._blocking[change.pk] = self._first_blocking(change)
        return self._blocking[change.pk]

    def _first_blocking(self, change: Change) -> Change | None:
        touched = set(change.touches)
        concerned = {EVERYTHING, *touched, *change.rests_on}
        later = [each for each in self.changes if each.number > change.number]
        # A decision that was undone and done again, or the other way round, changed nothing.
        steps = Counter(self.root[each.pk].pk for each in later)
        for each in later:
            if steps[self.root[each.pk].pk] % 2 == 0:
                continue
            if not concerned.isdisjoint(each.touches) or not touched.isdisjoint(each.rests_on):
                return each
        return None


def can_undo(change: Change, person: object, chains: Chains) -> bool:
    """Whether the person did it, nothing has undone it and nothing later rests on it."""
    return (
        isinstance(person, Person)
        and change.by_id == person.pk
        and change.action != Act.ACCEPT_RESULT
        and chains.is_last(change)
        and chains.blocking(change) is None
    )


def is_as_left(theme_set: ThemeSet, after: Delta) -> bool:
    """Whether everything that a change touched is still as the change left it."""
    now = Standing.of(theme_set)
    themes = all(
        theme_id in now.themes
        and all(
            now.themes[theme_id][name] == value
            for name, value in fields.items()
            if name != "is_new"
        )
        for theme_id, fields in after["themes"].items()
    )
    placements = all(now.placements.get(v, []) == rows for v, rows in after["placements"].items())
    return themes and placements and {tuple(link) for link in after["links"]} <= now.links


def put_back(theme_set: ThemeSet, before: Delta, after: Delta) -> None:
    """Make everything that a change touched as it was before it, in a locked draft."""
    for theme_id, fields in before["themes"].items():
        theme_set.themes.filter(pk=theme_id).update(version=F("version") + 1, **_columns(fields))
    voice_ids = list(before["placements"])
    for start in range(0, len(voice_ids), 500):
        some = voice_ids[start : start + 500]
        Placement.objects.filter(theme__theme_set=theme_set, voice_id__in=some).delete()
    rows = [(voice, *row) for voice, rows in before["placements"].items() for row in rows]
    known = {str(pk) for pk in Person.objects.filter(
        pk__in={by for _voice, _theme, _placing, by in rows if by}
    ).values_list("pk", flat=True)}  # fmt: skip
    Placement.objects.bulk_create(
        (
            Placement(
                voice_id=voice, theme_id=theme, placing=placing,
                decided_by_id=by if by in known else None,
            )
            for voice, theme, placing, by in rows
        ),
        batch_size=500,
    )  # fmt: skip
    for theme_id, candidate_id in after["links"]:
        ThemeCandidate.objects.filter(theme_id=theme_id, candidate_id=candidate_id).delete()
    ThemeCandidate.objects.bulk_create(
        ThemeCandidate(theme_id=theme_id, candidate_id=candidate_id)
        for theme_id, candidate_id in before["links"]
    )


def _columns(fields: Delta) -> dict[str, Any]:
    columns = dict(fields)
    for name in ("title", "description"):
        if name in columns:
            columns[name] = TranslatedText.from_data(columns[name])
    if "merged_into" in columns:
        columns["merged_into_id"] = columns.pop("merged_into")
    return columns


def titles_taken(theme_set: ThemeSet, before: Delta) -> list[tuple[Theme, TranslatedText]]:
    """The themes that would count again or get another title, each with that title."""
    found = []
    for theme in theme_set.themes.filter(pk__in=before["themes"]):
        fields = before["themes"][str(theme.pk)]
        title = TranslatedText.from_data(fields["title"]) if "title" in fields else theme.title
        if "title" in fields or "state" in fields:
            found.append((theme, title))
    return found
