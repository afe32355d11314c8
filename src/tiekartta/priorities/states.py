"""The words of choosing."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BallotState(TextChoices):
    """Ballot: draft → open → closed → counted → confirmed | annulled (domain 4.3)."""

    DRAFT = "draft", _("draft")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    COUNTED = "counted", _("counted")
    CONFIRMED = "confirmed", _("confirmed by a decision")
    ANNULLED = "annulled", _("annulled")
