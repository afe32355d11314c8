"""Addresses of those who answer. A code in an address is moved into the body of the form at once."""

from __future__ import annotations

from django.urls import URLPattern, path

from tiekartta.voices.pages.answering import codes, survey
from tiekartta.voices.surveys.variants import ROOT

PAGES: list[URLPattern] = [
    path(f"{ROOT}/<slug:survey_id>/", survey.choose, name="survey"),
    path(f"{ROOT}/<slug:survey_id>/<slug:variant>/", survey.answer, name="answer"),
    path("k/", codes.code, name="code"),
    path("v/<str:token>/", codes.link, name="code_link"),
]
