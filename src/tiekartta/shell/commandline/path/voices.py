"""`tiekartta voices …`."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from tiekartta.people.states import RespondentGroup
from tiekartta.shell.commandline.path.walking import (
    add_verb,
    show,
    verbs_of,
    where,
)
from tiekartta.shell.commandline.tables import column_of, content_of, table_of
from tiekartta.voices.actions import import_now, screen_voice
from tiekartta.voices.importing import ImportSettings, SourceTable, guess_settings
from tiekartta.voices.queries import HeldVoice, held_page, respondents_by_group
from tiekartta.voices.spreadsheets import MAX_BYTES, guess_columns
from tiekartta.voices.states import RejectReason, VoiceKind


def add_options(parser: argparse.ArgumentParser) -> None:
    """Its verbs."""
    verbs = verbs_of(parser)
    parser = add_verb(verbs, "import", import_file, "import a survey export, whole or not at all")
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV or XLSX")
    parser.add_argument("--name", default="", help="name of the collection (default: the file's)")
    parser.add_argument(
        "--text", action="append", metavar="COLUMN", help="a column of open answers (may repeat)"
    )
    parser.add_argument(
        "--group",
        choices=[group.value for group in RespondentGroup],
        help="one respondent group for every row",
    )
    add_verb(verbs, "held", held, "list the texts that wait for screening")
    parser = add_verb(verbs, "screen", screen, "decide about held texts after looking at them")
    parser.add_argument("voice", metavar="VOICE", nargs="+", help="ids that `voices held` printed")
    parser.add_argument(
        "--decision", choices=["pass", "redact", "reject"], required=True, help="what to do"
    )
    parser.add_argument("--text", help="the text without personal data (default: the suggestion)")
    parser.add_argument(
        "--reason",
        default="",
        choices=[each.value for each in RejectReason],
        help="why it is rejected",
    )
    add_verb(verbs, "count", count, "print the respondents by group, as they may be shown")


def import_file(options: argparse.Namespace) -> None:
    """Import a file with the columns that were named, or those that were guessed."""
    programme, person = where(options)
    content = content_of(options.file, MAX_BYTES)
    collection = import_now(
        programme=programme, file_name=options.file.name, content=content, by=person,
        settings=_settings(options, content),
    )  # fmt: skip
    show(collection.public_id, collection.name, collection.rows)


def _settings(options: argparse.Namespace, content: bytes) -> ImportSettings:
    table = table_of(options.file, content)
    settings = guess_settings(
        SourceTable.of(table), guess_columns(table), file_name=options.file.name
    )
    if options.name:
        settings = replace(settings, name=options.name)
    if options.text:
        columns = {column_of(table, name): VoiceKind.NEED for name in options.text}
        settings = replace(settings, open_columns=columns)
    if options.group:
        settings = replace(
            settings, fixed_group=RespondentGroup(options.group), group_column=None, groups={}
        )
    return settings


def _held(options: argparse.Namespace) -> list[HeldVoice]:
    programme, person = where(options)
    pages = held_page(programme, reader=person).paginator.page_range
    return [voice for number in pages for voice in held_page(programme, reader=person, page=number)]


def held(options: argparse.Namespace) -> None:
    """Id, what was found, text and suggestion of each held text."""
    for voice in _held(options):
        show(voice.id, ", ".join(map(str, voice.kinds)), voice.text, voice.suggestion)


def screen(options: argparse.Namespace) -> None:
    """Pass, redact or reject."""
    programme, person = where(options)
    wanted = {UUID(key) for key in options.voice}
    voices = [voice for voice in _held(options) if voice.id in wanted]
    if len(voices) < len(wanted):
        raise ValueError("some of these texts are not held")
    for voice in voices:
        screen_voice(
            voice_id=voice.id, decision=options.decision, programme=programme, by=person,
            text=(options.text or voice.suggestion) if options.decision == "redact" else None, reason=options.reason,
        )  # fmt: skip
    show(len(voices), options.decision)


def count(options: argparse.Namespace) -> None:
    """Respondents by group, through disclosure."""
    programme, person = where(options)
    for group, cell in respondents_by_group(programme, reader=person).items():
        least = f"{cell.least}+" if cell.least is not None else "hidden"
        show(group.value, cell.value if cell.value is not None else cell.position or least)
