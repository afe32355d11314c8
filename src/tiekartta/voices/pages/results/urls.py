"""Addresses of results."""

from __future__ import annotations

from django.urls import URLPattern, path

from tiekartta.voices.pages.results import acting, showing

_OF = "ohjelmat/<slug:programme_id>/keruut/<slug:collection_id>/tulokset/"
PAGES: list[URLPattern] = [
    path(_OF, showing.results, name="results"),
    path(_OF + "vertailu/", showing.comparison, name="results_comparison"),
    path(_OF + "tiedostot/", showing.files, name="results_files"),
    path(_OF + "tiedostot/uusi/", acting.ask_for_file, name="results_file_new"),
    path(_OF + "tiedostot/<slug:file_id>/", acting.file, name="results_file"),
    path(_OF + "julkaise/", acting.publish, name="results_publish"),
    path(_OF + "kysymys/<slug:question_id>/", showing.question, name="results_question"),
    path("tulokset/<slug:results_id>/", acting.public, name="public_results"),
]
