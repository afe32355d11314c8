import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import normalized_mutual_info_score

from tiekartta.analysis.provenance import digest
from tiekartta.analysis.themes import Answer, Condensation, condense


def topic(answer_id: str) -> str:
    return answer_id.split("-", maxsplit=1)[0]


def agreement(result: Condensation) -> float:
    kept = [a for a in result.assignments if a.themes]
    return normalized_mutual_info_score(
        [topic(a.answer) for a in kept], [a.themes[0][0] for a in kept]
    )


def check_whole(result: Condensation, answers: list[Answer]) -> None:
    """Every answer accounted for once, and all numbers add up."""
    ids = {a.id for a in answers}
    themes = {t.id: t for t in result.themes}
    assert [a.answer for a in result.assignments] == sorted(ids)
    assert set(result.orphans) == {a.answer for a in result.assignments if not a.themes}
    for assignment in result.assignments:
        weights = [weight for _, weight in assignment.themes]
        assert weights == sorted(weights, reverse=True)
        assert all(0 < weight <= 1 for weight in weights)
        assert {theme for theme, _ in assignment.themes} <= set(themes)
    for theme in result.themes:
        assert theme.size == len(result.members(theme.id))
        assert set(theme.exemplars) <= set(result.members(theme.id))
        assert 0 <= theme.cohesion <= 1
        assert theme.label[:1] == theme.label[:1].upper()
    labels = [theme.label.casefold() for theme in result.themes]
    assert len(set(labels)) == len(labels)
    assert [t.id for t in result.themes] == [f"t{n + 1}" for n in range(len(themes))]
    assert [t.size for t in result.themes] == sorted((t.size for t in result.themes), reverse=True)


def test_answers_of_one_topic_come_together(answers: list[Answer]) -> None:
    result = condense(answers, wanted=6)
    check_whole(result, answers)
    assert len(result.themes) == 6
    assert agreement(result) > 0.9


def test_labels_and_keywords_are_readable_words(answers: list[Answer]) -> None:
    result = condense(answers, wanted=6)
    by_topic = {topic(theme.exemplars[0]): theme for theme in result.themes}
    assert by_topic["vaihtuvuus"].label == "Sosiaalityöntekijä"
    assert {"koulu", "kuraattori"} <= set(by_topic["koulu"].keywords)
    for theme in result.themes:
        assert 1 <= len(theme.label.split()) <= 3
        assert 3 <= len(theme.keywords) <= 10
        assert 3 <= len(theme.exemplars) <= 8
        assert theme.labels == {"fi": theme.label}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_rows_is_irrelevant(answers: list[Answer], seed: int) -> None:
    shuffled = answers[:]
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - a test's shuffle, no secret
    assert condense(shuffled, seed=7) == condense(answers, seed=7)


def test_the_same_input_gives_the_same_output_and_digests(answers: list[Answer]) -> None:
    """INV-T3."""
    one, two = condense(answers), condense(answers)
    assert one.provenance == two.provenance
    data = one.as_data()
    provenance = data.pop("provenance")
    assert provenance["output_digest"] == digest(data)
    assert provenance["input_digest"] != condense(answers[1:]).provenance.input_digest


def test_the_result_is_json(answers: list[Answer]) -> None:
    data = json.loads(json.dumps(condense(answers).as_data()))
    assert set(data) == {"themes", "answers", "overlaps", "orphans", "news", "provenance"}
    assert {"id", "label", "keywords", "size", "exemplars"} <= set(data["themes"][0])
    assert set(data["answers"][0]) == {
        "id", "language", "themes", "pinned", "words", "neighbours",
    }  # fmt: skip


def test_no_answers_give_no_themes() -> None:
    result = condense([])
    assert (result.themes, result.assignments, result.orphans) == ((), (), ())


def test_a_lone_answer_is_an_orphan() -> None:
    assert condense([Answer("a", "Jonot ovat pitkiä.")]).orphans == ("a",)


def test_three_like_answers_make_one_theme() -> None:
    texts = ["Jonot ovat pitkiä.", "Pitkät jonot!", "jono on pitkä"]
    result = condense([Answer(str(n), text) for n, text in enumerate(texts)])
    assert [theme.size for theme in result.themes] == [3]
    assert "jono" in result.themes[0].label.lower()
    assert result.orphans == ()


