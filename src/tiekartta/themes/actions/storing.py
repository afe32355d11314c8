"""Storing what a run found: written once, in the transaction that takes it into use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tiekartta.analysis.languages.lexicon import concepts
from tiekartta.analysis.themes import Condensation
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.texts import TranslatedText
from tiekartta.programmes.models import Programme
from tiekartta.themes.models import CandidateAssignment, CandidateTheme, Run, RunDetail
from tiekartta.themes.renewal import machine_title
from tiekartta.themes.words import said_by
from tiekartta.voices.queries import behind_enough, voices_by_id

MOST_PAIRS = 5_000
"""Near duplicates that are kept of a run, the likest first."""
_AND = re.compile(r" (?:ja|och|and) ")


@dataclass(frozen=True)
class Extras:
    """What the engine tells of a result besides its themes, as plain rows (see `RunDetail`)."""

    similar: Sequence[tuple[str, str, float, str, tuple[str, ...]]] = ()
    places: Sequence[tuple[str, float, float, float]] = ()
    links: Sequence[tuple[str, str, float]] = ()


def store(run: Run, condensation: Condensation, extras: Extras) -> dict[str, CandidateTheme]:
    """The candidates and suggestions of a run, and what else it found; candidates by their key."""
    labels = {theme.id: machine_title(theme.labels, theme.label) for theme in condensation.themes}
    told = _told(run, condensation, labels)
    made = CandidateTheme.objects.bulk_create(
        CandidateTheme(
            run=run, key=theme.id, label=labels[theme.id], keywords=list(theme.keywords),
            told_keywords=[word for word in theme.keywords if word in told],
            is_label_told=is_told(labels[theme.id], told),
            cohesion=theme.cohesion, stability=theme.stability,
            typical_voice_ids=list(theme.exemplars),
        )
        for theme in condensation.themes
    )  # fmt: skip
    by_key = {candidate.key: candidate for candidate in made}
    CandidateAssignment.objects.bulk_create(
        (
            CandidateAssignment(
                candidate=by_key[key], voice_id=assignment.answer, weight=weight, rank=rank,
                words=[list(pair) for pair in assignment.words] if rank == 1 else [],
                neighbours=[list(pair) for pair in assignment.neighbours] if rank == 1 else [],
            )
            for assignment in condensation.assignments
            for rank, (key, weight) in enumerate(assignment.themes, start=1)
        ),
        batch_size=500,
    )  # fmt: skip
    _store_detail(run, condensation, extras)
    return by_key


def _store_detail(run: Run, condensation: Condensation, extras: Extras) -> None:
    likest = sorted(extras.similar, key=lambda pair: (-pair[2], pair[0], pair[1]))
    RunDetail.objects.create(
        run=run,
        news=list(condensation.news),
        groups=[
            [view.group, view.size, [list(theme) for theme in view.themes]]
            for view in condensation.groups
        ],
        places=[list(place) for place in extras.places],
        links=[list(link) for link in extras.links],
        similar=[
            [first, second, round(likeness, 3), kind, list(reasons)]
            for first, second, likeness, kind, reasons in likest[:MOST_PAIRS]
        ],
    )


def _told(run: Run, condensation: Condensation, labels: Mapping[str, TranslatedText]) -> set[str]:
    """The keywords and words of labels that enough respondents of the run said."""
    phrases = [word for theme in condensation.themes for word in theme.keywords]
    phrases += [text for label in labels.values() for text in texts_of(label)]
    return words_told(phrases, map(UUID, run.voice_ids), run.programme)


def words_told(phrases: Iterable[str], voice_ids: Iterable[UUID], programme: Programme) -> set[str]:
    """The phrases that enough respondents said in these voices (INV-D1)."""
    voices = voices_by_id(voice_ids, reader=SYSTEM, programme=programme)
    said = said_by(phrases, {voice_id: voice.text for voice_id, voice in voices.items()})
    return set(behind_enough(said, programme=programme))


def texts_of(label: TranslatedText) -> Iterable[str]:
    return (variant.text for variant in label.variants.values())


def is_told(label: TranslatedText, told: set[str]) -> bool:
    """Whether every variant was said by enough people, or is made of names of the lexicon."""
    names = {name.casefold() for concept in concepts().values() for name in concept.names.values()}
    return all(
        text in told or all(part.casefold() in names for part in _AND.split(text))
        for text in texts_of(label)
    )
