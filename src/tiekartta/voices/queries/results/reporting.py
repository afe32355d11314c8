"""A collection's results as a report: for files, for publishing, and for everybody once published."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tiekartta.analysis.disclosure import said
from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.programmes.models import Programme
from tiekartta.voices.models import Collection, PublishedResults
from tiekartta.voices.queries.results.reading import (
    FEW,
    CollectionResults,
    VariantResults,
)
from tiekartta.voices.queries.results.said import quotable_answers
from tiekartta.voices.results import QuestionTable
from tiekartta.voices.results.freezing import digest_of, form_as_data, form_from_data
from tiekartta.voices.results.method import Method
from tiekartta.voices.results.report import (
    Report,
    Said,
    VariantReport,
    report_of,
    variant_report,
)
from tiekartta.voices.results.words import words
from tiekartta.voices.surveys import SurveyForm


def method_note(results: CollectionResults, variant: VariantResults) -> Method:
    """How an audience was asked."""
    return Method(
        audience=str(variant.group.label), people=variant.people, told_on=variant.told_on,
        is_final=variant.is_final, opened_on=results.opened_on,
        ended_on=results.closed_on or results.closes_on, languages=results.languages,
        has_open_link=variant.has_open_link, has_codes=variant.has_codes, on_paper=variant.on_paper,
        notice=results.notice_title, k_full=results.k_full, k_min=results.k_min,
    )  # fmt: skip


def report_of_results(
    results: CollectionResults, *, programme: Programme, with_voices: bool = False
) -> Report:
    """The report of a collection in the language of the moment.

    With the open answers only those that may be quoted (INV-V3).
    """
    found = []
    for variant in results.variants:
        answers: dict[str, list[str]] = defaultdict(list)
        if with_voices and results.is_readable:
            for key, voice in quotable_answers(programme, variant.public_id):
                answers[key].append(voice.text)
        tables = {place: (told.table, told.told_on) for place, told in variant.tables.items()}
        told_of: Said = answers
        found.append(
            variant_report(method_note(results, variant), variant.form, tables, said=told_of)
        )
    return report_of(words(results.title).text or results.name, found)


def frozen_content(results: CollectionResults) -> dict[str, Any]:
    """What is published: everybody of every audience, with the questions and the method. No voices."""
    return {
        "title": results.title.as_data(),
        "name": results.name,
        "languages": list(results.languages),
        "opened_on": _day(results.opened_on),
        "ended_on": _day(results.closed_on or results.closes_on),
        "notice_id": results.notice_id,
        "notice": results.notice_title.as_data(),
        "k": [results.k_full, results.k_min],
        "variants": [
            {
                "form": form_as_data(variant.form),
                "people": variant.people.value,
                "few": variant.people.level == "direction",
                "told_on": _day(variant.told_on),
                "open_link": variant.has_open_link,
                "codes": variant.has_codes,
                "on_paper": variant.on_paper,
                "tables": [
                    [key, told.told_on.isoformat(), told.table.as_data()]
                    for (key, by), told in sorted(variant.tables.items())
                    if not by
                ],
            }
            for variant in results.variants
            if not variant.is_replaced
        ],
    }


@dataclass(frozen=True)
class PublicResults:
    """Published results: a frozen copy."""

    public_id: str
    number: int
    published_on: date
    digest: str
    notice_id: str
    report: Report


def public_results(public_id: str) -> PublicResults:
    """Published results for everybody, in the language of the moment.

    Raises Missing for an unknown one, and for a copy that no longer fits its digest.
    """
    row = PublishedResults.objects.filter(public_id=public_id).first()
    if row is None or digest_of(row.content) != row.digest:
        raise Missing("results")
    content = json.loads(row.content)
    report = report_of(
        words(TranslatedText.from_data(content["title"])).text or content["name"],
        [_frozen_variant(content, data) for data in content["variants"]],
    )
    return PublicResults(
        row.public_id, row.number, row.published_on, row.digest, content["notice_id"], report
    )


def published_results_of(collection: Collection) -> str:
    """The public id of the newest published results of a collection; empty when there are none."""
    rows = PublishedResults.objects.filter(collection=collection).order_by("-number")
    return rows.values_list("public_id", flat=True).first() or ""


def published_results_of_survey(survey_public_id: str) -> str:
    """The same for the collection of a survey, by the survey's public id: for everybody."""
    rows = PublishedResults.objects.filter(collection__surveys__public_id=survey_public_id)
    return rows.order_by("-number").values_list("public_id", flat=True).first() or ""


def _frozen_variant(content: Mapping[str, Any], data: Mapping[str, Any]) -> VariantReport:
    form: SurveyForm = form_from_data(data["form"])
    method = Method(
        audience=str(form.respondent_group.label), people=FEW if data["few"] else said(data["people"]),
        told_on=_read_day(data["told_on"]), is_final=True, opened_on=_read_day(content["opened_on"]),
        ended_on=_read_day(content["ended_on"]), languages=tuple(content["languages"]),
        has_open_link=data["open_link"], has_codes=data["codes"], on_paper=data["on_paper"],
        notice=TranslatedText.from_data(content["notice"]), k_full=content["k"][0], k_min=content["k"][1],
    )  # fmt: skip
    tables = {
        (key, ""): (QuestionTable.from_data(table), date.fromisoformat(told_on))
        for key, told_on, table in data["tables"]
    }
    return variant_report(method, form, tables)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
