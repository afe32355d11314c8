"""Addresses of the people folder."""

from __future__ import annotations

from django.urls import URLPattern, path

from tiekartta.people import letter_pages, organisation_pages, pages

app_name = "people"
urlpatterns: list[URLPattern] = [
    path("setup/", pages.setup, name="setup"),
    path("kutsu/<str:token>/", pages.invitation, name="invitation"),
    path("tili/oma/", pages.profile, name="profile"),
    path("kirjeet/", letter_pages.letters, name="letters"),
    path("kirjeet/uudestaan/", letter_pages.letters_again, name="letters_again"),
    path("kirjeet/<uuid:letter_id>/uudestaan/", letter_pages.letter_again, name="letter_again"),
    path("organisaatiot/", organisation_pages.organisations, name="organisations"),
    path("organisaatiot/uusi/", organisation_pages.new_organisation, name="organisation_new"),
    path(
        "organisaatiot/<slug:organisation_id>/",
        organisation_pages.organisation,
        name="organisation",
    ),
    path(
        "organisaatiot/<slug:organisation_id>/muokkaa/",
        organisation_pages.edit_organisation,
        name="organisation_edit",
    ),
    path(
        "organisaatiot/<slug:organisation_id>/nimet/",
        organisation_pages.add_alias,
        name="alias_add",
    ),
    path(
        "organisaatiot/<slug:organisation_id>/nimet/<int:alias_id>/poista/",
        organisation_pages.remove_alias,
        name="alias_remove",
    ),
    path(
        "organisaatiot/<slug:organisation_id>/seuraajat/",
        organisation_pages.add_succession,
        name="succession_add",
    ),
    path(
        "organisaatiot/<slug:organisation_id>/yksikot/",
        organisation_pages.add_unit,
        name="unit_add",
    ),
]
