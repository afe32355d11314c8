"""Reading runs, theme sets and themes."""

from tiekartta.themes.queries.board import BoardView, Column, board_view
from tiekartta.themes.queries.history import UndoRedo, columns_touched, history_view
from tiekartta.themes.queries.mapping import map_view
from tiekartta.themes.queries.notes import notes_of
from tiekartta.themes.queries.running import corpus, held_voices, is_stale, run_under_way
from tiekartta.themes.queries.runs import (
    compare_runs,
    last_ended_run,
    run_of,
    run_progress,
    runs_view,
)
from tiekartta.themes.queries.searching import voices_found
from tiekartta.themes.queries.sets import (
    approved_names,
    approved_theme_set,
    approved_themes,
    current_theme_set,
    names_beside,
    names_by_id,
    theme_of,
    themes_of_voices,
)
from tiekartta.themes.queries.shapes import (
    Approval,
    ChangeView,
    Coverage,
    GroupShare,
    NoteView,
    ThemeName,
    ThemeRow,
    VoiceLine,
)
from tiekartta.themes.queries.splits import split_view
from tiekartta.themes.queries.titles import title_told
from tiekartta.themes.queries.why import twins_view, why_view
from tiekartta.themes.queries.workshop import (
    OrphansView,
    ThemeView,
    WorkshopView,
    orphans_view,
    theme_view,
    workshop_view,
)
from tiekartta.themes.queries.workshop_shapes import (
    FoundView,
    MapLink,
    MapSpot,
    MapView,
    MatchedThemes,
    Neighbour,
    RunComparison,
    RunProgress,
    RunRow,
    SplitPart,
    SplitView,
    Twins,
    Why,
)

__all__ = [
    "Approval",
    "BoardView",
    "ChangeView",
    "Column",
    "Coverage",
    "FoundView",
    "GroupShare",
    "MapLink",
    "MapSpot",
    "MapView",
    "MatchedThemes",
    "Neighbour",
    "NoteView",
    "OrphansView",
    "RunComparison",
    "RunProgress",
    "RunRow",
    "SplitPart",
    "SplitView",
    "ThemeName",
    "ThemeRow",
    "ThemeView",
    "Twins",
    "UndoRedo",
    "VoiceLine",
    "Why",
    "WorkshopView",
    "approved_names",
    "approved_theme_set",
    "approved_themes",
    "board_view",
    "columns_touched",
    "compare_runs",
    "corpus",
    "current_theme_set",
    "held_voices",
    "history_view",
    "is_stale",
    "last_ended_run",
    "map_view",
    "names_beside",
    "names_by_id",
    "notes_of",
    "orphans_view",
    "run_of",
    "run_progress",
    "run_under_way",
    "runs_view",
    "split_view",
    "theme_of",
    "theme_view",
    "themes_of_voices",
    "title_told",
    "twins_view",
    "voices_found",
    "why_view",
    "workshop_view",
]
