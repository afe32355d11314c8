"""How much of what was said came how far, by respondent group: the owner's check for bias."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tiekartta.analysis.disclosure import Disclosed
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.trace.queries.fates import all_fates
from tiekartta.trace.queries.shapes import CoverageRow, VoiceFate
from tiekartta.trace.rules import is_far_below, rounded_share
from tiekartta.trace.states import HAS_OUTCOME, Fate
from tiekartta.voices.queries import respondents_by_group, respondents_in_all
from tiekartta.voices.queries.outlines import outlines_of

_STAGES: tuple[Callable[[VoiceFate], bool], ...] = (
    lambda row: row.fate != Fate.HELD,
    lambda row: bool(row.themes),
    lambda row: bool(row.proposals),
    lambda row: row.fate in HAS_OUTCOME,
)
_PROPOSAL = 2


def coverage_of(programme: Programme, *, reader: object) -> list[CoverageRow]:
    """All voices together, then each group that answered. Withdrawn voices do not count.

    Shares are told of groups of whom at least so many may be told, to the nearest five per cent:
    no single voice can be worked out of them (INV-D1). Of all together only where a share is told of
    every group, or the untold one would follow. Raises PermissionDenied.
    """
    outlines = outlines_of(programme, reader=reader)
    fates = all_fates(outlines, programme=programme)
    ways = [(row.group, fates[row.id]) for row in outlines if fates[row.id].fate != Fate.REMOVED]
    respondents = respondents_by_group(programme, reader=reader)
    everybody = respondents_in_all(programme, reader=reader)
    average = _reach([way for _group, way in ways])
    groups = [
        _row(group, count, [way for its, way in ways if its == group], average)
        for group, count in respondents.items()
    ]
    is_told = all(row.respondents.at_least is not None for row in groups)
    return [_row(None, everybody, [way for _group, way in ways if is_told], average), *groups]


def _reach(ways: Sequence[VoiceFate]) -> float:
    return sum(_STAGES[_PROPOSAL](way) for way in ways) / len(ways) if ways else 0.0


def _row(
    group: RespondentGroup | None, respondents: Disclosed, ways: Sequence[VoiceFate], average: float
) -> CoverageRow:
    may_tell = respondents.at_least is not None and bool(ways)
    shares = [
        rounded_share(sum(reached(way) for way in ways), len(ways)) if may_tell else None
        for reached in _STAGES
    ]
    return CoverageRow(
        group=group,
        respondents=respondents,
        screened=shares[0],
        in_theme=shares[1],
        in_proposal=shares[2],
        with_outcome=shares[3],
        is_low=may_tell and group is not None and is_far_below(_reach(ways), average),
    )
