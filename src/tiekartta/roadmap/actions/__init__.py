"""Writing the roadmap and publishing its editions."""

from tiekartta.roadmap.actions.drafting import (
    create_roadmap,
    edit_roadmap,
    make_spearhead_from_choices,
    make_spearheads_from_choices,
    set_gap,
    set_gaps,
)
from tiekartta.roadmap.actions.publishing import Approval, publish_edition
from tiekartta.roadmap.actions.spearheads import (
    approve_quote,
    approve_quotes,
    choose_quotes,
    edit_spearhead,
    end_spearhead,
    link_proposals,
    resume_spearhead,
    set_parts,
)

__all__ = [
    "Approval",
    "approve_quote",
    "approve_quotes",
    "choose_quotes",
    "create_roadmap",
    "edit_roadmap",
    "edit_spearhead",
    "end_spearhead",
    "link_proposals",
    "make_spearhead_from_choices",
    "make_spearheads_from_choices",
    "publish_edition",
    "resume_spearhead",
    "set_gap",
    "set_gaps",
    "set_parts",
]
