"""Results as a PDF with tags, a title, a language and page numbers, made of HTML by WeasyPrint."""

from __future__ import annotations

import functools
import logging
from ctypes.util import find_library
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

from tiekartta.voices.results.report import Report

STYLES = Path(__file__).parent / "document.css"
_VARIANT = "pdf/ua-1"
_PANGO = ("pango-1.0", "pango-1.0-0")


@functools.cache
def pdf_is_possible() -> bool:
    """Whether WeasyPrint is installed and the system has Pango."""
    return find_spec("weasyprint") is not None and any(find_library(name) for name in _PANGO)


def as_html(report: Report) -> str:
    """The document before it is laid out."""
    return render_to_string(
        "voices/results/document.html", {"report": report, "language": get_language() or "fi"}
    )


def laid_out(report: Report) -> Any:
    """The report on its pages, a document of WeasyPrint. Raises OSError where Pango is missing. Fetches nothing."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - slow to load, and an extra

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return HTML(string=as_html(report), url_fetcher=_refuse).render(
        stylesheets=[CSS(filename=str(STYLES), url_fetcher=_refuse)], pdf_variant=_VARIANT
    )


def as_pdf(report: Report) -> bytes:
    """The report as PDF/UA. Raises OSError where Pango is missing."""
    content: bytes = laid_out(report).write_pdf(pdf_variant=_VARIANT)
    return content


def _refuse(url: str, *_args: Any, **_options: Any) -> Any:
    raise ValueError(f"a document of results fetches nothing: {url}")
