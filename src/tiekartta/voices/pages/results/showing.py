"""The results of a collection: all questions of one audience, one question, audiences side by side."""

from __future__ import annotations

import itertools
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_GET

from tiekartta.language.errors import Missing
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.queries.results.comparing import (
    earlier_collections,
    results_to_compare,
    sources_of,
)
from tiekartta.voices.queries.results.files import files_of
from tiekartta.voices.queries.results.reading import (
    CollectionResults,
    VariantResults,
    collection_results,
)
from tiekartta.voices.queries.results.reporting import method_note
from tiekartta.voices.queries.results.said import said_page
from tiekartta.voices.result_forms import VARIANT, CrossingForm, FileForm, GroupForm, wanted_of
from tiekartta.voices.results.comparing import compare
from tiekartta.voices.results.files import pdf_is_possible
from tiekartta.voices.results.filtering import filter_of, too_much, variables_in_order
from tiekartta.voices.results.method import method_lines
from tiekartta.voices.results.showing import show_crossing, show_questions
from tiekartta.voices.results.tallying import background_of, told_questions
from tiekartta.voices.results.words import Words, words
from tiekartta.voices.states import QuestionKind
from tiekartta.voices.surveys import QuestionForm


@require_GET
@login_required
def results(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """Every question of one audience, of everybody or of a group."""
    programme = programme_of(programme_id, reader=request.user)
    wanted = wanted_of(request.GET.dict())
    keys = [*wanted, *(",".join(pair) for pair in itertools.permutations(wanted, 2))]
    found = collection_results(programme, collection_id, reader=request.user, by=keys)
    variant = _variant(found, request.GET.get(VARIANT, ""))
    context = _frame(request, programme, found) | {"variant": variant}
    if variant is not None:
        context |= _questions(request, found, variant, wanted)
    context["file_form"] = FileForm(reads_voices=found.reads_voices)
    context["pdf_is_possible"] = pdf_is_possible()
    return render(request, "voices/results/results.html", context)


def _variant(found: CollectionResults, public_id: str) -> VariantResults | None:
    """The chosen variant, or the first; one that is not there is not found."""
    variant = found.variant(public_id)
    if variant is None and public_id:
        raise Missing("survey")
    return variant


def _frame(
    request: PersonRequest, programme: Programme, found: CollectionResults
) -> dict[str, Any]:
    title = words(found.title)
    return {
        "programme": programme,
        "results": found,
        "title": title if title.text else Words(found.name),
        "variants": [
            (
                capfirst(str(each.group.label)) + (f" {each.number}" if each.number > 1 else ""),
                f"?{VARIANT}={each.public_id}",
                each.public_id == (request.GET.get(VARIANT) or found.variants[0].public_id),
            )
            for each in found.variants
        ],
    }


def _questions(
    request: PersonRequest,
    found: CollectionResults,
    variant: VariantResults,
    wanted: dict[str, str],
) -> dict[str, Any]:
    group = filter_of(variant.form, wanted)
    tables = {place: (told.table, told.told_on) for place, told in variant.tables.items()}
    shown = []
    problem = group.problem
    if found.is_readable and not problem and variant.told_on is not None:
        shown = list(
            show_questions(variant.form, tables, told_on=variant.told_on, chosen=group.chosen)
        )
        if group.chosen and all(each.is_silent for each in shown):
            problem, shown = too_much(), []
    form = GroupForm(request.GET, form=variant.form)
    return {
        "questions": shown,
        "problem": problem,
        "group": group,
        "group_form": form if form.fields and variant.is_final else None,
        "method": list(method_lines(method_note(found, variant))),
    }


@require_GET
@login_required
def question(
    request: PersonRequest, programme_id: str, collection_id: str, question_id: str
) -> HttpResponse:
    """One question: crossed by background, or the answers that people wrote."""
    programme = programme_of(programme_id, reader=request.user)
    found = collection_results(programme, collection_id, reader=request.user, by=None)
    variant, number, each = _asked(found, question_id)
    context = _frame(request, programme, found) | {"variant": variant, "number": number}
    tables = {place: (told.table, told.told_on) for place, told in variant.tables.items()}
    shown = show_questions(variant.form, tables, told_on=variant.told_on)
    context["question"] = next(one for one in shown if one.key == question_id)
    if each.kind == QuestionKind.OPEN:
        context |= _said(request, programme, found, question_id)
    else:
        context |= _crossed(request, variant, question_id)
    return render(request, "voices/results/question.html", context)


def _asked(found: CollectionResults, question_id: str) -> tuple[VariantResults, int, QuestionForm]:
    """A question with its variant and its number there. Raises Missing."""
    for variant in found.variants:
        for number, each in enumerate(told_questions(variant.form), start=1):
            if each.key == question_id:
                return variant, number, each
    raise Missing("question")


def _said(
    request: PersonRequest, programme: Programme, found: CollectionResults, question_id: str
) -> dict[str, Any]:
    if not found.reads_voices:
        return {}
    search = request.GET.get("haku", "").replace("\x00", "")[:200]
    page = said_page(
        programme, found.public_id, question_id, reader=request.user, search=search,
        page=request.GET.get("page", "1"),
    )  # fmt: skip
    return {"page": page, "search": search, "too_few": page is None}


def _crossed(request: PersonRequest, variant: VariantResults, question_id: str) -> dict[str, Any]:
    form = CrossingForm(request.GET, form=variant.form, but=question_id)
    if not variant.is_final or "ristiin" not in form.fields or not background_of(variant.form):
        return {}
    context: dict[str, Any] = {"crossing_form": form}
    order = variables_in_order(variant.form, form.variables)
    if isinstance(order, str):
        return context | {"problem": order}
    if not order:
        return context
    known = {each.key: each for each in told_questions(variant.form)}
    told = variant.tables.get((question_id, ",".join(order)))
    crossings = show_crossing(
        known[question_id], told.table if told else None, tuple(known[key] for key in order)
    )
    return context | {"crossings": crossings, "problem": "" if crossings else too_much()}


@require_GET
@login_required
def comparison(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """The audiences of a collection side by side, and those of an earlier one."""
    programme = programme_of(programme_id, reader=request.user)
    others = earlier_collections(programme, collection_id, reader=request.user)
    asked = request.GET.get("aiempi", "")
    earlier = asked if asked in {each.public_id for each in others} else ""
    found = results_to_compare(programme, collection_id, earlier, reader=request.user)
    sources = [
        source
        for each in found
        for source in sources_of(each, name=_name(each) if len(found) > 1 else "")
    ]
    comparisons, unlike = compare(sources)
    context = _frame(request, programme, found[0]) | {
        "comparisons": comparisons,
        "unlike": unlike,
        "earlier": earlier,
        "is_unknown": bool(asked and not earlier),
        "others": [(each.public_id, words(each.title).text or each.name) for each in others],
    }
    return render(request, "voices/results/comparison.html", context)


def _name(found: CollectionResults) -> str:
    return words(found.title).text or found.name


@require_GET
@login_required
def files(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """The files that were made of the results."""
    programme = programme_of(programme_id, reader=request.user)
    found = collection_results(programme, collection_id, reader=request.user)
    context = _frame(request, programme, found) | {
        "files": files_of(programme, collection_id, reader=request.user),
        "file_form": FileForm(reads_voices=found.reads_voices),
        "pdf_is_possible": pdf_is_possible(),
    }
    return render(request, "voices/results/files.html", context)
