"""Printed pages as tagged PDF (PDF/UA-1), made from the same HTML and style sheet; nothing is fetched."""

from __future__ import annotations

import functools
import logging
from pathlib import Path
from types import ModuleType

from django.utils.translation import gettext as _

from tiekartta.language.errors import Refusal

STYLE = Path(__file__).resolve().parent.parent / "static" / "voices" / "paper.css"


@functools.cache
def _weasyprint() -> ModuleType | None:
    """The library, or None where it or the system's Pango is not installed."""
    try:
        import weasyprint  # noqa: PLC0415 - an extra, which also needs the system's Pango
    except (ImportError, OSError):
        return None
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    library: ModuleType = weasyprint
    return library


def can_make_pdf() -> bool:
    """Whether PDF files can be made on this machine."""
    return _weasyprint() is not None


def pdf_of(html: str) -> bytes:
    """A whole HTML document as PDF. Raises Refusal where PDF files cannot be made."""
    library = _weasyprint()
    if library is None:
        raise Refusal(
            _("PDF files cannot be made on this server. Print the page from the browser instead."),
            code="pdf",
        )
    fetcher = library.urls.URLFetcher(allowed_protocols=["data"], fail_on_errors=True)
    document = library.HTML(string=html, url_fetcher=fetcher)
    style = library.CSS(string=STYLE.read_text(encoding="utf-8"), url_fetcher=fetcher)
    made: bytes = document.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
    return made
