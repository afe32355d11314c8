"""From a table of answers to rows of voices: settings, checks and preparation, without a database."""

from tiekartta.voices.importing.packing import pack, unpack
from tiekartta.voices.importing.rows import Answer, Problem, prepare
from tiekartta.voices.importing.settings import (
    MOST_GROUP_VALUES,
    SKIP,
    ImportSettings,
    group_values,
    guess_settings,
)
from tiekartta.voices.importing.table import SourceTable

__all__ = [
    "MOST_GROUP_VALUES",
    "SKIP",
    "Answer",
    "ImportSettings",
    "Problem",
    "SourceTable",
    "group_values",
    "guess_settings",
    "pack",
    "prepare",
    "unpack",
]
