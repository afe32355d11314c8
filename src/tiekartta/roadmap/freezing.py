"""What an edition holds: plain data that never changes once it has a digest (INV-M6, house rule 3).

Texts go in whole, with every language and its state. Counts of people go in as disclosed values. Of
voices only the public names of approved quotations go in: their words are read from the living
voices, so that a withdrawal takes effect (INV-V4).
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from tiekartta.analysis.disclosure import DisclosedTable, Policy, may_republish
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import disclosure_policy
from tiekartta.proposals.queries import ProposalRow, proposals_of
from tiekartta.proposals.states import ProposalState
from tiekartta.roadmap.freezing_ballots import frozen_ballots
from tiekartta.roadmap.queries.checks import reached_voices
from tiekartta.roadmap.queries.shapes import RoadmapView, SpearheadView
from tiekartta.roadmap.states import PartKind
from tiekartta.steering.queries import PublicDecision, public_decision
from tiekartta.themes.queries import ThemeName, names_by_id
from tiekartta.voices.queries import (
    Asking,
    group_counts_by,
    heard_groups,
    quotable,
    respondents_by_group,
    ways_heard,
)

SCHEMA = "tiekartta-edition/1"
LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
Data = dict[str, Any]


def canonical(data: Data) -> str:
    """The one way to write the data: sorted keys, no spaces, letters as they are."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(text: str) -> str:
    """SHA-256 of the text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def frozen(
    view: RoadmapView,
    programme: Programme,
    *,
    number: int,
    decision_id: UUID,
    change_note: TranslatedText,
    published_at: datetime,
    previous: Data | None,
) -> Data:
    """The whole edition as plain data. `previous`: the newest edition before it."""
    reach = reached_voices(view.spearheads, programme)
    tables = group_counts_by(
        {row.public_id: reach[row.id] for row in view.spearheads}, programme=programme
    )
    rows = {row.id: row for row in proposals_of(programme, reader=SYSTEM)}
    linked = {key for spearhead in view.spearheads for key in spearhead.proposal_ids}
    counts = _counts(tables, programme, previous)
    themes = names_by_id(
        (row.theme_id for row in rows.values() if row.theme_id), programme=programme
    )
    return {
        "schema": SCHEMA,
        "licence": LICENCE,
        "number": number,
        "published_at": published_at.isoformat(),
        "change_note": change_note.as_data(),
        "programme": {"id": programme.public_id, "name": programme.name.as_data(), "purpose": programme.purpose.as_data()},
        "roadmap": _roadmap(view),
        "decision": _decision(public_decision(decision_id)),
        "ballots": frozen_ballots(linked, rows, programme),
        "heard": _heard(programme, previous),
        "not_heard": _not_heard(view, programme),
        "spearheads": [
            _spearhead(row, rows, themes, counts[row.public_id], programme) for row in view.spearheads
        ],
        "not_chosen": [_not_chosen(row, themes) for key, row in rows.items() if key not in linked and _is_told(row)],
    }  # fmt: skip


def _roadmap(view: RoadmapView) -> Data:
    return {
        "id": view.public_id,
        "title": view.title.as_data(),
        "vision": view.vision.as_data(),
        "horizon": list(view.horizon),
        "number_reason": view.number_reason.as_data(),
    }


def _decision(decision: PublicDecision) -> Data:
    return {
        "id": decision.public_id,
        "title": decision.title.as_data(),
        "decided_by": decision.decided_by.as_data(),
        "decided_on": decision.decided_on.isoformat(),
        "rationale": decision.rationale.as_data(),
        "deviation": decision.deviation.as_data(),
    }


def _spearhead(
    view: SpearheadView,
    rows: dict[UUID, ProposalRow],
    themes: dict[UUID, ThemeName],
    counts: Data,
    programme: Programme,
) -> Data:
    quotes = quotable(view.quote_ids, programme=programme)
    return {
        "id": view.public_id,
        "order": view.order,
        "state": str(view.state.value),
        "title": view.title.as_data(),
        "summary": view.summary.as_data(),
        "vision": view.vision.as_data(),
        "responsible_group": view.responsible_group.as_data(),
        "parts": {str(k.value): [text.as_data() for text in view.parts[k]] for k in PartKind},
        "decision": _decision(public_decision(view.decision_id)),
        "proposals": [_proposal(rows[key], themes) for key in view.proposal_ids if key in rows],
        "voices": counts,
        "quotes": [quotes[key].public_id for key in view.quote_ids if key in quotes],
    }


def _proposal(row: ProposalRow, themes: dict[UUID, ThemeName]) -> Data:
    theme = themes.get(row.theme_id) if row.theme_id else None
    return {
        "id": row.public_id,
        "title": row.title.as_data(),
        "text": row.text.as_data(),
        "theme": {"id": theme.public_id, "title": theme.title.as_data()} if theme else None,
    }


def _is_told(row: ProposalRow) -> bool:
    """Proposals that were decided about without becoming a spearhead."""
    if row.state in {ProposalState.COMBINED, ProposalState.WITHDRAWN}:
        return False
    return row.state == ProposalState.NOT_CHOSEN or row.outcome is not None


def _not_chosen(row: ProposalRow, themes: dict[UUID, ThemeName]) -> Data:
    return {
        **_proposal(row, themes),
        "outcome": str(row.outcome.value) if row.outcome else "",
        "reason": row.outcome_reason.as_data(),
    }


def _not_heard(view: RoadmapView, programme: Programme) -> list[Data]:
    heard = heard_groups(programme)
    return [
        {"group": str(group.value), "reason": view.gaps[group].as_data()}
        for group in RespondentGroup
        if group not in heard and group in view.gaps
    ]


def _heard(programme: Programme, previous: Data | None) -> list[Data]:
    """Groups that were heard with every way of it; numbers of respondents as they may be shown.

    `respondents` is null for a group that was heard outside the system only.
    """
    ways = ways_heard(programme)
    cells = respondents_by_group(programme, reader=SYSTEM)
    now: list[Data] = [
        {
            "group": str(group.value),
            "way": "survey" if group in cells else "hearing",
            "ways": [_way(asking) for asking in askings],
            "respondents": cells[group].as_data() if group in cells else None,
        }
        for group, askings in ways.items()
    ]
    before = previous["heard"] if previous else []
    old = {row["group"]: row["respondents"] for row in before if row["respondents"]}
    new = {row["group"]: row["respondents"] for row in now if row["respondents"]}
    if not _small_step(old, new, disclosure_policy(programme)) or old.keys() != new.keys():
        return now
    return [{**row, "respondents": old.get(row["group"])} for row in now]


def _way(asking: Asking) -> Data:
    """How a group was asked; days as they are told, no numbers."""
    return {
        "how": asking.how.as_data(),
        "means": [str(means.value) for means in asking.means],
        "first_day": asking.first_day.isoformat() if asking.first_day else None,
        "last_day": asking.last_day.isoformat() if asking.last_day else None,
    }


def _counts(
    tables: dict[str, DisclosedTable], programme: Programme, previous: Data | None
) -> dict[str, Data]:
    """Respondents behind each spearhead by heard group.

    Where the step from the previous edition is so small that a subtraction would tell what the few
    newcomers or withdrawn said, the earlier figures stay (INV-D8).
    """
    heard, policy = heard_groups(programme), disclosure_policy(programme)
    before = {row["id"]: row["voices"] for row in previous["spearheads"]} if previous else {}
    found = {}
    for key, table in tables.items():
        groups = {
            str(group.value): table.cell(group.value).as_data()
            for group in RespondentGroup
            if group in heard and group.value in table.columns
        }
        now = {"groups": groups, "total": table.total.as_data()}
        old = before.get(key)
        small = old is not None and _small_step(_flat(old), _flat(now), policy)
        found[key] = old if small and old is not None else now
    return found


def _flat(counts: Data) -> dict[str, Data]:
    return {**counts["groups"], "": counts["total"]}


def _small_step(old: dict[str, Data], new: dict[str, Data], policy: Policy) -> bool:
    steps = [(_known(old[key]), _known(cell)) for key, cell in new.items() if key in old]
    return any(
        not may_republish(before, now, policy)
        for before, now in steps
        if before is not None and now is not None
    )


def _known(cell: Data) -> int | None:
    """A figure, or what it is told to reach."""
    known: int | None = cell["value"] if cell["value"] is not None else cell.get("least")
    return known
