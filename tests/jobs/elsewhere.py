"""What runs in the process of a computation in place of `computing._answer`; knows no tables."""

from __future__ import annotations

import time
from multiprocessing.connection import Connection


def take_long(*_arguments: object) -> None:
    """In the process of a computation that nobody lets come to its end."""
    time.sleep(60)


def tell_and_answer(there: Connection, *_arguments: object) -> None:
    """In the process of a computation: two signs of progress, then the answer."""
    there.send(("progress", (1, 4)))
    there.send(("progress", (4, 4)))
    there.send(("done", "answer"))
