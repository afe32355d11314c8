"""Where single voices belong, as people see it. It outweighs the machine and survives runs (INV-T4).

`seen` is the number of the last change that the person's page knew of: when somebody else has changed
one of the voices since, the action is refused with who did what and when.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.themes.actions.anywhere import unpin
from tiekartta.themes.changes import changing, check_seen, stands
from tiekartta.themes.drafts import as_seen, locked_draft, note, put, read, voices_here
from tiekartta.themes.models import Theme, ThemeSet
from tiekartta.themes.queries.content import SetContent
from tiekartta.themes.states import Act, Placing


def _in_hand(
    theme: Theme, voice_ids: Iterable[UUID], *, seen: int | None, by: Actor
) -> tuple[ThemeSet, Theme, list[UUID], SetContent]:
    """The locked draft, the theme as it is now, the chosen voices in it, and what the draft holds."""
    theme_set = locked_draft(theme.theme_set_id, by=by)
    wanted = list(voice_ids)
    check_seen(theme_set, seen, wanted, by=by)
    current = as_seen(theme, None)
    content = read(theme_set)
    return theme_set, current, voices_here(content, current, wanted), content


@transaction.atomic
def move_voices(
    *,
    voice_ids: Iterable[UUID],
    from_theme: Theme,
    to_theme: Theme,
    seen: int | None = None,
    by: Actor,
) -> None:
    """Move voices to another theme of the draft.

    Raises PermissionDenied, Refusal, and Conflict when one is no longer in `from_theme`.
    """
    theme_set, source, chosen, _content = _in_hand(from_theme, voice_ids, seen=seen, by=by)
    if to_theme.theme_set_id != from_theme.theme_set_id:
        raise Conflict(
            _("The themes are no longer in the same draft. Look at the list as it is now.")
        )
    if to_theme.pk == from_theme.pk:
        raise Refusal(_("Choose another theme to move to."))
    target = as_seen(to_theme, None)
    both = (source, target)
    with changing(theme_set, Act.MOVE_VOICES, by=by, about=both, rests_on=stands(*both)):
        put(chosen, source, Placing.REMOVED, by=by)
        put(chosen, target, Placing.MOVED, by=by)
    note("move_voices", target, theme_set, by=by)


def move_voice(
    *, voice_id: UUID, from_theme: Theme, to_theme: Theme, seen: int | None = None, by: Actor
) -> None:
    """Move one voice to another theme."""
    move_voices(voice_ids=[voice_id], from_theme=from_theme, to_theme=to_theme, seen=seen, by=by)


@transaction.atomic
def pin_voices(
    *, voice_ids: Iterable[UUID], theme: Theme, seen: int | None = None, by: Actor
) -> None:
    """Say that voices belong where they are; no run moves them. Raises as `move_voices`."""
    theme_set, current, chosen, _content = _in_hand(theme, voice_ids, seen=seen, by=by)
    with changing(theme_set, Act.PIN_VOICES, by=by, about=(current,), rests_on=stands(current)):
        put(chosen, current, Placing.PINNED, by=by)
    note("pin_voices", current, theme_set, by=by)


def pin_voice(*, voice_id: UUID, theme: Theme, seen: int | None = None, by: Actor) -> None:
    """Pin one voice."""
    pin_voices(voice_ids=[voice_id], theme=theme, seen=seen, by=by)


@transaction.atomic
def unpin_voices(
    *, voice_ids: Iterable[UUID], theme: Theme, seen: int | None = None, by: Actor
) -> None:
    """Take pins away: a voice that the machine has elsewhere stays as moved here, others are free."""
    theme_set, current, chosen, content = _in_hand(theme, voice_ids, seen=seen, by=by)
    with changing(theme_set, Act.UNPIN_VOICES, by=by, about=(current,), rests_on=stands(current)):
        unpin(content, current, chosen, by=by)
    note("unpin_voices", current, theme_set, by=by)


def unpin_voice(*, voice_id: UUID, theme: Theme, seen: int | None = None, by: Actor) -> None:
    """Take one pin away."""
    unpin_voices(voice_ids=[voice_id], theme=theme, seen=seen, by=by)


@transaction.atomic
def remove_voices(
    *, voice_ids: Iterable[UUID], theme: Theme, seen: int | None = None, by: Actor
) -> None:
    """Say that voices do not belong in a theme; they are then without one. Raises as `move_voices`."""
    theme_set, current, chosen, _content = _in_hand(theme, voice_ids, seen=seen, by=by)
    with changing(theme_set, Act.REMOVE_VOICES, by=by, about=(current,), rests_on=stands(current)):
        put(chosen, current, Placing.REMOVED, by=by)
    note("remove_voices", current, theme_set, by=by)


def remove_voice(*, voice_id: UUID, theme: Theme, seen: int | None = None, by: Actor) -> None:
    """Remove one voice."""
    remove_voices(voice_ids=[voice_id], theme=theme, seen=seen, by=by)


@transaction.atomic
def place_voices(
    *, voice_ids: Iterable[UUID], theme: Theme, seen: int | None = None, by: Actor
) -> None:
    """Place voices that are in no theme into one.

    Raises PermissionDenied, Refusal, and Conflict when one has got a theme meanwhile.
    """
    theme_set = locked_draft(theme.theme_set_id, by=by)
    chosen = list(dict.fromkeys(voice_ids))
    if not chosen:
        raise Refusal(_("Choose at least one voice."))
    check_seen(theme_set, seen, chosen, by=by)
    current = as_seen(theme, None)
    without = set(read(theme_set).orphans)
    if not without.issuperset(chosen):
        raise Conflict(
            _("Some of the voices have got a theme meanwhile, or were removed on request.")
        )
    with changing(theme_set, Act.PLACE_VOICES, by=by, about=(current,), rests_on=stands(current)):
        put(chosen, current, Placing.MOVED, by=by)
    note("place_voices", current, theme_set, by=by)


def place_voice(*, voice_id: UUID, theme: Theme, seen: int | None = None, by: Actor) -> None:
    """Place one voice."""
    place_voices(voice_ids=[voice_id], theme=theme, seen=seen, by=by)
