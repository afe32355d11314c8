"""Addresses of the programmes folder."""

from __future__ import annotations

from django.urls import URLPattern, path

from tiekartta.programmes import member_pages, pages

app_name = "programmes"
urlpatterns: list[URLPattern] = [
    path("", pages.programmes, name="list"),
    path("uusi/", pages.found, name="new"),
    path("<slug:programme_id>/", pages.overview, name="detail"),
    path("<slug:programme_id>/muokkaa/", pages.edit, name="edit"),
    path("<slug:programme_id>/tila/", pages.set_state, name="state"),
    path("<slug:programme_id>/vaiheet/", pages.phases, name="phases"),
    path(
        "<slug:programme_id>/vaiheet/<int:order>/tila/", pages.set_phase_state, name="phase_state"
    ),
    path("<slug:programme_id>/loki/", pages.journal, name="journal"),
    path("<slug:programme_id>/jasenet/", member_pages.members, name="members"),
    path("<slug:programme_id>/jasenet/kutsu/", member_pages.invite_member, name="member_invite"),
    path(
        "<slug:programme_id>/jasenet/<slug:membership_id>/paata/",
        member_pages.end_role,
        name="member_end",
    ),
    path(
        "<slug:programme_id>/jasenet/<slug:membership_id>/tehtavat/",
        member_pages.set_duties,
        name="member_duties",
    ),
    path(
        "<slug:programme_id>/jasenet/<slug:membership_id>/uudestaan/",
        member_pages.invite_again,
        name="member_again",
    ),
]
