"""`{% participation programme %}`: who was heard and who was not, on pages of folders that know no voices."""

from __future__ import annotations

from typing import Any

from django import template

from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import may
from tiekartta.voices.queries import ledger_of

register = template.Library()


@register.inclusion_tag("voices/ledger/summary.html", takes_context=True)
def participation(context: template.Context, programme: Programme) -> dict[str, Any]:
    """The gap statement of a programme with the way to its ledger; nothing for those who may not read it."""
    reader = context["request"].user
    shown = ledger_of(programme, reader=reader) if may(reader, "read_ledger", programme) else None
    return {"ledger": shown, "programme": programme}
