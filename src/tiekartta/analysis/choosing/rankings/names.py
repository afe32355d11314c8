"""Names of options: there are some, none is empty, none is there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tiekartta.analysis.choosing.errors import CountError, ProfileError
from tiekartta.analysis.choosing.ties import tie_order


def check_names(names: Sequence[str]) -> None:
    """Raise ProfileError (no_options, empty_option, duplicate_option)."""
    if not names:
        raise ProfileError("no_options", "there must be at least one option")
    if any(not name.strip() for name in names):
        raise ProfileError("empty_option", "an option has no name")
    if len(set(names)) != len(names):
        repeated = next(name for name, times in Counter(names).items() if times > 1)
        raise ProfileError("duplicate_option", f"two options are called {repeated!r}")


def order_of_ties(names: Sequence[str], seed: int, order: Sequence[str] | None) -> tuple[str, ...]:
    """The drawn order of the seed, or ``order`` where one is given.

    Raises CountError (tie_order_mismatch) when ``order`` is not an order of the names.
    """
    drawn = tie_order(names, seed) if order is None else tuple(order)
    if sorted(drawn) != sorted(names):
        raise CountError("tie_order_mismatch", "the order of ties is not an order of the options")
    return drawn
