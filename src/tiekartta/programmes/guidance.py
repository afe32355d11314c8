"""What to do next in a programme, by the phase that is under way."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tiekartta.programmes.models import Phase, Programme
from tiekartta.programmes.rules import may
from tiekartta.programmes.states import PhaseCode, PhaseState


@dataclass(frozen=True)
class Step:
    """One thing to do: a sentence, the name of the page, the words of its link and the right it needs."""

    text: Promise
    page: str
    label: Promise
    action: str


STEPS = {
    PhaseCode.SURVEY: Step(
        _("Import what people have answered. Then look at the answers that are held because they may name somebody."),
        "voices:import", _("Import answers"), "import_voices",
    ),
    PhaseCode.THEMES: Step(
        _("Let the service propose themes, then correct them: rename, merge, split, move. Approve them together."),
        "themes:workshop", _("Go to the themes"), "read_themes",
    ),
    PhaseCode.SEMINAR: Step(
        _("Discuss the themes in the seminar, and import what was said there, too."),
        "voices:import", _("Import answers"), "import_voices",
    ),
    PhaseCode.COMBINE: Step(
        _("Make proposals of what the voices of each theme say, and combine those that are alike."),
        "proposals:list", _("Go to the proposals"), "read_proposals",
    ),
    PhaseCode.SPEARHEADS: Step(
        _("Vote on the proposals, and decide on the spearheads in view of the result."),
        "priorities:list", _("Go to the ballots"), "see_result",
    ),
    PhaseCode.ROADMAP: Step(
        _("Write the challenge, goal and means of each spearhead, and publish the roadmap."),
        "roadmap:draft", _("Go to the roadmap"), "read_roadmap_draft",
    ),
    PhaseCode.YEARLY_REVIEW: Step(
        _("Look at what became of each spearhead, and publish a new edition of the roadmap."),
        "roadmap:draft", _("Go to the roadmap"), "read_roadmap_draft",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Guide:
    """What to do next: the step of the phase under way, or the phase that waits to begin."""

    phase: Phase
    step: Step | None


def next_step(programme: Programme, phases: list[Phase], *, reader: object) -> Guide | None:
    """What the first phase under way asks of this reader, or which one waits for them to begin it.

    None when there is nothing for them.
    """
    running = _first(phases, PhaseState.RUNNING)
    if running is not None:
        step = STEPS[PhaseCode(running.code)]
        return Guide(running, step) if may(reader, step.action, programme) else None
    waiting = _first(phases, PhaseState.PLANNED)
    if waiting is None or not may(reader, "edit_programme", programme):
        return None
    return Guide(waiting, None)


def _first(phases: list[Phase], state: PhaseState) -> Phase | None:
    return next((phase for phase in phases if phase.state == state), None)
