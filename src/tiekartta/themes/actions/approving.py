"""People stand behind a set of themes; then it is frozen (INV-T1, INV-T2)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.people.models import Person
from tiekartta.programmes.rules import require
from tiekartta.themes.models import Theme, ThemeSet, ThemeSetApproval, ThemeVoice
from tiekartta.themes.queries.content import SetContent, content_of
from tiekartta.themes.rules import approvals_needed, approvers
from tiekartta.themes.states import MadeBy, ThemeSetState, ThemeState

FEWEST, MOST = 5, 15
MAX_REASON = 1000


@transaction.atomic
def approve_theme_set(
    *, theme_set: ThemeSet, by: Actor, seen: str = "", size_reason: str = ""
) -> ThemeSet:
    """Stand behind the themes as they are; with enough people the set is approved and frozen.

    Two people are needed where two or more hold the right, one where the owner is alone (INV-T2); a
    machine never. An approval is of the titles and memberships at that moment: a later change voids
    it. `seen` is the digest of what the person saw. Every theme needs a usable voice, and fewer than
    5 or more than 15 themes a reason (INV-T1). Raises PermissionDenied, Refusal, Conflict.
    """
    current = (
        ThemeSet.objects.select_for_update(of=("self",))
        .select_related("programme", "run")
        .get(pk=theme_set.pk)
    )
    if not isinstance(by, Person):
        raise PermissionDenied("approve_themes")
    require(by, "approve_themes", current.programme)
    if current.state != ThemeSetState.DRAFT:
        raise Refusal(_("These themes are approved already."))
    content = content_of(current, current.programme)
    if seen and seen != content.digest:
        raise Conflict(
            _(
                "The themes have changed since you looked at them. Read them again before you approve."
            )
        )
    current.size_reason = size_reason.strip()[:MAX_REASON] or current.size_reason
    _check(content, current.size_reason)
    current.save(update_fields=["size_reason"])
    ThemeSetApproval.objects.update_or_create(
        theme_set=current, person=by, defaults={"digest": content.digest}
    )
    record(
        by=by, action="approve_theme_set", object_kind="theme_set", object_id=current.public_id,
        programme_id=current.programme_id,
    )  # fmt: skip
    holders = approvers(current.programme)
    standing = current.approvals.filter(digest=content.digest, person__in=holders).count()
    if standing >= approvals_needed(len(holders)):
        _freeze(current, content, by=by)
    return current


def _check(content: SetContent, size_reason: str) -> None:
    empty = [theme for theme in content.live if not content.members.get(theme.pk)]
    if empty:
        titles = ", ".join(_("“%(title)s”") % {"title": theme.title} for theme in empty)
        raise Refusal(
            _(
                "No voice is behind %(titles)s. Place voices there, or merge or reject it before "
                "approving."
            )
            % {"titles": titles},
            code="empty_theme",
        )
    if not content.live:
        raise Refusal(_("There are no themes to approve."), code="no_themes")
    if not FEWEST <= len(content.live) <= MOST and not size_reason:
        raise Refusal(
            _("There are %(number)s themes. Say why it is not %(least)s–%(most)s.")
            % {"number": len(content.live), "least": FEWEST, "most": MOST},
            code="size",
        )


def _freeze(theme_set: ThemeSet, content: SetContent, *, by: Actor) -> None:
    """Write the approved links, replace the set approved before, and close the draft (house rule 3)."""
    ThemeSet.objects.filter(programme=theme_set.programme, state=ThemeSetState.APPROVED).update(
        state=ThemeSetState.SUPERSEDED
    )
    placed = content.decided.placed
    ThemeVoice.objects.bulk_create(
        (
            ThemeVoice(
                theme_id=theme_id, voice_id=voice_id,
                made_by=MadeBy.PERSON if voice_id in placed else MadeBy.RUN,
            )
            for theme_id, voice_ids in content.members.items()
            for voice_id in voice_ids
        ),
        batch_size=500,
    )  # fmt: skip
    live = [theme.pk for theme in content.live]
    Theme.objects.filter(pk__in=live).update(state=ThemeState.APPROVED, is_new=False)
    theme_set.state = ThemeSetState.APPROVED
    theme_set.digest = content.digest
    theme_set.approved_at = timezone.now()
    theme_set.save(update_fields=["state", "digest", "approved_at"])
    record(
        by=by, action="freeze_theme_set", object_kind="theme_set", object_id=theme_set.public_id,
        programme_id=theme_set.programme_id,
    )  # fmt: skip
