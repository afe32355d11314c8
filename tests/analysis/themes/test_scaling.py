"""A million answers: the same result wherever and in whatever blocks they are assigned (S003-6)."""

import gc
import os
import random
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import normalized_mutual_info_score

from tiekartta.analysis.themes import (
    Answer,
    Condensation,
    Decisions,
    FixedTheme,
    condense,
    scaling,
)
from tiekartta.analysis.themes.condensing import exact
from tiekartta.analysis.themes.scaling import spread

SAMPLE = 96


def compared(
    answers: Sequence[Answer], decisions: Decisions | None, progress: scaling.Progress | None
) -> Condensation:
    return exact(answers, wanted=6, decisions=decisions, progress=progress, subsamples=0)


@pytest.fixture(scope="module")
def many(answers: list[Answer]) -> list[Answer]:
    """Six times the invented answers, each time with other words between, by two groups."""
    draw = random.Random(3)  # noqa: S311 - texts to test with, no secret
    extra = ["todella", "usein", "nyt", "aivan", "täällä", "meillä"]
    return [
        Answer(
            f"{answer.id}-{turn}",
            f"{draw.choice(extra).capitalize()} {answer.text} {draw.choice(extra)}",
            group=("staff", "client")[turn % 2],
        )
        for turn in range(6)
        for answer in answers
    ]


@pytest.fixture(scope="module")
def result(many: list[Answer]) -> Condensation:
    return spread(many, compared, wanted=6, sample=SAMPLE)


def topic(answer: str) -> str:
    return answer.split("-", maxsplit=1)[0]


def test_the_others_come_to_the_themes_of_the_sample(
    many: list[Answer], result: Condensation
) -> None:
    assert len(many) > 2 * SAMPLE
    told = [a for a in result.assignments if a.themes]
    assert len(told) > 0.98 * len(many)
    found = normalized_mutual_info_score(
        [topic(a.answer) for a in told], [a.themes[0][0] for a in told]
    )
    assert found > 0.9


def test_every_answer_is_accounted_for(many: list[Answer], result: Condensation) -> None:
    assert [a.answer for a in result.assignments] == sorted(a.id for a in many)
    assert set(result.orphans) == {a.answer for a in result.assignments if not a.themes}
    assert [t.id for t in result.themes] == [f"t{n}" for n in range(1, len(result.themes) + 1)]
    sizes = [theme.size for theme in result.themes]
    assert sizes == sorted(sizes, reverse=True)
    for theme in result.themes:
        members = result.members(theme.id)
        assert theme.size == len(members)
        assert set(theme.exemplars) <= set(members)
        assert sum(theme.groups.values()) == theme.size
        assert 0 <= theme.cohesion <= 1
    for assignment in result.assignments:
        weights = [weight for _, weight in assignment.themes]
        assert weights == sorted(weights, reverse=True)
        assert all(0 < weight <= 1 for weight in weights)
    assert {view.group: view.size for view in result.groups} == {
        "client": len(many) // 2,
        "staff": len(many) // 2,
    }


@settings(max_examples=12)
@given(st.randoms(use_true_random=False), st.integers(1, 400), st.sampled_from([None, "threads"]))
def test_order_blocks_and_place_change_nothing(
    many: list[Answer],
    result: Condensation,
    draw: random.Random,
    block: int,
    where: str | None,
) -> None:
    shuffled = draw.sample(many, len(many))
    again = spread(shuffled, compared, wanted=6, sample=SAMPLE, block=block, where=where)
    assert again == result


