"""Merging two themes into one, and splitting one in two. No voice is lost in either (INV-L4)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.themes.changes import changing, stands
from tiekartta.themes.drafts import as_seen, locked_draft, new_theme, note, put, read, voices_here
from tiekartta.themes.memberships import Decided, homes
from tiekartta.themes.models import Placement, Theme, ThemeCandidate, ThemeSet
from tiekartta.themes.queries.content import SetContent
from tiekartta.themes.states import STAYS, Act, Placing, ThemeState


@transaction.atomic
def merge_themes(
    *,
    into: Theme,
    theme: Theme,
    version: int | None = None,
    into_version: int | None = None,
    by: Actor,
) -> Theme:
    """Merge `theme` into another: its voices, pins and removals go along.

    `version` and `into_version` are the ones the person saw. Raises PermissionDenied, Refusal,
    Conflict.
    """
    theme_set = locked_draft(theme.theme_set_id, by=by)
    if into.pk == theme.pk:
        raise Refusal(_("Choose another theme to merge with."))
    if into.theme_set_id != theme.theme_set_id:
        raise Conflict(
            _("The themes are no longer in the same draft. Look at the list as it is now.")
        )
    part, whole = as_seen(theme, version), as_seen(into, into_version)
    own = [f"l:{part.pk}:{link.candidate_id}" for link in part.candidates.all()]
    rests_on = [*stands(whole), *own]
    with changing(theme_set, Act.MERGE_THEMES, by=by, about=(part, whole), rests_on=rests_on):
        _merge(theme_set, part, whole, by=by)
    note("merge_themes", whole, theme_set, by=by)
    return whole


def _merge(theme_set: ThemeSet, part: Theme, whole: Theme, *, by: Actor) -> None:
    content = read(theme_set)
    before = content.members
    _carry_decisions(part, whole, stays=frozenset(before.get(whole.pk, ())))
    known = ThemeCandidate.objects.filter(theme=whole).values("candidate_id")
    ThemeCandidate.objects.bulk_create(
        ThemeCandidate(theme=whole, candidate_id=link.candidate_id)
        for link in ThemeCandidate.objects.filter(theme=part).exclude(candidate__in=known)
    )
    part.state, part.merged_into, part.version = ThemeState.MERGED, whole, part.version + 1
    part.save(update_fields=["state", "merged_into", "version"])
    whole.version, whole.is_new = whole.version + 1, False
    whole.save(update_fields=["version", "is_new"])
    after = _homes_when_merged(content, part, whole)
    both = {*before.get(part.pk, ()), *before.get(whole.pk, ())}
    put(sorted(v for v in both if after.get(v) != whole.pk), whole, Placing.MOVED, by=by)


def _homes_when_merged(content: SetContent, part: Theme, whole: Theme) -> dict[UUID, UUID]:
    """Where voices belong once the machine's themes and people's decisions of the part are the whole's.

    From what was read before and the decisions as they are now: a set is read once.
    """
    rows = Placement.objects.filter(theme__theme_set_id=whole.theme_set_id)
    return homes(
        {
            voice: whole.pk if theme == part.pk else theme
            for voice, theme in content.suggested.items()
        },
        Decided.of(rows.values_list("theme_id", "voice_id", "placing")),
        among={theme.pk for theme in content.live} - {part.pk},
    )


def _carry_decisions(part: Theme, whole: Theme, *, stays: frozenset[UUID]) -> None:
    """Move the placements of a theme to the one it is merged into, where they say nothing new."""
    homes = Placement.objects.filter(theme=part, placing__in=STAYS)
    Placement.objects.filter(theme=whole, voice_id__in=homes.values("voice_id")).delete()
    homes.update(theme=whole)
    decided = Placement.objects.filter(theme=whole).values("voice_id")
    removals = Placement.objects.filter(theme=part, placing=Placing.REMOVED)
    removals.exclude(voice_id__in=stays).exclude(voice_id__in=decided).update(theme=whole)


@transaction.atomic
def split_theme(
    *,
    theme: Theme,
    voice_ids: Iterable[UUID],
    title: TranslatedText,
    version: int | None = None,
    by: Actor,
) -> Theme:
    """Take the chosen voices of a theme into a new one. Raises PermissionDenied, Refusal, Conflict."""
    theme_set = locked_draft(theme.theme_set_id, by=by)
    source = as_seen(theme, version)
    content = read(theme_set)
    chosen = voices_here(content, source, voice_ids)
    if len(chosen) == len(content.members[source.pk]):
        raise Refusal(
            _(
                "You chose every voice of the theme, so nothing would be left of it. Rename it instead."
            )
        )
    with changing(theme_set, Act.SPLIT_THEME, by=by, about=(source,), rests_on=stands(source)):
        made = split_off(theme_set, source, chosen, title, by=by)
    note("split_theme", source, theme_set, by=by)
    return made


def split_off(
    theme_set: ThemeSet,
    source: Theme,
    chosen: list[UUID],
    title: TranslatedText,
    *,
    named_by_person: bool = True,
    by: Actor,
) -> Theme:
    """A new theme of these voices of another, in a locked draft. Raises Refusal for its title."""
    made = new_theme(theme_set, title, TranslatedText(), named_by_person=named_by_person)
    put(chosen, source, Placing.REMOVED, by=by)
    put(chosen, made, Placing.MOVED, by=by)
    source.version += 1
    source.save(update_fields=["version"])
    return made
