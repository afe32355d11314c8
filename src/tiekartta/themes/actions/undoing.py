"""Taking back one's own decisions in a draft, one by one."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.people.models import Person
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.themes.changes import changing, meanwhile, told
from tiekartta.themes.drafts import checked_title, locked_draft
from tiekartta.themes.models import Change, Theme, ThemeSet
from tiekartta.themes.states import LIVE, Act, ThemeSetState
from tiekartta.themes.undo import Chains, is_as_left, put_back, titles_taken


@transaction.atomic
def undo_change(*, programme: Programme, number: int, by: Actor) -> int:
    """Undo one's own change `number` of the draft; undoing an undoing does it again.

    Other people's later work stays. Returns the number of the new change. Raises PermissionDenied,
    Refusal when it is somebody else's, undone already, or something later rests on it.
    """
    require(by, "edit_themes", programme)
    draft = ThemeSet.objects.filter(programme=programme, state=ThemeSetState.DRAFT).first()
    if draft is None:
        raise Refusal(_("There is no draft of themes now, so there is nothing to undo."))
    theme_set = locked_draft(draft.pk, by=by)
    changes = list(theme_set.changes.defer("before", "after").select_related("by"))
    change = next((each for each in changes if each.number == number), None)
    _check_own(change, by)
    assert change is not None  # noqa: S101 - asked above
    chains = Chains(changes)
    if not chains.is_last(change):
        raise Refusal(_("This has been undone already."))
    blocking = chains.blocking(change)
    if blocking is not None:
        raise Refusal(
            _("A later change rests on this one: %(who)s, %(what)s, %(when)s. Undo that one first.")
            % told(blocking)
            if blocking.action != Act.ACCEPT_RESULT
            else _("A new analysis has been taken into use since, so this cannot be undone.")
        )
    change.refresh_from_db(fields=["before", "after"])
    if not is_as_left(theme_set, change.after):
        raise Conflict(meanwhile(blocking or change))
    _check_titles(theme_set, change)
    about = list(theme_set.themes.filter(pk__in=change.theme_ids))
    with changing(
        theme_set, Act(change.action), by=by, about=about, rests_on=change.rests_on, undoes=change
    ):
        put_back(theme_set, change.before, change.after)
    record(
        by=by, action="undo_change", object_kind="theme_set", object_id=theme_set.public_id,
        programme_id=theme_set.programme_id,
    )  # fmt: skip
    return theme_set.version


def _check_own(change: Change | None, by: Actor) -> None:
    if change is None or change.action == Act.ACCEPT_RESULT:
        raise Refusal(_("There is no such change to undo."))
    if not isinstance(by, Person) or change.by_id != by.pk:
        raise Refusal(_("Only the person who decided this can undo it."))


def _check_titles(theme_set: ThemeSet, change: Change) -> None:
    """No two themes that count have one title. Raises Refusal."""
    changed = titles_taken(theme_set, change.before)
    others = list(
        theme_set.themes.filter(state__in=LIVE).exclude(pk__in=[t.pk for t, _x in changed])
    )
    for theme, title in changed:
        state = change.before["themes"][str(theme.pk)].get("state", theme.state)
        if state in LIVE:
            checked_title(title, among=others)
            others.append(Theme(title=title))
