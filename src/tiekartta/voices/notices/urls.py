"""Addresses of privacy notices."""

from __future__ import annotations

from django.urls import URLPattern, path

from tiekartta.voices.pages import notices

_OF = "ohjelmat/<slug:programme_id>/tietosuojaselosteet/"
_ONE = _OF + "<slug:notice_id>/"
_PUBLIC = "tietosuoja/<slug:notice_id>/"
PAGES: list[URLPattern] = [
    path(_OF, notices.notices, name="notices"),
    path(_OF + "uusi/", notices.new_notice, name="notice_new"),
    path(_ONE, notices.notice, name="notice"),
    path(_ONE + "muokkaa/", notices.edit_notice, name="notice_edit"),
    path(_ONE + "<slug:what>/", notices.act_on_notice, name="notice_act"),
    path(_PUBLIC, notices.public_notice, name="public_notice"),
    path(_PUBLIC + "kieli/<slug:language>/", notices.public_notice, name="public_notice_in"),
]
