"""Taking hold of a draft to change it: locked, still a draft, and as the person saw it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Person
from tiekartta.programmes.rules import require
from tiekartta.themes.changes import last_change, meanwhile
from tiekartta.themes.models import Placement, Theme, ThemeSet
from tiekartta.themes.queries.content import SetContent, content_of
from tiekartta.themes.states import LIVE, STAYS, Placing, ThemeSetState

_FEW = 500  # ids in one query; SQLite bounds the number of parameters
MAX_TITLE = 200
MAX_DESCRIPTION = 2000


def locked_draft(theme_set_id: UUID, *, by: Actor) -> ThemeSet:
    """The draft, locked until the transaction ends. Raises PermissionDenied, Refusal when approved."""
    theme_set = (
        ThemeSet.objects.select_for_update(of=("self",))
        .select_related("programme", "run")
        .defer("run__voice_ids")  # thousands, and no decision is about them
        .get(pk=theme_set_id)
    )
    require(by, "edit_themes", theme_set.programme)
    if theme_set.state != ThemeSetState.DRAFT:
        raise Refusal(
            _("These themes are approved and do not change. Open a new draft from them first.")
        )
    return theme_set


def as_seen(theme: Theme, version: int | None) -> Theme:
    """The theme as it is now. Raises Conflict when it is not what the person saw, or is gone."""
    current = Theme.objects.select_related("theme_set").get(pk=theme.pk)
    if current.state not in LIVE:
        raise Conflict(
            _("“%(title)s” is no longer among the themes.") % {"title": current.title}
            + f" {_who_changed(current)}"
        )
    if version is not None and version != current.version:
        raise Conflict(_who_changed(current))
    return current


def _who_changed(theme: Theme) -> str:
    change = last_change(theme.theme_set_id, [f"s:{theme.pk}", f"n:{theme.pk}"])
    if change is None:
        return _(
            "Somebody changed this theme meanwhile. Look at it as it is now, then save yours again."
        )
    return meanwhile(change)


def voices_here(content: SetContent, theme: Theme, voice_ids: Iterable[UUID]) -> list[UUID]:
    """The chosen voices. Raises Refusal for none, Conflict when one is no longer in the theme."""
    chosen = list(dict.fromkeys(voice_ids))
    if not chosen:
        raise Refusal(_("Choose at least one voice."))
    if any(content.voice_homes.get(voice_id) != theme.pk for voice_id in chosen):
        raise Conflict(
            _("Some of the voices are no longer in this theme. Look at the list as it is now.")
        )
    return chosen


def put(voice_ids: Iterable[UUID], theme: Theme, placing: Placing, *, by: Actor) -> None:
    """Write people's placement of voices: one home a voice, and no removal from it."""
    chosen = list(voice_ids)
    person = by if isinstance(by, Person) else None
    for start in range(0, len(chosen), 500):
        some = chosen[start : start + 500]
        old = Placement.objects.filter(theme__theme_set_id=theme.theme_set_id, voice_id__in=some)
        if placing == Placing.REMOVED:
            old = old.filter(theme=theme)
        else:  # a removal from another theme stands; an earlier home does not
            old = old.filter(Q(theme=theme) | Q(placing__in=STAYS))
        old.delete()
        Placement.objects.bulk_create(
            Placement(theme=theme, voice_id=voice_id, placing=placing, decided_by=person)
            for voice_id in some
        )


def checked_title(title: TranslatedText, *, among: Iterable[Theme]) -> TranslatedText:
    """A title that says something, fits, and that no other theme of the set has. Raises Refusal."""
    texts = [variant.text for variant in title.variants.values()]
    if not texts:
        raise Refusal(_("Give the theme a title in at least one language."))
    if any(len(text) > MAX_TITLE for text in texts):
        raise Refusal(_("A title has at most %(number)s characters.") % {"number": MAX_TITLE})
    taken = {
        (code, variant.text.casefold())
        for theme in among
        for code, variant in theme.title.variants.items()
    }
    if any((code, variant.text.casefold()) in taken for code, variant in title.variants.items()):
        raise Refusal(
            _("Another theme has this title already. Merge the two, or choose another title.")
        )
    return title


def checked_description(text: TranslatedText) -> TranslatedText:
    """A description that fits. Raises Refusal."""
    if any(len(variant.text) > MAX_DESCRIPTION for variant in text.variants.values()):
        raise Refusal(
            _("A description has at most %(number)s characters.") % {"number": MAX_DESCRIPTION}
        )
    return text


def new_theme(
    theme_set: ThemeSet,
    title: TranslatedText,
    description: TranslatedText,
    *,
    named_by_person: bool = True,
) -> Theme:
    """A theme made by people, last in a locked draft. Raises Refusal."""
    last = theme_set.themes.aggregate(last=Max("order"))["last"] or 0
    return Theme.objects.create(
        theme_set=theme_set,
        order=last + 1,
        named_by_person=named_by_person,
        made_by_person=True,
        title=checked_title(title, among=theme_set.themes.filter(state__in=LIVE)),
        description=checked_description(description),
    )


def read(theme_set: ThemeSet, *, only: Collection[UUID] | None = None) -> SetContent:
    """The content of a locked draft; with `only` of these few voices alone."""
    few = only if only is not None and len(only) <= _FEW else None
    return content_of(theme_set, theme_set.programme, only=few)


def note(action: str, theme: Theme, theme_set: ThemeSet, *, by: Actor) -> None:
    """Write into the journal what was done to a theme."""
    record(
        by=by, action=action, object_kind="theme", object_id=theme.public_id,
        programme_id=theme_set.programme_id,
    )  # fmt: skip
