"""Publishing an edition: refuse first, then freeze, all in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Person
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.roadmap.freezing import canonical, digest_of, frozen
from tiekartta.roadmap.models import Edition, Roadmap, Spearhead
from tiekartta.roadmap.queries.checks import blockers
from tiekartta.roadmap.queries.drafts import view_of
from tiekartta.roadmap.queries.editions import newest_content, next_number
from tiekartta.roadmap.states import SpearheadState
from tiekartta.steering.actions import make_decision
from tiekartta.steering.models import Decision
from tiekartta.steering.states import DecisionKind, DecisionState


@dataclass(frozen=True)
class Approval:
    """A decision to be recorded at publishing: who approved, when and why."""

    title: TranslatedText
    decided_by: TranslatedText
    decided_on: date
    rationale: TranslatedText


@transaction.atomic
def publish_edition(
    *,
    roadmap: Roadmap,
    by: Actor,
    approval: Approval | None = None,
    decision: Decision | None = None,
    change_note: TranslatedText | None = None,
    now: datetime | None = None,
) -> Edition:
    """Freeze the draft as the next numbered edition (INV-M6).

    Rests on an approving decision: one made already (`decision`) or one recorded now (`approval`).
    Raises PermissionDenied; Refusal that names the first thing that is missing.
    """
    programme = roadmap.programme
    require(by, "publish_roadmap", programme)
    at = now or timezone.now()
    found = Roadmap.objects.select_for_update(of=("self",)).get(pk=roadmap.pk)
    missing = blockers(found)
    if missing:
        raise Refusal(_("This cannot be published yet. %(reason)s") % {"reason": missing[0].text})
    number = next_number(found.pk)
    note = change_note or TranslatedText()
    if number > 1 and not note:
        raise Refusal(_("Write what has changed since the previous edition."))
    approving = _decision(programme, decision, approval, by)
    view = view_of(found)
    content = canonical(
        frozen(
            view, programme, number=number, decision_id=approving.pk, change_note=note,
            published_at=at, previous=newest_content(found.pk),
        )
    )  # fmt: skip
    edition = Edition.objects.create(
        roadmap=found, number=number, title=view.title, decision=approving, content=content,
        digest=digest_of(content), change_note=note, published_at=at,
        published_by=by if isinstance(by, Person) else None,
    )  # fmt: skip
    Spearhead.objects.filter(roadmap=found, state=SpearheadState.DRAFT).update(
        state=SpearheadState.IN_PROGRESS
    )
    record(
        by=by, action="publish_edition", object_kind="edition", object_id=f"{found.public_id}/{number}",
        programme_id=programme.pk,
    )  # fmt: skip
    return edition


def _decision(
    programme: Programme, decision: Decision | None, approval: Approval | None, by: Actor
) -> Decision:
    if decision is not None:
        in_force = decision.state in {DecisionState.MADE, DecisionState.PUBLISHED}
        if (
            decision.programme_id != programme.pk
            or decision.kind != DecisionKind.ROADMAP
            or not in_force
        ):
            raise Refusal(_("Choose a decision in force that approves the roadmap."))
        return decision
    if approval is None:
        raise Refusal(_("A roadmap is published by a decision. Choose one or write it down."))
    return make_decision(
        programme=programme,
        kind=DecisionKind.ROADMAP,
        title=approval.title,
        decided_by=approval.decided_by,
        decided_on=approval.decided_on,
        rationale=approval.rationale,
        by=by,
    )
