import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiekartta.analysis.languages import tokens
from tiekartta.analysis.languages.lexicon import CONTEXT, broader_of, concepts, concepts_in
from tiekartta.analysis.languages.lexicon.concepts import read_tables
from tiekartta.analysis.languages.words import is_known, lemma

LANGUAGES = ("fi", "sv", "en")
ENDINGS = {
    "fi": [
        "n",
        "ssa",
        "ssä",
        "lla",
        "llä",
        "sta",
        "stä",
        "ta",
        "tä",
        "a",
        "ä",
        "t",
        "ille",
        "issa",
        "ista",
        "iin",
    ],
    "sv": ["en", "et", "n", "t", "na", "er", "ar", "or", "s", "erna", "arna", "orna", "ens", "ets"],
    "en": ["s", "es", "'s", "ing", "ed"],
}
"""Endings that are tried; what they make counts only when the dictionary has it."""


def meant(text: str, language: str) -> set[str]:
    return set(concepts_in(tokens(text), language))


def forms(name: str, language: str) -> list[str]:
    """The name as written and in two inflected forms of its last word that simplemma knows."""
    found = [name]
    *first, last = name.replace("-", " ").split()
    starts = range(max(len(last) - 3, 1))
    head = next((last[start:] for start in starts if is_known(last[start:], language)), "")
    base = lemma(head, language)
    for stem in dict.fromkeys((head, base)) if head else ():
        for ending in ENDINGS[language]:
            form = stem + ending
            if is_known(form, language) and lemma(form, language) == base and form != head:
                found.append(" ".join([*first, last.removesuffix(head) + form]))
    return found[:3]


def test_the_lexicon_is_large_and_whole() -> None:
    """S003-01: at least 1,200 concepts, each complete in three languages."""
    found = concepts()
    assert len(found) >= 1_500
    for concept in found.values():
        assert set(concept.names) == set(LANGUAGES)
        assert all(name.strip() and name[-1] not in "*?" for name in concept.names.values())
        assert all(word and " *" not in word for words in concept.words.values() for word in words)
        broader_of(concept.id)  # raises for a ring
    names = [tuple(concept.names[code] for code in LANGUAGES) for concept in found.values()]
    assert len(set(names)) == len(names)


def test_no_word_is_claimed_twice_unmarked() -> None:
    tables = files("tiekartta.analysis.languages.lexicon")
    assert read_tables(tables).keys() == concepts().keys()


def test_a_mark_for_the_context_stands_only_where_two_concepts_have_the_word() -> None:
    for code in LANGUAGES:
        claims = Counter(word for concept in concepts().values() for word in concept.words[code])
        lone = {w for c in concepts().values() for w in c.shared[code] if claims[w] == 1}
        assert not lone


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_concept_is_found_by_its_name_in_three_forms(language: str) -> None:
    """The name through the real lemmatiser: at least 95 % find their concept."""
    met = [
        concept.id in meant(form, language)
        for concept in concepts().values()
        for form in forms(concept.names[language].lower(), language)
    ]
    assert len(met) > 1.5 * len(concepts())
    assert sum(met) / len(met) >= 0.95


def test_names_read_as_titles() -> None:
    for concept in concepts().values():
        for code, name in concept.names.items():
            assert len(name) <= 70, name
            assert not name.endswith((".", ",", ":", "!")), name
            assert code != "en" or not name.startswith(("a ", "an ")), name


def test_what_is_wanted_does_not_hide_whom_it_is_about() -> None:
    assert {"queues", "doctors"} <= meant("lääkärijonoon", "fi")


@pytest.mark.parametrize(
    ("concept", "fi", "sv", "en"),
    [
        ("animals", "eläimiä", "djuren", "animals"),
        ("ships-and-boats", "laivalla", "fartyget", "the ship"),
        ("football", "jalkapalloa", "fotbollen", "soccer"),
        ("taking-into-care", "huostaanotosta", "omhändertagandet", "taken into care"),
        ("social-assistance", "toimeentulotukea", "utkomststödet", "social assistance"),
        ("day-care-centre", "päiväkodissa", "daghemmet", "day care"),
    ],
)
def test_services_and_the_world_at_large_are_met_in_three_languages(
    concept: str, fi: str, sv: str, en: str
) -> None:
    for text, language in ((fi, "fi"), (sv, "sv"), (en, "en")):
        assert concept in meant(text, language)


def test_broader_concepts_come_nearest_first() -> None:
    assert broader_of("child-protection") == ("services", CONTEXT)
    assert broader_of("well-being-at-work") == ()


