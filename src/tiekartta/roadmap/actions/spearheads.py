"""One spearhead: its texts, its challenges, goals and means, its proposals and quotations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Person
from tiekartta.programmes.rules import require
from tiekartta.proposals.queries import proposals_by_id
from tiekartta.proposals.states import ProposalState
from tiekartta.roadmap.models import Spearhead, SpearheadPart, SpearheadProposal, SpearheadQuote
from tiekartta.roadmap.recording import record_act
from tiekartta.roadmap.states import MOST_QUOTES, PartKind, SpearheadState
from tiekartta.voices.actions import offer_quotes
from tiekartta.voices.queries import quotable

Parts = Mapping[PartKind, Sequence[TranslatedText]]


@transaction.atomic
def edit_spearhead(
    *,
    spearhead: Spearhead,
    seen: int,
    title: TranslatedText,
    by: Actor,
    summary: TranslatedText | None = None,
    vision: TranslatedText | None = None,
    responsible_group: TranslatedText | None = None,
    order: int | None = None,
    parts: Parts | None = None,
) -> Spearhead:
    """Write a spearhead. `seen`: the version the writer had; `parts` replaces the kinds it names.

    Raises PermissionDenied; Conflict when somebody changed it since; Refusal without a title.
    """
    found = _locked(spearhead, by)
    if found.version != seen:
        raise Conflict(_("Somebody else changed this spearhead meanwhile. Look at both versions."))
    if not title:
        raise Refusal(_("Give the spearhead a title."))
    found.title, found.summary = title, summary or TranslatedText()
    found.vision = vision or TranslatedText()
    found.responsible_group = responsible_group or TranslatedText()
    _replace_parts(found, parts or {})
    _touch(found)
    # One that is left out has no place among the others.
    if order not in {None, found.order} and found.state != SpearheadState.ENDED:
        _move(found, order)
    record_act(found, "edit_spearhead", by=by)
    return found


@transaction.atomic
def set_parts(
    *, spearhead: Spearhead, kind: PartKind, texts: Sequence[TranslatedText], by: Actor
) -> None:
    """Replace the challenges, the goals or the means; empty texts are left out. Raises PermissionDenied."""
    found = _locked(spearhead, by)
    _replace_parts(found, {kind: texts})
    _touch(found)
    record_act(found, "edit_spearhead", by=by)


@transaction.atomic
def link_proposals(*, spearhead: Spearhead, proposal_ids: Iterable[UUID], by: Actor) -> None:
    """Make the spearhead consist of these proposals.

    Raises PermissionDenied; Refusal for none, for one of another programme, or for one that has
    been combined or withdrawn.
    """
    found = _locked(spearhead, by)
    wanted = list(dict.fromkeys(proposal_ids))
    rows = proposals_by_id(wanted, programme=found.roadmap.programme)
    closed = {ProposalState.COMBINED, ProposalState.WITHDRAWN}
    if any(key not in rows or rows[key].state in closed for key in wanted):
        raise Refusal(
            _("Some of the proposals cannot be linked. Reload the page and choose again.")
        )
    if not wanted:
        raise Refusal(_("A spearhead comes from at least one proposal."))
    links = SpearheadProposal.objects.filter(spearhead=found)
    links.exclude(proposal_id__in=wanted).delete()
    known = set(links.values_list("proposal_id", flat=True))
    SpearheadProposal.objects.bulk_create(
        SpearheadProposal(spearhead=found, proposal_id=key) for key in wanted if key not in known
    )
    _touch(found)
    record_act(found, "link_proposals", by=by)


@transaction.atomic
def approve_quotes(*, spearhead: Spearhead, voice_ids: Iterable[UUID], by: Actor) -> None:
    """Make these the quotations of the spearhead; one that is not among them is no longer shown.

    Choosing is the publisher's part of INV-V3; the rest, with the second look, is checked here and at
    every reading.
    Raises PermissionDenied; Refusal for more than five or for a voice that may not be quoted.
    """
    programme = spearhead.roadmap.programme
    require(by, "publish_roadmap", programme)
    found = Spearhead.objects.select_for_update(of=("self",)).get(pk=spearhead.pk)
    wanted = list(dict.fromkeys(voice_ids))
    if len(wanted) > MOST_QUOTES:
        text = _("A spearhead has at most %(most)s quotations.")
        raise Refusal(text % {"most": MOST_QUOTES})
    allowed = quotable(set(wanted) & _sources(found), programme=programme)
    if any(key not in allowed for key in wanted):
        raise Refusal(_("Some of the chosen texts may not be quoted. Choose again."))
    quotes = SpearheadQuote.objects.filter(spearhead=found)
    quotes.exclude(voice_id__in=wanted).delete()
    known = set(quotes.values_list("voice_id", flat=True))
    person = by if isinstance(by, Person) else None
    SpearheadQuote.objects.bulk_create(
        SpearheadQuote(spearhead=found, voice_id=key, approved_by=person)
        for key in wanted
        if key not in known
    )
    record_act(found, "approve_quotes", by=by)


@transaction.atomic
def choose_quotes(
    *, spearhead: Spearhead, voice_ids: Iterable[UUID], offers: Iterable[UUID], by: Actor
) -> None:
    """`approve_quotes`, and send others of the spearhead's voices to a second look.

    Raises as `approve_quotes` and `voices.actions.offer_quote`.
    """
    approve_quotes(spearhead=spearhead, voice_ids=voice_ids, by=by)
    wanted = set(offers)
    if wanted - _sources(spearhead):
        raise Refusal(_("Some of the chosen texts may not be quoted. Choose again."))
    offer_quotes(voice_ids=wanted, programme=spearhead.roadmap.programme, by=by)


@transaction.atomic
def approve_quote(*, spearhead: Spearhead, voice_id: UUID, by: Actor) -> None:
    """Approve one more quotation. Raises as `approve_quotes`."""
    rows = SpearheadQuote.objects.filter(spearhead=spearhead).order_by("id")
    known = list(rows.values_list("voice_id", flat=True))
    approve_quotes(spearhead=spearhead, voice_ids=[*known, voice_id], by=by)


@transaction.atomic
def end_spearhead(*, spearhead: Spearhead, by: Actor) -> None:
    """Leave the spearhead out of later editions; published ones keep it (INV-L5). Raises PermissionDenied."""
    _set_state(spearhead, SpearheadState.ENDED, "end_spearhead", by)


@transaction.atomic
def resume_spearhead(*, spearhead: Spearhead, by: Actor) -> None:
    """Take an ended spearhead back into the draft. Raises PermissionDenied."""
    _set_state(spearhead, SpearheadState.DRAFT, "resume_spearhead", by)


def _set_state(spearhead: Spearhead, state: SpearheadState, act: str, by: Actor) -> None:
    found = _locked(spearhead, by)
    if found.state == state:
        return
    found.state = state
    _touch(found)
    _number(found.roadmap_id)
    record_act(found, act, by=by)


def _locked(spearhead: Spearhead, by: Actor) -> Spearhead:
    rows = Spearhead.objects.select_for_update(of=("self",)).select_related("roadmap__programme")
    found = rows.get(pk=spearhead.pk)
    require(by, "edit_roadmap", found.roadmap.programme)
    return found


def _touch(spearhead: Spearhead) -> None:
    spearhead.version += 1
    spearhead.save()


def _replace_parts(spearhead: Spearhead, parts: Parts) -> None:
    for kind, texts in parts.items():
        SpearheadPart.objects.filter(spearhead=spearhead, kind=kind).delete()
        kept = [text for text in texts if text]
        SpearheadPart.objects.bulk_create(
            SpearheadPart(spearhead=spearhead, kind=kind, order=order, text=text)
            for order, text in enumerate(kept, start=1)
        )


def _sources(spearhead: Spearhead) -> set[UUID]:
    ids = list(
        SpearheadProposal.objects.filter(spearhead=spearhead).values_list("proposal_id", flat=True)
    )
    rows = proposals_by_id(ids, programme=spearhead.roadmap.programme)
    return {voice_id for row in rows.values() for voice_id in row.source_ids}


def _move(spearhead: Spearhead, order: int) -> None:
    others = Spearhead.objects.filter(roadmap=spearhead.roadmap_id).exclude(pk=spearhead.pk)
    keys = list(others.exclude(state=SpearheadState.ENDED).order_by("order", "id"))
    keys.insert(max(0, min(order - 1, len(keys))), spearhead)
    _write_order(keys)


def _number(roadmap_id: UUID) -> None:
    """One, two, three for those of the next edition; the ended ones after them."""
    rows = list(Spearhead.objects.filter(roadmap=roadmap_id).order_by("order", "id"))
    _write_order(sorted(rows, key=lambda row: row.state == SpearheadState.ENDED))


def _write_order(rows: Sequence[Spearhead]) -> None:
    for order, row in enumerate(rows, start=1):
        if row.order != order:
            row.order = order
            row.save(update_fields=["order"])
