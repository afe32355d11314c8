from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiekartta.analysis.provenance import Provenance
from tiekartta.analysis.themes import Answer, Condensation, Overlap, Theme, condense, theme_map


def condensation(sizes: list[int], overlaps: list[tuple[int, int, float]]) -> Condensation:
    themes = tuple(
        Theme(f"t{n}", f"T{n}", {}, (), size, 1.0, ()) for n, size in enumerate(sizes, start=1)
    )
    pairs = tuple(Overlap(f"t{one}", f"t{other}", strength) for one, other, strength in overlaps)
    return Condensation(themes, (), pairs, (), Provenance("", {}, 0, ""))


def check_map(found: Condensation) -> None:
    spots = theme_map(found).spots
    assert [spot.theme for spot in spots] == [theme.id for theme in found.themes]
    for place, spot in enumerate(spots):
        assert spot.radius > 0
        assert spot.radius <= spot.x <= 1 - spot.radius
        assert spot.radius <= spot.y <= 1 - spot.radius
        for other in spots[place + 1 :]:
            gap = math.hypot(spot.x - other.x, spot.y - other.y)
            assert gap >= spot.radius + other.radius


def test_themes_that_share_answers_are_nearest_one_another() -> None:
    found = theme_map(condensation([10] * 6, [(1, 2, 0.6), (3, 4, 0.5), (5, 6, 0.4)]))
    place = {spot.theme: (spot.x, spot.y) for spot in found.spots}
    for theme, mate in (("t1", "t2"), ("t3", "t4"), ("t5", "t6")):
        others = [other for other in place if other != theme]
        assert min(others, key=lambda o: math.dist(place[theme], place[o])) == mate
    assert [link.strength for link in found.links] == [0.6, 0.5, 0.4]


def test_areas_go_by_size() -> None:
    large, small = theme_map(condensation([100, 50], [])).spots
    assert (small.radius / large.radius) ** 2 == pytest.approx(0.5, rel=0.02)


def test_no_themes_make_an_empty_map_and_one_is_in_the_middle() -> None:
    assert theme_map(condensation([], [])).spots == ()
    (spot,) = theme_map(condensation([5], [])).spots
    assert (spot.x, spot.y) == (0.5, 0.5)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 500), max_size=20), st.data())
def test_spots_are_inside_do_not_touch_and_stay_the_same(
    sizes: list[int], data: st.DataObject
) -> None:
    places = [(a, b) for b in range(1, len(sizes) + 1) for a in range(1, b)]
    chosen = data.draw(st.sets(st.sampled_from(places), max_size=12)) if places else set()
    overlaps = [(a, b, data.draw(st.floats(0.05, 1.0))) for a, b in sorted(chosen)]
    found = condensation(sizes, overlaps)
    check_map(found)
    assert theme_map(found) == theme_map(found)


def test_the_map_of_a_run_holds_all_its_themes(answers: list[Answer]) -> None:
    check_map(condense(answers, wanted=6, subsamples=0))
