"""The words of the roadmap."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SpearheadState(TextChoices):
    """Spearhead: draft → in_progress → achieved | continued | ended (domain 4.3).

    An ended one stays with its links and is left out of later editions (INV-L5).
    """

    DRAFT = "draft", _("draft")
    IN_PROGRESS = "in_progress", _("under way")
    ACHIEVED = "achieved", _("achieved")
    CONTINUED = "continued", _("continued in the next version")
    ENDED = "ended", _("ended")


class PartKind(TextChoices):
    """What a spearhead is made of (S003-02)."""

    CHALLENGE = "challenge", _("challenge")
    GOAL = "goal", _("goal")
    MEANS = "means", _("means")


MOST_QUOTES = 5
"""Quotations of one spearhead (domain 4.7)."""
