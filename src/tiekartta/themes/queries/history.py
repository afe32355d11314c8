"""What was decided in the draft, newest first, and what one can undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from tiekartta.people.models import Person
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.themes.models import Change, ThemeSet
from tiekartta.themes.queries.content import content_of
from tiekartta.themes.queries.searching import NOWHERE
from tiekartta.themes.queries.sets import current_theme_set
from tiekartta.themes.queries.shapes import ChangeView, ThemeName
from tiekartta.themes.queries.titles import Titles
from tiekartta.themes.rules import may_read_voices
from tiekartta.themes.states import Act, ThemeSetState
from tiekartta.themes.undo import Chains, can_undo

PAGE_SIZE = 50
LOOKED_AT = 200
"""Newest changes among which the next to undo or redo is looked for."""
_LIGHT = ("before", "after")
_OF_THEMES = ("themes", "links")
_FEW = 500


def history_view(programme: Programme, *, reader: object, page: int | str = 1) -> Page[ChangeView]:
    """The changes of the draft, fifty a page; empty without one. Raises PermissionDenied."""
    require(reader, "edit_themes", programme)
    draft = current_theme_set(programme, reader=reader)
    changes: list[Change] = []
    if draft is not None and draft.state == ThemeSetState.DRAFT:
        changes = list(draft.changes.defer(*_LIGHT).select_related("by"))
    chains = Chains(changes)
    found: Page[Any] = Paginator(changes, PAGE_SIZE).get_page(page)
    titles = Titles(may_read_voices(reader, programme), {})  # who edits themes reads voices
    names = titles.names(draft.themes.all()) if draft is not None else {}
    found.object_list = [_view(each, chains, names, reader) for each in found.object_list]
    return found


@dataclass(frozen=True)
class UndoRedo:
    """One's own last decision that can be undone, and the last undone one that can be done again."""

    undo: ChangeView | None
    redo: ChangeView | None


def undo_redo(theme_set: ThemeSet, *, reader: object, names: Mapping[str, ThemeName]) -> UndoRedo:
    """What the buttons of the workshop do next, with the themes under their names; one query."""
    if theme_set.state != ThemeSetState.DRAFT or not isinstance(reader, Person):
        return UndoRedo(None, None)
    newest = list(theme_set.changes.defer(*_LIGHT).select_related("by")[:LOOKED_AT])
    chains = Chains(newest)
    # Lazily: what a change rests on is looked for only as far back as needed.
    undo = next((c for c in newest if chains.stands(c) and can_undo(c, reader, chains)), None)
    redo = next((c for c in newest if not chains.stands(c) and can_undo(c, reader, chains)), None)
    return UndoRedo(
        _view(undo, chains, names, reader) if undo else None,
        _view(redo, chains, names, reader) if redo else None,
    )


def columns_touched(programme: Programme, number: int, *, reader: object) -> frozenset[str] | None:
    """Where the voices of a change are now: public ids of themes, "none" for those without one.

    None when it was about themes, or about very many voices: then all columns may differ. Raises
    PermissionDenied.
    """
    require(reader, "edit_themes", programme)
    draft = ThemeSet.objects.filter(programme=programme, state=ThemeSetState.DRAFT).first()
    change = draft.changes.filter(number=number).first() if draft is not None else None
    if draft is None or change is None or len(change.after.get("placements", ())) > _FEW:
        return None
    if any(side.get(part) for side in (change.before, change.after) for part in _OF_THEMES):
        return None
    voice_ids = [UUID(text) for text in change.after.get("placements", ())]
    content = content_of(draft, programme, only=voice_ids)
    names = {theme.pk: theme.public_id for theme in content.live}
    homes = (content.voice_homes.get(voice_id) for voice_id in voice_ids)
    return frozenset(names[home] if home else NOWHERE for home in homes)


def since_approvals(
    theme_set: ThemeSet, *, reader: object, names: Mapping[str, ThemeName]
) -> list[ChangeView]:
    """The newest changes of a draft, for what was changed since somebody approved; one query."""
    newest = list(theme_set.changes.defer(*_LIGHT).select_related("by")[:LOOKED_AT])
    chains = Chains(newest)
    return [_view(change, chains, names, reader) for change in newest]


def _view(
    change: Change, chains: Chains, names: Mapping[str, ThemeName], reader: object
) -> ChangeView:
    what = str(Act(change.action).label)
    is_undoing = change.undoes_id is not None and not chains.stands_at(change)
    return ChangeView(
        number=change.number, action=change.action,
        words=_("undone: %(what)s") % {"what": what} if is_undoing else what,
        who=change.by.display_name if change.by else "",
        at=change.at,
        is_own=isinstance(reader, Person) and change.by_id == reader.pk,
        is_undone=not chains.is_last(change),
        can_undo=can_undo(change, reader, chains),
        themes=tuple(names[key] for key in change.theme_ids if key in names),
    )  # fmt: skip
