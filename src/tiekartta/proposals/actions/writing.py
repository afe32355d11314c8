"""Making a proposal from voices, and changing its words without losing the earlier ones."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actors import SYSTEM, Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Person
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.proposals.actions.recording import record_act
from tiekartta.proposals.models import Proposal, ProposalSource, ProposalWording
from tiekartta.proposals.states import ProposalState
from tiekartta.themes.queries import approved_names
from tiekartta.voices.queries import voices_by_id


class WithId(Protocol):
    """A theme in any of the shapes in which `themes` hands it out."""

    @property
    def id(self) -> uuid.UUID:
        """Its key."""


@transaction.atomic
def make_proposal(
    *,
    programme: Programme,
    title: TranslatedText,
    text: TranslatedText,
    theme: WithId | None,
    voice_ids: Iterable[uuid.UUID],
    by: Actor,
) -> Proposal:
    """Make a candidate from usable voices, of an approved theme where one is given.

    Raises PermissionDenied; Refusal without words, without voices, or with voices or a theme that
    cannot be used.
    """
    require(by, "merge_proposals", programme)
    _check_words(title, text)
    voices = _usable(voice_ids, programme)
    if theme is not None:
        _check_theme(theme.id, programme)
    proposal = Proposal.objects.create(
        programme=programme,
        theme_id=theme.id if theme is not None else None,
        title=title,
        text=text,
        made_by=by if isinstance(by, Person) else None,
    )
    add_sources(proposal, voices, by=by)
    record_act(proposal, "make_proposal", by=by)
    return proposal


@transaction.atomic
def edit_proposal(
    *,
    proposal: Proposal,
    title: TranslatedText,
    text: TranslatedText,
    version: int,
    by: Actor,
) -> Proposal:
    """Give a candidate new words; the earlier ones are kept.

    Raises PermissionDenied; Conflict when somebody changed it since `version`; Refusal when it is
    no longer a candidate (a ballot froze its words, or it has been combined or withdrawn).
    """
    require(by, "merge_proposals", proposal.programme)
    found = locked(proposal)
    if found.version != version:
        raise Conflict(_("Somebody else changed this proposal meanwhile. Look at both versions."))
    check_candidate(found)
    _check_words(title, text)
    if (title, text) == (found.title, found.text):
        return found
    keep_wording(found, by=by)
    found.title, found.text, found.version = title, text, found.version + 1
    found.save(update_fields=["title", "text", "version"])
    record_act(found, "edit_proposal", by=by)
    return found


@transaction.atomic
def link_voices(*, proposal: Proposal, voice_ids: Iterable[uuid.UUID], by: Actor) -> int:
    """Add voices that the proposal answers. Returns how many were new.

    Raises PermissionDenied; Refusal for voices that cannot be used, or a proposal that has been
    combined or withdrawn.
    """
    require(by, "merge_proposals", proposal.programme)
    found = locked(proposal)
    if found.state in {ProposalState.COMBINED, ProposalState.WITHDRAWN}:
        raise Refusal(
            _("This proposal no longer stands alone. Link the voices to the one it became.")
        )
    added = add_sources(found, _usable(voice_ids, found.programme), by=by)
    if added:
        record_act(found, "link_voices", by=by)
    return added


def add_sources(proposal: Proposal, voice_ids: Iterable[uuid.UUID], *, by: Actor) -> int:
    """Link voices, each once. Inside a transaction of an action."""
    known = set(ProposalSource.objects.filter(proposal=proposal).values_list("voice_id", flat=True))
    new = [voice_id for voice_id in dict.fromkeys(voice_ids) if voice_id not in known]
    person = by if isinstance(by, Person) else None
    ProposalSource.objects.bulk_create(
        ProposalSource(proposal=proposal, voice_id=voice_id, linked_by=person) for voice_id in new
    )
    return len(new)


def keep_wording(
    proposal: Proposal, *, by: Actor, of: Proposal | None = None, came_from: Proposal | None = None
) -> None:
    """Keep the words of a proposal (or of another one that became part of it) as history."""
    source = of or proposal
    ProposalWording.objects.create(
        proposal=proposal,
        title=source.title,
        text=source.text,
        came_from=came_from,
        replaced_by=by if isinstance(by, Person) else None,
    )


def locked(proposal: Proposal) -> Proposal:
    """The row as it is now, locked until the end of the transaction."""
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("programme")
        .get(pk=proposal.pk)
    )


def is_candidate(proposal: Proposal) -> bool:
    """Whether its words may still change, and a ballot may take it."""
    return proposal.state == ProposalState.CANDIDATE and not proposal.outcome


def check_candidate(proposal: Proposal) -> None:
    """Raise Refusal unless its words may still change."""
    if not is_candidate(proposal):
        raise Refusal(
            _("This proposal is no longer a candidate, so its words and place stay as they are.")
        )


def _check_words(title: TranslatedText, text: TranslatedText) -> None:
    if not title or not text:
        raise Refusal(_("A proposal needs a title and a text in at least one language."))


def _usable(voice_ids: Iterable[uuid.UUID], programme: Programme) -> list[uuid.UUID]:
    wanted = list(dict.fromkeys(voice_ids))
    found = voices_by_id(wanted, reader=SYSTEM, programme=programme)
    if not wanted:
        raise Refusal(_("Choose at least one voice that the proposal comes from."))
    if any(voice_id not in found or found[voice_id].is_withdrawn for voice_id in wanted):
        raise Refusal(_("Some of the voices cannot be used. Reload the page and choose again."))
    return wanted


def _check_theme(theme_id: uuid.UUID, programme: Programme) -> None:
    approved = {name.id for name in approved_names(programme, reader=SYSTEM)}
    if theme_id not in approved:
        raise Refusal(_("Proposals are made from approved themes. Approve the themes first."))
