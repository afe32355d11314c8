"""Combining two proposals that say the same thing."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.programmes.rules import require
from tiekartta.proposals.actions.recording import record_act
from tiekartta.proposals.actions.writing import (
    add_sources,
    check_candidate,
    keep_wording,
    locked,
)
from tiekartta.proposals.models import Proposal, ProposalSource, ProposalWording
from tiekartta.proposals.states import ProposalState


@transaction.atomic
def combine_proposals(
    *,
    into: Proposal,
    part: Proposal,
    by: Actor,
    title: TranslatedText | None = None,
    text: TranslatedText | None = None,
) -> Proposal:
    """Make `part` a part of `into`: sources are unioned and every wording is kept (INV-L4).

    `title` and `text` replace the words of `into` where given. The part keeps its own row, words
    and links. Raises PermissionDenied; Refusal for one proposal twice, for two programmes, or when
    either is no longer a candidate.
    """
    require(by, "merge_proposals", into.programme)
    if into.pk == part.pk:
        raise Refusal(_("A proposal cannot be combined with itself."))
    if into.programme_id != part.programme_id:
        raise Refusal(_("Only proposals of one programme can be combined."))
    whole, joined = (locked(each) for each in (into, part))
    check_candidate(whole)
    check_candidate(joined)
    _union(whole, joined, by=by)
    new_title, new_text = title or whole.title, text or whole.text
    if (new_title, new_text) != (whole.title, whole.text):
        keep_wording(whole, by=by)
    whole.title, whole.text, whole.version = new_title, new_text, whole.version + 1
    whole.save(update_fields=["title", "text", "version"])
    joined.state, joined.combined_into = ProposalState.COMBINED, whole
    joined.version += 1
    joined.save(update_fields=["state", "combined_into", "version"])
    record_act(joined, "combine_proposal", by=by)
    record_act(whole, "take_in_proposal", by=by)
    return whole


def _union(whole: Proposal, part: Proposal, *, by: Actor) -> None:
    """Sources and wordings of the part, those that came from its own parts included."""
    add_sources(
        whole,
        ProposalSource.objects.filter(proposal=part)
        .order_by("id")
        .values_list("voice_id", flat=True),
        by=by,
    )
    for earlier in ProposalWording.objects.filter(proposal=part).order_by("id"):
        ProposalWording.objects.create(
            proposal=whole,
            title=earlier.title,
            text=earlier.text,
            came_from_id=earlier.came_from_id or part.pk,
            replaced_by_id=earlier.replaced_by_id,
        )
    keep_wording(whole, of=part, came_from=part, by=by)
