"""The words of decisions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DecisionState(TextChoices):
    """Decision: draft → made → published → followed_up; made → corrected (domain 4.3)."""

    DRAFT = "draft", _("draft")
    MADE = "made", _("made")
    PUBLISHED = "published", _("published")
    CORRECTED = "corrected", _("corrected")


class DecisionKind(TextChoices):
    """What a decision is about."""

    SPEARHEADS = "spearheads", _("choice of spearheads")
    ROADMAP = "roadmap", _("approval of a roadmap")
    OTHER = "other", _("other")