def test_three_unlike_answers_are_orphans() -> None:
    texts = ["Bussi", "Kuraattori", "Lomake"]
    assert len(condense([Answer(str(n), t) for n, t in enumerate(texts)]).orphans) == 3


def test_twenty_answers_make_at_most_five_themes(answers: list[Answer]) -> None:
    result = condense(answers[:20], wanted=10)
    check_whole(result, answers[:20])
    assert 1 <= len(result.themes) <= 5


def test_an_answer_between_two_topics_has_both(answers: list[Answer]) -> None:
    both = Answer(
        "zz",
        "Sosiaalityöntekijä vaihtuu jatkuvasti ja julkinen liikenne: bussi ei kulje viikonloppuna.",
    )
    result = condense([*answers, both], wanted=6)
    mine = result.assignments[-1].themes
    assert len(mine) == 2
    homes = {topic(result.members(theme)[0]) for theme, _ in mine}
    assert homes == {"matkat", "vaihtuvuus"}


def test_duplicates_stay_together_and_only_one_is_typical(answers: list[Answer]) -> None:
    copies = [Answer(f"copy-{n}", answers[0].text) for n in range(6)]
    result = condense([*answers, *copies], wanted=6)
    homes = {a.themes[0][0] for a in result.assignments if a.answer.startswith("copy")}
    assert len(homes) == 1
    theme = next(t for t in result.themes if t.id in homes)
    texts = {a.id: a.text for a in [*answers, *copies]}
    shown = [texts[e] for e in theme.exemplars]
    assert len(set(shown)) == len(shown)


def test_each_language_names_the_theme_it_speaks() -> None:
    texts = [
        "Köerna till terapi är långa",
        "Långa köer till tandläkare",
        "Kön till läkare är lång",
    ] * 3
    swedish = [Answer(f"s{n}", text, language="sv") for n, text in enumerate(texts)]
    result = condense(swedish, wanted=1)
    assert list(result.themes[0].labels) == ["sv"]


HOSTILE = [
    "",
    " ",
    "\x00",
    "😀😀😀",
    "!!!",
    "a",
    "ok",
    "jono",
    "jono",
    "x" * 20_000,
    "jono " * 4_000,
    "مرحبا بالعالم",
    "<script>alert(1)</script>",
    "12345",
    "-",
    "Å" * 70,
    "\ud800 jono",
    "ei ole",
    "Очереди к врачу слишком длинные",
    "Safafka dhakhtarka aad bay u dheer yihiin",
    "\u202ejono\u202c ja \u200fjono",
    '=HYPERLINK("http://example.invalid";"jono")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "jono\x00 jono\x1b[31m",
]


def test_hostile_answers_are_survived_and_accounted_for(answers: list[Answer]) -> None:
    odd = [Answer(f"odd-{n:02}", text) for n, text in enumerate(HOSTILE)]
    check_whole(condense(odd), odd)
    result = condense([*answers, *odd], wanted=6)
    check_whole(result, [*answers, *odd])
    assert condense([*odd, *answers[::-1]], wanted=6) == result
    assert {"odd-00", "odd-03", "odd-13"} <= set(result.orphans)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.one_of(st.text(max_size=30), st.sampled_from(HOSTILE[:9])), max_size=12),
    st.integers(1, 15),
)
def test_every_answer_is_accounted_for(texts: list[str], wanted: int) -> None:
    answers = [Answer(f"{n:03}", text) for n, text in enumerate(texts)]
    result = condense(answers, wanted=wanted)
    check_whole(result, answers)
    assert len(result.themes) <= max(1, len(texts) // 4)
    assert condense(answers[::-1], wanted=wanted) == result


@pytest.mark.parametrize("wanted", [0, 51])
def test_an_impossible_number_of_themes_is_refused(wanted: int) -> None:
    with pytest.raises(ValueError, match="1–50"):
        condense([], wanted=wanted)


def test_two_answers_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        condense([Answer("a", "x"), Answer("a", "y")])


def test_progress_is_told_up_to_the_end(answers: list[Answer]) -> None:
    seen: list[tuple[int, int]] = []
    condense(answers, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1]
