"""Splitting a theme as the machine proposes. It proposes; people accept, part by part or as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from tiekartta.jobs.actions import queue
from tiekartta.jobs.models import Job
from tiekartta.journal.actors import SYSTEM, Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.themes.actions.combining import split_off
from tiekartta.themes.actions.storing import is_told, texts_of, words_told
from tiekartta.themes.changes import changing, stands
from tiekartta.themes.drafts import as_seen, locked_draft, note, read
from tiekartta.themes.models import SplitProposal, Theme, ThemeSet
from tiekartta.themes.renewal import machine_title
from tiekartta.themes.states import LIVE, Act
from tiekartta.voices.queries import voices_by_id

FEWEST_PARTS, MOST_PARTS = 2, 4
FEWEST_VOICES = 4
Found = tuple[Mapping[str, str], str, Sequence[str], Sequence[UUID]]
"""Labels by language, label, keywords and voices of one part."""


@transaction.atomic
def ask_for_split(*, theme: Theme, parts: int = 2, by: Actor) -> Job:
    """Ask how the machine would split a theme into 2–4; an earlier proposal is replaced.

    Raises PermissionDenied, Refusal for a theme of fewer than four voices, Conflict.
    """
    theme_set = locked_draft(theme.theme_set_id, by=by)
    current = as_seen(theme, None)
    if not FEWEST_PARTS <= parts <= MOST_PARTS:
        raise Refusal(
            _("A theme is split into %(least)s–%(most)s parts.")
            % {"least": FEWEST_PARTS, "most": MOST_PARTS}
        )
    if len(read(theme_set).members.get(current.pk, ())) < FEWEST_VOICES:
        raise Refusal(_("There are too few voices in the theme to split it."))
    programme = theme_set.programme
    job = queue(
        task="tiekartta.themes.tasks.propose_split", arguments={"theme_id": str(current.pk)},
        title=_("Looking for parts of a theme"), by=by, programme_id=programme.pk,
        next_url=reverse("themes:theme", args=[programme.public_id, current.public_id]),
    )  # fmt: skip
    SplitProposal.objects.update_or_create(
        theme=current,
        defaults={
            "wanted": parts, "theme_version": current.version, "parts": [],
            "job_public_id": job.public_id,
        },
    )  # fmt: skip
    note("ask_for_split", current, theme_set, by=by)
    return job


@transaction.atomic
def store_split(*, theme: Theme, parts: Sequence[Found], by: Actor) -> None:
    """Keep a computed proposal, largest part first.

    Raises PermissionDenied, Refusal when a voice of it was withdrawn while it was computed.
    """
    theme_set = locked_draft(theme.theme_set_id, by=by)
    voice_ids = [voice_id for part in parts for voice_id in part[3]]
    voices = voices_by_id(voice_ids, reader=SYSTEM, programme=theme_set.programme)
    if any(voice.is_withdrawn for voice in voices.values()):
        raise Refusal(_("A voice was removed while the parts were looked for. Ask for them again."))
    ordered = sorted(parts, key=lambda part: -len(part[3]))
    SplitProposal.objects.filter(theme=theme).update(
        parts=[
            {
                "labels": dict(labels), "label": label, "keywords": list(keywords),
                "voice_ids": [str(voice_id) for voice_id in voice_ids],
            }
            for labels, label, keywords, voice_ids in ordered
        ]
    )  # fmt: skip
    note("store_split", theme, theme_set, by=by)


@transaction.atomic
def dismiss_split(*, theme: Theme, by: Actor) -> None:
    """Put a proposal away. Raises PermissionDenied, Refusal."""
    theme_set = locked_draft(theme.theme_set_id, by=by)
    SplitProposal.objects.filter(theme=theme).delete()
    note("dismiss_split", theme, theme_set, by=by)


@transaction.atomic
def accept_split(
    *,
    theme: Theme,
    part: int | None = None,
    title: TranslatedText | None = None,
    version: int | None = None,
    by: Actor,
) -> list[Theme]:
    """Split a theme as proposed: one part (1…) into a theme of its own, or every part but the largest.

    `title` names a single part; without it a part gets the machine's name, as its draft, which counts
    as people's only where enough respondents of the theme said it (INV-D1). Voices that have left the
    theme since stay where they are. One change, undone as one. Raises PermissionDenied,
    Refusal, Conflict.
    """
    theme_set = locked_draft(theme.theme_set_id, by=by)
    source = as_seen(theme, version)
    proposal = SplitProposal.objects.filter(theme=source).first()
    if proposal is None or not proposal.parts:
        raise Refusal(_("There is no proposal to split this theme. Ask for one first."))
    if len(proposal.parts) < FEWEST_PARTS:
        raise Refusal(_("The analysis found no parts in this theme."))
    numbers = range(2, len(proposal.parts) + 1) if part is None else [part]
    if any(not 1 <= number <= len(proposal.parts) for number in numbers):
        raise Refusal(_("The proposal has no such part. Look at it as it is now."))
    members = read(theme_set).members.get(source.pk, ())
    given = title if part is not None else None
    labels = [machine_title(part["labels"], part["label"]) for part in proposal.parts]
    told: set[str] = set()
    if given is None:
        phrases = [text for label in labels for text in texts_of(label)]
        told = words_told(phrases, members, theme_set.programme)
    made, left = [], set(members)
    with changing(theme_set, Act.SPLIT_THEME, by=by, about=(source,), rests_on=stands(source)):
        for number in numbers:
            found = proposal.parts[number - 1]
            chosen = [v for v in map(UUID, found["voice_ids"]) if v in left]
            left -= set(chosen)
            if not chosen or not left:
                raise Conflict(
                    _(
                        "The theme has changed so much that the proposal no longer fits. Ask for a new one."
                    )
                )
            label = labels[number - 1]
            named = given if given is not None else _name(label, theme_set)
            is_said = given is not None or is_told(label, told)
            made.append(split_off(theme_set, source, chosen, named, named_by_person=is_said, by=by))
    if part is None or len(proposal.parts) == FEWEST_PARTS:
        proposal.delete()
    note("accept_split", source, theme_set, by=by)
    return made


def _name(label: TranslatedText, theme_set: ThemeSet) -> TranslatedText:
    """The machine's name of a part, with a number where a theme of the set has it already."""
    taken = {
        (code, variant.text.casefold())
        for theme in theme_set.themes.filter(state__in=LIVE)
        for code, variant in theme.title.variants.items()
    }
    for number in range(1, len(taken) + 2):
        named = label if number == 1 else _numbered(label, number)
        if not any((code, v.text.casefold()) in taken for code, v in named.variants.items()):
            return named
    return label


def _numbered(label: TranslatedText, number: int) -> TranslatedText:
    return TranslatedText(
        label.source,
        {code: replace(v, text=f"{v.text} ({number})") for code, v in label.variants.items()},
    )
