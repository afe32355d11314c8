"""A new survey: from a ready one, from nothing, or from an earlier one."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from tiekartta.language.errors import Missing
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.queries import programme_of
from tiekartta.voices import actions, queries
from tiekartta.voices.pages.refusing import refused_into
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.rules import require_founding
from tiekartta.voices.states import ASKED_KINDS, CollectionKind
from tiekartta.voices.survey_forms import CopyForm, FoundingForm
from tiekartta.voices.surveys.ready_made import ReadyMade, ready_for, ready_made

# What stands in the address of a collection that begins from nothing, by its kind.
NOTHING = {kind: "tyhja" if kind == CollectionKind.SURVEY else f"tyhja-{kind.value}" for kind in ASKED_KINDS}  # fmt: skip
_ABOUT = {
    CollectionKind.SURVEY: _("A group is asked, each in its own words, until the last day."),
    CollectionKind.IDEA_BOX: _("Anybody may tell an idea at any time."),
    CollectionKind.NET_PANEL_ROUND: _("The members of a panel comment on one proposal on the net."),
    CollectionKind.OPEN_DISCUSSION: _("A panel or anybody talks; the host writes down what is said, line by line."),
    CollectionKind.INTERVIEW_ROUND: _("Clients are heard first, then workers, management and decision-makers, each hearing those before."),
    CollectionKind.CONSULTATION: _("Comments on a draft before it is decided."),
}  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """One kind of collection, and what it may begin from."""

    kind: CollectionKind
    about: Promise
    ready: list[ReadyMade]
    nothing: str


@require_GET
@login_required
def choose(request: PersonRequest, programme_id: str) -> HttpResponse:
    """The ready forms of each kind of collection, and the earlier ones."""
    programme = programme_of(programme_id, reader=request.user)
    require_founding(request.user, programme)
    context = {
        "programme": programme,
        "offers": [
            Offer(kind, _ABOUT[kind], ready_for(kind), NOTHING[kind]) for kind in ASKED_KINDS
        ],
        "earlier": queries.earlier_collections(reader=request.user),
    }
    return render(request, "voices/collections/choose.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def found(request: PersonRequest, programme_id: str, what: str) -> HttpResponse:
    """Name, audiences and languages."""
    programme = programme_of(programme_id, reader=request.user)
    require_founding(request.user, programme)
    source = ready_made().get(what)
    kinds = {name: kind for kind, name in NOTHING.items()}
    if source is None and what not in kinds:
        raise Missing("template")
    kind = source.kind if source else kinds[what]
    groups = source.groups if source else (RespondentGroup.CLIENT,)
    sent = request.POST if request.method == "POST" else None
    form = FoundingForm(sent, groups=groups, name=str(source.name) if source else "")
    with refused_into(form) as outcome:
        if form.is_valid():
            made = actions.found_survey(
                programme=programme, template=source.code if source else "", name=form.cleaned_data["name"],
                groups=[RespondentGroup(code) for code in form.cleaned_data["groups"]],
                languages=form.cleaned_data["languages"], by=request.user, kind=kind,
            )  # fmt: skip
            messages.success(request, gettext("The draft is ready. Look through the questions."))
            return redirect("voices:collection", programme_id, made.public_id)
    context = {"programme": programme, "form": form, "source": source, "kind": kind}
    return render(request, "voices/collections/found.html", context, status=outcome.status)


@require_http_methods(["GET", "POST"])
@login_required
def copy(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """A draft with the questions of an earlier collection of any programme that the person builds for."""
    programme = programme_of(programme_id, reader=request.user)
    require_founding(request.user, programme)
    source = queries.earlier_collection(collection_id, reader=request.user)
    sent = request.POST if request.method == "POST" else None
    form = CopyForm(sent, name=source.name)
    with refused_into(form) as outcome:
        if form.is_valid():
            made = actions.copy_collection(
                source=source, programme=programme, name=form.cleaned_data["name"], by=request.user
            )
            messages.success(request, gettext("The draft is ready. Look through the questions."))
            return redirect("voices:collection", programme_id, made.public_id)
    context = {"programme": programme, "form": form, "source": source}
    return render(request, "voices/collections/copy.html", context, status=outcome.status)
