"""Why a voice is where it is, and which voices say nearly the same."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from tiekartta.language.errors import Missing
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.themes.models import CandidateAssignment, Theme
from tiekartta.themes.queries.content import FIRST, content_of
from tiekartta.themes.queries.lines import lines_of, similar_pairs
from tiekartta.themes.queries.ties import in_order, ties_among
from tiekartta.themes.queries.workshop_shapes import Neighbour, Twins, Why
from tiekartta.voices.queries import voice_of, voices_by_id

TWINS_A_PAGE = 20
REASONS = {
    "negated": _("one says it with a not"),
    "number": _("the numbers differ"),
    "opposite": _("they take opposite sides"),
}


def why_view(theme: Theme, voice_public_id: str, programme: Programme, *, reader: object) -> Why:
    """What put a voice where the machine has it; nothing but its line when the run placed it nowhere.

    Raises PermissionDenied, Missing.
    """
    voice = voice_of(voice_public_id, programme=programme, reader=reader)
    if not voice.text:
        raise Missing("voice")
    content = content_of(theme.theme_set, programme)
    line = lines_of([voice.id], content, theme.theme_set, programme, reader=reader)[0]
    first = (
        CandidateAssignment.objects.filter(
            candidate__run_id=theme.theme_set.run_id, voice_id=voice.id, rank=FIRST
        )
        .select_related("candidate")
        .first()
    )
    if first is None:
        return Why(words=(), neighbours=(), weight=0, machine=None, line=line)
    near = {UUID(key): likeness for key, likeness in first.neighbours}
    texts = voices_by_id(near, reader=reader, programme=programme)
    return Why(
        words=tuple((str(word), float(weight)) for word, weight in first.words),
        neighbours=tuple(
            Neighbour(texts[key], likeness)
            for key, likeness in near.items()
            if key in texts and texts[key].text
        ),
        weight=first.weight,
        machine=line.machine,
        line=line,
    )


def twins_view(
    theme: Theme, programme: Programme, *, reader: object, page: int | str = 1
) -> Page[Twins]:
    """Pairs of voices of a theme that say nearly the same, likest first, twenty a page.

    Raises PermissionDenied.
    """
    require(reader, "read_voices", programme)
    content = content_of(theme.theme_set, programme)
    here = set(content.members.get(theme.pk, ()))
    pairs = [pair for pair in similar_pairs(theme.theme_set) if here.issuperset(pair[:2])]
    found: Page[Any] = Paginator(pairs, TWINS_A_PAGE).get_page(page)
    shown = list(dict.fromkeys(voice for pair in found.object_list for voice in pair[:2]))
    lines = {
        line.voice.id: line
        for line in lines_of(shown, content, theme.theme_set, programme, reader=reader)
    }
    ties = ties_among(programme, shown)
    found.object_list = [
        Twins(
            lines[first], lines[second], likeness, kind, tuple(reasons),
            tuple(str(REASONS[reason]) for reason in reasons if reason in REASONS),
            ties.get(in_order(first, second)),
        )
        for first, second, likeness, kind, reasons in found.object_list
        if first in lines and second in lines
    ]  # fmt: skip
    return found
