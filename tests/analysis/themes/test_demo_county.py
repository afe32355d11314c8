"""The invented county's 566 answers against the key that the product never reads."""

from __future__ import annotations

import csv
import random
from collections import Counter
from pathlib import Path

import pytest
from sklearn.metrics import normalized_mutual_info_score

from tiekartta.analysis.themes import Answer, Condensation, Decisions, condense

ROOT = Path(__file__).resolve().parents[3]
ANSWERS = ROOT / "src/tiekartta/shell/demo/answers"
KEY = ROOT / "tests/shell/demo_key.csv"
FORMS = {"staff": ("utf-8-sig", ";"), "client": ("utf-8", ","), "partner": ("cp1252", "\t")}
QUESTION = "Mitä sosiaalipalveluissa pitäisi mielestäsi kehittää?"
ASKED = 0.70
"""NMI that the issue of the theme engine asks for."""


def read_answers() -> list[Answer]:
    found = []
    for group, (encoding, delimiter) in FORMS.items():
        with (ANSWERS / f"{group}.csv").open(encoding=encoding, newline="") as file:
            rows = list(csv.DictReader(file, delimiter=delimiter))
        found += [Answer(f"{group}-{n:03d}", row[QUESTION], group) for n, row in enumerate(rows, 1)]
    return found


@pytest.fixture(scope="module")
def result() -> Condensation:
    return condense(read_answers(), wanted=10)


@pytest.fixture(scope="module")
def key() -> dict[str, dict[str, str]]:
    with KEY.open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def first_themes(result: Condensation) -> dict[str, str]:
    return {a.answer: a.themes[0][0] if a.themes else "" for a in result.assignments}


def test_themes_agree_with_the_hidden_key(
    result: Condensation, key: dict[str, dict[str, str]]
) -> None:
    found = first_themes(result)
    judged = [answer for answer, row in key.items() if row["theme"] != "none"]
    agreement = normalized_mutual_info_score(
        [key[answer]["theme"] for answer in judged], [found[answer] for answer in judged]
    )
    assert agreement >= ASKED


def test_every_theme_of_the_key_leads_one_theme(
    result: Condensation, key: dict[str, dict[str, str]]
) -> None:
    leading = set()
    for theme in result.themes:
        kinds = Counter(key[answer]["theme"] for answer in result.members(theme.id))
        leading.add(kinds.most_common(1)[0][0])
    assert len(result.themes) == 10
    assert len(leading) == 10


def test_some_themes_of_one_subject_overlap_and_most_pairs_do_not(result: Condensation) -> None:
    assert 1 <= len(result.overlaps) <= 22  # of 45 pairs
    strengths = [pair.strength for pair in result.overlaps]
    assert strengths == sorted(strengths, reverse=True)
    assert all(0.0 < strength <= 1.0 for strength in strengths)


def test_few_answers_are_left_without_a_theme(result: Condensation) -> None:
    assert len(result.orphans) <= 0.02 * len(result.assignments)


def test_languages_make_no_themes_of_their_own(
    result: Condensation, key: dict[str, dict[str, str]]
) -> None:
    found = first_themes(result)
    by_language = normalized_mutual_info_score(
        [key[answer]["language"] for answer in found], list(found.values())
    )
    assert by_language <= 0.05
    for theme in result.themes:
        members = result.members(theme.id)
        spoken = Counter(key[answer]["language"] for answer in members)
        assert spoken["fi"] > len(members) / 2


def test_names_come_in_three_languages_and_begin_with_that_of_the_answers(
    result: Condensation,
) -> None:
    for theme in result.themes:
        assert set(theme.labels) == {"fi", "sv", "en"}
        assert theme.label == theme.labels["fi"]
    for code in ("fi", "sv", "en"):
        assert len({theme.labels[code] for theme in result.themes}) == len(result.themes)


def test_the_result_is_the_same_after_shuffling(result: Condensation) -> None:
    answers = read_answers()
    random.Random(3).shuffle(answers)  # noqa: S311 - a test's shuffle, no secret
    assert condense(answers, wanted=10) == result


def test_a_name_that_people_refused_gives_way_to_narrower_concepts(result: Condensation) -> None:
    refused = frozenset(theme.labels["fi"] for theme in result.themes)
    again = condense(read_answers(), wanted=10, decisions=Decisions(rejected_labels=refused))
    labels = [theme.label for theme in again.themes]
    assert not {label.casefold() for label in labels} & {label.casefold() for label in refused}
    assert len({label.casefold() for label in labels}) == len(labels)
    assert all(set(theme.labels) == {"fi", "sv", "en"} for theme in again.themes)
    assert all(theme.labels["fi"].count(" ja ") <= 1 for theme in again.themes)
