"""`tiekartta serve`."""

from __future__ import annotations

import argparse
import os

from django.conf import settings

from tiekartta.journal.actors import SYSTEM
from tiekartta.people.actions import queue_waiting_letters
from tiekartta.people.queries import is_set_up
from tiekartta.shell.commandline.house.migrate import migrate
from tiekartta.shell.commandline.house.setup import setup_link

MOST_WORKERS = 64


def add_options(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and whether to work."""
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)"
    )
    parser.add_argument(
        "--port", type=int, default=8000, help="port (default 8000; 0: any free one)"
    )
    parser.add_argument(
        "--no-worker", action="store_true", help="serve pages only; run `tiekartta worker` beside"
    )
    parser.add_argument(
        "--workers", type=_workers, default=1, metavar="N",
        help="processes that serve pages (default 1); with SQLite one or two, with PostgreSQL one a processor",
    )  # fmt: skip
    parser.set_defaults(run=serve)


def _workers(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"a number from 1 to {MOST_WORKERS}")
    return number


def serve(options: argparse.Namespace) -> None:
    """Migrate, say where the house is, serve; the worker is a thread of the same process."""
    from tiekartta.shell.commandline.house.listening import (  # noqa: PLC0415 - the server, only when it serves
        listen,
        serve_on,
    )

    migrate(options)
    door = listen(options.host, options.port)
    if not os.environ.get("TIEKARTTA_URL"):
        # The processes beside this one read it from there.
        settings.PUBLIC_URL = os.environ["TIEKARTTA_URL"] = door.url
    print(f"Tiekartta answers at {door.url}/  (stop with Ctrl+C)", flush=True)
    if not is_set_up():
        print(f"First use: open {setup_link()}", flush=True)
    # What a server that was down, or a killed worker, left unsent.
    queue_waiting_letters(by=SYSTEM)
    serve_on(door, with_worker=not options.no_worker, processes=options.workers)
