"""The frozen data of an edition as values that pages can show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tiekartta.analysis.disclosure import Disclosed
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.proposals.states import Outcome
from tiekartta.roadmap.queries.shapes import GroupCount
from tiekartta.roadmap.states import PartKind

Data = dict[str, Any]
_text = TranslatedText.from_data


@dataclass(frozen=True)
class PublishedDecision:
    """Who decided what, when and why, as it was when the edition was published."""

    id: str
    title: TranslatedText
    decided_by: TranslatedText
    decided_on: date
    rationale: TranslatedText
    deviation: TranslatedText


@dataclass(frozen=True)
class PublishedTheme:
    """A theme that a proposal was made from."""

    id: str
    title: TranslatedText


@dataclass(frozen=True)
class PublishedProposal:
    """A proposal as it was worded then."""

    id: str
    title: TranslatedText
    text: TranslatedText
    theme: PublishedTheme | None


@dataclass(frozen=True)
class NotChosen:
    """A proposal that became no spearhead, and what became of it instead."""

    proposal: PublishedProposal
    outcome: Outcome | None
    reason: TranslatedText


@dataclass(frozen=True)
class HeardGroup:
    """A group that was heard. `count` is None when that was outside the system only; no `ways`: by survey."""

    group: RespondentGroup
    count: Disclosed | None
    ways: tuple[TranslatedText, ...]


@dataclass(frozen=True)
class Gap:
    """Groups that were not heard for the same reason."""

    groups: tuple[RespondentGroup, ...]
    reason: TranslatedText

    @property
    def names(self) -> str:
        """The groups in the reader's language."""
        return ", ".join(str(group.label) for group in self.groups)


@dataclass(frozen=True)
class PublishedSpearhead:
    """A spearhead of an edition. `quotes`: public names of the approved quotations."""

    id: str
    order: int
    title: TranslatedText
    summary: TranslatedText
    vision: TranslatedText
    responsible_group: TranslatedText
    challenges: tuple[TranslatedText, ...]
    goals: tuple[TranslatedText, ...]
    means: tuple[TranslatedText, ...]
    decision: PublishedDecision
    proposals: tuple[PublishedProposal, ...]
    counts: tuple[GroupCount, ...]
    total: Disclosed
    quotes: tuple[str, ...]

    @property
    def themes(self) -> tuple[PublishedTheme, ...]:
        """The themes of its proposals, each once."""
        found = {row.theme.id: row.theme for row in self.proposals if row.theme}
        return tuple(found.values())


@dataclass(frozen=True)
class PublishedOption:
    """A proposal in a ballot. `advised_place`: its place by the proportional count, None without."""

    proposal_id: str
    title: TranslatedText
    advised_place: int | None
    represented: Disclosed | None
    approvals: Disclosed
    by_plain_count: bool
    is_chosen: bool
    by_group: tuple[GroupCount, ...]


@dataclass(frozen=True)
class PublishedBallot:
    """The advice of a ballot: the proportional count beside the plain one."""

    id: str
    question: TranslatedText
    voters: Disclosed
    without_winner: Disclosed
    wanted: int
    options: tuple[PublishedOption, ...]
    turnout: tuple[GroupCount, ...]


@dataclass(frozen=True)
class Published:
    """An edition as it is shown."""

    number: int
    published_at: datetime
    change_note: TranslatedText
    programme_name: TranslatedText
    programme_id: str
    title: TranslatedText
    vision: TranslatedText
    horizon: tuple[int | None, int | None]
    number_reason: TranslatedText
    decision: PublishedDecision
    heard: tuple[HeardGroup, ...]
    gaps: tuple[Gap, ...]
    spearheads: tuple[PublishedSpearhead, ...]
    not_chosen: tuple[NotChosen, ...]
    ballots: tuple[PublishedBallot, ...]
    licence: str

    def spearhead(self, order: int) -> PublishedSpearhead | None:
        """The spearhead in a place, None where there is none."""
        return next((row for row in self.spearheads if row.order == order), None)


