"""What the folder hands out: frozen, and never the original text of a voice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.states import CollectionState, VoiceKind, VoiceState


@dataclass(frozen=True, slots=True)
class VoiceText:
    """A voice as others may read it. `text` is the screened text, empty unless the voice is usable.

    `is_paraphrase`: among quotations, a wording that is not word by word what was said.
    """

    id: UUID
    public_id: str
    text: str
    language: str
    group: RespondentGroup
    kind: VoiceKind
    state: VoiceState
    said_on: date | None
    collection_name: str
    quote_ok: bool
    is_withdrawn: bool
    question: str = ""
    is_paraphrase: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptVoice:
    """A voice found by its receipt, with the words that its owner needs to know it again."""

    voice: VoiceText
    programme_pk: UUID
    programme_id: str
    programme_name: str
    said_on: date | None
    question: str


@dataclass(frozen=True, slots=True)
class ReceiptAnswer:
    """An answer to a survey found by its receipt. While `is_sealed` nobody can read it, the holder included.

    `is_set_aside`: it could not be opened when its turn came, and is kept.

    `choices`: how many of its own questions were answered by choosing; `voices`: what was written;
    `results_id`: the published results of its collection, empty when there are none.
    """

    title: TranslatedText | None
    name: str
    programme_id: str
    programme_name: str
    is_sealed: bool
    received_on: date | None
    choices: int
    closes_on: date | None
    withdraw_until: date | None
    may_withdraw: bool
    voices: tuple[ReceiptVoice, ...]
    is_set_aside: bool = False
    results_id: str = ""


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """One import. `rows` is how many rows of the file gave voices."""

    id: UUID
    public_id: str
    name: str
    state: CollectionState
    collected_on: date | None
    source_name: str
    rows: int
    imported_at: datetime
