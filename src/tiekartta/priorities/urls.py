"""Addresses of the priorities folder."""

from __future__ import annotations

from django.urls import path, re_path

from tiekartta.priorities.pages import codes, organising, results, voting

app_name = "priorities"
_ALL = "ohjelmat/<slug:programme_id>/aanestykset/"
_ONE = f"{_ALL}<slug:ballot_id>/"
_ACT = r"^ohjelmat/(?P<programme_id>[-\w]+)/aanestykset/(?P<ballot_id>[-\w]+)/(?P<what>avaa|sulje|laske)/$"
urlpatterns = [
    path(_ALL, organising.ballot_list, name="list"),
    path(f"{_ALL}uusi/", organising.new, name="new"),
    path(_ONE, organising.ballot, name="ballot"),
    path(f"{_ONE}muokkaa/", organising.edit, name="edit"),
    path(f"{_ONE}koodit/", codes.codes, name="codes"),
    re_path(_ACT, organising.act, name="act"),
    path(f"{_ONE}mitatoi/", organising.annul, name="annul"),
    path(f"{_ONE}tulos/", results.result, name="result"),
    path(f"{_ONE}paatos/", results.confirm, name="confirm"),
    path("aanesta/<slug:ballot_id>/", voting.vote, name="vote"),
    path("aanestykset/<slug:ballot_id>/tulos/", results.public_result, name="public_result"),
    path("aanestykset/<slug:ballot_id>/liput.csv", results.papers, name="papers"),
]
