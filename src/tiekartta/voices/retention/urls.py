"""Addresses of keeping and erasing."""

from __future__ import annotations

from django.urls import URLPattern, path

from tiekartta.voices.pages import retention

_OF = "ohjelmat/<slug:programme_id>/"
PAGES: list[URLPattern] = [
    path(_OF + "sailytys/", retention.retention, name="retention"),
    path(_OF + "sailytys/ajat/", retention.rules, name="retention_rules"),
    path(_OF + "poistopyynnot/", retention.erasures, name="erasures"),
    path(_OF + "poistopyynnot/<slug:request_id>/", retention.erasure, name="erasure"),
    path("tietosuoja/<slug:notice_id>/poistopyynto/", retention.ask_erasure, name="ask_erasure"),
]
