"""Condensing open answers to themes that people can stand behind.

The shapes are read at once, what computes when it is first asked for: pages and commands that only
name an answer or a theme then start without scipy and scikit-learn.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tiekartta.analysis.themes.shapes import (
    Answer,
    Assignment,
    Comparison,
    Condensation,
    Decisions,
    FixedTheme,
    GroupView,
    Link,
    Match,
    Overlap,
    Pair,
    Part,
    Spot,
    Theme,
    ThemeMap,
)

if TYPE_CHECKING:
    from tiekartta.analysis.themes.compact import Columns
    from tiekartta.analysis.themes.comparing import compare
    from tiekartta.analysis.themes.condensing import condense
    from tiekartta.analysis.themes.deciding import check
    from tiekartta.analysis.themes.mapping import theme_map
    from tiekartta.analysis.themes.pairing import similar
    from tiekartta.analysis.themes.splitting import split

_MODULE_OF = {
    "Columns": "compact",
    "check": "deciding",
    "compare": "comparing",
    "condense": "condensing",
    "similar": "pairing",
    "split": "splitting",
    "theme_map": "mapping",
}

__all__ = [
    "Answer",
    "Assignment",
    "Columns",
    "Comparison",
    "Condensation",
    "Decisions",
    "FixedTheme",
    "GroupView",
    "Link",
    "Match",
    "Overlap",
    "Pair",
    "Part",
    "Spot",
    "Theme",
    "ThemeMap",
    "check",
    "compare",
    "condense",
    "similar",
    "split",
    "theme_map",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    return found
