"""Addresses of the library folder."""

from __future__ import annotations

from django.urls import URLPattern, path

from tiekartta.library import pages

app_name = "library"
urlpatterns: list[URLPattern] = [
    path("seuraa/<slug:programme_id>/", pages.follow, name="follow"),
    path("seuraa/vahvista/<str:subscription_token>/", pages.confirm, name="confirm"),
    path("seuraa/lopeta/<str:subscription_token>/", pages.leave, name="leave"),
    path("ohjelmat/<slug:programme_id>/seuraajat/", pages.bulletins, name="bulletins"),
]
