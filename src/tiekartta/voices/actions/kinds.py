"""What kind of thing a voice says, as people decide it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.voices.queries.reading import voices_in
from tiekartta.voices.states import VoiceKind, VoiceState


@transaction.atomic
def set_kinds(*, kinds: Mapping[str, VoiceKind], programme: Programme, by: Actor) -> int:
    """Give usable voices, by public id, their kinds; returns how many changed.

    A voice that is no longer there is passed over. Raises PermissionDenied; Refusal for an unknown kind.
    """
    require(by, "screen_voices", programme)
    if any(kind not in VoiceKind.values for kind in kinds.values()):
        raise Refusal(_("Choose a kind from the list."))
    rows = voices_in(programme).filter(state=VoiceState.USABLE)
    changed = [
        public_id
        for public_id, kind in kinds.items()
        if rows.filter(public_id=public_id).exclude(kind=kind).update(kind=kind)
    ]
    for public_id in changed:
        record(
            by=by, action="set_voice_kind", object_kind="voice", object_id=public_id,
            programme_id=programme.pk,
        )  # fmt: skip
    return len(changed)
