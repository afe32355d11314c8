"""The report of a condensation, for people who may read the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template import Context, Engine
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tiekartta.analysis.disclosure import DisclosedTable
from tiekartta.analysis.themes import Answer, Condensation, Theme
from tiekartta.shell.commandline import light_django
from tiekartta.shell.commandline.report.drawing import drawing_of

LANGUAGES = ("fi", "sv", "en")
STABLE, SHAKY = 0.75, 0.5
MOST_ORPHANS = 500
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Source:
    """Where the answers came from, as the report says it."""

    file: str
    question: str


@dataclass(frozen=True)
class Quoted:
    """An answer as it was written."""

    id: str
    text: str
    language: str


@dataclass(frozen=True)
class ThemeShown:
    """A theme, with what the report says of it."""

    number: int
    theme: Theme
    other_names: tuple[tuple[str, str], ...]
    share: str
    stability: str
    is_news: bool
    answers: tuple[Quoted, ...]


def commonest_language(condensation: Condensation) -> str:
    """The language of most answers, if the report can be written in it; else English."""
    spoken = Counter(each.language for each in condensation.assignments if each.language)
    best = max(spoken, key=lambda code: (spoken[code], code), default="en")
    return best if best in LANGUAGES else "en"


def themes_report(
    condensation: Condensation,
    answers: Sequence[Answer],
    *,
    source: Source,
    language: str,
    groups: DisclosedTable | None = None,
) -> str:
    """One HTML page in ``language`` (fi, sv or en), with everything in it.

    It quotes answers and gives exact sizes: for those who may read the answers. ``groups`` is shown
    as it was disclosed.
    """
    light_django.prepare()
    engine = Engine(dirs=[str(_FOLDER)], builtins=["django.templatetags.i18n"])
    with translation.override(language):
        return engine.get_template("themes.html").render(
            Context(_context(condensation, answers, source, language, groups))
        )


def _context(
    condensation: Condensation,
    answers: Sequence[Answer],
    source: Source,
    language: str,
    groups: DisclosedTable | None,
) -> dict[str, Any]:
    quoted = _quoted(condensation, answers)
    shown = [
        _shown(number, theme, condensation, quoted, language)
        for number, theme in enumerate(condensation.themes, start=1)
    ]
    orphans = [quoted[answer] for answer in condensation.orphans[:MOST_ORPHANS]]
    return {
        "language": language,
        "style": _style(),
        "source": source,
        "answers": len(condensation.assignments),
        "themes": shown,
        "orphans": orphans,
        "orphans_in_all": len(condensation.orphans),
        "orphans_left": len(condensation.orphans) - len(orphans),
        "groups": _group_rows(groups, shown) if groups else None,
        "drawing": drawing_of(condensation) if len(shown) > 1 else None,
        "provenance": _provenance(condensation),
    }


def _shown(
    number: int,
    theme: Theme,
    condensation: Condensation,
    quoted: dict[str, Quoted],
    language: str,
) -> ThemeShown:
    names = tuple((code, name) for code, name in theme.labels.items() if name != theme.label)
    return ThemeShown(
        number=number,
        theme=theme,
        other_names=names,
        share=percent(theme.size, len(condensation.assignments), language),
        stability=stability_in_words(theme.stability),
        is_news=theme.id in condensation.news,
        answers=tuple(quoted[answer] for answer in theme.exemplars),
    )


def _quoted(condensation: Condensation, answers: Sequence[Answer]) -> dict[str, Quoted]:
    language = {each.answer: each.language or "" for each in condensation.assignments}
    return {each.id: Quoted(each.id, each.text, language.get(each.id, "")) for each in answers}


def percent(part: int, whole: int, language: str) -> str:
    """A share as people of the language write it: "12 %" in Finnish and Swedish, "12%" in English."""
    number = round(100 * part / whole) if whole else 0
    return f"{number}%" if language == "en" else f"{number}\u00a0%"


def stability_in_words(stability: float | None) -> str:
    """What a stability says to a reader."""
    if stability is None:
        return _("Not examined")
    if stability >= STABLE:
        return _("Stable: it is found again when part of the answers is left out")
    if stability >= SHAKY:
        return _("Shaky: its borders move when part of the answers is left out")
    return _("Weak: it often disappears when part of the answers is left out")


def _group_rows(groups: DisclosedTable, shown: Sequence[ThemeShown]) -> dict[str, Any]:
    name = {each.theme.id: f"{each.number}. {each.theme.label}" for each in shown}
    rows = [
        (name.get(row, _("Without a theme")), [groups.row_totals[at], *groups.cells[at]])
        for at, row in enumerate(groups.rows)
    ]
    return {"columns": groups.columns, "rows": rows, "hidden": groups.hidden}


def _provenance(condensation: Condensation) -> list[tuple[str, str]]:
    data = condensation.provenance.as_data()
    parameters = ", ".join(f"{name} = {value}" for name, value in data["parameters"].items())
    return [
        (_("Version"), data["version"]),
        (_("Method"), data["algorithm"]),
        (_("Parameters"), parameters),
        (_("Seed"), str(data["seed"])),
        (_("Digest of the input"), data["input_digest"]),
        (_("Digest of the result"), data["output_digest"]),
    ]


def _style() -> SafeString:
    css = (_FOLDER / "report.css").read_text(encoding="utf-8")
    return format_html("<style>{}</style>", SafeString(css))
