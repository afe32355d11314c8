"""Addresses of the steering folder."""

from __future__ import annotations

from django.urls import path

from tiekartta.steering import pages

app_name = "steering"
_DECISIONS = "ohjelmat/<slug:programme_id>/paatokset/"
urlpatterns = [
    path(_DECISIONS, pages.decision_list, name="list"),
    path(f"{_DECISIONS}uusi/", pages.new_decision, name="new"),
    path(f"{_DECISIONS}<slug:decision_id>/", pages.decision, name="decision"),
    path(f"{_DECISIONS}<slug:decision_id>/korjaa/", pages.correct, name="correct"),
]
