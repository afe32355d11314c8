"""Results side by side: the audiences of a collection, and those of an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.programmes.models import Programme
from tiekartta.voices.models import Collection
from tiekartta.voices.queries.results.reading import CollectionResults, collection_results
from tiekartta.voices.results.comparing import Source
from tiekartta.voices.rules import require_results
from tiekartta.voices.states import CollectionKind, CollectionState

_TOLD = (
    CollectionState.CLOSED, CollectionState.SCREENED, CollectionState.ANALYSED, CollectionState.REPORTED,
    CollectionState.ERASED,
)  # fmt: skip


@dataclass(frozen=True)
class EarlierCollection:
    """A collection that another may be compared with."""

    public_id: str
    name: str
    title: TranslatedText


def earlier_collections(
    programme: Programme, collection_id: str, *, reader: object
) -> list[EarlierCollection]:
    """Collections of the programme that have ended and ask a question with one of the same common keys.

    Newest first. Raises PermissionDenied, Missing.
    """
    require_results(reader, programme)
    row = Collection.objects.filter(programme=programme, public_id=collection_id).first()
    if row is None:
        raise Missing("collection")
    keys = (
        row.surveys.filter(blocks__questions__common_key__gt="")
        .order_by()
        .values("blocks__questions__common_key")
    )
    rows = (
        Collection.objects.filter(programme=programme, state__in=_TOLD)
        .exclude(kind=CollectionKind.IMPORT)
        .exclude(pk=row.pk)
        .filter(surveys__blocks__questions__common_key__in=keys)
        .distinct()
        .order_by("-closed_on", "name")
    )
    return [EarlierCollection(each.public_id, each.name, each.title) for each in rows]


def sources_of(results: CollectionResults, *, name: str = "") -> Iterator[Source]:
    """The audiences of a collection; `name` stands after each where two collections are compared."""
    for variant in results.variants:
        if variant.is_replaced:
            continue
        label = str(variant.group.label)
        tables = {key: told.table for (key, by), told in variant.tables.items() if not by}
        yield Source(f"{label} ({name})" if name else label, variant.form, tables)


def results_to_compare(
    programme: Programme, collection_id: str, earlier_id: str, *, reader: object
) -> list[CollectionResults]:
    """The results of a collection, and of an earlier one where there is one with this public id.

    Raises PermissionDenied, Missing.
    """
    found = [collection_results(programme, collection_id, reader=reader)]
    if earlier_id:
        found.append(collection_results(programme, earlier_id, reader=reader))
    return found
