"""The second half of the example: proposals, ballot, decision, roadmap."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.utils import timezone

from tiekartta.journal.actors import ANONYMOUS
from tiekartta.people.states import RespondentGroup
from tiekartta.priorities import actions as priorities
from tiekartta.priorities.queries import ballot_view, result_view
from tiekartta.priorities.queries import model_of as ballot_of
from tiekartta.programmes.actions import set_phase_state
from tiekartta.programmes.queries import phases_of
from tiekartta.programmes.states import PhaseCode, PhaseState
from tiekartta.proposals.actions import give_outcome, make_proposal
from tiekartta.proposals.queries import model_of, proposals_by_id
from tiekartta.proposals.states import Outcome
from tiekartta.roadmap.actions import (
    Approval,
    approve_quotes,
    create_roadmap,
    edit_roadmap,
    edit_spearhead,
    publish_edition,
    set_gap,
)
from tiekartta.roadmap.queries import draft_view, missing_groups, roadmap_of, spearhead_of
from tiekartta.roadmap.states import PartKind
from tiekartta.shell.demo.beginning import Walk
from tiekartta.shell.demo.story import script, text
from tiekartta.themes.queries import approved_themes
from tiekartta.voices.actions import (
    HearingFacts,
    add_hearings,
    decide_quote,
    offer_quote,
    publish_ledger,
)
from tiekartta.voices.queries import quotable, quote_candidates, usable_voices
from tiekartta.voices.states import HearingSize, ParticipationMeans

MOST_SOURCES = 60
MOST_QUOTES = 3
STEERING_GROUP = {"fi": "Ohjausryhmä", "sv": "Styrgruppen", "en": "Steering group"}


def propose(walk: Walk) -> None:
    """Make the proposals from voices in which their words occur, in the theme most of them are in."""
    voices = usable_voices(walk.programme, reader=walk.owner)
    themes = approved_themes(walk.programme, reader=walk.owner)
    home = {voice_id: row for row in themes for voice_id in row.voice_ids}
    for each in script()["proposals"]:
        words = [word.casefold() for word in each["search"]]
        hits = {
            voice.id: sum(word in voice.text.casefold() for word in words)
            for voice in voices
            if voice.id in home
        }
        found = [voice for voice in voices if hits.get(voice.id)]
        theme_id = Counter(home[voice.id].id for voice in found).most_common(1)[0][0]
        theme = next(row for row in themes if row.id == theme_id)
        # A word alone may be there by chance: outside the theme two are asked for.
        sources = sorted(
            (v for v in voices if v.id in home and (home[v.id].id == theme_id or hits[v.id] > 1)),
            key=lambda v: (-hits[v.id], v.text),
        )[:MOST_SOURCES]
        proposal = make_proposal(
            programme=walk.programme, title=text(each["title"]), text=text(each["text"]), theme=theme,
            voice_ids=[voice.id for voice in sources], by=walk.owner,
        )  # fmt: skip
        walk.proposals[each["key"]] = proposal.pk
    walk.say(f"Made {len(walk.proposals)} proposals from voices")


def vote(walk: Walk) -> None:
    """Open the ballot, give out codes, vote with every one of them, close and count."""
    data = script()["ballot"]
    ballot = priorities.create_ballot(
        programme=walk.programme, question=text(data["question"]), proposal_ids=walk.proposals.values(),
        winners=data["seats"], closes_on=None, by=walk.owner,
    )  # fmt: skip
    priorities.open_ballot(ballot=ballot, by=walk.owner)
    walk.ballot_id = ballot.public_id
    view = ballot_view(ballot.public_id, programme=walk.programme, reader=walk.owner)
    keys = {option.proposal_id: option.key for option in view.options}
    papers = 0
    for camp in data["camps"]:
        number = sum(pattern["voters"] for pattern in camp["patterns"])
        codes = iter(
            priorities.make_codes(
                ballot=ballot, group=RespondentGroup(camp["group"]), number=number, by=walk.owner
            )
        )
        for pattern in camp["patterns"]:
            approved = [keys[walk.proposals[name]] for name in pattern["approve"]]
            for _voter in range(pattern["voters"]):
                priorities.cast_vote(
                    ballot_public_id=ballot.public_id,
                    code=next(codes),
                    approved_keys=approved,
                    by=ANONYMOUS,
                )
                papers += 1
    priorities.close_ballot(ballot=ballot, by=walk.owner)
    priorities.count_ballot(ballot=ballot, by=walk.owner)
    walk.say(f"Voted with {papers} codes and counted")


def decide(walk: Walk) -> None:
    """The steering group's decision, and what became of the proposals it did not choose."""
    names = {key: name for name, key in walk.proposals.items()}
    result = result_view(walk.ballot_id, programme=walk.programme, reader=walk.owner)
    advised = [names[row.option.proposal_id] for row in result.winners]
    chosen = [each["proposal"] for each in script()["spearheads"]]
    data = script()["decision"]
    ballot = ballot_of(walk.ballot_id, programme=walk.programme, reader=walk.owner)
    priorities.confirm_ballot(
        ballot=ballot, chosen_proposal_ids=[walk.proposals[name] for name in chosen],
        title=text(data["title"]), decided_by=text(STEERING_GROUP), decided_on=timezone.localdate(),
        rationale=text(data["rationale"]),
        deviation=text(data["deviation"]) if set(chosen) != set(advised) else None,
        by=walk.by_role["steering-group"],
    )  # fmt: skip
    for each in script()["outcomes"]:
        proposal = _proposal(walk, each["proposal"])
        give_outcome(
            proposal=proposal,
            outcome=Outcome(each["outcome"]),
            reason=text(each["reason"]),
            by=walk.owner,
        )
    walk.say(f"Decided: {', '.join(chosen)}; the count advised {', '.join(advised)}")


