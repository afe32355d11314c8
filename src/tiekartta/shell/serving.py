"""Serving: Django as WSGI in a fixed pool of four threads behind uvicorn (docs/decisions).

With `serve --workers` each process imports this; when the one that began it is gone, it ends as well.
"""

from __future__ import annotations

import os
import signal
import threading
from multiprocessing import connection, parent_process

import django
from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

THREADS = 4


def end_with(parent: int) -> None:
    """Wait until the parent process is gone, by whatever it died, and end this one."""
    connection.wait([parent])
    os.kill(os.getpid(), signal.SIGTERM)


def warm_up() -> None:
    """Load what the first visitor of this process would else wait a second for: addresses and catalogues.

    Also a page of the surveys: crowds come to those. Readiness is asked of one process, and tells nothing
    of those beside it.
    """
    reverse("healthz")
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("Start")
    get_template("voices/answering/questions.html")


_parent = parent_process()
if _parent is not None:
    threading.Thread(target=end_with, args=(_parent.sentinel,), daemon=True).start()

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tiekartta.shell.settings")
django.setup(set_prefix=False)
django_application = get_wsgi_application()
warm_up()
application = WSGIMiddleware(django_application, workers=THREADS)  # type: ignore[arg-type] # - the two libraries describe WSGI in their own words
