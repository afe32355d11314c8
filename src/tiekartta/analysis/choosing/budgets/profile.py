"""Participatory budgeting: projects with costs, a budget, and what the voters said of projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from tiekartta.analysis.choosing.errors import ProfileError
from tiekartta.analysis.choosing.rankings.names import check_names
from tiekartta.analysis.provenance import digest

APPROVING = frozenset({"approval", "choose-1"})
POINTED = frozenset({"cumulative", "scoring"})
VOTE_TYPES = APPROVING | POINTED | {"ordinal"}


@dataclass(frozen=True)
class Project:
    """``cost`` in the currency of the budget, above zero. ``selected``: 1 where the official result
    took it, 0 where not, other numbers as the source defines them, None where it is not told."""

    id: str
    cost: Fraction
    name: str = ""
    selected: int | None = None


@dataclass(frozen=True)
class BudgetBallot:
    """``count`` voters with the same vote, as indexes of projects.

    approval and choose-1: ascending, no points. ordinal: best first. cumulative and scoring:
    ascending with ``points`` beside.
    """

    projects: tuple[int, ...]
    points: tuple[Fraction, ...] = ()
    count: int = 1


@dataclass(frozen=True)
class BudgetProfile:
    """Projects as given; ballots merged, in an order that tells nothing of the order of voting.

    ``budget`` in the same currency as the costs. Raises ProfileError: no_options, empty_option,
    duplicate_option, unknown_option, repeated, bad_count, bad_cost, bad_budget, bad_votes.
    """

    projects: tuple[Project, ...]
    budget: Fraction
    ballots: tuple[BudgetBallot, ...]
    vote_type: str = "approval"

    def __post_init__(self) -> None:
        check_names(self.ids)
        if any(project.cost <= 0 for project in self.projects):
            raise ProfileError("bad_cost", "a project must cost more than nothing")
        if self.budget <= 0:
            raise ProfileError("bad_budget", "the budget must be above zero")
        if self.vote_type not in VOTE_TYPES:
            known = ", ".join(sorted(VOTE_TYPES))
            raise ProfileError(
                "bad_votes", f"votes are of type {self.vote_type!r}, not one of {known}"
            )
        merged: Counter[tuple[tuple[int, ...], tuple[Fraction, ...]]] = Counter()
        for ballot in self.ballots:
            merged[self._canonical(ballot)] += ballot.count
        ballots = tuple(BudgetBallot(*vote, count=merged[vote]) for vote in sorted(merged))
        object.__setattr__(self, "ballots", ballots)

    @classmethod
    def named(
        cls,
        costs: Iterable[tuple[str, Fraction | int]],
        budget: Fraction | int,
        ballots: Iterable[Iterable[str]],
    ) -> BudgetProfile:
        """Approval ballots, one per voter, as ids of projects; ``costs``: (id, cost)."""
        projects = tuple(Project(name, Fraction(cost)) for name, cost in costs)
        index = {project.id: number for number, project in enumerate(projects)}
        try:
            votes = [BudgetBallot(tuple(sorted(index[name] for name in set(each)))) for each in ballots]  # fmt: skip
        except KeyError as unknown:
            raise ProfileError("unknown_option", f"no project is called {unknown}") from None
        return cls(projects, Fraction(budget), tuple(votes))

    def _canonical(self, ballot: BudgetBallot) -> tuple[tuple[int, ...], tuple[Fraction, ...]]:
        chosen, points = ballot.projects, ballot.points
        if any(not 0 <= index < len(self.projects) for index in chosen):
            raise ProfileError("unknown_option", "a ballot names a project that is not there")
        if len(set(chosen)) != len(chosen):
            raise ProfileError("repeated", "a ballot names a project twice")
        if ballot.count < 1:
            raise ProfileError("bad_count", "a ballot stands for fewer than one voter")
        if len(points) != (len(chosen) if self.vote_type in POINTED else 0):
            raise ProfileError("bad_votes", "points do not match the projects of a ballot")
        if self.vote_type == "choose-1" and len(chosen) > 1:
            raise ProfileError("bad_votes", "a ballot names more than one project")
        if self.vote_type == "ordinal":
            return chosen, ()
        if points:
            pairs = sorted(zip(chosen, points, strict=True))
            return tuple(index for index, _ in pairs), tuple(given for _, given in pairs)
        return tuple(sorted(chosen)), ()

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(project.id for project in self.projects)

    @cached_property
    def voters(self) -> int:
        """Number of voters, empty ballots included."""
        return sum(ballot.count for ballot in self.ballots)

    @cached_property
    def approvals(self) -> tuple[int, ...]:
        """Number of voters who name each project, in the order of projects."""
        counts = [0] * len(self.projects)
        for ballot in self.ballots:
            for index in ballot.projects:
                counts[index] += ballot.count
        return tuple(counts)

    @cached_property
    def official(self) -> frozenset[str] | None:
        """Ids of the projects that the file says were selected; None where it does not say."""
        if all(project.selected is None for project in self.projects):
            return None
        return frozenset(project.id for project in self.projects if project.selected == 1)

    @cached_property
    def digest(self) -> str:
        """sha256 of the content; independent of the order of projects and of ballots."""
        costs = {project.id: str(project.cost) for project in self.projects}
        ordinal = self.vote_type == "ordinal"
        papers = []
        for each in self.ballots:
            names = [self.projects[index].id for index in each.projects]
            points = [str(given) for given in each.points] or [""] * len(names)
            votes = [list(pair) for pair in zip(names, points, strict=True)]
            papers.append([votes if ordinal else sorted(votes), each.count])
        return digest(
            {
                "costs": costs,
                "budget": str(self.budget),
                "type": self.vote_type,
                "votes": sorted(papers),
            }
        )

    def as_approvals(self) -> BudgetProfile:
        """The same votes where every project that somebody ranks, or gives points, is approved."""
        ballots = [
            BudgetBallot(
                each.projects
                if not each.points
                else tuple(
                    i for i, given in zip(each.projects, each.points, strict=True) if given > 0
                ),
                count=each.count,
            )
            for each in self.ballots
        ]
        return BudgetProfile(self.projects, self.budget, tuple(ballots))
