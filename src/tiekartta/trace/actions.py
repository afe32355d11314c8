"""Removing what one said, and what was written down of it in the folders below."""

from __future__ import annotations

from django.db import transaction

from tiekartta.journal.actors import SYSTEM, Actor
from tiekartta.programmes.queries import programme_of
from tiekartta.themes.actions import forget_voices
from tiekartta.voices.actions import Withdrawn, withdraw_answers
from tiekartta.voices.queries import Found, voices_of


@transaction.atomic
def withdraw_by_receipt(*, found: Found, by: Actor) -> Withdrawn:
    """Remove the answers behind a receipt, wipe their texts, and what analyses kept of them.

    `found` is what the code opens, looked up before. No journal: nothing ties a code to a moment.
    """
    voices = voices_of(found)
    withdrawn = withdraw_answers(found=found, by=by)
    gone = [row for row in voices if row.voice.id in withdrawn.voice_ids]
    for programme_id in dict.fromkeys(row.programme_id for row in gone):
        forget_voices(
            programme=programme_of(programme_id, reader=SYSTEM),
            voice_ids=[row.voice.id for row in gone if row.programme_id == programme_id],
            by=SYSTEM,
        )
    return withdrawn
