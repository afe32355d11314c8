"""Opening a draft."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.themes.models import Placement, Run, Theme, ThemeCandidate, ThemeSet
from tiekartta.themes.states import ThemeSetState, ThemeState


@transaction.atomic
def open_draft(*, programme: Programme, by: Actor) -> ThemeSet:
    """Copy the approved set into a new draft; the approved one stays as it is until another is approved.

    Raises PermissionDenied, Refusal when nothing is approved or a draft is open already.
    """
    require(by, "edit_themes", programme)
    approved = _set_in(programme, ThemeSetState.APPROVED)
    if _set_in(programme, ThemeSetState.DRAFT) is not None:
        raise Refusal(_("A draft is open already. Change that one."))
    if approved is None:
        raise Refusal(_("There are no approved themes to change. Run an analysis first."))
    return _copy(approved, run=approved.run, by=by)


def draft_for_result(*, run: Run, by: Actor) -> tuple[ThemeSet, bool]:
    """The draft that takes a result, locked, and whether it is the programme's first.

    Opened from the approved set where there is no draft. For `accept_result`, which asks the right.
    """
    programme = run.programme
    draft = _set_in(programme, ThemeSetState.DRAFT, locked=True)
    if draft is not None:
        return draft, False
    approved = _set_in(programme, ThemeSetState.APPROVED, locked=True)
    if approved is not None:
        return _copy(approved, run=approved.run, by=by), False
    return ThemeSet.objects.create(programme=programme, run=run), True


def _set_in(programme: Programme, state: ThemeSetState, *, locked: bool = False) -> ThemeSet | None:
    rows = ThemeSet.objects.filter(programme=programme, state=state)
    if locked:
        rows = rows.select_for_update(of=("self",))
    return rows.select_related("programme", "run").first()


def _copy(approved: ThemeSet, *, run: Run, by: Actor) -> ThemeSet:
    draft = ThemeSet.objects.create(
        programme=approved.programme, run=run, size_reason=approved.size_reason
    )
    copies: dict[UUID, Theme] = {}
    for theme in approved.themes.filter(state__in=[ThemeState.APPROVED, ThemeState.REJECTED]):
        is_rejected = theme.state == ThemeState.REJECTED
        copies[theme.pk] = Theme(
            theme_set=draft, title=theme.title, description=theme.description, order=theme.order,
            state=ThemeState.REJECTED if is_rejected else ThemeState.PROPOSED, continues=theme,
            named_by_person=theme.named_by_person, made_by_person=theme.made_by_person,
        )  # fmt: skip
    Theme.objects.bulk_create(copies.values())
    ThemeCandidate.objects.bulk_create(
        ThemeCandidate(theme=copies[link.theme_id], candidate_id=link.candidate_id)
        for link in ThemeCandidate.objects.filter(theme__in=copies, candidate__run=run).order_by(
            "pk"
        )
    )
    Placement.objects.bulk_create(
        (
            Placement(
                theme=copies[row.theme_id], voice_id=row.voice_id, placing=row.placing,
                decided_by_id=row.decided_by_id,
            )
            for row in Placement.objects.filter(theme__in=copies)
        ),
        batch_size=500,
    )  # fmt: skip
    record(
        by=by, action="open_draft", object_kind="theme_set", object_id=draft.public_id,
        programme_id=draft.programme_id,
    )  # fmt: skip
    return draft
