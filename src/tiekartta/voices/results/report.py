"""Everything that is told of a collection, ready for a file or the public page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tiekartta.analysis.disclosure import Disclosed
from tiekartta.voices.results.comparing import Comparison, Source, compare
from tiekartta.voices.results.method import Method, method_lines
from tiekartta.voices.results.showing import ShownCrossing, Tables, show_crossing, show_questions
from tiekartta.voices.results.tables import QuestionTable
from tiekartta.voices.results.tallying import background_of, told_questions
from tiekartta.voices.results.telling import ShownQuestion
from tiekartta.voices.results.words import Words, share_of
from tiekartta.voices.surveys import SurveyForm

Said = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class ReportQuestion:
    """A question of everybody and by each background variable; `said` are answers that may be quoted."""

    shown: ShownQuestion
    crossings: tuple[ShownCrossing, ...] = ()
    said: Sequence[str] = ()


@dataclass(frozen=True)
class VariantReport:
    """One audience: its method note and its questions."""

    audience: str
    method: tuple[tuple[str, str], ...]
    questions: tuple[ReportQuestion, ...]
    source: Source


@dataclass(frozen=True)
class Report:
    """A collection. `variants` have their audiences in order."""

    title: str
    variants: tuple[VariantReport, ...]
    comparisons: tuple[Comparison, ...] = field(default=())


@dataclass(frozen=True)
class Row:
    """One figure with all that names it: how tables look to a machine."""

    audience: str
    number: int
    question: str
    item: str
    by: str
    group: str
    answer: str
    people: Disclosed
    share: float | None
    total: Disclosed


def variant_report(
    method: Method, form: SurveyForm, tables: Tables, *, said: Said | None = None
) -> VariantReport:
    """What is told of one audience, in the language of the moment."""
    questions = {question.key: question for question in told_questions(form)}
    variables = background_of(form)
    found = []
    for shown in show_questions(form, tables, told_on=method.told_on):
        question = questions[shown.key]
        crossings: list[ShownCrossing] = []
        for variable in variables:
            table = tables.get((shown.key, variable.key))
            if table is not None:
                crossings += show_crossing(question, table[0], (variable,))
        found.append(ReportQuestion(shown, tuple(crossings), (said or {}).get(shown.key, ())))
    everybody: dict[str, QuestionTable] = {
        key: table for (key, by), (table, _since) in tables.items() if not by
    }
    source = Source(method.audience, form, everybody)
    return VariantReport(method.audience, tuple(method_lines(method)), tuple(found), source)


def report_of(title: str, variants: Sequence[VariantReport]) -> Report:
    """A collection with its audiences side by side where they have questions in common."""
    comparisons, _unlike = compare([variant.source for variant in variants])
    return Report(title, tuple(variants), tuple(comparisons))


def rows_of(variant: VariantReport, question: ReportQuestion) -> Iterator[Row]:
    """The figures of a question, everybody first."""
    shown = question.shown

    def row(
        item: Words, answer: str, people: Disclosed, total: Disclosed, by: str = "", group: str = ""
    ) -> Row:
        return Row(
            variant.audience, shown.number, shown.text.text, item.text, by, group, answer, people,
            share_of(people, total), total,
        )  # fmt: skip

    for item in shown.items:
        for answer in item.answers:
            yield row(item.label, answer.label.text, answer.people, item.total)
    for crossing in question.crossings:
        for group in crossing.groups:
            for cell in group.rows:
                yield row(
                    crossing.label, cell.column.text, cell.people, group.total,
                    by=", ".join(head.text for head in crossing.heads),
                    group=", ".join(label.text for label in group.labels),
                )  # fmt: skip
