"""The words of the way of a voice."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Fate(TextChoices):
    """How far a voice has come: the strongest place it reached, or how its way ended (domain 4.7)."""

    HELD = "held", _("waits for a person to read it")
    NOT_USED = "not_used", _("not used")
    REMOVED = "removed", _("removed on request")
    READ = "read", _("read")
    IN_THEME = "in_theme", _("in a theme")
    IN_PROPOSAL = "in_proposal", _("in a proposal")
    IN_BALLOT = "in_ballot", _("in a ballot")
    IN_SPEARHEAD = "in_spearhead", _("in a spearhead")
    TAKEN_INTO_USE = "taken_into_use", _("taken into use")
    PASSED_ON = "passed_on", _("passed on")
    PARKED = "parked", _("parked")
    REJECTED = "rejected", _("rejected")


# From the weakest to the strongest: of several proposals the one that came furthest is told first.
LADDER = (
    Fate.READ, Fate.IN_THEME, Fate.REJECTED, Fate.PARKED, Fate.PASSED_ON, Fate.IN_PROPOSAL,
    Fate.IN_BALLOT, Fate.IN_SPEARHEAD, Fate.TAKEN_INTO_USE,
)  # fmt: skip

HAS_OUTCOME = frozenset(
    {Fate.IN_SPEARHEAD, Fate.TAKEN_INTO_USE, Fate.PASSED_ON, Fate.PARKED, Fate.REJECTED}
)
"""Places at which somebody has said what becomes of it."""
