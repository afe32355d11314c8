"""Addresses of panels and sessions."""

from __future__ import annotations

from django.urls import URLPattern, path

from tiekartta.voices.pages import panels, public_panels, sessions

_OF = "ohjelmat/<slug:programme_id>/raadit/"
_ONE = _OF + "<slug:panel_id>/"
_STATEMENTS = _ONE + "kannanotot/"
_SESSIONS = "ohjelmat/<slug:programme_id>/keruut/<slug:collection_id>/tilaisuudet/"
PAGES: list[URLPattern] = [
    path(_OF, panels.panels, name="panels"),
    path(_OF + "uusi/", panels.new_panel, name="panel_new"),
    path(_ONE, panels.panel, name="panel"),
    path(_ONE + "muokkaa/", panels.edit_panel, name="panel_edit"),
    path(_ONE + "jasenet/", panels.members, name="panel_members"),
    path(_STATEMENTS + "uusi/", panels.write_statement, name="statement_new"),
    path(_STATEMENTS + "<slug:statement_id>/", panels.statement, name="statement"),
    path(
        _STATEMENTS + "<slug:statement_id>/muokkaa/", panels.write_statement, name="statement_edit"
    ),
    path(_ONE + "tila/<slug:what>/", panels.move_panel, name="panel_move"),
    path("raadit/<slug:panel_id>/", public_panels.public_panel, name="public_panel"),
    path("raadit/<slug:panel_id>/haku/", public_panels.apply, name="panel_apply"),
    path(
        "kannanotot/<slug:statement_id>/", public_panels.public_statement, name="public_statement"
    ),
    path(_SESSIONS, sessions.sessions, name="sessions"),
    path(_SESSIONS + "<slug:session_id>/", sessions.session, name="session"),
    path(_SESSIONS + "<slug:session_id>/sulje/", sessions.close_session, name="session_close"),
]
