"""Addresses of the themes folder."""

from __future__ import annotations

from django.urls import URLPattern, path

from tiekartta.themes.pages import looking, notes, placing, running, splitting, theme, workshop

app_name = "themes"
_THEMES = "ohjelmat/<slug:programme_id>/teemat/"
# Public ids have no vowels, so a word is never taken for one.
_THEME = f"{_THEMES}<slug:theme_id>/"
_RUN = f"{_THEMES}ajo/<slug:run_id>/"
urlpatterns: list[URLPattern] = [
    path(_THEMES, workshop.workshop, name="workshop"),
    path(f"{_THEMES}ajo/", running.run, name="run"),
    path(f"{_THEMES}eteneminen/", running.progress, name="progress"),
    path(f"{_RUN}peru/", running.cancel, name="cancel"),
    path(f"{_RUN}uudestaan/", running.retry, name="retry"),
    path(f"{_THEMES}vertailu/", running.runs, name="runs"),
    path(f"{_THEMES}uusi/", workshop.new, name="new"),
    path(f"{_THEMES}hyvaksynta/", workshop.approve, name="approve"),
    path(f"{_THEMES}luonnos/", workshop.draft, name="draft"),
    path(f"{_THEMES}vailla-teemaa/", workshop.orphans, name="orphans"),
    path(f"{_THEMES}sijoitus/", placing.placing, name="placing"),
    path(f"{_THEMES}kumoa/", placing.undo, name="undo"),
    path(f"{_THEMES}kartta/", looking.theme_map, name="map"),
    path(f"{_THEMES}muutokset/", looking.history, name="history"),
    path(_THEME, theme.theme, name="theme"),
    path(f"{_THEME}sarake/", workshop.column, name="column"),
    path(f"{_THEME}nimi/", theme.rename, name="rename"),
    path(f"{_THEME}yhdista/", theme.merge, name="merge"),
    path(f"{_THEME}jaa/", splitting.split, name="split"),
    path(f"{_THEME}nakemykset/", theme.voices, name="voices"),
    path(f"{_THEME}samanlaiset/", looking.twins, name="twins"),
    path(f"{_THEME}miksi/<slug:voice_id>/", looking.why, name="why"),
    path(f"{_THEME}muistiinpanot/", notes.notes, name="notes"),
    path(f"{_THEME}muistiinpanot/<slug:note_id>/poista/", notes.delete, name="note_delete"),
    path(f"{_THEME}hylkaa/", theme.reject, name="reject"),
    path(f"{_THEME}palauta/", theme.restore, name="restore"),
    path(f"{_THEME}jarjestys/", theme.reorder, name="reorder"),
]
