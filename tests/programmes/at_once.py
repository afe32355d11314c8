"""The same act by several people at the very same moment, on a database that lets them."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import DatabaseError, connection

from tiekartta.language.errors import Refusal


def at_once(act: Callable[[], object], *, people: int = 4) -> list[str]:
    """What each was told: "done", "refused", or the name of an error of the database."""
    told: list[str] = []
    start = threading.Barrier(people)

    def go() -> None:
        try:
            start.wait()
            act()
            told.append("done")
        except Refusal:
            told.append("refused")
        except DatabaseError as error:
            told.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _person in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)
