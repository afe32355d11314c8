"""What Polis itself published of its conversations comes out (skipped where the data is not there)."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from tests.analysis.opinions.conversations import CONVERSATIONS, POLIS, swapped

from tiekartta.analysis.opinions import OpinionMap, opinion_map, read_conversation

pytestmark = pytest.mark.skipif(not POLIS.exists(), reason="needs shared/data/polis")
EXPECTED = POLIS / "scoop-hivemind.biodiversity/expected-from-polis.json"


@pytest.fixture(scope="module")
def expected() -> dict[str, object]:
    return json.loads(EXPECTED.read_text())  # type: ignore[no-any-return] # - the file's own shape


@pytest.fixture(scope="module")
def found(expected: dict[str, dict[str, int]]) -> OpinionMap:
    read = read_conversation(EXPECTED.parent)
    moderated = [str(each) for each in expected["moderated_out"]]
    return opinion_map(read.votes, moderated=moderated, group_of=expected["groups"])


def test_the_components_of_polis_are_reproduced(
    found: OpinionMap, expected: dict[str, dict[str, list[list[float]]]]
) -> None:
    column = {each.id: number for number, each in enumerate(found.statements)}
    order = [column[str(each)] for each in expected["statements"]]
    for theirs, ours in zip(expected["pca"]["components"], found.components[:, order], strict=True):
        cosine = abs(np.dot(theirs, ours)) / np.linalg.norm(theirs) / np.linalg.norm(ours)
        assert cosine > 0.999999


def test_group_informed_consensus_of_polis_is_reproduced(
    found: OpinionMap, expected: dict[str, dict[str, float]]
) -> None:
    ours = {each.id: each.group_informed_consensus for each in found.statements}
    for statement, value in expected["group_aware_consensus"].items():
        assert ours[statement] == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize("group", [0, 1])
def test_with_the_groups_of_polis_the_same_statements_represent_them(
    found: OpinionMap, expected: dict[str, dict[str, list[list[Any]]]], group: int
) -> None:
    ours = found.groups[group].representative
    theirs = expected["representative"][str(group)]
    assert [each.statement for each in ours] == [str(each[0]) for each in theirs]
    for mine, (_, answer, *numbers) in zip(ours, theirs, strict=True):
        assert mine.answer == answer
        told = [
            mine.probability,
            mine.test,
            mine.repness,
            mine.repness_test,
            mine.successes,
            mine.votes,
        ]
        assert told == pytest.approx(numbers, abs=1e-5)


def test_the_consensus_statements_of_polis_are_reproduced(
    found: OpinionMap, expected: dict[str, dict[str, list[list[float]]]]
) -> None:
    for answer in ("agree", "disagree"):
        ours = [
            [int(each.statement), each.successes, each.votes, each.probability, each.test]
            for each in found.consensus
            if each.answer == answer
        ]
        assert ours == [pytest.approx(each, abs=1e-9) for each in expected["consensus"][answer]]


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_groups_of_real_conversations_stay_when_agree_and_disagree_are_swapped(name: str) -> None:
    read = read_conversation(POLIS / name)
    one = opinion_map(read.votes, moderated=read.moderated)
    other = opinion_map(swapped(read.votes), moderated=read.moderated)
    assert np.array_equal(one.group_of, other.group_of)
    assert one.stability == other.stability
    assert one.is_steady
