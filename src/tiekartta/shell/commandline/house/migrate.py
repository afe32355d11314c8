"""`tiekartta migrate`."""

from __future__ import annotations

import argparse

from django.conf import settings
from django.core.management import call_command


def add_options(parser: argparse.ArgumentParser) -> None:
    """It has none."""
    parser.set_defaults(run=migrate)


def migrate(options: argparse.Namespace) -> None:  # noqa: ARG001 - every command takes its options
    """Apply migrations."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
