"""Finding what somebody said by a receipt code: the code is the right, there is no reader.

What a look-up costs: scrypt once (and once more for each collection of before salts had a shared part), an
HMAC for each collection with receipts, two look-ups by tag for each 500 of them, and an HMAC for each tagged
voice that has no response any more (INV-D9) or came by import. `docs/running/watching.md` tells measured times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Manager, Q
from django.utils import timezone

from tiekartta.programmes.models import Programme
from tiekartta.voices.models import Answer, Collection, Envelope, Response, Voice
from tiekartta.voices.queries.ids import as_words
from tiekartta.voices.queries.reading import AT_ONCE, FIELDS, as_text
from tiekartta.voices.queries.results.reporting import published_results_of
from tiekartta.voices.queries.shapes import ReceiptAnswer, ReceiptVoice
from tiekartta.voices.receipts import envelope_tag, is_code, is_tag, keys_of, response_tag
from tiekartta.voices.states import VISIBLE_COLLECTIONS, CollectionKind


@dataclass(frozen=True)
class Found:
    """Keys of the rows behind a code. `envelopes` and `responses`: id → id of the collection.

    `tags`: of the responses that the envelopes become, should they be opened meanwhile.
    """

    envelopes: Mapping[UUID, UUID] = field(default_factory=dict)
    responses: Mapping[UUID, UUID] = field(default_factory=dict)
    voices: tuple[UUID, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether the code opens something."""
        return bool(self.envelopes or self.responses or self.voices)


def voices_of_receipt(code: str) -> list[ReceiptVoice]:
    """The voices of a receipt in all collections; empty for an unknown or malformed code."""
    return voices_of(found_by(code))


def answers_of(found: Found, *, today: date | None = None) -> list[ReceiptAnswer]:
    """The answers to surveys behind a receipt, still sealed or opened, each with its voices."""
    voices = {voice.voice.id: voice for voice in voices_of(found)}
    return [*_sealed(found, today), *_opened(found, voices, today)]


def found_by(code: str) -> Found:
    """Everything behind a code; nothing for an unknown or malformed one."""
    if not is_code(code):
        return Found()
    keys = _keys(code)
    if not keys:
        return Found()
    envelopes = _at(Envelope.objects, keys, "tag", envelope_tag)
    responses = _at(Response.objects, keys, "receipt_tag", response_tag)
    own = Voice.objects.filter(response__in=responses).values_list("pk", flat=True)
    tags = tuple(response_tag(keys[pk]) for pk in envelopes.values())
    return Found(envelopes, responses, tuple(dict.fromkeys((*own, *_tried(keys)))), tags)


def _keys(code: str) -> dict[UUID, bytes]:
    """The key of the code in every collection with receipts."""
    collections = Collection.objects.filter(state__in=VISIBLE_COLLECTIONS, has_receipts=True)
    salts = collections.values_list("id", "receipt_salt")
    return keys_of(code, {pk: bytes(salt) for pk, salt in salts})


def _at(
    rows: Manager[Any], keys: Mapping[UUID, bytes], column: str, tag_of_key: Callable[[bytes], str]
) -> dict[UUID, UUID]:
    """Ids of the rows with the tag of their own collection → ids of the collections.

    Asked for by the tag alone: SQLite takes no more than 1,000 conditions joined by "or".
    """
    by_tag = {tag_of_key(key): pk for pk, key in keys.items()}
    found: dict[UUID, UUID] = {}
    tags = list(by_tag)
    for start in range(0, len(tags), AT_ONCE):
        tagged = rows.filter(**{f"{column}__in": tags[start : start + AT_ONCE]})
        found |= {
            pk: collection_id
            for pk, collection_id, tag in tagged.values_list("pk", "collection_id", column)
            if by_tag[tag] == collection_id
        }
    return found


def _tried(keys: Mapping[UUID, bytes]) -> Iterator[UUID]:
    """Voices that nothing but their tag tells: of imports, and those whose response is gone."""
    tagged = Voice.objects.filter(
        Q(collection__kind=CollectionKind.IMPORT) | Q(response=None), collection__in=list(keys)
    ).exclude(receipt_tag="")
    by_words = {words: key for pk, key in keys.items() for words in (pk.hex, str(pk))}
    columns = tagged.order_by().values_list(
        as_words("id"), as_words("collection_id"), "receipt_tag"
    )
    for voice_id, collection_id, tag in columns.iterator(chunk_size=5000):
        if is_tag(tag, by_words[collection_id], voice_id):
            yield UUID(voice_id)


def voices_of(found: Found) -> list[ReceiptVoice]:
    """The voices among what a code opens."""
    rows = Voice.objects.filter(id__in=found.voices).order_by("question", "id")
    names = {row.pk: row for row in Programme.objects.filter(pk__in=rows.values("programme_id"))}
    voices = []
    for row in rows.values_list(*FIELDS, "programme_id"):
        programme = names[row[-1]]
        voice = as_text(row)
        voices.append(
            ReceiptVoice(
                voice=voice, programme_pk=programme.pk, programme_id=programme.public_id,
                programme_name=str(programme.name), said_on=voice.said_on,
                question=voice.question,
            )
        )  # fmt: skip
    return voices


def _sealed(found: Found, today: date | None) -> Iterator[ReceiptAnswer]:
    rows = Envelope.objects.filter(pk__in=found.envelopes).select_related("collection__programme")
    for row in rows:
        yield _answer(row.collection, today, is_sealed=True, is_set_aside=row.is_set_aside)


def _opened(
    found: Found, voices: Mapping[UUID, ReceiptVoice], today: date | None
) -> Iterator[ReceiptAnswer]:
    responses = Response.objects.filter(pk__in=found.responses)
    for row in responses.select_related("collection__programme", "survey"):
        own = Voice.objects.filter(response=row).values_list("pk", flat=True)
        yield _answer(
            row.collection, today, received_on=row.received_on,
            choices=Answer.objects.filter(response=row).count(),
            voices=tuple(voices[pk] for pk in own if pk in voices),
        )  # fmt: skip


def _answer(
    collection: Collection,
    today: date | None,
    *,
    is_sealed: bool = False,
    is_set_aside: bool = False,
    received_on: date | None = None,
    choices: int = 0,
    voices: tuple[ReceiptVoice, ...] = (),
) -> ReceiptAnswer:
    title = collection.title or None
    return ReceiptAnswer(
        title=title, name=collection.name, programme_id=collection.programme.public_id,
        programme_name=str(collection.programme.name), is_sealed=is_sealed,
        received_on=received_on, choices=choices, closes_on=collection.closes_on,
        withdraw_until=collection.withdraw_until, may_withdraw=may_withdraw(collection, today=today),
        voices=voices, is_set_aside=is_set_aside, results_id=published_results_of(collection),
    )  # fmt: skip


def may_withdraw(collection: Collection, *, today: date | None = None) -> bool:
    """Whether the day until which answers may be removed has not passed."""
    until = collection.withdraw_until
    return until is None or until >= (today or timezone.localdate())
