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
from django.core.wsgi import get_wsgi_application

THREADS = 4


def end_with(parent: int) -> None:
    """Wait until the parent process is gone, by whatever it died, and end this one."""
    connection.wait([parent])
    os.kill(os.getpid(), signal.SIGTERM)


_parent = parent_process()
if _parent is not None:
    threading.Thread(target=end_with, args=(_parent.sentinel,), daemon=True).start()

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tiekartta.shell.settings")
django.setup(set_prefix=False)
django_application = get_wsgi_application()
application = WSGIMiddleware(django_application, workers=THREADS)  # type: ignore[arg-type] # - the two libraries describe WSGI in their own words
