"""Making decisions and correcting them."""

from __future__ import annotations

from datetime import date

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
from tiekartta.steering.models import Decision
from tiekartta.steering.states import DecisionKind, DecisionState


@transaction.atomic
def make_decision(
    *,
    programme: Programme,
    kind: DecisionKind,
    title: TranslatedText,
    decided_by: TranslatedText,
    decided_on: date,
    rationale: TranslatedText,
    by: Actor,
    deviation: TranslatedText | None = None,
    today: date | None = None,
) -> Decision:
    """Write down what a body or an officeholder decided, when and why.

    Raises PermissionDenied; Refusal when a part is missing or the day has not come yet.
    """
    require(by, "make_decision", programme)
    _check(title, decided_by, decided_on, rationale, today or timezone.localdate())
    decision = Decision.objects.create(
        programme=programme,
        kind=kind,
        title=title,
        decided_by=decided_by,
        decided_on=decided_on,
        rationale=rationale,
        deviation=deviation or TranslatedText(),
        state=DecisionState.MADE,
        recorded_by=by if isinstance(by, Person) else None,
        made_at=timezone.now(),
    )
    _record(decision, "make_decision", by)
    return decision


@transaction.atomic
def correct_decision(
    *,
    decision: Decision,
    title: TranslatedText,
    decided_by: TranslatedText,
    decided_on: date,
    rationale: TranslatedText,
    by: Actor,
    deviation: TranslatedText | None = None,
    today: date | None = None,
) -> Decision:
    """Make a new version that says what it corrects; the corrected one stays readable.

    Raises PermissionDenied; Refusal when it was corrected already (correct the newest version).
    """
    require(by, "make_decision", decision.programme)
    found = Decision.objects.select_for_update().get(pk=decision.pk)
    if found.state == DecisionState.CORRECTED:
        raise Refusal(_("This decision has been corrected already. Correct its newest version."))
    _check(title, decided_by, decided_on, rationale, today or timezone.localdate())
    if found.deviation and not deviation:
        raise Refusal(_("The decision departed from the advice. The correction must say why too."))
    correction = Decision.objects.create(
        programme_id=found.programme_id,
        kind=found.kind,
        title=title,
        decided_by=decided_by,
        decided_on=decided_on,
        rationale=rationale,
        deviation=deviation or TranslatedText(),
        state=DecisionState.MADE,
        recorded_by=by if isinstance(by, Person) else None,
        made_at=timezone.now(),
        corrects=found,
    )
    Decision.objects.filter(pk=found.pk).update(state=DecisionState.CORRECTED)
    _record(correction, "correct_decision", by)
    return correction


@transaction.atomic
def publish_decision(*, decision: Decision, by: Actor) -> None:
    """Say that a made decision has been published. Repeating it changes nothing.

    Raises PermissionDenied; Refusal for one that has been corrected.
    """
    require(by, "make_decision", decision.programme)
    found = Decision.objects.select_for_update().get(pk=decision.pk)
    if found.state == DecisionState.PUBLISHED:
        return
    if found.state != DecisionState.MADE:
        raise Refusal(_("Only a decision in force can be published."))
    Decision.objects.filter(pk=found.pk).update(state=DecisionState.PUBLISHED)
    _record(found, "publish_decision", by)


def _check(
    title: TranslatedText,
    decided_by: TranslatedText,
    decided_on: date,
    rationale: TranslatedText,
    today: date,
) -> None:
    if not title:
        raise Refusal(_("A decision needs a title."))
    if not decided_by:
        raise Refusal(_("Say which body or officeholder decided."))
    if not rationale:
        raise Refusal(_("A decision needs a rationale. Write why it was decided so."))
    if decided_on > today:
        raise Refusal(_("The day of the decision has not come yet. Check the date."))


def _record(decision: Decision, action: str, by: Actor) -> None:
    record(
        by=by,
        action=action,
        object_kind="decision",
        object_id=decision.public_id,
        programme_id=decision.programme_id,
    )
