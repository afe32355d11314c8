from collections.abc import Sequence

import numpy as np
import pytest
from scipy import sparse

from tiekartta.analysis.languages.lexicon import concepts_in
from tiekartta.analysis.themes import Answer, preparing
from tiekartta.analysis.themes.meaning import CONCEPTS, FIELDS, Meaning, field_of
from tiekartta.analysis.themes.preparing import Prepared, prepare

SERVICES = [
    "Jonot ovat pitkiä ja puhelimeen ei vastata.",
    "Kön är lång och ingen svarar i telefon.",
    "Palkka on huono ja sijaisia ei saada.",
    "Lönen är dålig och vikarier saknas.",
    "Asiakastietojärjestelmä kaatuu ja kirjaaminen vie aikaa.",
    "The client information system crashes and documentation takes time.",
]
ELSEWHERE = [
    "Ydinvoimaa rakennetaan rannikolle.",
    "Kreikan lainat menivät pankeille.",
    "Kettuja tarhataan turkiksiksi.",
    "Sauna lämpiää lauantaina puilla.",
]


def prepared(texts: list[str]) -> list[Prepared]:
    return prepare([Answer(f"{n:02}", text) for n, text in enumerate(texts)])


def test_the_lexicon_counts_on_its_own_ground_only() -> None:
    assert Meaning.fitted(prepared(SERVICES)).share > 0
    assert Meaning.fitted(prepared(ELSEWHERE)).share == 0
    assert Meaning.fitted(prepared(["", "!"])).share == 0


def test_off_its_own_ground_the_lexicon_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []

    def search(words: Sequence[str], language: str) -> dict[str, float]:
        searched.append(language)
        return concepts_in(words, language)

    monkeypatch.setattr(preparing, "concepts_in", search)
    assert Meaning.fitted(prepared(ELSEWHERE)).place(prepared(ELSEWHERE))[1].sum() == 0
    assert searched == []
    Meaning.fitted(prepared(SERVICES))
    assert searched == ["fi", "sv", "fi", "sv", "fi", "en"]


def test_answers_of_one_field_meet_across_languages() -> None:
    concepts, fields = Meaning.fitted(prepared(SERVICES)).place(prepared(SERVICES))
    alike = np.asarray((concepts @ concepts.T).todense()) + fields @ fields.T
    np.fill_diagonal(alike, 0.0)
    assert alike.argmax(axis=1).tolist() == [1, 0, 3, 2, 5, 4]
    assert alike.max() <= CONCEPTS + FIELDS + 1e-6


def test_where_words_tell_enough_the_lexicon_is_silent() -> None:
    meaning = Meaning.fitted(prepared(SERVICES))
    assert meaning.beside(0.3).share == meaning.share
    assert 0 < meaning.beside(0.5).share < meaning.share
    assert meaning.beside(0.7).share == 0
    concepts, fields = meaning.beside(0.7).place(prepared(SERVICES))
    assert abs(concepts).sum() == abs(fields).sum() == 0


def test_an_answer_without_a_concept_borrows_the_field_of_its_neighbours() -> None:
    answers = prepared([*SERVICES, "Xyzzy plugh."])
    meaning = Meaning.fitted(answers)
    _, fields = meaning.place(answers)
    graph = np.zeros((7, 7))
    graph[6, 0] = graph[0, 6] = 1.0
    mixed = meaning.smoothed(fields, sparse.csr_matrix(graph))
    assert abs(fields[6]).sum() == 0
    assert mixed[6].argmax() == fields[0].argmax()
    assert mixed.shape == fields.shape == (7, meaning.width)


@pytest.mark.parametrize(
    ("concept", "field"),
    [
        ("queues", "access-to-services"),
        ("well-being-at-work", "well-being-at-work"),
        ("child-protection", None),
    ],
)
def test_services_make_no_field(concept: str, field: str | None) -> None:
    assert field_of(concept) == field
