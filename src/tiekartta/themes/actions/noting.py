"""Notes that people leave one another in the workshop. They are part of no approval."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Missing, Refusal
from tiekartta.people.models import Person
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.themes.models import Note, Theme, ThemeSet
from tiekartta.themes.queries.content import content_of
from tiekartta.themes.states import ThemeSetState

MAX_NOTE = 2000


@transaction.atomic
def add_note(*, theme: Theme, text: str, voice_id: UUID | None = None, by: Actor) -> Note:
    """Write a note about a theme, or about a voice in it. Raises PermissionDenied, Refusal."""
    theme_set = ThemeSet.objects.select_related("programme", "run").get(pk=theme.theme_set_id)
    require(by, "edit_themes", theme_set.programme)
    if theme_set.state == ThemeSetState.SUPERSEDED:
        raise Refusal(_("These themes were replaced by newer ones. Write the note there."))
    if voice_id is not None:
        home = content_of(theme_set, theme_set.programme).voice_homes.get(voice_id)
        if home != theme.pk:
            raise Refusal(_("The voice is no longer in this theme. Look at the list as it is now."))
    note = Note.objects.create(
        theme=theme, voice_id=voice_id, text=_checked(text),
        author=by if isinstance(by, Person) else None,
    )  # fmt: skip
    _record("add_note", note, theme_set.programme, by=by)
    return note


@transaction.atomic
def edit_note(*, programme: Programme, note_id: str, text: str, by: Actor) -> Note:
    """Change one's own note. Raises PermissionDenied, Missing, Refusal."""
    note = _own(programme, note_id, by)
    note.text, note.edited_at = _checked(text), timezone.now()
    note.save(update_fields=["text", "edited_at"])
    _record("edit_note", note, programme, by=by)
    return note


@transaction.atomic
def delete_note(*, programme: Programme, note_id: str, by: Actor) -> None:
    """Take one's own note away for good. Raises PermissionDenied, Missing, Refusal."""
    note = _own(programme, note_id, by)
    _record("delete_note", note, programme, by=by)
    note.delete()


def _own(programme: Programme, note_id: str, by: Actor) -> Note:
    require(by, "edit_themes", programme)
    note = (
        Note.objects.select_for_update()
        .filter(public_id=note_id, theme__theme_set__programme=programme)
        .first()
    )
    if note is None:
        raise Missing(_("The note is no longer there."))
    if not isinstance(by, Person) or note.author_id != by.pk:
        raise Refusal(_("Only the person who wrote a note can change it."))
    return note


def _checked(text: str) -> str:
    said = text.strip()
    if not said:
        raise Refusal(_("Write something in the note."))
    if len(said) > MAX_NOTE:
        raise Refusal(_("A note has at most %(number)s characters.") % {"number": MAX_NOTE})
    return said


def _record(action: str, note: Note, programme: Programme, *, by: Actor) -> None:
    record(
        by=by, action=action, object_kind="note", object_id=note.public_id,
        programme_id=programme.pk,
    )  # fmt: skip
