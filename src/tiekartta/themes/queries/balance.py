"""Who speaks of what, in figures that tell nobody apart: bands, protected across all themes at once."""

from __future__ import annotations

from uuid import UUID

from tiekartta.analysis.disclosure import Disclosed, DisclosedTable
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.themes.queries.content import SetContent
from tiekartta.themes.queries.shapes import Coverage, GroupShare
from tiekartta.voices.queries import GroupBands, group_bands_by

OUT = "out"
Counts = GroupBands[UUID | str]
_STEP, _FINE_STEP, _MANY = 10, 5, 100


def bands_in(content: SetContent, programme: Programme) -> Counts:
    """Respondents by group of every live theme and of none ("out"), in bands; two queries."""
    sets: dict[UUID | str, tuple[UUID, ...]] = {
        theme.pk: content.members.get(theme.pk, ()) for theme in content.live
    }
    return group_bands_by({**sets, OUT: content.orphans}, programme=programme, frank=[OUT])


def shares_of(counts: DisclosedTable, everybody: DisclosedTable) -> tuple[GroupShare, ...]:
    """The bands of one theme as shares of each group."""
    whole = _share(counts.total, everybody.total)
    shares = []
    for column in counts.columns:
        count, group = counts.cell(column), str(RespondentGroup(column).label)
        own = _share(count, everybody.cell(column))
        leaning = ""
        if own is not None and whole is not None:
            leaning = "more" if own[0] > whole[1] else "less" if own[1] < whole[0] else ""
        least, most = own or (None, None)
        shares.append(GroupShare(group, count, least, most, leaning))
    return tuple(shares)


def _share(part: Disclosed, of: Disclosed) -> tuple[int, int] | None:
    """(least, most) whole per cent, the first rounded down and the second up."""
    if part.least is None or part.most is None or not of.value:
        return None
    return 100 * part.least // of.value, min(100, -(-100 * part.most // of.value))


def coverage_of(content: SetContent, counts: Counts, *, reads: bool) -> Coverage:
    """How much of what was said is in some theme, and of whom.

    A reader of voices sees the share of voices. Others see a rounded share of respondents. Figures by
    group follow from how many have no theme, which `bands_in` tells frankly.
    """
    outside, everybody = counts.tables[OUT], counts.everybody
    shares = []
    for column in outside.columns:
        count = _rest(outside.cell(column), everybody.cell(column))
        least, most = _share(count, everybody.cell(column)) or (None, None)
        shares.append(GroupShare(str(RespondentGroup(column).label), count, least, most))
    groups = tuple((share.group, share.count) for share in shares)
    if reads:
        said = len(content.usable)
        percent = 100 * len(content.voice_homes) // said if said else None
    else:
        percent = _rounded(_rest(outside.total, everybody.total), everybody.total)
    return Coverage(percent, groups, tuple(shares))


def _rest(out: Disclosed, everybody: Disclosed) -> Disclosed:
    """Those who are not out, as a band."""
    if out.least is None or out.most is None or everybody.value is None:
        return Disclosed("hidden")
    most = max(everybody.value - out.least, 0)
    return Disclosed("band", least=min(max(everybody.value - out.most, 0), most), most=most)


def _rounded(inside: Disclosed, everybody: Disclosed) -> int | None:
    """The middle of a band as per cent in steps of five, of ten where there are few."""
    if inside.least is None or inside.most is None or not everybody.value:
        return None
    step = _FINE_STEP if everybody.value >= _MANY else _STEP
    middle = 50 * (inside.least + inside.most) / everybody.value
    return min(100, step * round(middle / step))
