"""The words of condensing."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RunState(TextChoices):
    """AnalysisRun: queued → accepted | failed | cancelled; the last two → queued again. Running is
    told by its job."""

    QUEUED = "queued", _("waiting")
    ACCEPTED = "accepted", _("taken into use")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class ThemeSetState(TextChoices):
    """A theme set is worked on, then approved by people (INV-T2)."""

    DRAFT = "draft", _("being worked on")
    APPROVED = "approved", _("approved")
    SUPERSEDED = "superseded", _("replaced by a newer set")


class ThemeState(TextChoices):
    """Theme: proposed → approved; before that → merged | rejected ↔ proposed | replaced (domain 4.3).

    Replaced: the machine's own suggestion that no person had touched, when a newer run had another.
    Undone: made by a person who then undid it; redoing brings it back.
    """

    PROPOSED = "proposed", _("proposed")
    APPROVED = "approved", pgettext_lazy("theme", "approved")
    MERGED = "merged", _("merged into another")
    REJECTED = "rejected", _("not a theme")
    REPLACED = "replaced", _("replaced by a newer run")
    UNDONE = "undone", _("undone")


LIVE = (ThemeState.PROPOSED, ThemeState.APPROVED)


class Placing(TextChoices):
    """What a person decided about one voice and one theme (INV-T4)."""

    MOVED = "moved", _("moved here")
    PINNED = "pinned", _("pinned")
    REMOVED = "removed", _("does not belong here")


STAYS = (Placing.MOVED, Placing.PINNED)


class Tie(TextChoices):
    """What people decided about two voices, for every analysis to come."""

    TOGETHER = "together", _("always together")
    APART = "apart", _("never together")


class MadeBy(TextChoices):
    """Who linked a voice to a theme, before people approved the link (INV-L6)."""

    RUN = "run", _("suggested by the analysis")
    PERSON = "person", _("placed by people")


class Act(TextChoices):
    """What was done to a draft, as the list of changes and a conflict call it."""

    MOVE_VOICES = "move_voices", _("voices moved")
    PLACE_VOICES = "place_voices", _("voices placed")
    PIN_VOICES = "pin_voices", _("voices pinned")
    UNPIN_VOICES = "unpin_voices", _("pins taken away")
    REMOVE_VOICES = "remove_voices", _("voices removed")
    MERGE_THEMES = "merge_themes", _("themes merged")
    SPLIT_THEME = "split_theme", _("theme split")
    RENAME_THEME = "rename_theme", _("theme renamed")
    ADD_THEME = "add_theme", _("theme added")
    REJECT_THEME = "reject_theme", _("theme rejected")
    RESTORE_THEME = "restore_theme", _("theme restored")
    REORDER_THEME = "reorder_theme", _("order changed")
    ACCEPT_RESULT = "accept_result", _("new analysis taken into use")
