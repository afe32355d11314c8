"""Addresses of the proposals folder."""

from __future__ import annotations

from django.urls import path

from tiekartta.proposals.pages import combining, outcomes, reading, writing

app_name = "proposals"
_ALL = "ohjelmat/<slug:programme_id>/ehdotukset/"
_ONE = f"{_ALL}<slug:proposal_id>/"
urlpatterns = [
    path(_ALL, reading.proposal_list, name="list"),
    path(f"{_ALL}uusi/", writing.new, name="new"),
    path(f"{_ALL}samankaltaiset/", combining.duplicates, name="duplicates"),
    path(f"{_ALL}yhdista/", combining.combine, name="combine"),
    path(_ONE, reading.proposal, name="proposal"),
    path(f"{_ONE}muokkaa/", writing.edit, name="edit"),
    path(f"{_ONE}nakemykset/", writing.link, name="link"),
    path(f"{_ONE}lopputulos/", outcomes.outcome, name="outcome"),
    path(f"{_ONE}vedapois/", outcomes.withdraw, name="withdraw"),
]
