"""Reading the story of the example (`script.json`, `themes.json`, `answers/`)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import Role

FOLDER = Path(__file__).resolve().parent
WALKED = "walked.json"
PASSPHRASE = "kompassi-nayttaa-pohjoiseen"  # noqa: S105 - printed by the demo for everybody to use
ROLES = {
    "owner": Role.OWNER,
    "facilitator": Role.FACILITATOR,
    "recorder": Role.RECORDER,
    "developer-group": Role.DEVELOPER,
    "steering-group": Role.STEERING,
    "juror": Role.JUROR,
    "screener": Role.FACILITATOR,
}


@cache
def script() -> dict[str, Any]:
    """The story as data."""
    data: dict[str, Any] = json.loads((FOLDER / "script.json").read_text(encoding="utf-8"))
    return data


@cache
def theme_names() -> list[tuple[TranslatedText, tuple[str, ...]]]:
    """The names that people give to themes, each with the word stems by which it is known."""
    data = json.loads((FOLDER / "themes.json").read_text(encoding="utf-8"))
    return [(text(each["title"]), tuple(each["stems"])) for each in data["themes"]]


def text(data: dict[str, str]) -> TranslatedText:
    """A text of the script."""
    return TranslatedText.of(**{code: data.get(code, "") for code in ("fi", "sv", "en")})


def answers(file: str) -> bytes:
    """One of the survey exports."""
    return (FOLDER / "answers" / file).read_bytes()


def receipt_of_a_client() -> str:
    """A receipt code of the client survey, for the visitor of the demo to try."""
    header, *rows = (FOLDER / "answers" / "client.csv").read_text(encoding="utf-8-sig").splitlines()
    at = [cell.strip('"') for cell in header.split(",")].index("Kuittikoodi")
    columns = len(header.split('","'))
    whole = [row.split('","') for row in rows if row.count('","') == columns - 1]
    return whole[0][at].strip('"')


def best_names(texts: list[list[str]]) -> dict[int, TranslatedText]:
    """For the answers of each theme the name that fits best, each name once; some may get none.

    A name fits by the share of the theme's answers in which one of its stems occurs, over the share
    in all answers.
    """
    everything = [answer for answers_of_theme in texts for answer in answers_of_theme]
    scores = []
    for name_at, (_name, stems) in enumerate(theme_names()):
        overall = _share(everything, stems) or 1.0
        scores += [
            (_share(own, stems) / overall * min(1.0, _share(own, stems) * 4), theme_at, name_at)
            for theme_at, own in enumerate(texts)
        ]
    given: dict[int, TranslatedText] = {}
    used: set[int] = set()
    for score, theme_at, name_at in sorted(scores, reverse=True):
        if score > 1.0 and theme_at not in given and name_at not in used:
            given[theme_at] = theme_names()[name_at][0]
            used.add(name_at)
    return given


def _share(texts: list[str], stems: tuple[str, ...]) -> float:
    if not texts:
        return 0.0
    return sum(any(stem in each.casefold() for stem in stems) for each in texts) / len(texts)
