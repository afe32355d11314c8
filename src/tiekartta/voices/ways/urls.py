"""Addresses of the ways in."""

from __future__ import annotations

from django.urls import URLPattern, path

from tiekartta.voices.pages.ways import batches, mailing, overview, papers, posters, typing

_OF = "ohjelmat/<slug:programme_id>/keruut/<slug:collection_id>/"
_CODES = _OF + "koodit/"
_PAPER = _OF + "lomake/<slug:survey_id>/<slug:language>/"
_ONE = _CODES + "<slug:batch_id>/"
PAGES: list[URLPattern] = [
    path(_OF + "tavat/", overview.ways, name="ways"),
    path(_CODES, batches.batches, name="batches"),
    path(_CODES + "uusi/", batches.new_batch, name="batch_new"),
    path(_CODES + "kutsu/", mailing.invite, name="invite"),
    path(_ONE + "viestit/", mailing.mailing, name="mailing"),
    path(_ONE + "muistuta/", mailing.remind, name="remind"),
    path(_ONE + "muistutus/<uuid:reminder_id>/peru/", mailing.drop_reminder, name="reminder_drop"),
    path(_ONE + "arkki/", batches.sheet, name="sheet"),
    path(_PAPER, papers.paper, name="paper"),
    path(_PAPER + "kopiot/", papers.paper_copies, name="paper_copies"),
    path(_OF + "kirjaus/<slug:survey_id>/<slug:language>/", typing.typing, name="typing"),
    path(_OF + "juliste/<slug:survey_id>/<slug:language>/", posters.poster, name="poster"),
]
