"""Tracing both ways: back from a spearhead, forward from a voice. Owns no tables."""

from tiekartta.trace.queries.ancestry import Ancestry, ancestry_of, provenance_of
from tiekartta.trace.queries.coverage import coverage_of
from tiekartta.trace.queries.fates import all_fates, derived_status, fates_of
from tiekartta.trace.queries.shapes import CoverageRow, VoiceFate

__all__ = [
    "Ancestry",
    "CoverageRow",
    "VoiceFate",
    "all_fates",
    "ancestry_of",
    "coverage_of",
    "derived_status",
    "fates_of",
    "provenance_of",
]
