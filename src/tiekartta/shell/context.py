"""What the page frame needs on every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Missing
from tiekartta.people.rules import may_administer
from tiekartta.programmes.queries import phases_of, programme_of
from tiekartta.programmes.rules import rights_of
from tiekartta.programmes.states import PhaseCode, PhaseState


@dataclass(frozen=True)
class NavLink:
    """One step of the path in the programme's navigation."""

    label: str
    url: str
    current: bool
    state: str = "step"
    key: str = ""


STEPS = (
    ("programmes:detail", "overview"),
    ("voices:collections", "collections"),
    ("voices:list", "voices"),
    ("voices:screening", "screening"),
    ("themes:workshop", "themes"),
    ("proposals:list", "proposals"),
    ("priorities:list", "ballots"),
    ("steering:list", "decisions"),
    ("roadmap:draft", "roadmap"),
    ("trace:coverage", "trace"),
    ("programmes:members", "members"),
)


TOOLS = {"members", "trace"}
# Pages of listening that are of the voices themselves; the rest belongs to collections or stands beside them.
OF_VOICES = {"voices:list", "voices:voice", "voices:import", "voices:import_preview", "voices:receipt_codes"}  # fmt: skip
BESIDE_COLLECTIONS = {"impact", "library:bulletins"}
# The phase whose state a step shows.
PHASES = {
    "collections": PhaseCode.SURVEY,
    "voices": PhaseCode.SURVEY,
    "screening": PhaseCode.SURVEY,
    "themes": PhaseCode.THEMES,
    "proposals": PhaseCode.COMBINE,
    "ballots": PhaseCode.SPEARHEADS,
    "decisions": PhaseCode.SPEARHEADS,
    "roadmap": PhaseCode.ROADMAP,
}
SHOWN_AS = {PhaseState.PLANNED: "waiting", PhaseState.RUNNING: "active", PhaseState.DONE: "done"}
# What of the matrix opens a step; any of several does.
RIGHTS = {
    "overview": {"read_programme"},
    "collections": {"read_programme"},
    "voices": {"read_voices", "read_voices:counts"},
    "screening": {"screen_voices"},
    "themes": {"read_themes"},
    "proposals": {"read_proposals"},
    "ballots": {"see_result"},
    "decisions": {"read_decisions"},
    "roadmap": {"read_roadmap_draft"},
    "trace": {"read_voices", "read_voices:counts"},
    "members": {"read_programme", "grant_roles"},
}


def _labels() -> dict[str, str]:
    return {
        "overview": _("Overview"),
        "collections": _("Collections"),
        "voices": _("Voices"),
        "screening": _("Screening"),
        "themes": _("Themes"),
        "proposals": _("Proposals"),
        "ballots": _("Ballots"),
        "decisions": _("Decisions"),
        "roadmap": _("Roadmap"),
        "trace": _("Trace"),
        "members": _("Members"),
    }


def programme_links(request: HttpRequest) -> list[NavLink]:
    """The steps of the programme in the address, the current one marked."""
    match = request.resolver_match
    public_id = match.kwargs.get("programme_id") if match else None
    if not match or not public_id:
        return []
    labels = _labels()
    current = _current_step(match.app_name, match.view_name, match.kwargs)
    return [
        NavLink(
            labels[key],
            reverse(name, args=[public_id]),
            key == current,
            "tool" if key in TOOLS else "step",
            key,
        )
        for name, key in STEPS
    ]


def open_links(request: HttpRequest) -> list[NavLink]:
    """The steps that the reader may open, with the states of their phases: nobody is led to a closed door."""
    links = programme_links(request)
    if not links or request.resolver_match is None:
        return []
    try:
        programme = programme_of(request.resolver_match.kwargs["programme_id"], reader=SYSTEM)
    except Missing:
        return []
    rights = rights_of(request.user, programme)
    states = {phase.code: SHOWN_AS[PhaseState(phase.state)] for phase in phases_of(programme)}
    return [
        replace(link, state=states.get(PHASES[link.key], link.state))
        if link.key in PHASES
        else link
        for link in links
        if RIGHTS[link.key] & rights
    ]


def _current_step(folder: str, page: str, arguments: Mapping[str, Any]) -> str:
    """The one step that a page belongs to; pages of a folder with two steps say which by their name."""
    if folder == "programmes":
        return "members" if page.startswith("programmes:member") else "overview"
    if page.startswith("voices:screen") and "collection_id" not in arguments:
        return "screening"
    if page in OF_VOICES:
        return "voices"
    if folder == "voices" or page in BESIDE_COLLECTIONS:
        return "collections"
    return next((key for name, key in STEPS if name.split(":")[0] == folder), "")


def main_links(request: HttpRequest) -> list[NavLink]:
    """The links of the header for somebody who is logged in."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    links = [(_("Programmes"), "programmes:list"), (_("Organisations"), "people:organisations")]
    if may_administer(request.user):
        links.append((_("Letters"), "people:letters"))
    return [
        NavLink(label, url, request.path == url)
        for label, name in links
        for url in (reverse(name),)
    ]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of `shell/page.html`: the product's name and the programme's navigation."""
    return {
        "main_nav": main_links(request),
        "programme_nav": SimpleLazyObject(lambda: open_links(request)),
    }
