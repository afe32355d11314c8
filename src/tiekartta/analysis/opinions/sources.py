"""Where the passes read the votes: a table in memory, or blocks of people one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.opinions import passes
from tiekartta.analysis.opinions.components import components_in
from tiekartta.analysis.opinions.passes import Counts, Floats, Tally
from tiekartta.analysis.opinions.votes import Votes


class Source(Protocol):
    """Votes that can be passed over."""

    @property
    def participants(self) -> Sequence[str]: ...

    @property
    def statements(self) -> Sequence[str]: ...

    @property
    def given(self) -> Counts:
        """(n,) votes of each person."""
        ...

    @property
    def digest(self) -> str: ...

    def tally(self) -> Tally: ...

    def components(self, means: Floats, shown: NDArray[np.bool_]) -> Floats:
        """(2, m) directions in which people differ most."""
        ...

    def places(self, counted: Tally, shown: NDArray[np.bool_], components: Floats) -> Floats: ...

    def by_group(self, groups: Counts, number: int) -> tuple[Counts, Counts, Counts]: ...

    def of_people(self, chosen: Counts) -> Votes:
        """The votes of some people (rows, ascending), in memory."""
        ...


@dataclass(frozen=True, eq=False)
class InMemory:
    """One table."""

    votes: Votes

    @property
    def participants(self) -> Sequence[str]:
        return self.votes.participants

    @property
    def statements(self) -> Sequence[str]:
        return self.votes.statements

    @property
    def given(self) -> Counts:
        """(n,) votes of each person."""
        return self.votes.given

    @property
    def digest(self) -> str:
        return self.votes.digest

    def tally(self) -> Tally:
        return passes.tally(self.votes)

    def components(self, means: Floats, shown: NDArray[np.bool_]) -> Floats:
        return components_in(self.votes, means, shown)

    def places(self, counted: Tally, shown: NDArray[np.bool_], components: Floats) -> Floats:
        return passes.places(self.votes, counted, shown, components)

    def by_group(self, groups: Counts, number: int) -> tuple[Counts, Counts, Counts]:
        return passes.by_group(self.votes, groups, number)

    def of_people(self, chosen: Counts) -> Votes:
        """The votes of some people (rows, ascending)."""
        return self.votes.of_people(chosen)
