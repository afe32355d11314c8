"""A document of very long content: every word of it is on a page, and inside that page."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from tests.asking import a_text

from tiekartta.analysis.disclosure import AnswerTable, said
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.results import QuestionTable
from tiekartta.voices.results.comparing import Source
from tiekartta.voices.results.files import as_pdf, pdf_is_possible
from tiekartta.voices.results.files.document import laid_out
from tiekartta.voices.results.report import Report, ReportQuestion, VariantReport
from tiekartta.voices.results.showing import show_questions
from tiekartta.voices.states import BlockKind, QuestionKind
from tiekartta.voices.surveys import BlockForm, ChoiceForm, QuestionForm, SurveyForm

pytestmark = pytest.mark.skipif(not pdf_is_possible(), reason="Pango is not on this machine")


def words(mark: str, number: int) -> str:
    """So many words, each of which stands nowhere else."""
    return " ".join(f"{mark}{place}z" for place in range(number))


def a_long_report(*, choices: int, words_each: int, texts: int, words_a_text: int) -> Report:
    options = tuple(
        ChoiceForm(f"k{place}", a_text(words(f"valinta{place}x", words_each)))
        for place in range(choices)
    )
    question = QuestionForm(
        "q", QuestionKind.SINGLE, a_text(words("kysymys", 300)), options=options
    )
    form = SurveyForm(
        respondent_group=RespondentGroup.CLIENT, title=a_text("Kysely"),
        blocks=(BlockForm(BlockKind.CONTENT, a_text("Osa"), (question,)),),
    )  # fmt: skip
    table = AnswerTable(
        tuple((option.key,) for option in options), ((),), (tuple(said(10) for _each in options),),
        (said(10 * choices),),
    )  # fmt: skip
    tables = {"q": QuestionTable({"": table})}
    (shown,) = show_questions(form, {("q", ""): (tables["q"], None)}, told_on=None)
    said_ = [words(f"teksti{place}y", words_a_text) for place in range(texts)]
    # One that has no place to break, as people paste them.
    said_.append("https://esimerkkila.example/" + "a" * 3000 + "loppu")
    method = (("Menetelmä", words("menetelma", 500)),)
    variant = VariantReport(
        "Asiakkaat", method, (ReportQuestion(shown, (), said_),), Source("Asiakkaat", form, tables)
    )
    return Report("Pitkä kysely", (variant,))


def written(report: Report) -> str:
    """All that has to be read, without what stands between."""
    (variant,) = report.variants
    (question,) = variant.questions
    return " ".join(
        [
            variant.method[0][1],
            question.shown.text.text,
            *question.shown.items[0].heads,
            *question.said,
        ]
    )


def lines(page: Any) -> Iterator[Any]:
    root = page._page_box.children[0]  # what stands around it are page numbers
    for box in root.descendants():
        if type(box).__name__ == "TextBox":
            yield box


def missing(report: Report, boxes: list[Any]) -> set[str]:
    """What has to be read and is in no line; of a word without a place to break, its end."""
    read = {word for box in boxes for word in box.text.split()}
    whole = "".join(box.text.strip() for box in boxes)
    return {
        word for word in written(report).split()
        if word not in read and not ("://" in word and word in whole)
    }  # fmt: skip


def test_no_word_is_lost_and_none_runs_off_its_page() -> None:
    report = a_long_report(choices=40, words_each=30, texts=100, words_a_text=80)
    document = laid_out(report)
    boxes = []
    for page in document.pages:
        for box in lines(page):
            assert box.position_y >= 0
            assert box.position_y + box.height <= page.height, box.text
            assert box.position_x + box.width <= page.width + 1, box.text
            boxes.append(box)
    assert len(document.pages) > 10
    assert missing(report, boxes) == set()


def test_an_answer_longer_than_a_page_goes_on_over_pages() -> None:
    report = a_long_report(choices=2, words_each=20, texts=1, words_a_text=1_500)
    document = laid_out(report)
    boxes = [
        box for page in document.pages for box in lines(page) if box.position_y + box.height <= page.height
    ]  # fmt: skip
    assert missing(report, boxes) == set()


def test_the_file_has_every_page_that_was_laid_out() -> None:
    report = a_long_report(choices=10, words_each=20, texts=30, words_a_text=60)
    content = as_pdf(report)
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    whole = content + b"".join(unpacked(each) for each in packed)
    assert len(re.findall(rb"/Type /Page(?!s)", whole)) == len(laid_out(report).pages)


def unpacked(stream: bytes) -> bytes:
    """A stream of a PDF as it was before it was packed; nothing where it was not."""
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""
