"""Placing voices from any mix of themes, and from none, as one change with one undo.

All return the keys of the columns that changed: public ids of themes, "none" for voices without one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.themes.changes import changing, check_seen, stands
from tiekartta.themes.drafts import as_seen, locked_draft, new_theme, note, put, read
from tiekartta.themes.models import Placement, Theme, ThemeSet
from tiekartta.themes.queries.content import SetContent
from tiekartta.themes.states import Act, Placing, ThemeSetState

NOWHERE = "none"


@dataclass(frozen=True)
class _Chosen:
    """Voices of a locked draft by the theme they are in; None for those in none."""

    theme_set: ThemeSet
    content: SetContent
    by_theme: dict[Theme | None, list[UUID]]

    @property
    def themes(self) -> list[Theme]:
        return [theme for theme in self.by_theme if theme is not None]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(theme.public_id if theme else NOWHERE for theme in self.by_theme)


def _chosen(
    programme: Programme,
    voice_ids: Iterable[UUID],
    seen: int | None,
    by: Actor,
    *,
    whole: bool = False,
) -> _Chosen:
    """The content is that of the chosen voices alone, but for `whole`.

    Raises PermissionDenied, Refusal, Conflict.
    """
    require(by, "edit_themes", programme)
    draft = ThemeSet.objects.filter(programme=programme, state=ThemeSetState.DRAFT).first()
    if draft is None:
        raise Refusal(_("There is no draft of themes now. Open a new draft first."))
    theme_set = locked_draft(draft.pk, by=by)
    wanted = list(dict.fromkeys(voice_ids))
    if not wanted:
        raise Refusal(_("Choose at least one voice."))
    check_seen(theme_set, seen, wanted, by=by)
    content = read(theme_set, only=None if whole else wanted)
    if not set(content.usable).issuperset(wanted):
        raise Conflict(_("Some of the voices are no longer here. Look at the list as it is now."))
    themes = {theme.pk: theme for theme in content.live}
    by_theme: dict[Theme | None, list[UUID]] = {}
    for voice_id in wanted:
        home = content.voice_homes.get(voice_id)
        by_theme.setdefault(themes[home] if home else None, []).append(voice_id)
    return _Chosen(theme_set, content, by_theme)


@transaction.atomic
def move_anywhere(
    *,
    programme: Programme,
    voice_ids: Iterable[UUID],
    to_theme: Theme | None,
    seen: int | None = None,
    by: Actor,
) -> frozenset[str]:
    """Move voices to a theme, or out of every theme. Those already there stay as they are.

    Raises PermissionDenied, Refusal, Conflict.
    """
    chosen = _chosen(programme, voice_ids, seen, by)
    theme_set = chosen.theme_set
    target = as_seen(to_theme, None) if to_theme is not None else None
    if target is not None and target.theme_set_id != theme_set.pk:
        raise Conflict(
            _("The themes are no longer in the same draft. Look at the list as it is now.")
        )
    about = [*chosen.themes, *([target] if target else [])]
    act = Act.REMOVE_VOICES if target is None else Act.MOVE_VOICES
    with changing(theme_set, act, by=by, about=about, rests_on=stands(*about)):
        for source, voices in chosen.by_theme.items():
            if source == target:
                continue
            if source is not None:
                put(voices, source, Placing.REMOVED, by=by)
            if target is not None:
                put(voices, target, Placing.MOVED, by=by)
    for theme in [target] if target else chosen.themes:
        note(str(act.value), theme, theme_set, by=by)
    return chosen.keys | {target.public_id if target else NOWHERE}


@transaction.atomic
def pin_anywhere(
    *, programme: Programme, voice_ids: Iterable[UUID], seen: int | None = None, by: Actor
) -> frozenset[str]:
    """Pin voices where they are. Raises as `move_anywhere`, Refusal too for one without a theme."""
    chosen = _chosen(programme, voice_ids, seen, by)
    if None in chosen.by_theme:
        raise Refusal(_("A voice without a theme cannot be pinned. Move it into a theme first."))
    with changing(
        chosen.theme_set, Act.PIN_VOICES, by=by, about=chosen.themes,
        rests_on=stands(*chosen.themes),
    ):  # fmt: skip
        for theme in chosen.themes:
            put(chosen.by_theme[theme], theme, Placing.PINNED, by=by)
            note("pin_voices", theme, chosen.theme_set, by=by)
    return chosen.keys


@transaction.atomic
def unpin_anywhere(
    *, programme: Programme, voice_ids: Iterable[UUID], seen: int | None = None, by: Actor
) -> frozenset[str]:
    """Take pins away, as `unpin_voices`. Raises as `move_anywhere`."""
    chosen = _chosen(programme, voice_ids, seen, by)
    with changing(
        chosen.theme_set, Act.UNPIN_VOICES, by=by, about=chosen.themes,
        rests_on=stands(*chosen.themes),
    ):  # fmt: skip
        for theme in chosen.themes:
            unpin(chosen.content, theme, chosen.by_theme[theme], by=by)
            note("unpin_voices", theme, chosen.theme_set, by=by)
    return chosen.keys


def unpin(content: SetContent, theme: Theme, voice_ids: list[UUID], *, by: Actor) -> None:
    """Free pinned voices of a theme: one that the machine has elsewhere stays as moved here."""
    pins = Placement.objects.filter(theme=theme, placing=Placing.PINNED)
    pinned = set(pins.values_list("voice_id", flat=True)).intersection(voice_ids)
    own = sorted(v for v in pinned if content.suggested.get(v) == theme.pk)
    for start in range(0, len(own), 500):
        pins.filter(voice_id__in=own[start : start + 500]).delete()
    put(sorted(pinned.difference(own)), theme, Placing.MOVED, by=by)


@transaction.atomic
def split_anywhere(
    *,
    programme: Programme,
    voice_ids: Iterable[UUID],
    title: TranslatedText,
    seen: int | None = None,
    by: Actor,
) -> Theme:
    """Take voices from any themes, and from none, into a new one. Raises as `move_anywhere`."""
    chosen = _chosen(programme, voice_ids, seen, by, whole=True)
    theme_set, members = chosen.theme_set, chosen.content.members
    if any(len(chosen.by_theme[each]) == len(members[each.pk]) for each in chosen.themes):
        raise Refusal(
            _(
                "You chose every voice of the theme, so nothing would be left of it. Rename it instead."
            )
        )
    about, rests_on = chosen.themes, stands(*chosen.themes)
    with changing(theme_set, Act.SPLIT_THEME, by=by, about=about, rests_on=rests_on):
        made = new_theme(theme_set, title, TranslatedText())
        for source, voices in chosen.by_theme.items():
            if source is not None:
                put(voices, source, Placing.REMOVED, by=by)
                source.version += 1
                source.save(update_fields=["version"])
            put(voices, made, Placing.MOVED, by=by)
    note("split_theme", made, theme_set, by=by)
    return made