@pytest.mark.parametrize(
    ("concept", "fi", "sv", "en"),
    [
        (
            "caseload",
            "Asiakasmäärät ovat liian suuret",
            "Klientantalet är för stort",
            "Caseloads are too big",
        ),
        ("queues", "perheneuvolan jonossa", "köerna är långa", "the queue is long"),
        ("waiting-times", "odotusaikaa", "väntetiden", "we waited"),
        ("pay", "palkkaus kuntoon", "lönerna", "salaries"),
        ("feedback", "palautetta kerätään", "responsen", "feedback forms"),
        ("indicators", "mittareita", "indikatorer", "indicators"),
        ("child-protection", "lastensuojelussa", "barnskyddet", "child protection"),
        ("homelessness", "asunnottomuuden", "bostadslöshet", "homeless people"),
    ],
)
def test_one_concept_is_met_in_three_languages(concept: str, fi: str, sv: str, en: str) -> None:
    for text, language in ((fi, "fi"), (sv, "sv"), (en, "en")):
        assert concept in meant(text, language)


def test_the_longest_beginning_counts() -> None:
    assert meant("palautumista", "fi") == {"recovery-from-work"}
    assert "feedback" in meant("palautteista", "fi")


def test_a_part_of_a_compound_means_less_than_the_word() -> None:
    whole = concepts_in(["jonossa"], "fi")["queues"]
    part = concepts_in(["hammasjonossa"], "fi")["queues"]
    assert 0 < part < whole


def test_a_phrase_may_have_words_between() -> None:
    assert "reachability" in meant("kukaan ei koskaan vastannut minulle", "fi")
    assert "one-stop-shop" in meant("samasta isosta paikasta", "fi")
    assert "low-threshold" in meant("matalan ja avoimen kynnyksen", "fi")
    assert "low-threshold" not in meant("matala pöytä", "fi")


def test_what_comes_first_weighs_most() -> None:
    words = ["jono", *["xyzzy"] * 12, "palkka"]
    found = concepts_in(words, "fi")
    assert found["queues"] > 2 * found["pay"]


def test_no_words_and_other_languages_mean_nothing() -> None:
    assert concepts_in([], "fi") == {}
    assert concepts_in(["jono"], "se") == {}
    assert concepts_in(["xyzzy"], "en") == {}


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["fi", "sv", "en"]))
def test_no_text_breaks_the_search(text: str, language: str) -> None:
    for concept, weight in concepts_in(tokens(text), language).items():
        assert concept in concepts()
        assert weight > 0


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            "a\ta\ta\ta\t\na\tb\tb\tb\t\n",
            "odd.tsv, line 2: a is there twice, first in odd.tsv, line 1",
        ),
        ("a\ta\ta\ta\tnowhere\n", "line 1: a has an unknown broader"),
        ("a\ta\ta\ta\t\nb\tb\tb\n", "line 2: 3 columns, should be 5"),
        ("\ta\ta\ta\t\n", "line 1: the id is missing"),
        ("a\ta\t\ta\t\n", "line 1: a word or '; ' is missing in the column sv"),
        ("a\ta\ta;b\ta\t\n", "line 1: a word or '; ' is missing in the column sv"),
        ("a\ta\ta; b*c\ta\t\n", "line 1: '\\*' may stand only at the end of a word"),
        ("a\ta*\ta\ta\t\n", "line 1: the first word of fi is the name"),
        ("a\ta\ta\ta\t\nb\tb; a\tb\tb\t\n", "line 2: 'a' \\(fi\\) is also a word of a"),
        ("a\ta\ta\ta\t\nb\tb; a?\tb\tb\t\n", "mark both"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(
    tmp_path: Path, table: str, message: str
) -> None:
    (tmp_path / "odd.tsv").write_text(table, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_tables(tmp_path)


def test_concepts_broader_than_one_another_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "odd.tsv").write_text("a\ta\ta\ta\tb\nb\tb\tb\tb\ta\n", encoding="utf-8")
    rows = read_tables(tmp_path)
    monkeypatch.setattr(sys.modules[broader_of.__module__], "concepts", lambda: rows)
    with pytest.raises(ValueError, match="broader than itself"):
        broader_of.__wrapped__("a")


def test_a_word_that_depends_on_the_context_may_have_two_concepts(tmp_path: Path) -> None:
    (tmp_path / "odd.tsv").write_text("a\ta?\ta\ta\t\nb\tb; a?\tb\tb\ta\n", encoding="utf-8")
    rows = read_tables(tmp_path)
    assert rows["a"].names["fi"] == "a"
    assert rows["b"].words["fi"] == ("b", "a")
    assert rows["b"].shared["fi"] == {"a"}
