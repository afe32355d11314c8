"""From the model of a run to what is told of it: names, sizes, reasons, news and groups."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tiekartta.analysis.provenance import Provenance
from tiekartta.analysis.themes import (
    balance,
    deciding,
    describing,
    explaining,
    naming,
    stability,
    titles,
)
from tiekartta.analysis.themes.likeness import Space
from tiekartta.analysis.themes.meaning import Meaning
from tiekartta.analysis.themes.places import Places
from tiekartta.analysis.themes.preparing import Prepared
from tiekartta.analysis.themes.shapes import Assignment, Condensation, Decisions, Overlap, Theme


@dataclasses.dataclass(frozen=True, slots=True)
class Model:
    """``rows`` places of the answers, ``graph`` (n, n) their neighbours, ``ties`` (n, themes) the
    weight of every answer's ties to every theme, ``space`` what answers were compared by."""

    rows: Places
    graph: sparse.csr_matrix
    ties: NDArray[np.float64]
    space: Space

    @property
    def meaning(self) -> Meaning:
        """What the lexicon makes of the answers."""
        return self.space.meaning


def told(
    prepared: Sequence[Prepared],
    groups: Sequence[str | None],
    decided: Decisions,
    bound: deciding.Bound,
    model: Model,
    *,
    subsamples: int,
    seed: int,
) -> Condensation:
    """The condensation, but for its provenance; ``groups`` go by the answers."""
    fixed = decided.fixed
    belongs = describing.belonging(model.ties, bound)
    named = _named(prepared, decided, model, belongs)
    ranking = sorted(named, key=lambda number: (-named[number].size, named[number].label))
    place = {number: f"t{rank}" for rank, number in enumerate(ranking, start=1)}
    assignments = _assignments(prepared, bound, model, belongs, place)
    group_of = {answer.id: group for answer, group in zip(prepared, groups, strict=True)}
    spoken = balance.counts(assignments, group_of)
    firm = stability.stability(
        model.graph, belongs.first, len(named), subsamples=subsamples, seed=seed
    )
    themes = tuple(
        dataclasses.replace(
            named[number],
            id=place[number],
            key=fixed[number].key if number < len(fixed) else None,
            is_new=number >= len(fixed),
            stability=firm.get(number),
            groups=spoken.get(place[number], {}),
        )
        for number in ranking
    )
    return Condensation(
        themes,
        assignments,
        _overlaps(belongs, place),
        tuple(a.answer for a in assignments if not a.themes),
        Provenance("", {}, 0, ""),
        news=tuple(theme.id for theme in themes if theme.is_new) if fixed else (),
        groups=balance.views(themes, balance.sizes(groups), len(assignments)),
    )


def _assignments(
    prepared: Sequence[Prepared],
    bound: deciding.Bound,
    model: Model,
    belongs: describing.Belonging,
    place: Mapping[int, str],
) -> tuple[Assignment, ...]:
    words = explaining.shared_words(
        prepared, belongs.first, with_concepts=bool(model.meaning.share)
    )
    ids = [answer.id for answer in prepared]
    near = explaining.like_ones(model.graph, model.rows, belongs.first, ids)
    found = [
        Assignment(
            answer.id,
            answer.language,
            tuple(
                (place[theme], weight)
                for theme, weight in describing.themes_of_answer(row, belongs)
                if theme in place
            ),
            bool(bound.pinned[row]),
            words[row],
            near[row],
        )
        for row, answer in enumerate(prepared)
    ]
    return tuple(sorted(found, key=lambda assignment: assignment.answer))


def _overlaps(belongs: describing.Belonging, place: Mapping[int, str]) -> tuple[Overlap, ...]:
    between = [
        Overlap(place[one], place[other], strength)
        for one, other, strength in describing.overlaps(belongs)
        if one in place and other in place
    ]
    return tuple(sorted(between, key=lambda pair: (-pair.strength, pair.first, pair.second)))


def _named(
    prepared: Sequence[Prepared],
    decided: Decisions,
    model: Model,
    belongs: describing.Belonging,
) -> dict[int, Theme]:
    """Theme by number, without its final id; new ones that kept no answer are left out."""
    vocabularies = naming.vocabularies(prepared)
    spoken = titles.tally(prepared, model.meaning)
    taken = {theme.label.casefold() for theme in decided.fixed}
    taken |= {label.casefold() for label in decided.rejected_labels}
    sizes = np.bincount(belongs.first[belongs.first >= 0], minlength=belongs.ties.shape[1])
    named: dict[int, Theme] = {}
    for number in np.argsort(-sizes, kind="stable").tolist():
        is_fixed = number < len(decided.fixed)
        if not sizes[number] and not is_fixed:
            continue
        members = [prepared[row] for row in np.flatnonzero(belongs.first == number).tolist()]
        words, labels = naming.describe(
            members,
            vocabularies,
            None if is_fixed else taken,
            titles.titles(members, spoken, len(prepared), model.meaning),
            model.space.nearness(members),
        )
        shown = describing.exemplars(number, belongs, model.rows)
        named[number] = Theme(
            id="",
            label=decided.fixed[number].label if is_fixed else next(iter(labels.values())),
            labels={} if is_fixed else labels,
            keywords=words,
            size=int(sizes[number]),
            cohesion=describing.cohesion(number, belongs),
            exemplars=tuple(prepared[row].id for row in shown),
        )
    return named
