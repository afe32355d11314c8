"""Addresses of the voices folder."""

from __future__ import annotations

from django.urls import URLPattern, path

from tiekartta.voices.notices.urls import PAGES as NOTICES
from tiekartta.voices.pages import importing, lists, receipts
from tiekartta.voices.pages.answering.urls import PAGES as ANSWERING
from tiekartta.voices.pages.collections import (
    builder,
    founding,
    hints,
    keeping,
    languages,
    preview,
    questions,
    states,
)
from tiekartta.voices.pages.collections import lists as collections
from tiekartta.voices.pages.ledger.urls import PAGES as LEDGER
from tiekartta.voices.pages.panel_urls import PAGES as PANELS
from tiekartta.voices.pages.results.urls import PAGES as RESULTS
from tiekartta.voices.pages.screening.urls import PAGES as SCREENING
from tiekartta.voices.retention.urls import PAGES as RETENTION
from tiekartta.voices.ways.urls import PAGES as WAYS

app_name = "voices"
_OF = "ohjelmat/<slug:programme_id>/"
_COLLECTIONS = _OF + "keruut/"
_ONE = _COLLECTIONS + "<slug:collection_id>/"
_SURVEY = _ONE + "kyselyt/<slug:survey_id>/"
# Each part of listening has a list of its own.
_BUILDING = [
    path(_COLLECTIONS, collections.collections, name="collections"),
    path(_COLLECTIONS + "uusi/", founding.choose, name="collection_new"),
    path(_COLLECTIONS + "uusi/<slug:what>/", founding.found, name="collection_found"),
    path(_COLLECTIONS + "kopioi/<slug:collection_id>/", founding.copy, name="collection_copy"),
    path(_COLLECTIONS + "vihjeet/", hints.hints, name="survey_hints"),
    path(_ONE, collections.collection, name="collection"),
    path(_ONE + "asetukset/", states.frame, name="collection_frame"),
    path(_ONE + "vastuuhenkilo/", keeping.keeper, name="collection_keeper"),
    path(_ONE + "teko/<slug:what>/", states.act, name="collection_act"),
    path(_ONE + "viimeinen-paiva/", states.closing_day, name="collection_day"),
    path(_ONE + "peruminen/", states.cancel, name="collection_cancel"),
    path(_ONE + "poisto/", states.remove, name="collection_remove"),
    path(_ONE + "kyselyt/uusi/", builder.new_variant, name="survey_new"),
    path(_SURVEY, builder.survey, name="survey_build"),
    path(_SURVEY + "tiedot/", builder.variant, name="survey_edit"),
    path(_SURVEY + "kielet/", languages.languages, name="survey_languages"),
    path(_SURVEY + "esikatselu/", preview.preview, name="survey_preview"),
    path(_SURVEY + "osat/uusi/<slug:kind>/", builder.new_block, name="block_new"),
    path(_SURVEY + "osat/<slug:block_id>/", builder.block, name="block"),
    path(_SURVEY + "osat/<slug:block_id>/teko/", builder.block_act, name="block_act"),
    path(
        _SURVEY + "osat/<slug:block_id>/kysymys/<slug:kind>/", questions.new_question,
        name="question_new",
    ),
    path(_SURVEY + "kysymykset/<slug:question_id>/", questions.question, name="question"),
    path(_SURVEY + "kysymykset/<slug:question_id>/teko/", questions.question_act, name="question_act"),
    path(_SURVEY + "kysymykset/<slug:question_id>/korjaus/", questions.correct, name="question_correct"),
]  # fmt: skip
urlpatterns: list[URLPattern] = [
    path(_OF + "nakemykset/", lists.voices, name="list"),
    path(_OF + "nakemykset/<slug:voice_id>/", lists.voice, name="voice"),
    path(_OF + "tuonti/", importing.upload, name="import"),
    path(_OF + "tuonti/<slug:draft_id>/", importing.preview, name="import_preview"),
    path(_OF + "kuittikoodit/", receipts.receipt_codes, name="receipt_codes"),
    *_BUILDING,
    *RETENTION,
    *NOTICES,
    *PANELS,
    *SCREENING,
    *ANSWERING,
    *LEDGER,
    *RESULTS,
    *WAYS,
]
