"""Where a published spearhead comes from: its frozen ancestry with the quotations of today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tiekartta.language.errors import Missing
from tiekartta.roadmap.queries import EditionView, edition_view, live_quotes
from tiekartta.roadmap.queries.published import (
    NotChosen,
    Published,
    PublishedBallot,
    PublishedSpearhead,
    published,
)
from tiekartta.voices.queries import VoiceText


@dataclass(frozen=True)
class Ancestry:
    """A spearhead of an edition and everything that led to it, public part."""

    edition: EditionView
    roadmap: Published
    spearhead: PublishedSpearhead
    ballots: tuple[PublishedBallot, ...]
    quotes: tuple[VoiceText, ...]
    not_chosen: tuple[NotChosen, ...]


def ancestry_of(roadmap_id: str, number: int, order: int) -> Ancestry:
    """The ancestry of the spearhead in a place. Raises Missing, DamagedEdition."""
    edition = edition_view(roadmap_id, number)
    roadmap = published(edition.content)
    spearhead = roadmap.spearhead(order)
    if spearhead is None:
        raise Missing("spearhead")
    own = {proposal.id for proposal in spearhead.proposals}
    quotes = live_quotes(edition)
    return Ancestry(
        edition=edition,
        roadmap=roadmap,
        spearhead=spearhead,
        ballots=tuple(
            ballot
            for ballot in roadmap.ballots
            if own & {option.proposal_id for option in ballot.options}
        ),
        quotes=tuple(quotes[key] for key in spearhead.quotes if key in quotes),
        not_chosen=roadmap.not_chosen,
    )


def provenance_of(ancestry: Ancestry, *, address: str) -> dict[str, Any]:
    """The ancestry as W3C PROV-JSON (https://www.w3.org/submissions/prov-json/), public part only.

    `address`: of the edition, the base of all names. Texts stand whole, in every language.
    """
    spearhead = ancestry.spearhead
    own = f"tk:spearhead/{spearhead.id}"
    entities: dict[str, Any] = {
        own: {"prov:type": "tk:Spearhead", "tk:title": spearhead.title.as_data()},
        f"{own}/voices": {
            "prov:type": "prov:Collection",
            "tk:respondents": {
                row.group.value: row.count.as_data() for row in spearhead.counts
            } | {"total": spearhead.total.as_data()},
        },
    }  # fmt: skip
    derived: dict[str, Any] = {}

    def derive(child: str, parent: str) -> None:
        derived[f"_:d{len(derived) + 1}"] = {
            "prov:generatedEntity": child, "prov:usedEntity": parent,
        }  # fmt: skip

    for proposal in spearhead.proposals:
        name = f"tk:proposal/{proposal.id}"
        entities[name] = {"prov:type": "tk:Proposal", "tk:title": proposal.title.as_data()}
        derive(own, name)
        if proposal.theme:
            theme = f"tk:theme/{proposal.theme.id}"
            entities[theme] = {"prov:type": "tk:Theme", "tk:title": proposal.theme.title.as_data()}
            derive(name, theme)
            derive(theme, f"{own}/voices")
        else:
            derive(name, f"{own}/voices")
    return {
        "prefix": {"prov": "http://www.w3.org/ns/prov#", "tk": f"{address}#"},
        "entity": entities,
        "wasDerivedFrom": derived,
        **_acts(ancestry, own),
        "tk:licence": ancestry.roadmap.licence,
        "tk:edition": ancestry.edition.number,
        "tk:digest": ancestry.edition.digest,
    }


def _acts(ancestry: Ancestry, own: str) -> dict[str, Any]:
    """The ballots that advised, and the decision that made the spearhead."""
    decision = ancestry.spearhead.decision
    act, agent = f"tk:decision/{decision.id}", f"tk:decider/{decision.id}"
    activities: dict[str, Any] = {
        act: {
            "prov:type": "tk:Decision",
            "prov:endTime": decision.decided_on.isoformat(),
            "tk:title": decision.title.as_data(),
            "tk:rationale": decision.rationale.as_data(),
            "tk:deviation": decision.deviation.as_data(),
        }
    }
    informed: dict[str, Any] = {}
    used: dict[str, Any] = {}
    proposals = {row.id for row in ancestry.spearhead.proposals}
    for ballot in ancestry.ballots:
        name = f"tk:ballot/{ballot.id}"
        activities[name] = {"prov:type": "tk:Ballot", "tk:question": ballot.question.as_data()}
        informed[f"_:i{len(informed) + 1}"] = {"prov:informed": act, "prov:informant": name}
        for option in ballot.options:
            if option.proposal_id in proposals:
                used[f"_:u{len(used) + 1}"] = {
                    "prov:activity": name, "prov:entity": f"tk:proposal/{option.proposal_id}",
                }  # fmt: skip
    return {
        "activity": activities,
        "agent": {
            agent: {"prov:type": "prov:Organization", "tk:name": decision.decided_by.as_data()}
        },
        "wasGeneratedBy": {"_:g1": {"prov:entity": own, "prov:activity": act}},
        "wasAssociatedWith": {"_:a1": {"prov:activity": act, "prov:agent": agent}},
        "wasInformedBy": informed,
        "used": used,
    }
