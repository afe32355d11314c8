"""Sessions of discussions and interviews, and what was heard before in the chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tiekartta.analysis.disclosure import Disclosed, disclose
from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import disclosure_policy
from tiekartta.programmes.rules import may, require
from tiekartta.voices.models import Collection, Session, Voice
from tiekartta.voices.states import (
    WITH_SESSIONS,
    CollectionKind,
    CollectionState,
    VoiceState,
)


@dataclass(frozen=True)
class SessionView:
    """One session. `participants` is told as disclosure allows."""

    public_id: str
    order: int
    group: RespondentGroup
    title: TranslatedText
    question: TranslatedText
    held_on: date
    participants: Disclosed
    is_closed: bool


@dataclass(frozen=True)
class Heard:
    """What an earlier session said: screened texts, for the next group to think about (BIKVA)."""

    session: SessionView
    texts: tuple[str, ...]


@dataclass(frozen=True)
class SessionsView:
    """The sessions of a collection, in order."""

    collection_id: str
    collection_name: str
    kind: CollectionKind
    is_open: bool
    sessions: tuple[SessionView, ...]


def sessions_of(programme: Programme, collection_id: str, *, reader: object) -> SessionsView:
    """Raises PermissionDenied, Missing. The same number of queries whatever the number of sessions."""
    row = collection_with_sessions(programme, collection_id, reader=reader)
    policy = disclosure_policy(programme)
    return SessionsView(
        collection_id=row.public_id, collection_name=row.name, kind=CollectionKind(row.kind),
        is_open=row.state == CollectionState.OPEN,
        sessions=tuple(_view(each, disclose(each.participants, policy)) for each in row.sessions.all()),
    )  # fmt: skip


def collection_with_sessions(
    programme: Programme, collection_id: str, *, reader: object
) -> Collection:
    """The row of a collection of discussions or interviews. Raises PermissionDenied, Missing."""
    if not may(reader, "build_surveys", programme):
        require(reader, "enter_answers", programme)
    row = Collection.objects.select_related("programme").filter(
        programme=programme, public_id=collection_id,
        kind__in=WITH_SESSIONS,
    ).first()  # fmt: skip
    if row is None:
        raise Missing("collection")
    return row


def session_of(collection: Collection, public_id: str) -> Session:
    """The row of a session of a collection that the reader has. Raises Missing."""
    row = Session.objects.select_related("collection__programme").filter(
        collection=collection, public_id=public_id
    ).first()  # fmt: skip
    if row is None:
        raise Missing("session")
    return row


def session_view(row: Session) -> SessionView:
    """One session for those who may read its row."""
    policy = disclosure_policy(row.collection.programme)
    return _view(row, disclose(row.participants, policy))


def heard_before(row: Session) -> list[Heard]:
    """What the sessions before this one said, screened; in two queries (INV-V2)."""
    policy = disclosure_policy(row.collection.programme)
    before = list(Session.objects.filter(collection=row.collection, order__lt=row.order))
    said: dict[object, list[str]] = {each.pk: [] for each in before}
    usable = Voice.objects.filter(session__in=before, state=VoiceState.USABLE).order_by("id")
    for session_id, text in usable.values_list("session_id", "text_screened"):
        said[session_id].append(text)
    return [
        Heard(_view(each, disclose(each.participants, policy)), tuple(said[each.pk]))
        for each in before
    ]


def lines_of_session(row: Session) -> tuple[list[str], bool]:
    """The usable lines of a session, and whether some are held for screening."""
    lines = Voice.objects.filter(session=row)
    held = lines.filter(state=VoiceState.QUARANTINED).exists()
    usable = lines.filter(state=VoiceState.USABLE).order_by("id")
    return list(usable.values_list("text_screened", flat=True)), held


def _view(row: Session, participants: Disclosed) -> SessionView:
    return SessionView(
        public_id=row.public_id, order=row.order, group=RespondentGroup(row.respondent_group),
        title=row.title, question=row.question, held_on=row.held_on, participants=participants,
        is_closed=row.is_closed,
    )  # fmt: skip
