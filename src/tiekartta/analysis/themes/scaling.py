"""More answers than can be compared pair by pair: a sample is modelled, the rest assigned in blocks.

The answers are read twice. The first reading takes a digest of each and keeps those of the smallest
digests as the sample, so which answers they are depends on neither the order nor the number of
rows read at a time. The sample goes through the exact model. In the second reading the answers go
in blocks to the workers, which hold one block and the weights of words, and what comes back is
36 bytes an answer. Peak memory therefore grows by the ids and those bytes: about 200 bytes an answer
where they are read from a file, and the texts themselves only where the caller holds them.
"""

from __future__ import annotations

import dataclasses
import heapq
import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.clusters import Crew, crew
from tiekartta.analysis.languages.detection import LANGUAGES
from tiekartta.analysis.provenance import Provenance, digest
from tiekartta.analysis.themes import assigning, deciding, learning
from tiekartta.analysis.themes.compact import Assignments, Source, reading
from tiekartta.analysis.themes.linking import Bonds, bonds
from tiekartta.analysis.themes.scaled import Whole, condensed
from tiekartta.analysis.themes.shapes import Answer, Condensation, Decisions
from tiekartta.analysis.themes.wordwise import loaded

SAMPLE = 8_000
"""Answers that are compared pair by pair when there are more."""
BLOCK = 5_000
"""Answers that go to a worker at a time, about a megabyte."""

Progress = Callable[[int, int], None]
Model = Callable[[Sequence[Answer], Decisions, Progress | None], Condensation]
"""The exact model of a sample."""

_STEPS = 1_000
_READ, _MODELLED = 50, 350  # of a thousand steps: what the first reading and the model take
_ALGORITHM = "sample of {sample} by digest: {model}; others: naive bayes on words"


def few(answers: Source, most: int = SAMPLE) -> list[Answer] | None:
    """All ``answers`` when there are at most ``most``, else None."""
    found = list(itertools.islice(reading(answers), most + 1))
    return found if len(found) <= most else None


def spread(
    answers: Source,
    model: Model,
    *,
    wanted: int | None,
    seed: int = 0,
    decisions: Decisions | None = None,
    progress: Progress | None = None,
    where: str | None = None,
    workers: int | None = None,
    sample: int = SAMPLE,
    block: int = BLOCK,
) -> Condensation:
    """As `condense`, for more answers than are compared pair by pair.

    ``model`` finds the themes of the sample of ``sample`` answers; ``where`` and ``workers`` as in
    `clusters.map_blocks`. The result doesn't depend on ``where``, ``workers``, ``block`` or the
    order of the answers, nor on workers killed meanwhile. Answers outside the sample have
    ``words`` and no ``neighbours``. Raises ValueError for two answers of the same id, answers that
    changed between the two readings, and must-link and cannot-link pairs of more answers than half
    a sample; ClusterError as `map_blocks`.
    """
    decided = decisions or Decisions()
    deciding.check(decided)
    steps = _Steps(progress)
    with crew(where, workers=workers) as people:
        people.warm(loaded)
        survey = _survey(answers, bonds(decided), seed, sample, steps)
        core = model(survey.sample, _known(decided, survey.sample), steps.within(_READ, _MODELLED))
        whole = _assign(answers, survey, core, decided, people, block, steps)
    found = condensed(core, whole, [survey.groups[row] for row in survey.order.tolist()])
    provenance = Provenance(
        algorithm=_ALGORITHM.format(sample=sample, model=core.provenance.algorithm),
        parameters={**core.provenance.parameters, "wanted": wanted, "decisions": digest(decided)},
        seed=seed,
        input_digest=digest([survey.digest, digest(decided), wanted]),
        output_digest=_output(found),
    )
    return dataclasses.replace(found, provenance=provenance)


@dataclass(slots=True)
class _Survey:
    """What the first reading found; ids and groups are in the order of reading."""

    ids: list[str]
    groups: list[str | None]
    order: NDArray[np.int64]
    """Rows in order of id."""
    sample: list[Answer]
    digest: str


class _Steps:
    """Progress of the whole in thousandths, never backwards."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._done = -1

    def at(self, done: int) -> None:
        if self._progress is not None and done > self._done:
            self._done = done
            self._progress(done, _STEPS)

    def within(self, start: int, end: int) -> Progress:
        return lambda done, total: self.at(start + (end - start) * done // max(total, 1))


def _digest_of(answer: Answer) -> bytes:
    whole = repr((answer.id, answer.text, answer.group, answer.language))
    return blake2b(whole.encode(), digest_size=16).digest()


def _survey(source: Source, decided: Bonds, seed: int, sample: int, steps: _Steps) -> _Survey:
    apart = {number for pair in decided.apart for number in pair}
    linked: set[str] = set()
    kept: set[str] = set()
    for number, bond in enumerate(decided.all):
        if len(bond.answers) > 1 or number in apart:
            linked.update(bond.answers)
        elif bond.home is not None:
            kept.update(bond.answers)
    if len(linked) > sample // 2:
        raise ValueError(
            f"pairs that must or can't be together name {len(linked)} answers; "
            f"a sample of {sample} holds at most {sample // 2} of them"
        )
    salt = seed.to_bytes(16, "big", signed=True)
    ids: list[str] = []
    groups: list[str | None] = []
    digests = bytearray()
    always: list[Answer] = []
    held, free = _Smallest(sample), _Smallest(sample)
    names: dict[str | None, str | None] = {}
    for answer in reading(source):
        own = _digest_of(answer)
        digests += own
        ids.append(answer.id)
        groups.append(names.setdefault(answer.group, answer.group))
        if answer.id in linked:
            always.append(answer)
        else:
            rank = int.from_bytes(blake2b(own, digest_size=8, key=salt).digest())
            (held if answer.id in kept else free).offer(rank, answer)
    order = sorted(range(len(ids)), key=ids.__getitem__)
    if any(ids[one] == ids[other] for one, other in itertools.pairwise(order)):
        raise ValueError("two answers have the same id")
    steps.at(_READ)
    free_found = free.found()
    room = sample - len(always)
    most = max(sample // 2 - len(always), room - len(free_found))
    held_found = held.found()[: max(most, 0)]
    chosen = [*always, *held_found, *free_found[: room - len(held_found)]]
    every = np.sort(np.frombuffer(bytes(digests), dtype="V16").view("S16"))
    return _Survey(ids, groups, np.array(order), chosen, sha256(every.tobytes()).hexdigest())


class _Smallest:
    """The answers of the smallest ranks among those offered."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._heap: list[tuple[int, str, Answer]] = []

    def offer(self, rank: int, answer: Answer) -> None:
        if len(self._heap) < self._most:
            heapq.heappush(self._heap, (-rank, answer.id, answer))
        elif -rank > self._heap[0][0]:
            heapq.heapreplace(self._heap, (-rank, answer.id, answer))

    def found(self) -> list[Answer]:
        """By rank, the smallest first."""
        return [answer for _rank, _id, answer in sorted(self._heap, key=lambda i: (-i[0], i[1]))]


