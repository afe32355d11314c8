"""The doors of the house: every folder's addresses under its own word."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from tiekartta.shell import error_pages, pages, style_page
from tiekartta.shell.impact import pages as impact_pages
from tiekartta.shell.own_data import pages as own_data_pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("kieli/", pages.set_language, name="language"),
    path("esimerkki/", pages.example_programme, name="example"),
    path("saavutettavuus/", pages.accessibility, name="accessibility"),
    path("tietosuoja/", pages.privacy, name="privacy"),
    path("healthz", pages.healthz, name="healthz"),
    path("readyz", pages.readyz, name="readyz"),
    path("tyot/<slug:public_id>/", pages.job, name="job"),
    path("tyot/<slug:public_id>/peru/", pages.cancel_job, name="job_cancel"),
    path("tyot/<slug:public_id>/uudestaan/", pages.retry_job, name="job_retry"),
    path("tili/oma/tiedot/", own_data_pages.export, name="own_data"),
    path("ohjelmat/<slug:programme_id>/vaikutustenarviointi/", impact_pages.impact, name="impact"),
    path(
        "ohjelmat/<slug:programme_id>/vaikutustenarviointi/lomake/",
        impact_pages.impact_docx,
        name="impact_docx",
    ),
    path("tili/", include("tiekartta.people.account_urls")),
    path("", include("tiekartta.people.urls")),
    path("ohjelmat/", include("tiekartta.programmes.urls")),
    path("", include("tiekartta.voices.urls")),
    path("", include("tiekartta.themes.urls")),
    path("", include("tiekartta.proposals.urls")),
    path("", include("tiekartta.priorities.urls")),
    path("", include("tiekartta.steering.urls")),
    path("", include("tiekartta.library.urls")),
    path("", include("tiekartta.roadmap.urls")),
    path("", include("tiekartta.trace.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("tyylit/", style_page.style_page, name="styles"))

handler400 = error_pages.bad_request
handler403 = error_pages.forbidden
handler404 = error_pages.not_found
handler500 = error_pages.server_error
