"""The addresses of the participation ledger."""

from __future__ import annotations

from django.urls import URLPattern, path

from tiekartta.voices.pages.ledger import board, hearings, public, years

_OF = "ohjelmat/<slug:programme_id>/osallisuus/"
_OWN = "organisaatiot/<slug:organisation_id>/osallisuus/"
PAGES: list[URLPattern] = [
    path(_OF, board.ledger, name="ledger"),
    path(_OF + "uusi/", hearings.add, name="hearing_new"),
    path(_OF + "kuulematta/", board.gaps, name="gaps"),
    path(_OF + "julkaise/", board.publish, name="ledger_publish"),
    path(_OF + "vuosi/", years.programme_year, name="year"),
    path(_OF + "vuosi/<slug:what>/", years.programme_file, name="year_file"),
    path(_OF + "<slug:hearing_id>/", hearings.edit, name="hearing"),
    path(_OF + "<slug:hearing_id>/poista/", hearings.remove, name="hearing_remove"),
    path("osallisuus/<slug:ledger_id>/", public.ledger, name="public_ledger"),
    path(_OWN, years.organisation_year, name="organisation_year"),
    path(_OWN + "<slug:what>/", years.organisation_file, name="organisation_year_file"),
]
