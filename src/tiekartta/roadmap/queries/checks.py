"""What is missing before an edition can be published, in sentences that say what to do."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiekartta.language.errors import Missing
from tiekartta.language.texts import LANGUAGES, TextState, TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.priorities.queries import Advice, advice_of
from tiekartta.programmes.models import Programme
from tiekartta.proposals.queries import ProposalRow, proposals_by_id
from tiekartta.roadmap.models import Roadmap
from tiekartta.roadmap.queries.drafts import view_of
from tiekartta.roadmap.queries.shapes import BoardLine, Problem, RoadmapView, SpearheadView
from tiekartta.roadmap.states import PartKind
from tiekartta.steering.queries import PublicDecision, public_decision
from tiekartta.voices.queries import all_usable_ids, heard_groups

REQUIRED_LANGUAGES = ("fi", "sv")


def problems_of(roadmap: Roadmap) -> list[Problem]:
    """Everything to see to: what stops publishing first, then warnings."""
    view, programme = view_of(roadmap), roadmap.programme
    found: list[Problem] = [
        *_number(view, programme),
        *_roadmap_texts(view),
        *_gaps(view, programme),
        *_voices(view, programme),
    ]
    # One decision usually stands behind all spearheads: each is asked for once.
    keys = {spearhead.decision_id for spearhead in view.spearheads}
    decisions = {key: _decision_in_force(key) for key in keys}
    advice = {key: advice_of(key) for key in keys}
    for row in view.spearheads:
        key = row.decision_id
        found += [*_parts(row, view), *_decision(row, decisions[key], advice[key])]
    return found + _translations(view)


def blockers(roadmap: Roadmap) -> list[Problem]:
    """What stops publishing (INV-L1, INV-M1, M2, M3, M5)."""
    return [problem for problem in problems_of(roadmap) if not problem.is_warning]


def missing_groups(programme: Programme) -> list[RespondentGroup]:
    """The respondent groups that were not heard, in the order of the list (INV-M5)."""
    heard = heard_groups(programme)
    return [group for group in RespondentGroup if group not in heard]


def language_board(view: RoadmapView) -> list[BoardLine]:
    """Every text of the draft with the state of each language."""
    lines = [_line(_("Roadmap: title"), "edit", view.title)]
    if view.vision:
        lines.append(_line(_("Roadmap: vision"), "edit", view.vision))
    reasons: list[TranslatedText] = []
    reasons.extend(text for text in view.gaps.values() if text not in reasons)
    lines.extend(_line(_("Reason why groups were not heard"), "gaps", text) for text in reasons)
    names = {
        PartKind.CHALLENGE: _("challenge"), PartKind.GOAL: _("goal"), PartKind.MEANS: _("means"),
    }  # fmt: skip
    for row in view.spearheads:
        own = [
            (_("title"), row.title), (_("summary"), row.summary), (_("vision"), row.vision),
            (_("responsible group"), row.responsible_group),
            *((names[kind], text) for kind in PartKind for text in row.parts[kind]),
        ]  # fmt: skip
        for name, text in own:
            if text:
                label = _("Spearhead %(order)s: %(part)s") % {"order": row.order, "part": name}
                lines.append(_line(label, "spearhead_edit", text, row.public_id))
    return lines


def _line(label: str, page: str, text: TranslatedText, spearhead_id: str = "") -> BoardLine:
    return BoardLine(
        label, page, spearhead_id, tuple((code, text.state(code)) for code in LANGUAGES)
    )


def _number(view: RoadmapView, programme: Programme) -> Iterable[Problem]:
    """INV-M1."""
    least, most, number = programme.spearhead_min, programme.spearhead_max, len(view.spearheads)
    if number == 0:
        yield Problem(_("The roadmap has no spearheads yet."), "draft")
    elif not least <= number <= most and not view.number_reason:
        text = _(
            "There are %(number)s spearheads; %(least)s–%(most)s are asked for. "
            "Write why the number is another."
        )
        yield Problem(text % {"number": number, "least": least, "most": most}, "edit")


def _roadmap_texts(view: RoadmapView) -> Iterable[Problem]:
    if not view.title:
        yield Problem(_("Give the roadmap a title."), "edit")


def _gaps(view: RoadmapView, programme: Programme) -> Iterable[Problem]:
    """INV-M5."""
    silent = [str(group.label) for group in missing_groups(programme) if not view.gaps.get(group)]
    if silent:
        text = _("Write why these groups were not heard: %(groups)s.") % {
            "groups": ", ".join(silent)
        }
        yield Problem(text, "gaps")


def _voices(view: RoadmapView, programme: Programme) -> Iterable[Problem]:
    """INV-L1: a path from each spearhead through its proposals to a usable voice."""
    reach = reached_voices(view.spearheads, programme)
    for spearhead in view.spearheads:
        if not reach[spearhead.id]:
            text = _(
                "Spearhead %(order)s leads back to no voice. Link a proposal that comes from voices."
            ) % {"order": spearhead.order}
            yield Problem(text, "spearhead_links", spearhead.public_id)


def reached_voices(
    spearheads: Iterable[SpearheadView], programme: Programme
) -> dict[UUID, list[UUID]]:
    """Spearhead → the usable voices that its proposals come from, in a fixed number of queries."""
    wanted = list(spearheads)
    rows = proposals_by_id(
        (key for spearhead in wanted for key in spearhead.proposal_ids), programme=programme
    )
    usable = set(all_usable_ids(programme))
    return {row.id: _sources(row, rows, usable) for row in wanted}


def _sources(row: SpearheadView, rows: dict[UUID, ProposalRow], usable: set[UUID]) -> list[UUID]:
    found = (key for one in row.proposal_ids if one in rows for key in rows[one].source_ids)
    return [key for key in dict.fromkeys(found) if key in usable]


def _parts(row: SpearheadView, view: RoadmapView) -> Iterable[Problem]:
    """INV-M2."""
    lacking = [
        (not row.title, _("a title")),
        (not row.parts[PartKind.CHALLENGE], _("a challenge")),
        (not row.parts[PartKind.GOAL], _("a goal")),
        (not row.parts[PartKind.MEANS], _("a means")),
        (not row.responsible_group, _("a responsible group")),
        (not row.vision and not view.vision, _("a vision, here or for the whole roadmap")),
    ]
    named = [name for is_lacking, name in lacking if is_lacking]
    if named:
        text = _("Spearhead %(order)s lacks: %(parts)s.") % {
            "order": row.order, "parts": ", ".join(named),
        }  # fmt: skip
        yield Problem(text, "spearhead_edit", row.public_id)


def _decision_in_force(key: UUID) -> PublicDecision | None:
    try:
        return public_decision(key)
    except Missing:
        return None


def _decision(
    row: SpearheadView, decision: PublicDecision | None, advice: Advice | None
) -> Iterable[Problem]:
    """INV-M3."""
    if decision is None:
        text = _("Spearhead %(order)s rests on no decision in force.") % {"order": row.order}
        yield Problem(text, "spearhead", row.public_id)
    elif advice is not None and advice.departs and not decision.deviation:
        text = _(
            "The decision on spearhead %(order)s departs from what the ballot advised. "
            "Correct the decision and write why."
        ) % {"order": row.order}
        yield Problem(text, "spearhead", row.public_id)


def _translations(view: RoadmapView) -> list[Problem]:
    """INV-Q3: missing languages are shown with their mark, so they warn and do not stop."""
    lines = language_board(view)
    found = []
    for code in REQUIRED_LANGUAGES:
        number = sum(dict(line.states)[code] == TextState.MISSING for line in lines)
        if number:
            found.append(Problem(_no_version(code, number), "board", is_warning=True))
    return found


def _no_version(code: str, number: int) -> str:
    if code == "fi":
        text = ngettext(
            "%(number)s text has no Finnish version.",
            "%(number)s texts have no Finnish version.",
            number,
        )
    else:
        text = ngettext(
            "%(number)s text has no Swedish version.",
            "%(number)s texts have no Swedish version.",
            number,
        )
    return text % {"number": number}
