"""A small group's theme is not swallowed by those of a large one, and none is invented for it."""

from __future__ import annotations

import csv
import random
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from tests.analysis.themes.conftest import corpus

from tiekartta.analysis.themes import Answer, Condensation, GroupView, condense

YLE = Path(__file__).resolve().parents[4] / "shared/data/text-yle2015/dev/yle2015.csv"


@pytest.fixture(scope="module")
def topics() -> dict[str, list[str]]:
    """Public answers by topic."""
    if not YLE.exists():
        pytest.skip("the public answers of 2015 are not there (../shared/data)")
    found = defaultdict(list)
    with YLE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["lang"] == "fi" and row["text"].strip():
                found[row["label"]].append(row["text"])
    return dict(found)


def mixed(topics: dict[str, list[str]], own: str, *, is_own: bool) -> list[Answer]:
    """572 answers on eleven topics, and 30 of a small group: on ``own``, or on the same eleven."""
    draw = random.Random(1)  # noqa: S311 - a sample, no secret
    others = [topic for topic in sorted(topics) if topic != own]
    answers = [
        Answer(f"big-{topic}-{n}", text, "big")
        for topic in others
        for n, text in enumerate(draw.sample(topics[topic], 52))
    ]
    spoken = [own] * 30 if is_own else [others[n % len(others)] for n in range(30)]
    return answers + [
        Answer(f"small-{n}", draw.choice(topics[topic]), "small") for n, topic in enumerate(spoken)
    ]


def of_small(result: Condensation) -> tuple[int, float]:
    """Most answers of the small group in one theme, and their share of it."""
    homes = Counter(
        a.themes[0][0] for a in result.assignments if a.themes and a.answer.startswith("small")
    )
    theme, count = homes.most_common(1)[0]
    return count, count / len(result.members(theme))


@pytest.mark.parametrize("own", ["133", "140", "143"])
def test_a_topic_of_five_percent_alone_keeps_its_theme(
    topics: dict[str, list[str]], own: str
) -> None:
    answers = mixed(topics, own, is_own=True)
    nobody = [Answer(a.id, a.text) for a in answers]
    swallowed = of_small(condense(nobody, wanted=6, subsamples=0))
    kept = condense(answers, wanted=6, subsamples=0)
    assert swallowed[1] < 0.5  # without groups a larger theme takes it
    count, share = of_small(kept)
    assert count >= 18
    assert share >= 0.75
    assert len(kept.themes) == 6


def test_no_theme_is_invented_for_a_small_group_that_says_the_same(
    topics: dict[str, list[str]],
) -> None:
    answers = mixed(topics, "133", is_own=False)
    nobody = [Answer(a.id, a.text) for a in answers]
    told, untold = (condense(some, wanted=10, subsamples=0) for some in (answers, nobody))
    assert [a.themes for a in told.assignments] == [a.themes for a in untold.assignments]


def test_themes_and_groups_tell_who_spoke_of_what() -> None:
    answers = [
        Answer(a.id, a.text, "few" if a.id.startswith(("digi", "koulu-0")) else "many")
        for a in corpus()
    ]
    result = condense(answers, wanted=6, subsamples=0)
    assert [(view.group, view.size) for view in result.groups] == [("few", 26), ("many", 70)]
    for view in result.groups:
        assert sum(share for _, share, _ in view.themes) == pytest.approx(1.0, abs=1e-3)
        for theme_id, share, lift in view.themes:
            theme = next(t for t in result.themes if t.id == theme_id)
            assert theme.groups[view.group] == round(share * view.size)
            assert lift == pytest.approx(share / (theme.size / len(answers)), abs=0.01)
    for theme in result.themes:
        assert sum(theme.groups.values()) == theme.size


def test_without_groups_nothing_is_told_of_them() -> None:
    result = condense([Answer(a.id, a.text) for a in corpus(2)], wanted=2, subsamples=0)
    assert result.groups == ()
    assert all(theme.groups == {} for theme in result.themes)


def test_a_group_of_orphans_has_a_view_without_themes() -> None:
    answers = [*corpus(1), Answer("odd", "", "silent")]
    view = condense(answers, wanted=1, subsamples=0).groups[-1]
    assert view == GroupView("silent", 1, ())
