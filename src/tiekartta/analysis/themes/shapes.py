"""What goes into and comes out of :func:`tiekartta.analysis.themes.condense`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from tiekartta.analysis.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``group`` is the respondents' group, ``language`` a code or None to find out."""

    id: str
    text: str
    group: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class FixedTheme:
    """A theme people have approved or renamed: it comes back with this key and this label."""

    key: str
    label: str
    members: tuple[str, ...] = ()
    """Ids of the answers it has so far; ids that are not among the answers are passed over."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people have decided; none of it is ever undone by a run (INV-T4)."""

    pinned: Mapping[str, str] = field(default_factory=dict)
    """Answer id → key of a fixed theme, where it stays."""
    fixed: tuple[FixedTheme, ...] = ()
    rejected: frozenset[tuple[str, str]] = frozenset()
    """(answer id, key of a fixed theme) that must not meet again."""
    rejected_labels: frozenset[str] = frozenset()
    """Names no new theme may have, in any letter case."""
    must_link: frozenset[tuple[str, str]] = frozenset()
    """Pairs of answers that have the same first theme."""
    cannot_link: frozenset[tuple[str, str]] = frozenset()
    """Pairs of answers that share no theme."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme. ``cohesion`` in 0–1: how much of its answers' likeness stays within it."""

    id: str
    label: str
    labels: Mapping[str, str]
    """Label by language code, the commonest language of its answers first: in all three languages
    where a concept of the lexicon names the theme, else in those its answers are written in."""
    keywords: tuple[str, ...]
    size: int
    """Answers of which this is the first theme."""
    cohesion: float
    exemplars: tuple[str, ...]
    """Ids of 3–8 typical answers unlike one another (fewer in a smaller theme)."""
    key: str | None = None
    """Key of the fixed theme it continues; None for one the machine suggests."""
    is_new: bool = True
    stability: float | None = None
    """Mean best Jaccard index with the themes of subsamples (0–1, below 0.75 is shaky); None when
    it was not asked for or the theme has no answers to draw from."""
    groups: Mapping[str, int] = field(default_factory=dict)
    """Its answers by respondents' group: raw counts, which whoever shows them must disclose."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Themes of one answer as (theme id, weight 0–1), best first; empty for an orphan."""

    answer: str
    language: str | None
    themes: tuple[tuple[str, float], ...] = ()
    pinned: bool = False
    words: tuple[tuple[str, float], ...] = ()
    """Why it is here: up to six base forms or phrases it shares with its first theme, and how much
    they count (0–1), best first; empty for an orphan."""
    neighbours: tuple[tuple[str, float], ...] = ()
    """Why it is here: up to five answers of the same first theme most like it, and how like (0–1),
    best first; empty for an orphan."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two themes that share likeness: ``strength`` 0–1 of the smaller one's edge weight."""

    first: str
    second: str
    strength: float


@dataclass(frozen=True, slots=True)
class GroupView:
    """What one group of respondents spoke of: raw figures, which whoever shows them must disclose.

    ``size`` is the number of its answers, orphans too. ``themes`` are (theme id, share, lift),
    most of the group's answers first: ``share`` 0–1 is how many of them have it as first theme,
    ``lift`` how many times the share of the theme among all answers that is.
    """

    group: str
    size: int
    themes: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class Condensation:
    """Themes largest first, one assignment per answer in order of id, and where they come from."""

    themes: tuple[Theme, ...]
    assignments: Sequence[Assignment]
    """A tuple, or for very many answers a sequence that makes each one when it is asked for."""
    overlaps: tuple[Overlap, ...]
    orphans: tuple[str, ...]
    provenance: Provenance
    news: tuple[str, ...] = ()
    """Ids of the themes that continue no fixed one, when there were fixed ones to continue."""
    groups: tuple[GroupView, ...] = ()
    """By name of the group; empty when no answer tells its group."""

    def members(self, theme_id: str) -> tuple[str, ...]:
        """Ids of the answers of which ``theme_id`` is the first theme."""
        return tuple(
            a.answer for a in self.assignments if a.themes[:1] and a.themes[0][0] == theme_id
        )

    def as_data(self) -> dict[str, Any]:
        """Plain data, ready for JSON (the schema of the command line's ``--json``).

        Counts by group are left out: they are disclosed before they are shown.
        """
        return {**results_as_data(self), "provenance": self.provenance.as_data()}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a theme that could be a theme of its own; ``labels`` as in `Theme`."""

    label: str
    labels: Mapping[str, str]
    keywords: tuple[str, ...]
    answers: tuple[str, ...]
    """Ids, the most typical first."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers that say nearly the same: ``first`` < ``second``, ``likeness`` 0–1.

    ``kind`` is "same" (suggest to treat them as one) or "related". ``reasons`` are why two that
    look the same may not be: one is negated, they take opposite sides, or a number differs. One
    that is negated or opposite is never "same".
    """

    first: str
    second: str
    likeness: float
    kind: Literal["same", "related"]
    reasons: tuple[Literal["negated", "number", "opposite"], ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A theme on the map: its middle and radius in a square of side 1, wholly inside it."""

    theme: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Link:
    """Two themes on the map that share answers; ``strength`` 0–1 as in `Overlap`."""

    first: str
    second: str
    strength: float


@dataclass(frozen=True, slots=True)
class ThemeMap:
    """Spots that do not touch, larger themes first, and the links between them, strongest first."""

    spots: tuple[Spot, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A theme before and after; ``jaccard`` 0–1 of their answers."""

    before: str
    after: str
    jaccard: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side: themes that match (best first), themes of only one, and answers that
    moved: their theme before has another match than their theme after."""

    matched: tuple[Match, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    moved: tuple[str, ...]


def results_as_data(condensation: Condensation) -> dict[str, Any]:
    """Everything but the provenance and groups: what the output digest is taken of."""
    return {
        "themes": [
            {
                "id": theme.id,
                "key": theme.key,
                "is_new": theme.is_new,
                "label": theme.label,
                "labels": dict(theme.labels),
                "keywords": list(theme.keywords),
                "size": theme.size,
                "cohesion": theme.cohesion,
                "stability": theme.stability,
                "exemplars": list(theme.exemplars),
            }
            for theme in condensation.themes
        ],
        "answers": [
            {
                "id": assignment.answer,
                "language": assignment.language,
                "themes": [[theme, weight] for theme, weight in assignment.themes],
                "pinned": assignment.pinned,
                "words": [[word, weight] for word, weight in assignment.words],
                "neighbours": [[answer, likeness] for answer, likeness in assignment.neighbours],
            }
            for assignment in condensation.assignments
        ],
        "overlaps": [[o.first, o.second, o.strength] for o in condensation.overlaps],
        "orphans": list(condensation.orphans),
        "news": list(condensation.news),
    }
