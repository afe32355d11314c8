"""How the machine would split a theme."""

from __future__ import annotations

from uuid import UUID

from tiekartta.jobs.queries import has_ended
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.themes.models import SplitProposal, Theme
from tiekartta.themes.queries.content import SetContent, content_of
from tiekartta.themes.queries.workshop_shapes import SplitPart, SplitView
from tiekartta.themes.renewal import machine_title
from tiekartta.voices.queries import voices_by_id

SHOWN = 5


def split_view(
    theme: Theme, programme: Programme, *, reader: object, content: SetContent | None = None
) -> SplitView | None:
    """The proposal that was asked for, with what is still in the theme; None without one.

    Raises PermissionDenied.
    """
    require(reader, "read_voices", programme)
    proposal, is_over = SplitProposal.objects.filter(theme=theme).first(), False
    if proposal is not None and not proposal.parts and has_ended(proposal.job_public_id):
        # The parts may have come after the proposal was read; none do when no voice was left.
        proposal, is_over = SplitProposal.objects.filter(theme=theme).first(), True
    if proposal is None:
        return None
    content = content or content_of(theme.theme_set, programme)
    here = set(content.members.get(theme.pk, ()))
    kept = [tuple(v for v in map(UUID, part["voice_ids"]) if v in here) for part in proposal.parts]
    shown = [voice_id for voice_ids in kept for voice_id in voice_ids[:SHOWN]]
    texts = voices_by_id(shown, reader=reader, programme=programme)
    parts = tuple(
        SplitPart(
            number=number, title=machine_title(part["labels"], part["label"]),
            keywords=tuple(part["keywords"]), voice_ids=voice_ids,
            voices=tuple(texts[v] for v in voice_ids[:SHOWN] if v in texts),
        )
        for number, (part, voice_ids) in enumerate(
            zip(proposal.parts, kept, strict=True), start=1
        )
    )  # fmt: skip
    return SplitView(
        parts=parts, is_ready=bool(parts),
        has_failed=not parts and is_over,
        job_public_id=proposal.job_public_id, asked_at=proposal.asked_at,
        has_changed=theme.version != proposal.theme_version
        or sum(map(len, kept)) != sum(len(part["voice_ids"]) for part in proposal.parts),
    )  # fmt: skip
