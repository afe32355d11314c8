"""Django's words and templates without the house: no database, no apps, no settings to give."""

from __future__ import annotations

from pathlib import Path

import django
from django.conf import settings

from tiekartta import __file__ as package


def prepare() -> None:
    """Give Django the catalogues of translations, unless it has its settings already."""
    if settings.configured:
        return
    settings.configure(
        USE_I18N=True,
        LANGUAGE_CODE="en",
        LANGUAGES=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
        LOCALE_PATHS=[Path(package).parent / "locale"],
        USE_THOUSAND_SEPARATOR=True,
        FORMAT_MODULE_PATH=["tiekartta.shell.formats"],
        USE_TZ=True,
        TIME_ZONE="Europe/Helsinki",
    )
    django.setup()
