"""The way of a voice as steps in words, for those who work on it and for the holder of a receipt."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from tiekartta.language.texts import TranslatedText
from tiekartta.roadmap.queries import SpearheadOfProposal
from tiekartta.trace.queries.shapes import VoiceFate
from tiekartta.trace.states import Fate


@dataclass(frozen=True)
class Item:
    """A thing that a step leads to. `note`: what became of it there."""

    title: TranslatedText
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Step:
    """`state`: done, active (goes on), waiting or ended."""

    label: str
    state: str
    items: tuple[Item, ...] = ()
    text: str = ""
    reason: TranslatedText = field(default_factory=TranslatedText)
    date: date | datetime | None = None


@dataclass(frozen=True)
class Addresses:
    """Where the steps lead: into the programme for its people, else to public pages only."""

    programme_id: str = ""

    def of(self, name: str, *args: object) -> str:
        """The address of a page within the programme, empty for the public."""
        return _address(name, self.programme_id, *args) if self.programme_id else ""


def _address(name: str, *args: object) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def steps_of(
    fate: VoiceFate, *, said_on: date | None, addresses: Addresses | None = None
) -> list[Step]:
    """From reading to an edition: what has happened, what goes on, what has not come yet."""
    where = addresses or Addresses()
    if fate.fate == Fate.REMOVED:
        return [Step(_("Removed on request"), "ended", text=_("The text has been wiped."))]
    if fate.fate == Fate.HELD:
        waits = _("It may hold something about a person, so a person reads it first.")
        return [Step(_("Waits for a reader"), "active", text=waits, date=said_on)]
    if fate.fate == Fate.NOT_USED:
        why = _(
            "It was read, but could not be used: it was about one person or one matter of a client, or no answer."
        )
        return [Step(_("Read"), "done", date=said_on), Step(_("Not used"), "ended", text=why)]
    steps = [
        Step(_("Read"), "done", date=said_on),
        _themes(fate, where),
        _proposals(fate, where),
        _ballots(fate, where),
        _spearheads(fate, where),
        _editions(fate),
    ]
    return _closed(_without_gaps(steps), fate)


def _without_gaps(steps: list[Step]) -> list[Step]:
    """Steps that were passed by are left out: a proposal can be made without a theme."""
    last = max(place for place, step in enumerate(steps) if step.state != "waiting")
    return [step for place, step in enumerate(steps) if place > last or step.state != "waiting"]


def _themes(fate: VoiceFate, where: Addresses) -> Step:
    items = tuple(Item(row.title, where.of("themes:theme", row.public_id)) for row in fate.themes)
    return Step(_("In a theme"), "done" if items else "waiting", items)


def _proposals(fate: VoiceFate, where: Addresses) -> Step:
    items = tuple(
        Item(
            row.title,
            where.of("proposals:proposal", row.public_id),
            str(row.outcome.label) if row.outcome else "",
        )
        for row in fate.proposals
    )
    return Step(_("In a proposal"), "done" if items else "waiting", items)


def _ballots(fate: VoiceFate, where: Addresses) -> Step:
    items = []
    for row in fate.ballots:
        note = (
            ""
            if row.was_chosen is None
            else (_("was chosen") if row.was_chosen else _("was not chosen"))
        )
        url = where.of("priorities:ballot", row.public_id)
        if not url and row.has_public_result:
            url = _address("priorities:public_result", row.public_id)
        items.append(Item(row.question, url, note))
    open_ones = any(row.was_chosen is None for row in fate.ballots)
    state = "waiting" if not items else ("active" if open_ones else "done")
    return Step(_("In a ballot"), state, tuple(items))


def _spearheads(fate: VoiceFate, where: Addresses) -> Step:
    items = tuple(
        Item(
            row.title if where.programme_id or row.edition else _being_written(),
            where.of("roadmap:spearhead", row.public_id) or _public(row),
        )
        for row in fate.spearheads
    )
    return Step(_("In a spearhead"), "done" if items else "waiting", items)


def _being_written() -> TranslatedText:
    return TranslatedText.of(
        fi="Kärkeä kirjoitetaan vielä.",
        sv="Spetsområdet skrivs ännu.",
        en="The spearhead is still being written.",
    )


def _public(row: SpearheadOfProposal) -> str:
    if not row.edition:
        return ""
    return _address("trace:spearhead", row.roadmap_id, row.edition, row.published_order)


def _editions(fate: VoiceFate) -> Step:
    found = [row for row in fate.spearheads if row.edition]
    items = tuple(
        Item(row.title, _public(row), _("edition %(number)s") % {"number": row.edition})
        for row in found
    )
    day = max((row.published_at for row in found if row.published_at), default=None)
    return Step(_("In a published roadmap"), "done" if items else "waiting", items, date=day)


def _closed(steps: list[Step], fate: VoiceFate) -> list[Step]:
    """The last step of a way that ended elsewhere; else the reached steps and the next ones."""
    endings = {
        Fate.PASSED_ON: _("Passed on"),
        Fate.PARKED: _("Parked"),
        Fate.REJECTED: _("Rejected"),
        Fate.TAKEN_INTO_USE: _("Taken into use"),
    }
    if fate.fate in endings:
        reached = [step for step in steps if step.state != "waiting"]
        state = "done" if fate.fate == Fate.TAKEN_INTO_USE else "ended"
        return [*reached, Step(endings[fate.fate], state, reason=fate.reason)]
    return steps
