"""One question: new, edited, moved, removed, asked of others, corrected while people answer."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tiekartta.language.errors import Missing, Refusal
from tiekartta.voices import actions
from tiekartta.voices.pages.collections.around import around
from tiekartta.voices.pages.collections.builder import act_on
from tiekartta.voices.pages.collections.hints import hint_lines
from tiekartta.voices.pages.refusing import refused_into
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.states import QuestionKind
from tiekartta.voices.survey_forms import AskForm, WordingForm

MORE = "more"


@require_http_methods(["GET", "POST"])
@login_required
def new_question(
    request: PersonRequest,
    programme_id: str,
    collection_id: str,
    survey_id: str,
    block_id: str,
    kind: str,
) -> HttpResponse:
    """A new question of a kind at the end of a part."""
    here = around(request, programme_id, collection_id, survey_id)
    part = here.block(block_id)
    if kind not in QuestionKind.values:
        raise Missing("kind")
    sent = request.POST if request.method == "POST" else None
    wants_more = request.POST.get("act") == MORE
    form = AskForm(
        sent, view=here.view, line=here.line, block=part, kind=QuestionKind(kind), more=wants_more
    )
    with refused_into(form) as outcome:
        if not wants_more and form.is_valid():
            actions.add_question(
                survey=here.row, block_key=block_id, form=form.asked, by=request.user,
                also=form.cleaned_data.get("also", ()), seen=form.cleaned_data["version"],
            )  # fmt: skip
            messages.success(request, _("The question was added."))
            return redirect("voices:survey_build", programme_id, collection_id, survey_id)
    context = here.context | {"form": form, "kind": QuestionKind(kind)}
    return render(request, "voices/building/question.html", context, status=outcome.status)


@require_http_methods(["GET", "POST"])
@login_required
def question(
    request: PersonRequest, programme_id: str, collection_id: str, survey_id: str, question_id: str
) -> HttpResponse:
    """Edit a question of a draft."""
    here = around(request, programme_id, collection_id, survey_id)
    part, asked = here.question(question_id)
    sent = request.POST if request.method == "POST" else None
    wants_more = request.POST.get("act") == MORE
    form = AskForm(
        sent, view=here.view, line=here.line, block=part, kind=asked.kind, question=asked,
        more=wants_more,
    )  # fmt: skip
    with refused_into(form) as outcome:
        if not wants_more and form.is_valid():
            cleaned = form.cleaned_data
            actions.edit_question(
                survey=here.row, key=question_id, form=form.asked, by=request.user,
                block_key=cleaned.get("part", ""), in_all=cleaned.get("in_all", False),
                seen=cleaned["version"],
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("voices:survey_build", programme_id, collection_id, survey_id)
    context = here.context | {
        "form": form, "kind": asked.kind, "question": asked,
        "hints": hint_lines(asked.text, here.line.languages),
    }  # fmt: skip
    return render(request, "voices/building/question.html", context, status=outcome.status)


@require_POST
@login_required
def question_act(
    request: PersonRequest, programme_id: str, collection_id: str, survey_id: str, question_id: str
) -> HttpResponse:
    """Move a question, take it away, or ask others the same."""
    here = around(request, programme_id, collection_id, survey_id)
    here.question(question_id)
    if request.POST.get("act") == "copy":
        try:
            actions.copy_question(
                survey=here.row, key=question_id, to=request.POST.getlist("to"), by=request.user
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The same is asked of them now."))
        return redirect("voices:survey_build", programme_id, collection_id, survey_id)
    return act_on(
        request, here, question_id, move=actions.move_question, remove=actions.remove_question,
        removed=_("The question was removed."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@login_required
def correct(
    request: PersonRequest, programme_id: str, collection_id: str, survey_id: str, question_id: str
) -> HttpResponse:
    """Corrected words for a question that people answer already: a new version with a public note."""
    here = around(request, programme_id, collection_id, survey_id)
    _part, asked = here.question(question_id)
    sent = request.POST if request.method == "POST" else None
    form = WordingForm(sent, line=here.line, question=asked)
    with refused_into(form) as outcome:
        if form.is_valid():
            made = actions.correct_question(
                survey=here.row, key=question_id, wording=form.wording, note=form.cleaned_data["note"],
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("The corrected version is in use. Old links lead to it."))
            return redirect("voices:survey_build", programme_id, collection_id, made.public_id)
    context = here.context | {"form": form, "question": asked}
    return render(request, "voices/building/correct.html", context, status=outcome.status)
