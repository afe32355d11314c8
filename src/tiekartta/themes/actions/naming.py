"""What people call themes, which ones they keep, and in which order."""

from __future__ import annotations

from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.themes.changes import changing, stands
from tiekartta.themes.drafts import (
    as_seen,
    checked_description,
    checked_title,
    locked_draft,
    new_theme,
    note,
)
from tiekartta.themes.models import Theme, ThemeSet
from tiekartta.themes.states import LIVE, Act, ThemeSetState, ThemeState


@transaction.atomic
def rename_theme(
    *,
    theme: Theme,
    title: TranslatedText,
    description: TranslatedText | None = None,
    version: int | None = None,
    by: Actor,
) -> Theme:
    """Give a theme people's own title and description; they survive every new run (INV-T4).

    `version` is the one the person saw. Raises PermissionDenied, Refusal, Conflict.
    """
    theme_set = locked_draft(theme.theme_set_id, by=by)
    current = as_seen(theme, version)
    others = theme_set.themes.filter(state__in=LIVE).exclude(pk=current.pk)
    current.title = checked_title(title, among=others)
    if description is not None:
        current.description = checked_description(description)
    current.named_by_person = True
    current.is_new = False
    current.version += 1
    with changing(theme_set, Act.RENAME_THEME, by=by, about=(current,), rests_on=stands(current)):
        current.save(update_fields=["title", "description", "named_by_person", "is_new", "version"])
    note("rename_theme", current, theme_set, by=by)
    return current


@transaction.atomic
def add_theme(
    *,
    programme: Programme,
    title: TranslatedText,
    description: TranslatedText | None = None,
    by: Actor,
) -> Theme:
    """Add an empty theme that people found missing. Raises PermissionDenied, Refusal."""
    require(by, "edit_themes", programme)
    draft = ThemeSet.objects.filter(programme=programme, state=ThemeSetState.DRAFT).first()
    if draft is None:
        raise Refusal(_("There is no draft of themes to add to. Open a new draft first."))
    theme_set = locked_draft(draft.pk, by=by)
    with changing(theme_set, Act.ADD_THEME, by=by):
        theme = new_theme(theme_set, title, description or TranslatedText())
    note("add_theme", theme, theme_set, by=by)
    return theme


@transaction.atomic
def reject_theme(*, theme: Theme, version: int | None = None, by: Actor) -> None:
    """Say that this is not a theme; its voices are without one, and new runs leave it out (INV-T4)."""
    theme_set = locked_draft(theme.theme_set_id, by=by)
    current = as_seen(theme, version)
    with changing(theme_set, Act.REJECT_THEME, by=by, about=(current,)):
        _set_state(current, ThemeState.REJECTED)
    note("reject_theme", current, theme_set, by=by)


@transaction.atomic
def restore_theme(*, theme: Theme, by: Actor) -> None:
    """Take a rejected theme back with everything it had. Raises Refusal, Conflict."""
    theme_set = locked_draft(theme.theme_set_id, by=by)
    current = Theme.objects.get(pk=theme.pk)
    if current.state != ThemeState.REJECTED:
        raise Conflict(
            _("This theme is not among the rejected ones. Somebody changed it meanwhile.")
        )
    checked_title(current.title, among=theme_set.themes.filter(state__in=LIVE))
    with changing(theme_set, Act.RESTORE_THEME, by=by, about=(current,)):
        _set_state(current, ThemeState.PROPOSED)
    note("restore_theme", current, theme_set, by=by)


def _set_state(theme: Theme, state: ThemeState) -> None:
    theme.state = state
    theme.version += 1
    theme.save(update_fields=["state", "version"])


@transaction.atomic
def reorder_theme(*, theme: Theme, towards: Literal["up", "down"], by: Actor) -> None:
    """Move a theme one place up or down; at the end of the list nothing happens."""
    theme_set = locked_draft(theme.theme_set_id, by=by)
    current = as_seen(theme, None)
    row = list(theme_set.themes.filter(state__in=LIVE))
    place = next(number for number, each in enumerate(row) if each.pk == current.pk)
    other = place - 1 if towards == "up" else place + 1
    if not 0 <= other < len(row):
        return
    row[place], row[other] = row[other], row[place]
    for order, each in enumerate(row, start=1):
        each.order = order
    with changing(theme_set, Act.REORDER_THEME, by=by, about=(current,)):
        Theme.objects.bulk_update(row, ["order"])
    note("reorder_theme", current, theme_set, by=by)
