"""The words of programmes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProgrammeState(TextChoices):
    """Programme: draft → active → closing → closed → archived; active ↔ paused (domain 4.3)."""

    DRAFT = "draft", _("draft")
    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    CLOSING = "closing", _("closing")
    CLOSED = "closed", pgettext_lazy("programme", "closed")
    ARCHIVED = "archived", _("archived")


TRANSITIONS = {
    ProgrammeState.DRAFT: (ProgrammeState.ACTIVE,),
    ProgrammeState.ACTIVE: (ProgrammeState.PAUSED, ProgrammeState.CLOSING),
    ProgrammeState.PAUSED: (ProgrammeState.ACTIVE,),
    ProgrammeState.CLOSING: (ProgrammeState.ACTIVE, ProgrammeState.CLOSED),
    ProgrammeState.CLOSED: (ProgrammeState.ARCHIVED,),
    ProgrammeState.ARCHIVED: (),
}


# The words of the button that leads to a state.
CHANGES = {
    ProgrammeState.ACTIVE: _("Carry on with the programme"),
    ProgrammeState.PAUSED: _("Pause the programme"),
    ProgrammeState.CLOSING: _("Begin to close the programme"),
    ProgrammeState.CLOSED: _("Close the programme"),
    ProgrammeState.ARCHIVED: _("Archive the programme"),
}


class PhaseState(TextChoices):
    """Where a phase is."""

    PLANNED = "planned", _("planned")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")


class PhaseCode(TextChoices):
    """The phases of the template survey → … → yearly review (S003-13…18)."""

    SURVEY = "survey", _("Survey")
    THEMES = "themes", _("Themes")
    SEMINAR = "seminar", _("Seminar")
    COMBINE = "combine", _("Combining")
    SPEARHEADS = "spearheads", _("Spearheads")
    ROADMAP = "roadmap", _("Roadmap")
    YEARLY_REVIEW = "yearly_review", _("Yearly review")
