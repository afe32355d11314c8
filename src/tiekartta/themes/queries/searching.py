"""Finding voices in the workshop by words, theme, group and what people decided."""

from __future__ import annotations

from uuid import UUID

from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.themes.queries.content import SetContent, content_of
from tiekartta.themes.queries.lines import name_of, voice_lines
from tiekartta.themes.queries.sets import current_theme_set
from tiekartta.themes.queries.workshop_shapes import FoundView
from tiekartta.themes.states import STAYS, ThemeSetState
from tiekartta.themes.words import stem
from tiekartta.voices.queries import usable_ids_with

NOWHERE = "none"
MACHINE = "machine"
MOST_WORDS = 10


def voices_found(
    programme: Programme,
    *,
    reader: object,
    words: str = "",
    theme: str = "",
    group: str = "",
    placing: str = "",
    page: int | str = 1,
) -> FoundView | None:
    """Voices with all these words in any ending, fifty a page; None before the first run.

    `theme` is a public id or "none" for voices in no theme; `group` a respondent group; `placing`
    "machine", "moved" or "pinned". A value that does not exist finds nothing. Raises PermissionDenied.
    """
    theme_set = current_theme_set(programme, reader=reader)
    if theme_set is None:
        return None
    content = content_of(theme_set, programme)
    kept = ids_found(
        programme, content, reader=reader, words=words, theme=theme, group=group, placing=placing
    )
    return FoundView(
        lines=voice_lines(kept, content, theme_set, programme, reader=reader, page=page),
        themes=tuple(name_of(each) for each in content.live),
        is_draft=theme_set.state == ThemeSetState.DRAFT,
        version=theme_set.version,
    )


def ids_found(
    programme: Programme,
    content: SetContent,
    *,
    reader: object,
    words: str = "",
    theme: str = "",
    group: str = "",
    placing: str = "",
) -> list[UUID]:
    """The voices that `voices_found` finds, in order of their ids; one query."""
    stems = [stem(word) for word in words.split()[:MOST_WORDS]]
    if group and group not in RespondentGroup.values:
        return []
    found = usable_ids_with(programme, reader=reader, texts=stems, group=group)
    names = {each.pk: each.public_id for each in content.live}
    keys = {voice_id: names[home] for voice_id, home in content.voice_homes.items()}
    return [
        voice_id
        for voice_id in found
        if (not theme or theme == keys.get(voice_id, NOWHERE))
        and (not placing or placing == _placing_of(voice_id, content))
    ]


def _placing_of(voice_id: UUID, content: SetContent) -> str:
    placed = content.decided.placed.get(voice_id)
    if placed is not None and placed[1] in STAYS:
        return str(placed[1].value)
    return MACHINE if voice_id in content.voice_homes else NOWHERE
