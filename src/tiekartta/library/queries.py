"""Who follows, as a disclosed count; and what was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tiekartta.analysis.disclosure import Disclosed, disclose
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.library.addresses import id_of
from tiekartta.library.models import Bulletin, Subscription
from tiekartta.people.letter_queries import MailingState, mailing_states
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import disclosure_policy, programme_of
from tiekartta.programmes.rules import require
from tiekartta.programmes.states import ProgrammeState


@dataclass(frozen=True)
class BulletinLine:
    """What was told, and how far its letters are; the state is None while few follow."""

    title: TranslatedText
    path: str
    asked_on: date
    state: MailingState | None


@dataclass(frozen=True)
class Following:
    """What somebody with a link follows."""

    programme_id: str
    programme_name: TranslatedText
    language: str


def followed_programme(public_id: str) -> Programme:
    """A programme that anybody may follow: one that has begun. Raises Missing."""
    programme = programme_of(public_id, reader=SYSTEM)
    if programme.state == ProgrammeState.DRAFT:
        raise Missing("programme")
    return programme


def subscription_of(token: str) -> Subscription:
    """The row behind a link. For this folder only. Raises Missing."""
    key = id_of(token)
    row = Subscription.objects.select_related("programme").filter(pk=key).first() if key else None
    if row is None:
        raise Missing("subscription")
    return row


def following(token: str) -> Following:
    """What the link of a letter is about. Raises Missing."""
    row = subscription_of(token)
    return Following(row.programme.public_id, row.programme.name, row.language)


def followers(programme: Programme, *, reader: object) -> Disclosed:
    """How many follow. Raises PermissionDenied."""
    require(reader, "edit_programme", programme)
    number = Subscription.objects.filter(programme=programme, confirmed_on__isnull=False).count()
    return disclose(number, disclosure_policy(programme))


def bulletins(programme: Programme, *, reader: object) -> list[BulletinLine]:
    """What was told, newest first. Raises PermissionDenied.

    How many letters went would tell how many follow: shown only as far as that number may be.
    """
    shows = followers(programme, reader=reader).is_shown
    rows = list(Bulletin.objects.filter(programme=programme))
    states = mailing_states(f"bulletin:{row.public_id}" for row in rows)
    return [
        BulletinLine(
            row.title, row.path, row.asked_on,
            states[f"bulletin:{row.public_id}"] if shows and row.is_written else None,
        )
        for row in rows
    ]  # fmt: skip
