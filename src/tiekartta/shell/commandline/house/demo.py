"""`tiekartta demo`: the invented county, walked through the whole path and served."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connections

from tiekartta.people.queries import is_set_up
from tiekartta.shell.commandline.house.migrate import migrate


def add_options(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and whether to serve at all."""
    parser.description = (
        "Load the invented county into a database of its own, walk the whole path and serve it."
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)"
    )
    parser.add_argument("--port", type=int, default=8000, help="port (default 8000)")
    parser.add_argument("--no-serve", action="store_true", help="walk the path and stop")
    parser.set_defaults(run=demonstrate)


def demonstrate(options: argparse.Namespace) -> None:
    """Walk the path on a database of its own, print the addresses and logins, serve."""
    use_own_database()
    migrate(options)
    began = time.monotonic()
    with letters_dropped():
        walk = tell(f"http://{options.host}:{options.port}")
    print(f"Ready in {time.monotonic() - began:.0f} seconds.\n", flush=True)
    print(walk, flush=True)
    if not options.no_serve:
        print("\nServing (stop with Ctrl+C)", flush=True)
        from tiekartta.shell.commandline.house.listening import (  # noqa: PLC0415 - the server, only when it serves
            listen,
            serve_on,
        )

        serve_on(listen(options.host, options.port))


@contextmanager
def letters_dropped() -> Iterator[None]:
    """Letters to the invented people of the walk go nowhere; what a visitor causes afterwards does."""
    before = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = before


def use_own_database() -> None:
    """Begin with an empty SQLite database in `demo/` of the data folder, whatever DATABASE_URL says."""
    folder = settings.DATA_DIR / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("demo.sqlite3*"):
        path.unlink()
    connections["default"].close()
    connections["default"].settings_dict.update(
        {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder / "demo.sqlite3"),
            "OPTIONS": settings.SQLITE_OPTIONS,
        }
    )


def tell(address: str) -> str:
    """Walk the path; returns what the visitor of the demo needs to know."""
    from tiekartta.shell.demo import (  # noqa: PLC0415 - the whole house, only when the path is walked
        asking,
        beginning,
        ending,
        example,
        story,
    )
    from tiekartta.voices.receipts import normal  # noqa: PLC0415 - the same

    if is_set_up():
        raise ValueError("the demo begins with an empty database")
    walk = beginning.found(print)
    beginning.listen(walk)
    beginning.condense(walk)
    ending.propose(walk)
    ending.vote(walk)
    ending.decide(walk)
    ending.publish(walk)
    (settings.DATA_DIR / "demo" / story.WALKED).write_text(
        json.dumps(example.collected(walk), ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        encoding="utf-8",
    )
    asking.ask(
        walk
    )  # after the walk was written down: the survey is not part of what led to the roadmap
    return "\n".join(
        [
            f"Published roadmap   {address}/tiekartat/{walk.roadmap_id}/",
            f"A receipt to try    {normal(story.receipt_of_a_client())} at {address}/kuitti/",
            f"Log in              {address}/tili/kirjaudu/",
            f"  as                {walk.owner.email} (development manager)",
            f"  passphrase        {story.PASSPHRASE} (the same for everybody in the list above)",
        ]
    )
