"""Releasing results, publishing them, and making files of them."""

from tiekartta.voices.actions.results.files import ask_for_file, make_file, remove_old_files
from tiekartta.voices.actions.results.publishing import publish_results
from tiekartta.voices.actions.results.releasing import release_results

__all__ = [
    "ask_for_file",
    "make_file",
    "publish_results",
    "release_results",
    "remove_old_files",
]
