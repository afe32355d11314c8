"""Everything about one account, found by the marks of fields (house rule 7): nobody keeps a list of tables.

A row is somebody's when a field marked personal names them. Of it they get what is marked personal or
open. What names another person is left out, and so is free text in the vaults, and whatever else there
is more than a word or a day: it is about what others said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Person
from tiekartta.shell.impact.holdings import HOLDINGS

VAULTS = frozenset({"voices", "opinions", "priorities", "awards"})
SECRETS = frozenset({"password", "token_digest", "sealed", "mark"})
"""Never given out, not even to whom they belong: who has them could log in or break a seal."""
UNMARKED: Mapping[str, tuple[str, ...]] = {
    "account.EmailAddress": ("email", "verified", "primary"),
    "mfa.Authenticator": ("type", "created_at", "last_used_at"),
}
"""Tables of the libraries for logging in, which carry no marks: what is told of them."""
YOU = "you"
Data = dict[str, Any]


def own_data(*, reader: Person, now: datetime | None = None) -> Data:
    """All that is held about the reader, as plain data. A table without a row of theirs is left out."""
    return {
        "format": "tiekartta-own-data",
        "version": 1,
        "made_at": (now or timezone.now()).isoformat(timespec="seconds"),
        "about": _(
            "Everything that this service holds about your account. Left out: your passphrase and other secrets, who else took part in an act, and texts that other people wrote."
        ),
        "tables": list(_tables(reader)),
    }


def tables_about_people() -> Iterator[type[Model]]:
    """Every table with a field that may name somebody with an account, in order of their names."""
    for model in sorted(apps.get_models(), key=lambda each: each._meta.label):  # noqa: SLF001 - Django's public way to a model's name
        if model is Person or _naming(model):
            yield model


def _tables(reader: Person) -> Iterator[Data]:
    for model in tables_about_people():
        name = model._meta.label  # noqa: SLF001 - the same
        rows = model.objects.filter(_of(model, reader)).order_by("pk")  # type: ignore[attr-defined] # - every table has its manager
        found = [_row(each, reader) for each in rows.iterator(chunk_size=500)]
        if found:
            yield {"table": name, "what": str(HOLDINGS.get(name, "")), "rows": found}


def _fields(model: type[Model]) -> list[Field[Any, Any]]:
    return list(model._meta.concrete_fields)  # noqa: SLF001 - Django's public way to fields


def _marked(model: type[Model], *marks: str) -> set[str]:
    privacy = getattr(model, "Privacy", None)
    return {name for mark in marks for name in getattr(privacy, mark, ())}


def _naming(model: type[Model]) -> list[Field[Any, Any]]:
    """The fields that name a person: keys to accounts, and the marked ones in which the journal's key stands."""
    personal = _marked(model, "personal")
    return [
        field
        for field in _fields(model)
        if field.related_model is Person
        or (field.name in personal and field.name in {"actor", "asked_by"})
    ]


def _of(model: type[Model], reader: Person) -> Q:
    if model is Person:
        return Q(pk=reader.pk)
    found = Q()
    for field in _naming(model):
        value: object = reader.pk if field.related_model is Person else reader.actor_key
        found |= Q(**{field.name: value})
    return found


def _row(row: Model, reader: Person) -> Data:
    model = type(row)
    label = model._meta.label  # noqa: SLF001 - Django's public way to a model's name
    told = set(UNMARKED.get(label, ())) | _marked(model, "personal", "open")
    is_vault = model._meta.app_label in VAULTS  # noqa: SLF001 - the same
    written = set[str]() if is_vault else _marked(model, "free_text")
    naming = {field.name for field in _naming(model)}
    found: Data = {}
    for field in _fields(model):
        value = getattr(row, field.attname)
        if field.name in SECRETS or field.name not in told | written:
            continue
        if field.name in naming:
            if str(value) == reader.actor_key:
                found[field.name] = YOU
        elif is_vault and isinstance(value, list | dict | TranslatedText):
            continue
        elif field.name in told or isinstance(value, str | TranslatedText):
            found[field.name] = _plain(value)
    return found


def _plain(value: object) -> object:
    if isinstance(value, TranslatedText):
        return value.as_data()
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value)
