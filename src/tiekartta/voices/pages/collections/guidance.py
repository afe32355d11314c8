"""What to do next with a collection, for somebody with certain rights."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiekartta.voices.queries import CollectionDetail
from tiekartta.voices.states import CollectionState

BUILDING = {CollectionState.DRAFT, CollectionState.REVIEW}


@dataclass(frozen=True)
class NextStep:
    """A sentence, and where it is done; no link when there is nothing to do but wait."""

    text: str
    label: str = ""
    url: str = ""


@dataclass(frozen=True)
class Check:
    """One line of what must be there before opening: done or waiting, with what is missing."""

    label: str
    state: str
    text: str
    url: str


# Codes of gaps, the name of the line, and the page where it is done.
_CHECKS: tuple[tuple[frozenset[str], Promise, str], ...] = (
    (frozenset({"questions", "alike"}), gettext_lazy("Questions"), "voices:survey_build"),
    (frozenset({"languages"}), gettext_lazy("Languages"), "voices:survey_languages"),
    (frozenset({"days"}), gettext_lazy("Days"), "voices:collection_frame"),
    (frozenset({"notice", "children"}), gettext_lazy("Privacy notice"), "voices:collection_frame"),
)


def checks_of(detail: CollectionDetail, programme_id: str) -> list[Check]:
    """What must be there before opening, in the order in which one does it (INV-C1)."""
    checks = []
    for codes, label, page in _CHECKS:
        missing = [gap.text for gap in detail.gaps if gap.code in codes]
        checks.append(
            Check(str(label), "waiting" if missing else "done", " ".join(dict.fromkeys(missing)), _url(page, detail, programme_id))
        )  # fmt: skip
    return checks


def _url(page: str, detail: CollectionDetail, programme_id: str) -> str:
    ids = [programme_id, detail.line.public_id]
    if page == "voices:collection_frame" or not detail.variants:
        return reverse("voices:collection_frame", args=ids)
    return reverse(page, args=[*ids, detail.variants[0].public_id])


def next_step(
    detail: CollectionDetail, programme_id: str, *, rights: frozenset[str]
) -> NextStep | None:
    """The one thing that brings the collection forward; None when the reader can do nothing."""
    state = detail.line.state
    if state in BUILDING:
        return _while_building(detail, programme_id) if "build_surveys" in rights else None
    if state == CollectionState.OPEN:
        return NextStep(
            _("People can answer now. Answers are opened ten at a time, so nothing can be read before ten have come.")
        )  # fmt: skip
    if state == CollectionState.CLOSED and "screen_voices" in rights:
        return NextStep(
            _("No more answers come. Look at the texts that are held because they may name somebody."),
            _("Go to screening"), reverse("voices:screening", args=[programme_id]),
        )  # fmt: skip
    if state in {CollectionState.CLOSED, CollectionState.SCREENED} and "read_themes" in rights:
        return NextStep(
            _("The answers are ready for themes."),
            _("Go to the themes"), reverse("themes:workshop", args=[programme_id]),
        )  # fmt: skip
    return None


def _while_building(detail: CollectionDetail, programme_id: str) -> NextStep:
    waiting = [check for check in checks_of(detail, programme_id) if check.state == "waiting"]
    if waiting:
        return NextStep(waiting[0].text, waiting[0].label, waiting[0].url)
    if detail.line.state == CollectionState.DRAFT:
        return NextStep(_("Everything is there. Let a colleague look at the questions, or open the collection."))  # fmt: skip
    return NextStep(_("The questions are in review. Open the collection when they are good; an edit takes it back to the draft."))  # fmt: skip
