"""Static files that browsers keep for a year, and fetch anew when any of them has changed.

Every address carries `?v=` and a digest of all static files. No style or script of ours refers to another
file by itself (tested), so a page of a new version never gets an old style.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware

A_YEAR = "public, max-age=31536000, immutable"
VERSION_CHARACTERS = 12


@cache
def version() -> str:
    """A digest of the names and contents of all static files, taken once a process."""
    whole = hashlib.sha256()
    files = [
        (path, storage) for finder in finders.get_finders() for path, storage in finder.list(None)
    ]
    for path, storage in sorted(files, key=lambda file: file[0]):
        with storage.open(path) as file:
            whole.update(f"{path}\0{hashlib.sha256(file.read()).hexdigest()}\n".encode())
    return whole.hexdigest()[:VERSION_CHARACTERS]


class VersionedStorage(StaticFilesStorage):
    """`{% static %}` gives an address with the version; without it while developing."""

    def url(self, name: str | None) -> str:
        """The address of a static file."""
        address = super().url(name)
        return address if settings.DEBUG else f"{address}?v={version()}"


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc] # - WhiteNoise is not typed here
    """WhiteNoise, with a year of caching for an address that carries the present version."""

    def __init__(self, get_response: Any) -> None:
        super().__init__(get_response)
        # Counted before the first page is asked for.
        self.version = "" if settings.DEBUG else version()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = super().__call__(request)
        if (
            self.version
            and request.path_info.startswith(self.static_prefix)
            and request.META.get("QUERY_STRING") == f"v={self.version}"
            and response.status_code in {200, 206, 304}
        ):
            response.headers["Cache-Control"] = A_YEAR
        return response
