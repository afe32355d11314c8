"""The words of combining."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProposalState(TextChoices):
    """Proposal: candidate | combined → in_ballot → chosen | not_chosen (domain 4.3).

    A candidate may be withdrawn: it keeps its words and links, and says why.
    """

    CANDIDATE = "candidate", _("candidate")
    COMBINED = "combined", _("combined into another")
    IN_BALLOT = "in_ballot", _("in a ballot")
    CHOSEN = "chosen", _("chosen")
    NOT_CHOSEN = "not_chosen", _("not chosen")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Outcome(TextChoices):
    """What became of a proposal; each with a reason (INV-L3)."""

    IN_SPEARHEAD = "in_spearhead", _("in a spearhead")
    DONE_DIRECTLY = "done_directly", _("done directly")
    PASSED_ON = "passed_on", _("passed on")
    PARKED = "parked", _("parked")
    REJECTED = "rejected", _("turned down")
