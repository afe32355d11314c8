"""Editing the parts of a draft: add, edit, move, remove."""

from __future__ import annotations

from typing import TypeVar

from django.db import models, transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.voices.actions.surveys.editing import block_of, keep_surveys, survey_to_edit
from tiekartta.voices.models import Block, Question, Survey
from tiekartta.voices.states import BlockKind

Row = TypeVar("Row", bound=models.Model)
_NO_TEXT = TranslatedText()


@transaction.atomic
def add_block(
    *,
    survey: Survey,
    kind: BlockKind,
    title: TranslatedText,
    by: Actor,
    help: TranslatedText = _NO_TEXT,  # noqa: A002 - the field's name
    seen: int | None = None,
) -> Block:
    """A new part at the end. Raises PermissionDenied, Refusal, Conflict (`editing`)."""
    held = survey_to_edit(survey, by, seen=seen)
    block = Block.objects.create(
        survey=held, kind=kind, order=next_order(held.blocks.all()), title=title, help=help
    )
    keep_surveys([held], by, action="add_block")
    return block


@transaction.atomic
def edit_block(
    *,
    survey: Survey,
    key: str,
    title: TranslatedText,
    help: TranslatedText,  # noqa: A002 - the field's name
    by: Actor,
    seen: int | None = None,
) -> None:
    """Other words for a part; its kind stays. Raises PermissionDenied, Missing, Refusal, Conflict."""
    held = survey_to_edit(survey, by, seen=seen)
    block = block_of(held, key)
    block.title, block.help = title, help
    block.save(update_fields=["title", "help"])
    keep_surveys([held], by, action="edit_block")


@transaction.atomic
def move_block(
    *, survey: Survey, key: str, towards: str, by: Actor, seen: int | None = None
) -> None:
    """A part "up" or "down" among the parts. Raises PermissionDenied, Missing, Refusal, Conflict."""
    held = survey_to_edit(survey, by, seen=seen)
    move(list(held.blocks.order_by("order")), block_of(held, key), towards)
    keep_surveys([held], by, action="move_block")


@transaction.atomic
def remove_block(*, survey: Survey, key: str, by: Actor, seen: int | None = None) -> None:
    """Take a part away with its questions. Raises PermissionDenied, Missing, Refusal, Conflict."""
    held = survey_to_edit(survey, by, seen=seen)
    block = block_of(held, key)
    inside = Question.objects.filter(block=block)
    if Question.objects.filter(shown_after__in=inside).exclude(block=block).exists():
        raise Refusal(
            _("Other questions are shown after answers to questions of this part. Change them first."),
            code="condition",
        )  # fmt: skip
    inside.update(shown_after=None)
    block.delete()
    renumber(list(held.blocks.order_by("order")))
    keep_surveys([held], by, action="remove_block")


def next_order(rows: QuerySet[Row]) -> int:
    """The order of a row that comes after all of these: a row that went elsewhere leaves a hole."""
    last: int | None = rows.aggregate(last=Max("order"))["last"]
    return (last or 0) + 1


def move(rows: list[Row], row: Row, towards: str) -> None:
    """Change the place of a row with its neighbour; at an end nothing happens. Raises Refusal."""
    if towards not in {"up", "down"}:
        raise Refusal(_("Move it up or down."), code="towards")
    at = next(place for place, each in enumerate(rows) if each.pk == row.pk)
    to = at + (1 if towards == "down" else -1)
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
    renumber(rows)


def renumber(rows: list[Row]) -> None:
    """Number rows 1, 2, 3 … as they stand."""
    for place, row in enumerate(rows, start=1):
        row.order = place  # type: ignore[attr-defined] # - blocks and questions have an order
    if rows:
        type(rows[0])._default_manager.bulk_update(rows, ["order"])  # noqa: SLF001 - the documented name of a model's manager
