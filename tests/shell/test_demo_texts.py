"""The example answers and the story told on them are whole, varied and invented (issue part 4)."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from stdnum.fi import hetu

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "src/tiekartta/shell/demo"
KEY = Path(__file__).with_name("demo_key.csv")
FORMS = {
    "staff": (412, "utf-8-sig", ";", "Henkilöstö"),
    "client": (96, "utf-8", ",", "Asiakas"),
    "partner": (58, "cp1252", "\t", "Yhteistyökumppani"),
}
QUESTION = "Mitä sosiaalipalveluissa pitäisi mielestäsi kehittää?"
PRAISE = "Mikä toimii hyvin?"
QUOTE = "Saako vastausta lainata nimettömänä?"
RECEIPT = "Kuittikoodi"
THEMES = {
    "processes",
    "recruitment",
    "availability",
    "wellbeing_at_work",
    "digital_services",
    "structural_social_work",
    "effectiveness_data",
    "knowledge_base",
    "prevention",
    "client_experience",
}
PERSONAL = {
    "email": re.compile(r"\b\S+@example\.(?:org|fi)\b"),
    "phone": re.compile(r"\b0(?:40|45|50) 555 01\d\d\b"),
    "id_code": re.compile(r"\b\d{6}-9\d\d[0-9A-Y]\b"),
}
LANGUAGES = ("fi", "sv", "en")


def rows_of(group: str) -> list[dict[str, str]]:
    _, encoding, delimiter, _ = FORMS[group]
    path = DEMO / "answers" / f"{group}.csv"
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def all_rows() -> dict[str, dict[str, str]]:
    return {
        f"{group}-{number:03d}": row
        for group in FORMS
        for number, row in enumerate(rows_of(group), start=1)
    }


def key_rows() -> dict[str, dict[str, str]]:
    with KEY.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def script() -> dict[str, Any]:
    story: dict[str, Any] = json.loads((DEMO / "script.json").read_text(encoding="utf-8"))
    return story


def translated_texts(part: object) -> list[dict[str, str]]:
    """Every object with a text in any of the three languages, at any depth."""
    if isinstance(part, dict):
        here = [part] if set(part) & set(LANGUAGES) else []
        return here + [text for value in part.values() for text in translated_texts(value)]
    if isinstance(part, list):
        return [text for value in part for text in translated_texts(value)]
    return []


@pytest.mark.parametrize("group", FORMS)
def test_file_has_its_rows_and_its_group(group: str) -> None:
    number, _, _, label = FORMS[group]
    rows = rows_of(group)
    assert len(rows) == number
    assert {row["Vastaajaryhmä"] for row in rows} == {label}
    assert {row[QUOTE] for row in rows} == {"Kyllä", "Ei"}
    assert all(row[QUESTION].strip() for row in rows)


def test_files_come_in_three_forms() -> None:
    staff, client, partner = ((DEMO / "answers" / f"{g}.csv").read_bytes() for g in FORMS)
    assert staff.startswith(b"\xef\xbb\xbf")
    assert not client.startswith(b"\xef\xbb\xbf")
    with pytest.raises(UnicodeDecodeError):
        partner.decode("utf-8")


def test_no_two_answers_share_a_text_or_a_longer_sentence() -> None:
    texts = [row[QUESTION] for row in all_rows().values()]
    assert len({text.casefold().strip() for text in texts}) == len(texts)
    sentences = Counter(
        sentence.strip().casefold()
        for text in texts
        for sentence in re.split(r"[.!?\n]+", text)
        if len(sentence.split()) >= 3
    )
    assert [sentence for sentence, times in sentences.items() if times > 1] == []


def test_praise_is_given_by_some() -> None:
    rows = all_rows().values()
    assert 0.05 < sum(bool(row[PRAISE]) for row in rows) / len(rows) <= 0.25


def test_receipt_codes_are_unique_and_well_formed() -> None:
    codes = [row[RECEIPT] for row in all_rows().values()]
    shape = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}")
    assert len(set(codes)) == len(codes)
    assert [code for code in codes if not shape.fullmatch(code)] == []


def test_key_covers_every_row_with_known_themes() -> None:
    key = key_rows()
    assert list(key) == list(all_rows())
    assert {row["theme"] for row in key.values()} == THEMES | {"none"}
    assert {row["second_theme"] for row in key.values()} <= THEMES | {""}
    assert [i for i, row in key.items() if row["theme"] == row["second_theme"]] == []


def test_theme_sizes_are_uneven_as_in_life() -> None:
    sizes = Counter(row["theme"] for row in key_rows().values())
    largest = max(sizes[theme] for theme in THEMES) / sizes.total()
    smallest = min(sizes[theme] for theme in THEMES) / sizes.total()
    assert 0.14 < largest < 0.18
    assert 0.04 < smallest < 0.07


def test_swedish_and_english_are_present() -> None:
    languages = Counter(row["language"] for row in key_rows().values())
    assert set(languages) == set(LANGUAGES)
    assert 0.05 < languages["sv"] / languages.total() < 0.08
    assert 0.02 < languages["en"] / languages.total() < 0.04
    texts = all_rows()
    marks = {"sv": r"\b(och|att|som|är|inte|i|på|vi)\b", "en": r"\b(the|and|to|of|is|they)\b"}
    for language, words in marks.items():
        ids = [i for i, row in key_rows().items() if row["language"] == language]
        seen = [i for i in ids if re.search(words, texts[i][QUESTION].casefold())]
        assert len(seen) >= len(ids) - 3


def test_key_marks_exactly_the_rows_with_personal_data() -> None:
    key, rows = key_rows(), all_rows()
    marked = {i: set(row["personal_data"].split()) for i, row in key.items()}
    assert sum(bool(kinds) for kinds in marked.values()) == 12
    assert set().union(*marked.values()) == {"name", *PERSONAL}
    for number, row in rows.items():
        kinds = {kind for kind, shape in PERSONAL.items() if shape.search(row[QUESTION])}
        assert kinds == marked[number] - {"name"}


def test_identity_codes_are_valid_in_form_and_never_given_to_anybody() -> None:
    texts = " ".join(row[QUESTION] for row in all_rows().values())
    codes = PERSONAL["id_code"].findall(texts)
    assert len(codes) == 2
    assert all(hetu.is_valid(code, allow_temporary=True) for code in codes)
    assert not any(hetu.is_valid(code) for code in codes)


def test_key_is_not_read_by_the_product() -> None:
    sources = (ROOT / "src").rglob("*.py")
    assert [p.name for p in sources if "demo_key" in p.read_text(encoding="utf-8")] == []


def test_story_is_told_in_three_languages() -> None:
    texts = translated_texts(script())
    assert len(texts) > 90
    for text in texts:
        assert tuple(text) == LANGUAGES
        assert all(value.strip() for value in text.values())


def test_proposals_grow_from_answers_of_their_themes() -> None:
    key, rows = key_rows(), all_rows()
    for proposal in script()["proposals"]:
        assert set(proposal["themes"]) <= THEMES
        assert 2 <= len(proposal["search"]) <= 4
        found = {
            number
            for number, row in rows.items()
            if any(word in row[QUESTION].casefold() for word in proposal["search"])
            and {key[number]["theme"], key[number]["second_theme"]} & set(proposal["themes"])
        }
        assert len(found) >= 6, proposal["key"]


def test_every_proposal_has_one_fate() -> None:
    story = script()
    keys = [proposal["key"] for proposal in story["proposals"]]
    spearheads = [spearhead["proposal"] for spearhead in story["spearheads"]]
    outcomes = [outcome["proposal"] for outcome in story["outcomes"]]
    assert len(set(keys)) == len(keys) == 12
    assert sorted(spearheads + outcomes) == sorted(keys)
    assert len(spearheads) == 4
    assert {o["outcome"] for o in story["outcomes"]} == {"rejected", "parked", "passed_on"}


def test_plain_count_differs_from_the_choice_in_one_place() -> None:
    story = script()
    ballot = story["ballot"]
    votes: Counter[str] = Counter()
    for camp in ballot["camps"]:
        for pattern in camp["patterns"]:
            votes.update(dict.fromkeys(pattern["approve"], pattern["voters"]))
    plain = [key for key, _ in votes.most_common(ballot["seats"])]
    assert plain == ballot["expected"]["plain_count"]
    assert set(ballot["expected"]["proportional"]) == {s["proposal"] for s in story["spearheads"]}
    assert len(set(ballot["expected"]["proportional"]) - set(plain)) == 1