def publish(walk: Walk) -> None:
    """Write the spearheads, say who was not heard, publish the first edition."""
    roadmap = create_roadmap(programme=walk.programme, by=walk.owner)
    data = {walk.proposals[each["proposal"]]: each for each in script()["spearheads"]}
    view = draft_view(walk.programme, reader=walk.owner)
    for row in view.spearheads if view else ():
        _write(walk, row.public_id, row.version, data[row.proposal_ids[0]], row.proposal_ids[0])
    roadmap = roadmap_of(walk.programme, reader=walk.owner) or roadmap
    edit_roadmap(
        roadmap=roadmap, seen=roadmap.version, title=walk.programme.name, vision=walk.programme.purpose,
        horizon_start=2026, horizon_end=2030, by=walk.owner,
    )  # fmt: skip
    _tell_of_hearings(walk)
    reasons = {RespondentGroup(gap["group"]): text(gap["reason"]) for gap in script()["gaps"]}
    for group in missing_groups(walk.programme):
        set_gap(roadmap=roadmap, group=group, reason=reasons[group], by=walk.owner)
    approval = Approval(
        title=text({"fi": "Tiekartan hyväksyminen", "sv": "Godkännande av vägkartan", "en": "Approval of the roadmap"}),
        decided_by=text(STEERING_GROUP), decided_on=timezone.localdate(),
        rationale=text(script()["decision"]["rationale"]),
    )  # fmt: skip
    edition = publish_edition(roadmap=roadmap, approval=approval, by=walk.owner)
    walk.roadmap_id = roadmap.public_id
    for phase in phases_of(walk.programme):
        last = phase.code == PhaseCode.YEARLY_REVIEW
        set_phase_state(
            phase=phase, state=PhaseState.RUNNING if last else PhaseState.DONE, by=walk.owner
        )
    walk.say(f"Published edition {edition.number} of the roadmap")


def _tell_of_hearings(walk: Walk) -> None:
    """What was heard outside the surveys, and that everybody may read whom the programme asked."""
    day = timezone.localdate()
    for each in script()["hearings"]:
        facts = HearingFacts(
            phase=PhaseCode(each["phase"]), means=ParticipationMeans(each["means"]), how=text(each["how"]),
            first_day=day, last_day=day, size=HearingSize(each["size"]),
        )  # fmt: skip
        groups = [RespondentGroup(group) for group in each["groups"]]
        add_hearings(programme=walk.programme, groups=groups, facts=facts, by=walk.owner)
    publish_ledger(programme=walk.programme, is_public=True, by=walk.owner)


def _write(walk: Walk, public_id: str, seen: int, data: dict[str, Any], proposal_id: UUID) -> None:
    spearhead = spearhead_of(public_id, programme=walk.programme, reader=walk.owner)
    parts = {
        PartKind.CHALLENGE: [text(each) for each in data["challenges"]],
        PartKind.GOAL: [text(each) for each in data["goals"]],
        PartKind.MEANS: [text(each) for each in data["means"]],
    }
    edit_spearhead(
        spearhead=spearhead, seen=seen, title=text(data["title"]), summary=text(data["summary"]),
        vision=text(data["vision"]), responsible_group=text(data["responsible"]), parts=parts, by=walk.owner,
    )  # fmt: skip
    proposal = proposals_by_id([proposal_id], programme=walk.programme)[proposal_id]
    allowed = quote_candidates(proposal.source_ids, programme=walk.programme)
    theme = {
        voice_id
        for row in approved_themes(walk.programme, reader=walk.owner)
        if row.id == proposal.theme_id
        for voice_id in row.voice_ids
    }
    words = [word.casefold() for word in _story_of(walk, proposal_id)["search"]]
    first = sorted(
        (voice for voice in allowed.values() if voice.id in theme),
        key=lambda voice: (
            -sum(word in voice.text.casefold() for word in words), abs(len(voice.text) - 120), voice.text,
        ),
    )[:MOST_QUOTES]  # fmt: skip
    for voice in first:
        _look_twice(walk, voice.id)
    approve_quotes(spearhead=spearhead, voice_ids=[voice.id for voice in first], by=walk.owner)


def _look_twice(walk: Walk, voice_id: UUID) -> None:
    """The owner offers a quotation, and a screener approves it; several spearheads may share a voice."""
    if quotable([voice_id], programme=walk.programme):
        return
    offered = offer_quote(voice_id=voice_id, programme=walk.programme, by=walk.owner)
    decide_quote(
        public_id=offered.public_id,
        approve=True,
        programme=walk.programme,
        by=walk.by_role["screener"],
    )


def _story_of(walk: Walk, proposal_id: UUID) -> dict[str, Any]:
    name = next(name for name, key in walk.proposals.items() if key == proposal_id)
    found: dict[str, Any] = next(each for each in script()["proposals"] if each["key"] == name)
    return found


def _proposal(walk: Walk, name: str) -> Any:
    key = walk.proposals[name]
    row = proposals_by_id([key], programme=walk.programme)[key]
    return model_of(row.public_id, programme=walk.programme, reader=walk.owner)
