"""`tiekartta check`."""

from __future__ import annotations

import argparse

from django.core.management import call_command

from tiekartta.journal.queries import first_broken_entry
from tiekartta.language.errors import Missing
from tiekartta.roadmap.errors import DamagedEdition
from tiekartta.roadmap.queries import edition_view, published_roadmaps
from tiekartta.shell.readiness import unapplied_migrations
from tiekartta.voices.queries import unopenable_envelopes


def add_options(parser: argparse.ArgumentParser) -> None:
    """It has none."""
    parser.set_defaults(run=check)


def check(options: argparse.Namespace) -> None:  # noqa: ARG001 - every command takes its options
    """Django's own checks, unapplied migrations, the chain of the journal, digests of editions, seals."""
    call_command("check", fail_level="WARNING")
    waiting = unapplied_migrations()
    if waiting:
        some = f"{', '.join(waiting[:3])}{' …' if len(waiting) > 3 else ''}"
        raise ValueError(f"{len(waiting)} migrations wait ({some}): run `tiekartta migrate`")
    broken = first_broken_entry()
    if broken is not None:
        raise ValueError(f"the journal is broken at entry {broken}")
    damaged = damaged_editions()
    if damaged:
        raise ValueError(f"these editions are not as they were published: {', '.join(damaged)}")
    unopenable = unopenable_envelopes()
    if unopenable:
        told = ", ".join(f"{number} in {name}" for name, number in sorted(unopenable.items()))
        raise ValueError(
            f"sealed answers cannot be opened ({told}): put back the secret key with which they were sent, "
            "or a backup, and try them again on the page of the collection"
        )
    print(
        "The migrations are applied, the journal is whole, and editions are as they were published."
    )


def damaged_editions() -> list[str]:
    """Roadmap and number of the editions whose stored text no longer fits its digest (INV-M6)."""
    found = []
    for roadmap in published_roadmaps():
        for number in range(1, roadmap.number + 1):
            try:
                edition_view(roadmap.roadmap_id, number)
            except (DamagedEdition, Missing):
                found.append(f"{roadmap.roadmap_id}/{number}")
    return found
