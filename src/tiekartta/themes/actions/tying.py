"""Deciding that two voices are always together, or never, in every analysis to come."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.people.models import Person
from tiekartta.themes.drafts import as_seen, locked_draft, note, read, voices_here
from tiekartta.themes.models import Theme, VoiceTie
from tiekartta.themes.queries.running import decisions_in
from tiekartta.themes.queries.ties import in_order, is_possible, tied, ties_of, with_ties
from tiekartta.themes.states import Tie


@transaction.atomic
def tie_voices(*, theme: Theme, first: UUID, second: UUID, tie: Tie, by: Actor) -> None:
    """Tie two voices of a theme together for good, or set them apart; the last decision holds.

    The draft does not change, the next analysis heeds it. Raises PermissionDenied, Conflict when one
    is no longer in the theme, Refusal when it contradicts other decisions.
    """
    theme_set = locked_draft(theme.theme_set_id, by=by)
    current = as_seen(theme, None)
    if first == second:
        raise Refusal(_("Choose two different voices."))
    content = read(theme_set)
    voices_here(content, current, [first, second])
    pair = in_order(first, second)
    others = [row for row in ties_of(theme_set.programme) if row[:2] != pair]
    settled = decisions_in(theme_set, content)
    if not is_possible(tied(settled, (*pair, tie))):
        raise Refusal(
            _(
                "People have decided that both are in “%(title)s”. Take one of them out of the theme "
                "instead."
            )
            % {"title": current.title}
        )
    if not is_possible(tied(with_ties(settled, others), (*pair, tie))):
        raise Refusal(
            _("Other voices set these two apart. Take that decision away first.")
            if tie == Tie.TOGETHER
            else _("Other voices tie these two together. Take that decision away first.")
        )
    VoiceTie.objects.update_or_create(
        first_id=pair[0], second_id=pair[1],
        defaults={
            "programme": theme_set.programme, "tie": tie,
            "decided_by": by if isinstance(by, Person) else None,
        },
    )  # fmt: skip
    note("tie_voices", current, theme_set, by=by)


@transaction.atomic
def untie_voices(*, theme: Theme, first: UUID, second: UUID, by: Actor) -> None:
    """Take such a decision back. Raises PermissionDenied, Refusal."""
    theme_set = locked_draft(theme.theme_set_id, by=by)
    one, other = in_order(first, second)
    ties = VoiceTie.objects.filter(programme=theme_set.programme, first=one, second=other)
    if not ties.delete()[0]:
        raise Refusal(_("There is no such decision to take back."))
    note("untie_voices", theme, theme_set, by=by)
