"""Why an answer is where it is."""

from tiekartta.analysis.themes import Answer, condense


def test_an_answer_shares_its_words_with_its_theme_and_has_neighbours_there(
    answers: list[Answer],
) -> None:
    result = condense(answers, wanted=6, subsamples=0)
    for assignment in result.assignments:
        mates = set(result.members(assignment.themes[0][0])) - {assignment.answer}
        assert 1 <= len(assignment.words) <= 6
        assert 1 <= len(assignment.neighbours) <= 5
        assert {answer for answer, _ in assignment.neighbours} <= mates
        for pairs in (assignment.words, assignment.neighbours):
            weights = [weight for _, weight in pairs]
            assert weights == sorted(weights, reverse=True)
            assert all(0 < weight <= 1 for weight in weights)
        assert sum(weight for _, weight in assignment.words) <= 1.001
    why = {a.answer: dict(a.words) for a in result.assignments}
    assert "jono" in why["jonot-00"]
    assert any("sosiaalityöntekijä" in word for word in why["vaihtuvuus-00"])


def test_no_word_of_the_reasons_is_part_of_another(answers: list[Answer]) -> None:
    for assignment in condense(answers, wanted=6, subsamples=0).assignments:
        words = [word for word, _ in assignment.words]
        assert not any(a in b for a in words for b in words if a != b)


def test_an_orphan_has_no_reasons(answers: list[Answer]) -> None:
    result = condense([*answers, Answer("zz", "😀")], wanted=6, subsamples=0)
    orphan = result.assignments[-1]
    assert (orphan.themes, orphan.words, orphan.neighbours) == ((), (), ())


def test_twins_are_each_others_nearest(answers: list[Answer]) -> None:
    twins = [Answer(name, "Bussi ei kulje kylälle enää iltaisin") for name in ("x1", "x2")]
    result = condense([*answers, *twins], wanted=6, subsamples=0)
    near = {a.answer: a.neighbours for a in result.assignments}
    assert near["x1"][0][0] == "x2"
    assert near["x1"][0][1] > 0.99
