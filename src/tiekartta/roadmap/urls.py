"""Addresses of the roadmap folder."""

from __future__ import annotations

from django.urls import URLPattern, path

from tiekartta.roadmap.pages import drafting, public, publishing, spearheads

app_name = "roadmap"
_DRAFT = "ohjelmat/<slug:programme_id>/tiekartta/"
_SPEARHEAD = f"{_DRAFT}karjet/<slug:spearhead_id>/"
_PUBLIC = "tiekartat/<slug:roadmap_id>/"
urlpatterns: list[URLPattern] = [
    path(_DRAFT, drafting.draft, name="draft"),
    path(f"{_DRAFT}tekstit/", drafting.edit, name="edit"),
    path(f"{_DRAFT}kuulematta/", drafting.gaps, name="gaps"),
    path(f"{_DRAFT}julkaise/", publishing.publish, name="publish"),
    path(_SPEARHEAD, spearheads.spearhead, name="spearhead"),
    path(f"{_SPEARHEAD}muokkaa/", spearheads.edit, name="spearhead_edit"),
    path(f"{_SPEARHEAD}ehdotukset/", spearheads.links, name="spearhead_links"),
    path(f"{_SPEARHEAD}lainaukset/", spearheads.quotes, name="spearhead_quotes"),
    path(_PUBLIC, public.newest, name="public"),
    path(f"{_PUBLIC}<int:number>/", public.edition, name="edition"),
    path(f"{_PUBLIC}<int:number>/tiekartta.json", public.edition_json, name="edition_json"),
]