def published(content: Data) -> Published:
    """Read what `freezing.frozen` wrote (schema tiekartta-edition/1)."""
    roadmap = content["roadmap"]
    first, last = roadmap["horizon"]
    return Published(
        number=content["number"],
        published_at=datetime.fromisoformat(content["published_at"]),
        change_note=_text(content["change_note"]),
        programme_id=str(content["programme"]["id"]),
        programme_name=_text(content["programme"]["name"]),
        title=_text(roadmap["title"]),
        vision=_text(roadmap["vision"]),
        horizon=(first, last),
        number_reason=_text(roadmap["number_reason"]),
        decision=_decision(content["decision"]),
        heard=tuple(_heard(row) for row in content["heard"]),
        gaps=_gaps(content["not_heard"]),
        spearheads=tuple(_spearhead(row) for row in content["spearheads"]),
        not_chosen=tuple(_not_chosen(row) for row in content["not_chosen"]),
        ballots=tuple(_ballot(row) for row in content["ballots"]),
        licence=content["licence"],
    )


def _heard(row: Data) -> HeardGroup:
    """Editions of before the ledger know one way only: "survey"."""
    count = _disclosed(row["respondents"]) if row["respondents"] else None
    ways: list[TranslatedText] = []
    for way in row.get("ways", ()):
        if (how := _text(way["how"])) not in ways:
            ways.append(how)
    return HeardGroup(RespondentGroup(row["group"]), count, tuple(ways))


def _ballot(data: Data) -> PublishedBallot:
    support = data["support"]
    groups = [RespondentGroup(group) for group in support["groups"]]
    cells = {
        row["proposal"]: tuple(
            GroupCount(group, _disclosed(cell))
            for group, cell in zip(groups, row["cells"], strict=True)
        )
        for row in support["rows"]
    }
    return PublishedBallot(
        id=data["id"],
        question=_text(data["question"]),
        voters=_disclosed(data["voters"]),
        without_winner=_disclosed(data["without_winner"]),
        wanted=data["wanted"],
        options=tuple(
            PublishedOption(
                proposal_id=row["proposal"],
                title=_text(row["title"]),
                advised_place=row["advised_place"],
                represented=_disclosed(row["represented"]) if row["represented"] else None,
                approvals=_disclosed(row["approvals"]),
                by_plain_count=row["by_plain_count"],
                is_chosen=row["chosen"],
                by_group=cells.get(row["proposal"], ()),
            )
            for row in data["options"]
        ),
        turnout=tuple(
            GroupCount(group, _disclosed(cell))
            for group, cell in zip(groups, support["turnout"], strict=True)
        ),
    )


def _disclosed(data: Data) -> Disclosed:
    return Disclosed(data["level"], data["value"], data.get("least"), data.get("most"))


def _decision(data: Data) -> PublishedDecision:
    return PublishedDecision(
        id=data["id"],
        title=_text(data["title"]),
        decided_by=_text(data["decided_by"]),
        decided_on=date.fromisoformat(data["decided_on"]),
        rationale=_text(data["rationale"]),
        deviation=_text(data["deviation"]),
    )


def _proposal(data: Data) -> PublishedProposal:
    theme = data["theme"]
    return PublishedProposal(
        id=data["id"],
        title=_text(data["title"]),
        text=_text(data["text"]),
        theme=PublishedTheme(theme["id"], _text(theme["title"])) if theme else None,
    )


def _not_chosen(data: Data) -> NotChosen:
    outcome = Outcome(data["outcome"]) if data["outcome"] else None
    return NotChosen(_proposal(data), outcome, _text(data["reason"]))


def _gaps(rows: list[Data]) -> tuple[Gap, ...]:
    reasons: list[TranslatedText] = []
    groups: list[list[RespondentGroup]] = []
    for row in rows:
        reason = _text(row["reason"])
        if reason not in reasons:
            reasons.append(reason)
            groups.append([])
        groups[reasons.index(reason)].append(RespondentGroup(row["group"]))
    return tuple(Gap(tuple(each), reason) for each, reason in zip(groups, reasons, strict=True))


def _spearhead(data: Data) -> PublishedSpearhead:
    parts = {kind: tuple(_text(text) for text in data["parts"][kind.value]) for kind in PartKind}
    return PublishedSpearhead(
        id=data["id"],
        order=data["order"],
        title=_text(data["title"]),
        summary=_text(data["summary"]),
        vision=_text(data["vision"]),
        responsible_group=_text(data["responsible_group"]),
        challenges=parts[PartKind.CHALLENGE],
        goals=parts[PartKind.GOAL],
        means=parts[PartKind.MEANS],
        decision=_decision(data["decision"]),
        proposals=tuple(_proposal(row) for row in data["proposals"]),
        counts=tuple(
            GroupCount(RespondentGroup(group), _disclosed(cell))
            for group, cell in data["voices"]["groups"].items()
        ),
        total=_disclosed(data["voices"]["total"]),
        quotes=tuple(data["quotes"]),
    )
