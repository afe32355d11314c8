"""The questions of one audience: all on one page, each part and question with what can be done to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tiekartta.language.errors import Missing, Refusal
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.queries import programme_of
from tiekartta.voices import actions, queries
from tiekartta.voices.pages.collections.around import Around, around
from tiekartta.voices.pages.collections.hints import hinted_questions
from tiekartta.voices.pages.refusing import refused_into
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.queries import SurveyLine
from tiekartta.voices.states import BlockKind, QuestionKind
from tiekartta.voices.survey_forms import NewVariantForm, PartForm, VariantForm
from tiekartta.voices.surveys import BlockForm, QuestionForm


@dataclass(frozen=True)
class QuestionRow:
    """A question of the list: whether there is a hint about it, and which other audiences are not asked it."""

    question: QuestionForm
    is_hinted: bool
    not_asked: tuple[SurveyLine, ...]


@dataclass(frozen=True)
class PartRow:
    """A part of the list with its questions."""

    block: BlockForm
    rows: tuple[QuestionRow, ...]


def tabs_of(here: Around, page: str) -> list[tuple[str, str, bool]]:
    """The variants of the collection as tabs."""
    ids = (here.programme.public_id, here.view.public_id)
    return [
        (str(line.group.label).capitalize(), reverse(page, args=[*ids, line.public_id]), line.public_id == here.line.public_id)
        for line in here.view.surveys
        if not line.is_replaced or line.public_id == here.line.public_id
    ]  # fmt: skip


@require_GET
@login_required
def survey(
    request: PersonRequest, programme_id: str, collection_id: str, survey_id: str
) -> HttpResponse:
    """Parts and questions in order."""
    here = around(request, programme_id, collection_id, survey_id)
    others = [line for line in here.view.current if line.public_id != survey_id]
    hinted = hinted_questions(here.line)
    context = here.context | {
        "tabs": tabs_of(here, "voices:survey_build"),
        "may_edit": here.view.is_editable and not here.line.is_replaced,
        "may_correct": here.view.state == "open" and not here.line.is_replaced,
        "block_kinds": [
            kind
            for kind in BlockKind
            if kind != BlockKind.NOMINATION or here.line.group == RespondentGroup.STAFF
        ],
        "question_kinds": list(QuestionKind),
        "others": others,
        "parts": [
            PartRow(
                block,
                tuple(
                    QuestionRow(
                        question, question.key in hinted,
                        tuple(line for line in others if not question.common_key or question.common_key not in _keys(line)),
                    )
                    for question in block.questions
                ),
            )
            for block in here.line.form.blocks
        ],
    }  # fmt: skip
    return render(request, "voices/building/survey.html", context)


def _keys(line: SurveyLine) -> set[str]:
    return {question.common_key for question in line.form.questions() if question.common_key}


@require_http_methods(["GET", "POST"])
@login_required
def new_variant(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """Ask one more audience."""
    programme = programme_of(programme_id, reader=request.user)
    row = queries.collection_row(programme, collection_id, reader=request.user)
    view = queries.collection_view(programme, collection_id, reader=request.user)
    sent = request.POST if request.method == "POST" else None
    form = NewVariantForm(sent, view=view)
    with refused_into(form) as outcome:
        if form.is_valid():
            made = actions.add_variant(
                collection=row, group=RespondentGroup(form.cleaned_data["group"]),
                like=form.cleaned_data["like"], by=request.user,
            )  # fmt: skip
            return redirect("voices:survey_build", programme_id, collection_id, made.public_id)
    context = {"programme": programme, "view": view, "line": view, "form": form}
    return render(request, "voices/building/new_variant.html", context, status=outcome.status)


@require_http_methods(["GET", "POST"])
@login_required
def variant(
    request: PersonRequest, programme_id: str, collection_id: str, survey_id: str
) -> HttpResponse:
    """Title, first and last words, pages, open link; and taking the variant away."""
    here = around(request, programme_id, collection_id, survey_id)
    if request.POST.get("act") == "remove":
        return _remove_variant(request, here)
    sent = request.POST if request.method == "POST" else None
    form = VariantForm(sent, line=here.line)
    with refused_into(form) as outcome:
        if form.is_valid():
            actions.edit_variant(
                survey=here.row, seen=form.cleaned_data["version"], by=request.user, **form.chosen
            )
            messages.success(request, _("Saved."))
            return redirect("voices:survey_build", programme_id, collection_id, survey_id)
    context = here.context | {"form": form, "may_remove": len(here.view.current) > 1}
    return render(request, "voices/building/variant.html", context, status=outcome.status)


def _remove_variant(request: PersonRequest, here: Around) -> HttpResponse:
    ids = (here.programme.public_id, here.view.public_id)
    try:
        actions.remove_variant(survey=here.row, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("voices:survey_build", *ids, here.line.public_id)
    messages.success(request, _("The group is no longer asked."))
    return redirect("voices:collection", *ids)


@require_http_methods(["GET", "POST"])
@login_required
def new_block(
    request: PersonRequest, programme_id: str, collection_id: str, survey_id: str, kind: str
) -> HttpResponse:
    """A new part of a kind."""
    here = around(request, programme_id, collection_id, survey_id)
    if kind not in BlockKind.values:
        raise Missing("kind")
    sent = request.POST if request.method == "POST" else None
    form = PartForm(sent, line=here.line)
    with refused_into(form) as outcome:
        if form.is_valid():
            actions.add_block(
                survey=here.row, kind=BlockKind(kind), seen=form.cleaned_data["version"], by=request.user,
                **form.texts,
            )  # fmt: skip
            return redirect("voices:survey_build", programme_id, collection_id, survey_id)
    context = here.context | {"form": form, "kind": BlockKind(kind)}
    return render(request, "voices/building/block.html", context, status=outcome.status)


@require_http_methods(["GET", "POST"])
@login_required
def block(
    request: PersonRequest, programme_id: str, collection_id: str, survey_id: str, block_id: str
) -> HttpResponse:
    """Other words for a part."""
    here = around(request, programme_id, collection_id, survey_id)
    part = here.block(block_id)
    sent = request.POST if request.method == "POST" else None
    form = PartForm(sent, line=here.line, block=part)
    with refused_into(form) as outcome:
        if form.is_valid():
            actions.edit_block(
                survey=here.row, key=block_id, seen=form.cleaned_data["version"], by=request.user,
                **form.texts,
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("voices:survey_build", programme_id, collection_id, survey_id)
    context = here.context | {"form": form, "kind": part.kind, "part": part}
    return render(request, "voices/building/block.html", context, status=outcome.status)


@require_POST
@login_required
def block_act(
    request: PersonRequest, programme_id: str, collection_id: str, survey_id: str, block_id: str
) -> HttpResponse:
    """Move a part or take it away."""
    here = around(request, programme_id, collection_id, survey_id)
    here.block(block_id)
    return act_on(
        request, here, block_id, move=actions.move_block, remove=actions.remove_block,
        removed=_("The part was removed."),
    )  # fmt: skip


def act_on(
    request: PersonRequest,
    here: Around,
    key: str,
    *,
    move: Callable[..., None],
    remove: Callable[..., None],
    removed: str,
) -> HttpResponse:
    """What the pressed button says: up, down or remove; back to the builder."""
    seen = request.POST.get("version", "")
    common = {"survey": here.row, "key": key, "by": request.user, "seen": int(seen[:9]) if seen.isdecimal() else None}  # fmt: skip
    what = request.POST.get("act", "")
    try:
        if what == "remove":
            remove(**common)
            messages.success(request, removed)
        else:
            move(towards=what, **common)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("voices:survey_build", here.programme.public_id, here.view.public_id, here.line.public_id)  # fmt: skip
