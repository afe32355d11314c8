"""The same question asked of several audiences, or earlier: side by side (INV-C3).

Only what is told of each audience is put together; a figure told of two is added up where answers have
to be put together, and hidden where either is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tiekartta.analysis.disclosure import CHOSEN, AnswerTable, Disclosed, said
from tiekartta.voices.results.tables import QuestionTable
from tiekartta.voices.results.tallying import answers_of, told_questions
from tiekartta.voices.results.words import Words, answer_words, item_words, share_words, words
from tiekartta.voices.states import QuestionKind
from tiekartta.voices.surveys import QuestionForm, SurveyForm

Part = tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """One audience of one collection: what it was asked, and what is told of it by question."""

    label: str
    form: SurveyForm
    tables: Mapping[str, QuestionTable]


@dataclass(frozen=True)
class ComparedRow:
    """One answer: its figure and share in every source, in their order."""

    label: Words
    cells: tuple[tuple[Disclosed, str], ...]


@dataclass(frozen=True)
class Comparison:
    """One item of a common question: rows are answers, columns are `sources`."""

    key: str
    text: Words
    label: Words
    sources: tuple[str, ...]
    totals: tuple[Disclosed, ...]
    rows: tuple[ComparedRow, ...]
    is_multi: bool = False

    @property
    def stacks(self) -> list[tuple[str, list[tuple[str, Disclosed]], Disclosed]]:
        """Rows of a chart: a source, its answers, and everybody in it."""
        return [
            (
                source,
                [(row.label.text, row.cells[number][0]) for row in self.rows],
                self.totals[number],
            )
            for number, source in enumerate(self.sources)
        ]


@dataclass(frozen=True)
class Unlike:
    """A common question that cannot be compared: it was asked in another form (INV-C3)."""

    key: str
    text: Words


def compare(sources: Sequence[Source]) -> tuple[list[Comparison], list[Unlike]]:
    """Every question that at least two sources have in common, in the order of the first that has it."""
    asked: dict[str, list[tuple[Source, QuestionForm]]] = {}
    for source in sources:
        for question in told_questions(source.form):
            if question.common_key and question.kind not in {QuestionKind.OPEN, QuestionKind.RANK}:
                asked.setdefault(question.common_key, []).append((source, question))
    found, unlike = [], []
    for key, pairs in asked.items():
        if len(pairs) < 2:
            continue
        question = pairs[0][1]
        if len({_form(each) for _source, each in pairs}) > 1:
            unlike.append(Unlike(key, words(question.text)))
            continue
        found += list(_comparisons(key, question, pairs))
    return found, unlike


def _form(question: QuestionForm) -> tuple[object, ...]:
    """What has to be the same: the kind, the scale, and the keys of choices and rows."""
    return (
        question.kind,
        question.scale,
        tuple(sorted(choice.key for choice in question.options)),
        tuple(sorted(choice.key for choice in (*question.rows, *question.columns))),
    )


def _comparisons(
    key: str, question: QuestionForm, pairs: Sequence[tuple[Source, QuestionForm]]
) -> Iterator[Comparison]:
    told = [source.tables.get(each.key) for source, each in pairs]
    labels = tuple(source.label for source, _each in pairs)
    if question.kind == QuestionKind.MULTI:
        totals = tuple(_total(table) for table in told)
        rows = tuple(
            ComparedRow(
                words(option.text),
                tuple(
                    _cell(_item(table, option.key), (CHOSEN,), total)
                    for table, total in zip(told, totals, strict=True)
                ),
            )
            for option in question.options
        )
        yield Comparison(key, words(question.text), Words(""), labels, totals, rows, is_multi=True)
        return
    for item in [row.key for row in question.rows] or [""]:
        tables = [_item(table, item) for table in told]
        totals = tuple(table.total if table else said(None) for table in tables)
        rows = tuple(
            ComparedRow(
                answer_words(question, part),
                tuple(
                    _cell(table, part, total) for table, total in zip(tables, totals, strict=True)
                ),
            )
            for part in _common_parts(question, [table for table in tables if table])
        )
        yield Comparison(
            key, words(question.text), item_words(question, item), labels, totals, rows
        )


def _item(table: QuestionTable | None, key: str) -> AnswerTable | None:
    return table.items.get(key) if table is not None else None


def _total(table: QuestionTable | None) -> Disclosed:
    first = next(iter(table.items.values()), None) if table is not None else None
    return first.total if first is not None else said(None)


def _common_parts(question: QuestionForm, tables: Sequence[AnswerTable]) -> list[Part]:
    """The finest parts that every table can be added up to, in the order of the question."""
    parts: list[set[str]] = [{key} for key in answers_of(question)]
    if any(("",) in table.columns for table in tables):
        parts.append({""})
    for table in tables:
        for column in table.columns:
            touched = [part for part in parts if part & set(column)]
            if len(touched) > 1:
                parts = [part for part in parts if part not in touched] + [set().union(*touched)]
    order = {key: number for number, key in enumerate(answers_of(question))}
    last = len(order)
    ordered = [tuple(sorted(part, key=lambda key: order.get(key, last))) for part in parts]
    return sorted(ordered, key=lambda part: order.get(part[0], last))


def _cell(table: AnswerTable | None, part: Part, total: Disclosed) -> tuple[Disclosed, str]:
    if table is None:
        return said(None), ""
    cells = [
        cell
        for column, cell in zip(table.columns, table.cells[0], strict=True)
        if set(column) <= set(part)
    ]
    shown = [cell.value for cell in cells if cell.value is not None]
    is_told = cells and len(shown) == len(cells)
    cell = said(sum(shown) if is_told else None)
    return cell, share_words(cell, total)
