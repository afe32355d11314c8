"""The addresses of screening."""

from __future__ import annotations

from django.urls import URLPattern, path

from tiekartta.voices.pages.screening import kinds, queue, quotes, workspace

_OF = "ohjelmat/<slug:programme_id>/seulonta/"
PAGES: list[URLPattern] = [
    path(
        "ohjelmat/<slug:programme_id>/keruut/<slug:collection_id>/seulonta/",
        queue.of_collection,
        name="screen_collection",
    ),
    path(_OF, queue.queue, name="screening"),
    path(_OF + "seuraava/", queue.take_next, name="screen_next"),
    path(_OF + "lainaukset/", quotes.quotes, name="screen_quotes"),
    path(_OF + "lainaukset/<slug:quote_id>/", quotes.quote, name="screen_quote"),
    path(_OF + "lajit/", kinds.kinds, name="screen_kinds"),
    path(_OF + "<slug:voice_id>/", workspace.screen, name="screen"),
    path(_OF + "<slug:voice_id>/peru/", workspace.undo, name="screen_undo"),
]