@pytest.mark.filterwarnings("ignore:unclosed <ssl.SSLSocket:ResourceWarning")
def test_two_processes_and_one_killed_give_the_same(
    many: list[Answer], result: Condensation
) -> None:
    """Dask drops, without closing it, a connection that it was just making to the killed worker."""
    killed: list[int] = []

    def progress(done: int, total: int) -> None:
        if done >= 0.6 * total and not killed:
            workers = [
                child
                for child in psutil.Process().children(recursive=True)
                if "--multiprocessing-fork" in child.cmdline()
            ]
            killed.append(workers[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    again = spread(
        many,
        compared,
        wanted=6,
        sample=SAMPLE,
        block=8,
        where="processes",
        workers=2,
        progress=progress,
    )
    gc.collect()  # what Dask dropped is told here, not in a later test
    assert killed
    assert again == result


def test_the_call_is_the_same_for_few_and_for_many(
    many: list[Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    few = condense(many[:SAMPLE], wanted=6, subsamples=0, where="threads")
    assert few == exact(many[:SAMPLE], wanted=6, subsamples=0)
    monkeypatch.setattr(scaling, "SAMPLE", SAMPLE)
    monkeypatch.setattr(scaling.few, "__defaults__", (SAMPLE,))
    monkeypatch.setitem(scaling.spread.__kwdefaults__, "sample", SAMPLE)
    whole = condense(many, wanted=6, subsamples=0, where="threads")
    assert len(whole.assignments) == len(many)
    assert whole.provenance.algorithm.startswith("sample of 96 by digest")


def test_answers_may_be_columns_or_a_function(many: list[Answer], result: Condensation) -> None:
    from tiekartta.analysis.themes.compact import Columns  # noqa: PLC0415 - beside its only use

    columns = Columns([a.id for a in many], [a.text for a in many], groups=[a.group for a in many])
    assert len(columns) == len(many)

    def read() -> Iterator[Answer]:
        yield from many

    for source in (columns, read):
        assert spread(source, compared, wanted=6, sample=SAMPLE) == result


def test_what_can_be_read_only_once_is_refused(many: list[Answer]) -> None:
    with pytest.raises(ValueError, match="read twice"):
        condense(iter(many))


def test_answers_that_change_between_the_readings_are_refused(many: list[Answer]) -> None:
    left = [many, many[::-1]]
    with pytest.raises(ValueError, match="changed between"):
        spread(left.pop, compared, wanted=6, sample=SAMPLE)


def test_two_answers_of_one_id_are_refused(many: list[Answer]) -> None:
    with pytest.raises(ValueError, match="same id"):
        spread([*many, many[0]], compared, wanted=6, sample=SAMPLE)


def test_progress_goes_forward_to_the_end_and_can_cancel(many: list[Answer]) -> None:
    steps: list[tuple[int, int]] = []
    spread(
        many,
        compared,
        wanted=6,
        sample=SAMPLE,
        block=50,
        progress=lambda *step: steps.append(step),
    )
    assert steps == sorted(set(steps))
    assert steps[-1] == (1000, 1000)

    def cancel(done: int, _total: int) -> None:
        if done > 500:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        spread(many, compared, wanted=6, sample=SAMPLE, block=50, progress=cancel)


def test_decisions_hold_for_answers_outside_the_sample(
    many: list[Answer], result: Condensation
) -> None:
    """INV-T4: pins, memberships, rejections and links are kept by everybody, sample or not."""
    ids = sorted(a.id for a in many)
    draw = random.Random(5)  # noqa: S311 - answers to test with, no secret
    homes = {
        theme.id: FixedTheme(f"k{theme.id}", f"Teema {theme.id}", result.members(theme.id)[:9])
        for theme in result.themes[:3]
    }
    taken = {member for theme in homes.values() for member in theme.members}
    free = draw.sample([i for i in ids if i not in taken], 70)
    keys = [theme.key for theme in homes.values()]
    decided = Decisions(
        pinned={answer: keys[n % 3] for n, answer in enumerate(free[:40])},
        fixed=tuple(homes.values()),
        rejected=frozenset((answer, keys[n % 3]) for n, answer in enumerate(free[40:60])),
        must_link=frozenset({(free[60], free[61]), (free[62], free[63])}),
        cannot_link=frozenset({(free[64], free[65])}),
    )
    again = spread(many, compared, wanted=6, sample=SAMPLE, decisions=decided)
    key_of = {theme.id: theme.key for theme in again.themes}
    found = {a.answer: a for a in again.assignments}
    for answer, key in decided.pinned.items():
        assert found[answer].pinned
        assert [(key_of[t], w) for t, w in found[answer].themes] == [(key, 1.0)]
    for theme in decided.fixed:
        assert all(key_of[found[m].themes[0][0]] == theme.key for m in theme.members)
    for answer, key in decided.rejected:
        assert key not in {key_of[theme] for theme, _ in found[answer].themes}
    for one, other in decided.must_link:
        assert found[one].themes
        assert found[one].themes[0][0] == found[other].themes[0][0]
    for one, other in decided.cannot_link:
        assert not {t for t, _ in found[one].themes} & {t for t, _ in found[other].themes}
    assert {a.answer for a in again.assignments if a.pinned} == set(decided.pinned)


def test_more_links_than_a_sample_holds_are_refused(many: list[Answer]) -> None:
    pairs = frozenset((many[n].id, many[n + 1].id) for n in range(0, SAMPLE, 2))
    with pytest.raises(ValueError, match="holds at most"):
        spread(many, compared, wanted=6, sample=SAMPLE, decisions=Decisions(must_link=pairs))


HOSTILE = [
    "",
    "😀😀😀",
    "a",
    "x" * 60_000,
    "Все ответы на другом языке и ничего общего не имеют",
    "[e-mail address]",
    "sanaa " * 9_000,
    "\ud800 outo",
    "<script>alert(1)</script>\x00",
    "qzxwvj kqzxw vjqk",
]


@pytest.mark.parametrize("where", [None, "threads"])
def test_hostile_texts_are_assigned_or_orphans(
    many: list[Answer], result: Condensation, where: str | None
) -> None:
    odd = [Answer(f"zz{n}", text) for n, text in enumerate(HOSTILE)]
    again = spread([*many, *odd], compared, wanted=6, sample=SAMPLE, where=where, block=7)
    orphans = {a.answer for a in again.assignments if not a.themes}
    assert {"zz0", "zz1", "zz2", "zz4", "zz5"} <= orphans
    assert len(again.assignments) == len(many) + len(odd)


def test_an_assignment_is_made_when_it_is_asked_for(result: Condensation) -> None:
    assignments = result.assignments
    assert assignments[-1] == list(assignments)[-1]
    assert assignments[1:3] == tuple(assignments)[1:3]
    assert assignments != assignments[:-1]
    with pytest.raises(IndexError):
        assignments[len(assignments)]


@pytest.mark.parametrize(
    "change",
    [
        lambda many: [replace(many[0], text="Jonot neuvolaan kasvavat"), *many[1:]],
        lambda many: many[1:],
        lambda many: [replace(many[0], group="partner"), *many[1:]],
    ],
)
def test_the_digest_of_the_input_tells_a_change(
    many: list[Answer], result: Condensation, change: Callable[[list[Answer]], list[Answer]]
) -> None:
    again = spread(change(many), compared, wanted=6, sample=SAMPLE)
    assert again.provenance.input_digest != result.provenance.input_digest


def test_the_words_that_put_an_answer_into_its_theme_are_told(
    many: list[Answer], result: Condensation
) -> None:
    text_of = {answer.id: answer.text.lower() for answer in many}
    outside = [a for a in result.assignments if a.themes and not a.neighbours]
    assert len(outside) > len(many) / 2
    for assignment in outside:
        assert 1 <= len(assignment.words) <= 4
        weights = [weight for _, weight in assignment.words]
        assert weights == sorted(weights, reverse=True)
        assert 0 < sum(weights) <= 1.02
        # a base form begins like the word it is the base of, but for some irregular ones
        best = assignment.words[0][0]
        assert best[:3] in text_of[assignment.answer]
    assert all(not a.words for a in result.assignments if not a.themes)
