"""Addresses of the trace folder."""

from __future__ import annotations

from django.urls import URLPattern, path

from tiekartta.trace.pages import internal, public, receipts

app_name = "trace"
_TRACES = "ohjelmat/<slug:programme_id>/jaljet/"
_SPEARHEAD = "tiekartat/<slug:roadmap_id>/<int:number>/karjet/<int:order>/"
urlpatterns: list[URLPattern] = [
    path("kuitti/", receipts.receipt, name="receipt"),
    path(_TRACES, internal.coverage, name="coverage"),
    path(f"{_TRACES}satunnainen/", internal.random_voice, name="random"),
    path(f"{_TRACES}<slug:voice_id>/", internal.voice, name="voice"),
    path(_SPEARHEAD, public.spearhead, name="spearhead"),
    path(f"{_SPEARHEAD}jalki.json", public.spearhead_json, name="spearhead_json"),
]
