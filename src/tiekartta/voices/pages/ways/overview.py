"""The ways into a collection, for each audience and language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from tiekartta.language.texts import TranslatedText
from tiekartta.programmes.queries import programme_of
from tiekartta.voices import queries
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.printing.addresses import BOTH, open_link, words_of
from tiekartta.voices.printing.sheets import NAMES
from tiekartta.voices.rules import rights_at
from tiekartta.voices.states import CollectionState
from tiekartta.voices.surveys import languages_for
from tiekartta.voices.surveys.variants import WORDS


@dataclass(frozen=True)
class Place:
    """The open link in one language, or the pair that a poster may have."""

    name: str
    address: str
    poster_url: str


@dataclass(frozen=True)
class Paper:
    """The form on paper in one language."""

    name: str
    form_url: str
    typing_url: str


@dataclass(frozen=True)
class Way:
    """The ways in of one audience."""

    survey_id: str
    group: str
    title: TranslatedText
    is_open_link: bool
    places: tuple[Place, ...]
    papers: tuple[Paper, ...]


@require_safe
@login_required
def ways(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """Every way in that the reader may use or hand out."""
    programme = programme_of(programme_id, reader=request.user)
    detail = queries.collection_detail(programme, collection_id, reader=request.user)
    rights = rights_at(request.user, programme, is_own=detail.line.is_mine)
    if not {"build_surveys", "enter_answers"} & rights:
        raise PermissionDenied("build_surveys")
    context = {
        "programme": programme, "line": detail.line, "may_build": "build_surveys" in rights,
        "is_taking": detail.line.state in queries.TAKES_TOKENS and not detail.line.is_import,
        "ways": list(_ways(detail, (programme_id, collection_id), rights)),
    }  # fmt: skip
    return render(request, "voices/ways/ways.html", context)


def _ways(
    detail: queries.CollectionDetail, within: tuple[str, str], rights: frozenset[str]
) -> Iterator[Way]:
    for variant in detail.variants:
        if variant.is_replaced:
            continue
        languages = languages_for(variant.group, detail.line.languages)
        yield Way(
            survey_id=variant.public_id, group=str(variant.group.label), title=variant.title,
            is_open_link=variant.is_open_link,
            places=tuple(_places(variant.public_id, within, languages)),
            papers=tuple(_papers(detail, variant, within, rights)),
        )  # fmt: skip


def _places(survey_id: str, within: tuple[str, str], languages: tuple[str, ...]) -> Iterator[Place]:
    by_word = {word: code for code, word in WORDS.items()}
    for word in words_of(languages):
        address = "" if word == BOTH else open_link(survey_id, by_word[word])
        yield Place(
            str(NAMES[word]), address, reverse("voices:poster", args=[*within, survey_id, word])
        )


def _papers(
    detail: queries.CollectionDetail, variant: queries.VariantLine, within: tuple[str, str],
    rights: frozenset[str],
) -> Iterator[Paper]:  # fmt: skip
    may_type = "enter_answers" in rights and detail.line.state == CollectionState.OPEN
    for code in languages_for(variant.group, detail.line.languages):
        args = [*within, variant.public_id, WORDS[code]]
        form_url = _there("voices:paper", args)
        typing_url = _there("voices:typing", args) if may_type else ""
        if form_url or typing_url:
            yield Paper(str(NAMES[WORDS[code]]), form_url, typing_url)


def _there(name: str, args: list[str]) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
