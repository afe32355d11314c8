"""The roadmap as a whole: making it, its texts, and why some groups were not heard."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.priorities.queries import advice_of
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.proposals.queries import proposals_by_id
from tiekartta.roadmap.models import Roadmap, Spearhead, SpearheadProposal
from tiekartta.roadmap.queries.drafts import new_choices
from tiekartta.roadmap.recording import record_act
from tiekartta.voices.actions import write_gaps

EARLIEST, LATEST = 1990, 2200


@transaction.atomic
def create_roadmap(
    *, programme: Programme, by: Actor, title: TranslatedText | None = None
) -> Roadmap:
    """Make the roadmap with a spearhead for each proposal that a decision chose.

    Without a title it is named after the programme. Raises PermissionDenied; Refusal when there is
    one already, or when no ballot has been confirmed by a decision.
    """
    require(by, "edit_roadmap", programme)
    if Roadmap.objects.filter(programme=programme).exists():
        raise Refusal(_("This programme has its roadmap already. Edit that one."))
    choices = new_choices(programme)
    if not choices:
        raise Refusal(
            _("No decision has chosen spearheads yet. Count a ballot and confirm it by a decision.")
        )
    advice = advice_of(choices[0].decision_id)
    roadmap = Roadmap.objects.create(
        programme=programme,
        title=title or programme.name,
        number_reason=advice.number_reason if advice else TranslatedText(),
    )
    record_act(roadmap, "create_roadmap", by=by)
    make_spearheads_from_choices(roadmap=roadmap, by=by)
    return roadmap


@transaction.atomic
def make_spearheads_from_choices(*, roadmap: Roadmap, by: Actor) -> list[Spearhead]:
    """A spearhead for each chosen proposal that is in none yet, worded as the proposal is.

    Returns the new ones; none when every choice is there already. Raises PermissionDenied.
    """
    programme = roadmap.programme
    require(by, "edit_roadmap", programme)
    Roadmap.objects.select_for_update().get(pk=roadmap.pk)
    choices = new_choices(programme)
    rows = proposals_by_id((choice.proposal_id for choice in choices), programme=programme)
    last = Spearhead.objects.filter(roadmap=roadmap).aggregate(last=Max("order"))["last"] or 0
    made = []
    for order, choice in enumerate(choices, start=last + 1):
        spearhead = Spearhead.objects.create(
            roadmap=roadmap,
            decision_id=choice.decision_id,
            order=order,
            title=rows[choice.proposal_id].title,
            summary=rows[choice.proposal_id].text,
        )
        SpearheadProposal.objects.create(spearhead=spearhead, proposal_id=choice.proposal_id)
        record_act(spearhead, "make_spearhead", by=by)
        made.append(spearhead)
    return made


make_spearhead_from_choices = make_spearheads_from_choices


@transaction.atomic
def edit_roadmap(
    *,
    roadmap: Roadmap,
    seen: int,
    title: TranslatedText,
    by: Actor,
    vision: TranslatedText | None = None,
    horizon_start: int | None = None,
    horizon_end: int | None = None,
    number_reason: TranslatedText | None = None,
) -> Roadmap:
    """Write the texts of the whole. `seen` is the version that the writer had before them.

    Raises PermissionDenied; Conflict when somebody changed it since; Refusal without a title or
    with years in the wrong order.
    """
    require(by, "edit_roadmap", roadmap.programme)
    found = Roadmap.objects.select_for_update().get(pk=roadmap.pk)
    if found.version != seen:
        raise Conflict(_("Somebody else changed the roadmap meanwhile. Look at both versions."))
    if not title:
        raise Refusal(_("Give the roadmap a title."))
    years = [year for year in (horizon_start, horizon_end) if year is not None]
    if any(not EARLIEST <= year <= LATEST for year in years) or years != sorted(years):
        raise Refusal(_("Check the years: the first year comes before the last one."))
    found.title, found.vision = title, vision or TranslatedText()
    found.horizon_start, found.horizon_end = horizon_start, horizon_end
    found.number_reason = number_reason or TranslatedText()
    found.version += 1
    found.save()
    record_act(found, "edit_roadmap", by=by)
    return found


@transaction.atomic
def set_gap(*, roadmap: Roadmap, group: RespondentGroup, reason: TranslatedText, by: Actor) -> None:
    """Say why one group was not heard; an empty reason takes it away. Raises PermissionDenied."""
    set_gaps(roadmap=roadmap, reasons={group: reason}, by=by)


@transaction.atomic
def set_gaps(
    *, roadmap: Roadmap, reasons: Mapping[RespondentGroup, TranslatedText], by: Actor
) -> None:
    """Say why groups were not heard (INV-M5): written where the ledger keeps it, and nowhere else.

    Raises as `voices.actions.write_gaps`.
    """
    write_gaps(programme=roadmap.programme, reasons=reasons, by=by)
