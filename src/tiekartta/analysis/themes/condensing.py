"""Open answers to themes that people can stand behind."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from tiekartta.analysis.provenance import Provenance, digest
from tiekartta.analysis.themes import balance, deciding, scaling, stability, telling
from tiekartta.analysis.themes.clustering import ORPHAN
from tiekartta.analysis.themes.compact import Source
from tiekartta.analysis.themes.likeness import NEIGHBOURS, Progress, Space
from tiekartta.analysis.themes.places import Places
from tiekartta.analysis.themes.preparing import Prepared, prepare
from tiekartta.analysis.themes.shapes import Answer, Condensation, Decisions, results_as_data
from tiekartta.analysis.themes.vectors import Vectors

_ALGORITHM = "tfidf(lemmas+parts)+tfidf(char_wb 3-5)+lexicon, 15-nn graph, louvain"


def condense(
    answers: Source,
    *,
    wanted: int | None = 10,
    seed: int = 0,
    decisions: Decisions | None = None,
    progress: Progress | None = None,
    vectors: Vectors | None = None,
    subsamples: int = 20,
    where: str | None = None,
    workers: int | None = None,
) -> Condensation:
    """Themes of ``answers``: about ``wanted`` of them, fewer when there are under 4 per theme.

    ``wanted`` None leaves the number to the answers: the firmest from 5 to 15. ``subsamples`` are
    drawn to tell how stable each theme is; 0 leaves that out. The same answers, decisions and seed
    give the same result whatever the order of the rows. An answer with no usable word or no
    likeness to any other is an orphan; so is a lone answer. ``vectors`` of words or answers add to
    what makes answers alike, and bring languages together. ``progress`` is called with (steps
    done, steps in all). Raises ValueError for two answers of the same id, ``wanted`` outside 1–50,
    fewer than 0 subsamples, and decisions that contradict one another (naming the answers).

    Above `scaling.SAMPLE` answers a sample is compared and the others are assigned to its themes,
    in blocks: here, or ``where`` and with as many ``workers`` as `clusters.map_blocks` says, with
    the same result. ``answers`` may then also be a function that returns an iterator, called
    twice, so that they need not all be in memory; see `scaling.spread` for what else it raises.
    """

    known = scaling.few(answers)
    if known is not None:
        return exact(
            known,
            wanted=wanted,
            seed=seed,
            decisions=decisions,
            progress=progress,
            vectors=vectors,
            subsamples=subsamples,
        )

    def compared(some: Sequence[Answer], decided: Decisions, step: Progress | None) -> Condensation:
        return _compared(_ordered(some), wanted, seed, decided, step, vectors, subsamples)

    return scaling.spread(
        answers,
        compared,
        wanted=wanted,
        seed=seed,
        decisions=decisions,
        progress=progress,
        where=where,
        workers=workers,
    )


def exact(
    answers: Sequence[Answer],
    *,
    wanted: int | None = 10,
    seed: int = 0,
    decisions: Decisions | None = None,
    progress: Progress | None = None,
    vectors: Vectors | None = None,
    subsamples: int = 20,
) -> Condensation:
    """`condense` with every pair of answers compared, however many they are."""
    decided = decisions or Decisions()
    ordered = _ordered(answers)
    bare = _compared(ordered, wanted, seed, decided, progress, vectors, subsamples)
    provenance = dataclasses.replace(
        bare.provenance,
        input_digest=digest([ordered, decided, wanted]),
        output_digest=digest(results_as_data(bare)),
    )
    return dataclasses.replace(bare, provenance=provenance)


def _ordered(answers: Sequence[Answer]) -> list[Answer]:
    # By text first: ids may be random, and the same texts should give the same themes.
    return sorted(answers, key=lambda answer: (answer.text, answer.id))


def _compared(
    ordered: Sequence[Answer],
    wanted: int | None,
    seed: int,
    decided: Decisions,
    progress: Progress | None,
    vectors: Vectors | None,
    subsamples: int,
) -> Condensation:
    """`exact` of answers in order of text, without digests."""
    if wanted is not None and not 1 <= wanted <= 50:
        raise ValueError("the number of themes wanted is 1–50")
    if subsamples < 0:
        raise ValueError("the number of subsamples is 0 or more")
    ids = [answer.id for answer in ordered]
    if len(set(ids)) != len(ids):
        raise ValueError("two answers have the same id")
    deciding.check(decided)
    bound = deciding.bind(decided, ids)
    groups = [answer.group for answer in ordered]
    prepared = prepare(ordered)
    fitted = Space.fitted(prepared, vectors)
    model = _model(prepared, fitted, groups, bound, len(decided.fixed), wanted, seed, progress)
    bare = telling.told(prepared, groups, decided, bound, model, subsamples=subsamples, seed=seed)
    parameters = {
        "wanted": wanted,
        "neighbours": NEIGHBOURS,
        "subsamples": subsamples,
        "vectors": vectors.origin if vectors else None,
        "decisions": digest(decided),
    }
    return dataclasses.replace(bare, provenance=Provenance(_ALGORITHM, parameters, seed, ""))


def _model(
    prepared: Sequence[Prepared],
    fitted: tuple[Space, Places],
    groups: Sequence[str | None],
    bound: deciding.Bound,
    fixed: int,
    wanted: int | None,
    seed: int,
    progress: Progress | None,
) -> telling.Model:
    space, rows = fitted
    graph, rows = space.graph(rows, progress)
    linked = bound.linked(graph)
    number = stability.firmest_number(graph, seed) if wanted is None else wanted
    labels = deciding.themes_of(linked, bound, fixed, number, seed)
    languages = [answer.read_as for answer in prepared]
    labels = balance.balanced(
        linked, labels, groups, languages, bound.frozen == ORPHAN, number, seed
    )
    themes = max(fixed, int(labels.max(initial=-1)) + 1)
    ties = deciding.votes_for(graph, labels, themes)
    for row, theme in bound.forbidden:
        ties[row, theme] = 0.0
    return telling.Model(rows, graph, deciding.evened(ties, bound.frozen, fixed), space)