def _known(decided: Decisions, sample: Sequence[Answer]) -> Decisions:
    """The decisions without pins and members that are not in the sample."""
    ids = {answer.id for answer in sample}
    return dataclasses.replace(
        decided,
        pinned={answer: key for answer, key in decided.pinned.items() if answer in ids},
        fixed=tuple(
            dataclasses.replace(theme, members=tuple(m for m in theme.members if m in ids))
            for theme in decided.fixed
        ),
        rejected=frozenset(pair for pair in decided.rejected if pair[0] in ids),
    )


def _assign(
    source: Source,
    survey: _Survey,
    core: Condensation,
    decided: Decisions,
    people: Crew,
    size: int,
    steps: _Steps,
) -> Whole:
    assigner, read = _fitted(survey.sample, core)
    steps.at(_MODELLED)
    total, themes = len(survey.ids), len(core.themes)
    filled = Whole.empty(total, themes)
    held = _held(decided, core)
    done = 0
    for assigned in people.map_blocks(assigner, _blocks(source, survey.ids, held, read, size)):
        filled.fill(done, assigned)
        done += len(assigned.themes)
        steps.at(_MODELLED + (_STEPS - _MODELLED) * done // total)
    filled.order(survey.ids, survey.order)
    pinned = set(decided.pinned)
    filled.pinned = frozenset(row for row, i in enumerate(filled.ids) if i in pinned)
    return filled


def _blocks(
    source: Source,
    ids: Sequence[str],
    held: Mapping[str, assigning.Held],
    read: Mapping[str, assigning.Read],
    size: int,
) -> Iterator[assigning.Block]:
    answers = reading(source)
    for start in range(0, len(ids), size):
        part = list(itertools.islice(answers, size))
        if [answer.id for answer in part] != ids[start : start + size]:
            raise ValueError("the answers changed between the two readings")
        yield assigning.Block(
            [answer.text for answer in part],
            [answer.language for answer in part],
            {place: held[a.id] for place, a in enumerate(part) if a.id in held} if held else {},
            {place: read[a.id] for place, a in enumerate(part) if a.id in read},
        )
    if next(answers, None) is not None:
        raise ValueError("the answers changed between the two readings")


def _held(decided: Decisions, core: Condensation) -> dict[str, assigning.Held]:
    """What is decided, by answer; fixed themes by their number in ``core``."""
    number = {theme.key: n for n, theme in enumerate(core.themes) if theme.key is not None}
    found: dict[str, assigning.Held] = {}
    for bond in bonds(decided).all:
        home = -1 if bond.home is None else number[bond.home]
        banned = tuple(sorted(number[key] for key in bond.banned))
        if home >= 0 or banned:
            found.update(
                (answer, assigning.Held(home, answer in decided.pinned, banned))
                for answer in bond.answers
            )
    return found


def _fitted(
    sample: Sequence[Answer], core: Condensation
) -> tuple[assigning.Assigner, dict[str, assigning.Read]]:
    """The assigner that the sample teaches, and its answers as read, by id."""
    number = {theme.id: n for n, theme in enumerate(core.themes)}
    text_of = {answer.id: answer.text for answer in sample}
    # By text: ids may be random, and the same texts should give the same weights of words.
    found = sorted(core.assignments, key=lambda a: (text_of[a.answer], a.answer))
    spoken = Counter(a.language for a in found if a.language in LANGUAGES)
    read_as = min(spoken, key=lambda code: (-spoken[code], code or "")) if spoken else "fi"
    shares: NDArray[np.float64] = np.zeros((len(found), len(number)))
    for row, assignment in enumerate(found):
        for theme, weight in assignment.themes:
            shares[row, number[theme]] = weight
    languages = [a.language if a.language in LANGUAGES else read_as for a in found]
    learnt = learning.fitted(
        [text_of[a.answer] for a in found], [str(c) for c in languages], shares, str(read_as)
    )
    read = {
        a.answer: assigning.Read(numbers, a.language)
        for a, numbers in zip(found, learnt.numbers, strict=True)
    }
    return learnt.assigner, read


def _output(found: Condensation) -> str:
    themes = [dataclasses.replace(theme, groups={}) for theme in found.themes]
    assert isinstance(found.assignments, Assignments)  # noqa: S101 - condensed() makes no other
    return digest(
        [
            themes,
            list(found.overlaps),
            list(found.orphans),
            list(found.news),
            found.assignments.digest(),
        ]
    )
