"""The example programme that anybody may look at: the walk of the demo, kept as plain data (`walked.json`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from tiekartta.analysis.disclosure import Disclosed
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.roadmap.queries import edition_view
from tiekartta.roadmap.queries.published import Published, published
from tiekartta.shell.demo.beginning import Walk
from tiekartta.shell.demo.story import FOLDER, WALKED
from tiekartta.themes.queries import approved_themes
from tiekartta.voices.queries import VoiceText, usable_voices

FILE = FOLDER / WALKED
TYPICAL = 2
SHORTEST = 40  # characters of a voice that tells a reader something
Data = dict[str, Any]


@dataclass(frozen=True)
class ExampleVoice:
    """What somebody invented said."""

    text: str
    language: str
    group: RespondentGroup


@dataclass(frozen=True)
class ExampleTheme:
    """A theme of the example with its respondents in the groups that may be shown, and its most typical voices."""

    title: TranslatedText
    keywords: tuple[str, ...]
    groups: tuple[tuple[RespondentGroup, Disclosed], ...]
    typical: tuple[ExampleVoice, ...]


@dataclass(frozen=True)
class Example:
    """The whole path: the published edition, and the themes before it."""

    roadmap: Published
    themes: tuple[ExampleTheme, ...]


def collected(walk: Walk) -> Data:
    """What `walked.json` holds, from a walk that has been published."""
    texts = {voice.id: voice for voice in usable_voices(walk.programme, reader=walk.owner)}
    return {
        "edition": edition_view(walk.roadmap_id, 1).content,
        "themes": [
            {
                "title": row.title.as_data(),
                "keywords": list(row.keywords),
                "groups": {group: row.counts.cell(group).as_data() for group in row.counts.columns},
                "typical": [
                    {"text": voice.text, "language": voice.language, "group": voice.group.value}
                    for voice in _telling([texts[key] for key in row.typical])
                ],
            }
            for row in approved_themes(walk.programme, reader=walk.owner)
        ],
    }


def _telling(voices: list[VoiceText]) -> list[VoiceText]:
    return [voice for voice in voices if len(voice.text) >= SHORTEST][:TYPICAL]


@cache
def example() -> Example:
    """The example as the page shows it."""
    data: Data = json.loads(FILE.read_text(encoding="utf-8"))
    return Example(published(data["edition"]), tuple(_theme(row) for row in data["themes"]))


def _theme(data: Data) -> ExampleTheme:
    return ExampleTheme(
        title=TranslatedText.from_data(data["title"]),
        keywords=tuple(data["keywords"]),
        groups=tuple(
            (RespondentGroup(group), count)
            for group, count in ((key, Disclosed(**cell)) for key, cell in data["groups"].items())
            if count.level != "hidden"
        ),
        typical=tuple(
            ExampleVoice(row["text"], row["language"], RespondentGroup(row["group"]))
            for row in data["typical"]
        ),
    )
