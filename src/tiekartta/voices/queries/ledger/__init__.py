"""The participation ledger: whom a programme asked, how, and who was not heard (INV-M5)."""

from tiekartta.voices.queries.ledger.askings import Asking
from tiekartta.voices.queries.ledger.ledgers import (
    GapStatement,
    GroupRow,
    Ledger,
    gap_reasons,
    hearing_of,
    ledger_of,
    public_ledger,
    published_ledger_id,
    ways_heard,
)
from tiekartta.voices.queries.ledger.years import (
    MeansPart,
    YearLine,
    YearReport,
    own_programmes,
    year_report,
)

__all__ = [
    "Asking",
    "GapStatement",
    "GroupRow",
    "Ledger",
    "MeansPart",
    "YearLine",
    "YearReport",
    "gap_reasons",
    "hearing_of",
    "ledger_of",
    "own_programmes",
    "public_ledger",
    "published_ledger_id",
    "ways_heard",
    "year_report",
]
