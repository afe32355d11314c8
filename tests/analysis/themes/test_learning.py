"""What a sample teaches, and that its answers need not be read again."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tiekartta.analysis.languages import tokens
from tiekartta.analysis.themes.assigning import Assigned, Block, Read
from tiekartta.analysis.themes.learning import Learnt, fitted
from tiekartta.analysis.themes.wordwise import features_of

QUEUES = ["Jonot ovat pitkiä", "Pitkät jonot lääkäriin", "Jonossa odotetaan kuukausia"]
PAY = ["Palkka on pieni", "Palkat nousevat hitaasti", "Pieni palkka ja paljon työtä"]
TEXTS = [*QUEUES * 3, *PAY * 3, "on ja", ""]
SHARES = np.array([[1, 0]] * 9 + [[0, 1]] * 9 + [[0, 0]] * 2, dtype=np.float64)


@pytest.fixture(scope="module")
def learnt() -> Learnt:
    return fitted(TEXTS, ["fi"] * len(TEXTS), SHARES, "fi")


def columns(assigned: Assigned) -> list[NDArray[np.generic]]:
    told = assigned.reasons
    return [
        assigned.themes,
        assigned.weights,
        assigned.languages,
        assigned.between,
        np.array(told.vocabulary),
        told.words,
        told.percents,
    ]


def test_answers_of_the_sample_are_placed_as_if_they_were_read_again(learnt: Learnt) -> None:
    languages: list[str | None] = ["fi"] * len(TEXTS)
    read = {place: Read(numbers, "fi") for place, numbers in enumerate(learnt.numbers)}
    anew = learnt.assigner(Block(TEXTS, languages))
    known = learnt.assigner(Block([""] * len(TEXTS), languages, read=read))

    assert [c.tolist() for c in columns(known)] == [c.tolist() for c in columns(anew)]
    assert known.themes[:, 0].tolist() == [*[0] * 9, *[1] * 9, -1, -1]


def test_each_word_has_the_weight_of_its_features(learnt: Learnt) -> None:
    sample, features = learnt.assigner.sample, learnt.assigner.features
    for text, numbers in zip(TEXTS, learnt.numbers, strict=True):
        told = {word: features_of(word, "fi") for word in set(tokens(text))}
        telling = {word for word, found in told.items() if found}
        assert {sample.numbers["fi"][word] for word in telling} == set(numbers)
        for word in telling:
            number = sample.numbers["fi"][word]
            assert sample.weights[number].tolist() == features.weights(told[word]).tolist()
            assert sample.bases[number] == told[word][0][1:]
        assert not any(sample.numbers["fi"][word] for word in set(told) - telling)
