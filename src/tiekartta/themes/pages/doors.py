"""What the doors of the workshop share: how somebody looks at it, and how an act is answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import asking_once
from tiekartta.themes import queries, rules
from tiekartta.themes.actions.approving import FEWEST, MOST
from tiekartta.themes.forms import ApprovalForm
from tiekartta.themes.models import Theme
from tiekartta.themes.pages.redrawing import redrawing

FEW, MORE = 6, 20
"""Cards of a column at first, and how many "show more" adds."""
MOST_SHOWN = 400
BOARD, LIST = "board", "list"
NONE = "none"
"""The column of the voices without a theme."""
MAX_WORDS = 100


@dataclass(frozen=True)
class Look:
    """How somebody looks at the workshop: it stands in the address, and goes along with every form."""

    layout: str = BOARD
    words: str = ""
    group: str = ""
    shown: Mapping[str, int] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    """Of the columns on the page, in their order."""

    @classmethod
    def of(cls, request: HttpRequest) -> Look:
        """From the address of a GET, or from the fields `look` and `shown` of a form."""
        sent = request.POST if request.method == "POST" else request.GET
        asked = QueryDict(sent["look"]) if "look" in sent else request.GET
        group = asked.get("ryhma", "")
        shown = sent.getlist("shown")
        return cls(
            layout=LIST if asked.get("nakyma") == "lista" else BOARD,
            words=asked.get("haku", "").strip()[:MAX_WORDS],
            group=group if group in RespondentGroup.values else "",
            shown=_shown(shown),
            digests=dict(re.findall(r"^(\w+):\d+:(\w+)$", "\n".join(shown), re.MULTILINE)),
        )

    @property
    def query(self) -> str:
        """The same as the query of an address."""
        found = QueryDict(mutable=True)
        if self.layout == LIST:
            found["nakyma"] = "lista"
        if self.words:
            found["haku"] = self.words
        if self.group:
            found["ryhma"] = self.group
        return found.urlencode()


def _shown(texts: list[str]) -> dict[str, int]:
    found = {}
    for text in texts:
        key, number = [*text.split(":"), ""][:2]
        if number.isdecimal():
            found[key] = min(int(number[:9]), MOST_SHOWN)
    return found


def posted_voices(data: QueryDict) -> list[UUID]:
    """The ticked voices; what is no id is passed over."""
    found = []
    for text in data.getlist("voice"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def number_in(data: QueryDict, name: str) -> int | None:
    """A whole number of a form, such as the version that somebody saw; None for anything else."""
    text = data.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def as_now(data: QueryDict, theme: Theme) -> QueryDict:
    """What was sent, with the version of now: after a conflict they save over what the page shows."""
    kept = data.copy()
    kept["version"] = str(theme.version)
    return kept


def is_live(request: HttpRequest) -> bool:
    """Whether the page asked by htmx, so that parts of it are the answer."""
    return bool(request.htmx)  # type: ignore[attr-defined] # - django-htmx


def board_context(
    request: HttpRequest,
    programme: Programme,
    look: Look,
    *,
    columns: Collection[str] | None = None,
) -> dict[str, Any]:
    """The board, and what its parts need. `columns`: only these are built."""
    board = queries.board_view(
        programme, reader=request.user, columns=columns, shown=look.shown, few=FEW,
        words=look.words, group=look.group,
    )  # fmt: skip
    view = board.workshop if board else None
    is_draft = view is not None and view.is_draft
    may_edit = rules.may_edit(request.user, programme)
    # What is in no theme yet stands first: it is what there is to place.
    built = (
        sorted(board.columns, key=lambda each: each.theme is not None or not each.size)
        if board
        else []
    )
    context: dict[str, Any] = {
        "programme": programme, "columns": built, "view": view, "layout": look.layout, "look": look.query,
        "words": look.words, "group": look.group, "group_choices": RespondentGroup.choices,
        "may_edit": may_edit and is_draft,
        "may_open_draft": may_edit and view is not None and not is_draft,
        "reads_voices": rules.may_read_voices(request.user, programme),
        "ticked": {str(voice_id) for voice_id in posted_voices(request.POST)},
    }  # fmt: skip
    if view is not None:
        context["standing"] = sum(approval.is_valid for approval in view.approvals)
        context["theme_count"] = len(view.themes)
        if is_draft and rules.may_approve(request.user, programme):
            context["approval_form"] = approval_form(view)
    return context


def approval_form(view: queries.WorkshopView, data: QueryDict | None = None) -> ApprovalForm:
    """The form of approval, with what the person sees now."""
    asks = not FEWEST <= len(view.themes) <= MOST
    if data is not None:
        data = data.copy()
        data["seen"] = view.digest  # after a conflict they approve what the page shows now
    initial = {"seen": view.digest, "size_reason": view.size_reason}
    return ApprovalForm(data, asks_reason=asks, initial=initial, auto_id="approval_%s")


def parts(
    request: HttpRequest,
    programme: Programme,
    *,
    columns: Collection[str] | None = None,
    said: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The parts of the workshop that changed: these columns, or whichever the page shows otherwise."""
    look = Look.of(request)
    with asking_once():  # whatever was changed is done: this only reads
        context = board_context(request, programme, look, columns=columns)
    # Who searches draws all anew; after an act, only what the page does not show already.
    acted = columns is None and request.method == "POST"
    redrawn = redrawing(look.digests, context["columns"]) if acted else None
    context |= {"whole": columns is None, "redrawn": redrawn, "said": said, "problem": problem}
    if not problem:  # what was ticked has been seen to
        context["ticked"] = set()
    response = render(request, "themes/answer.html", context, status=status)
    patch_vary_headers(response, ("HX-Request",))
    return response


def done(
    request: HttpRequest,
    programme: Programme,
    said: str,
    *,
    columns: Collection[str] | None = None,
    back: str = "",
) -> HttpResponse:
    """Answer an act that went well: the changed parts, or a message on the page to go back to."""
    if is_live(request):
        return parts(request, programme, columns=columns, said=said)
    if said:
        messages.success(request, said)
    return redirect(back or workshop_url(programme, Look.of(request)))


def refused(request: HttpRequest, programme: Programme, problem: str) -> HttpResponse:
    """Answer an act that could not be done: why, beside the workshop as it is now."""
    if is_live(request):
        return parts(request, programme, problem=problem, status=409)
    messages.error(request, problem)
    return redirect(workshop_url(programme, Look.of(request)))


def workshop_url(programme: Programme, look: Look | None = None) -> str:
    """The address of the workshop, as somebody looks at it."""
    query = look.query if look else ""
    address = reverse("themes:workshop", args=[programme.public_id])
    return f"{address}?{query}" if query else address


def views_of(request: HttpRequest, programme: Programme, here: str) -> dict[str, Any]:
    """The tabs of the workshop for a context."""
    address = workshop_url(programme)
    key = [programme.public_id]
    items = [
        (_("Board"), address, here == BOARD),
        (_("List"), f"{address}?nakyma=lista", here == LIST),
        (_("Map"), reverse("themes:map", args=key), here == "map"),
        (_("Compare analyses"), reverse("themes:runs", args=key), here == "runs"),
    ]
    if rules.may_edit(request.user, programme):
        items.append((_("What was done"), reverse("themes:history", args=key), here == "history"))
    return {"views": items, "views_label": _("Views of the themes")}


def language_code() -> str:
    """The reader's language, in which a title typed on the board is."""
    return (get_language() or "fi")[:2]


ThemePage = Callable[[HttpRequest, str, str], HttpResponse]
