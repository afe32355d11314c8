"""Drafts and themes for the tests of this folder."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from uuid import UUID

from tests.clear_texts import SIXTY
from tests.factories import some_voices, the_owner

from tiekartta.analysis.provenance import Provenance
from tiekartta.analysis.themes import Assignment, Condensation
from tiekartta.analysis.themes import Theme as FoundTheme
from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Person
from tiekartta.people.states import Role
from tiekartta.programmes.models import Programme
from tiekartta.themes.actions import accept_result, merge_themes, split_theme, start_run
from tiekartta.themes.actions.storing import Extras
from tiekartta.themes.models import Run, Theme, ThemeSet
from tiekartta.themes.queries.content import SetContent, content_of
from tiekartta.themes.states import ThemeSetState

LABELS = ("Lääkäriin pääsy", "Bussit", "Lomakkeet", "Omaishoito", "Asuminen", "Kiire")


def _an_owner(programme: Programme) -> Person:
    return programme.memberships.filter(role=Role.OWNER)[0].person


def analysed(programme: Programme, *, wanted: int = 6, seed: int = 0) -> Run:
    """A run by an owner, worked through by a worker."""
    run = start_run(programme=programme, wanted=wanted, seed=seed, by=_an_owner(programme))
    Worker().run_until_empty()
    run.refresh_from_db()
    return run


def an_analysed_draft(programme: Programme, texts: Iterable[str] = SIXTY) -> ThemeSet:
    """Voices of these texts, analysed into a draft."""
    some_voices(programme, texts)
    analysed(programme)
    return draft_of(programme)


def a_draft(programme: Programme, *, similar: bool = False) -> ThemeSet:
    """Sixty voices in six themes of ten, as a perfect analysis would have it; each with a near-duplicate if asked."""
    voices = some_voices(programme, SIXTY)
    topics = enumerate(voices[first : first + 10] for first in range(0, 60, 10))
    named = [(None, LABELS[number], [v.id for v in topic]) for number, topic in topics]
    pairs = zip(voices[::2], voices[1::2], strict=True) if similar else ()
    alike = [(str(one.id), str(other.id), 0.9, "same", ()) for one, other in pairs]
    return accepted(programme, *named, extras=Extras(similar=alike))


def draft_of(programme: Programme) -> ThemeSet:
    """The draft of a programme."""
    return ThemeSet.objects.get(programme=programme, state=ThemeSetState.DRAFT)


def read(theme_set: ThemeSet) -> SetContent:
    """The content as it is in the database now."""
    fresh = ThemeSet.objects.select_related("run", "programme").get(pk=theme_set.pk)
    return content_of(fresh, fresh.programme)


def members(theme: Theme) -> tuple[UUID, ...]:
    """The usable voices of a theme."""
    return read(theme.theme_set).members.get(theme.pk, ())


def themes(theme_set: ThemeSet) -> list[Theme]:
    """The live themes in order."""
    return list(read(theme_set).live)


def called(text: str) -> TranslatedText:
    """A Finnish title."""
    return TranslatedText.of(fi=text)


def found(*parts: tuple[str | None, str, Iterable[UUID]]) -> Condensation:
    """A result made by hand: (key of a fixed theme or None, label, voices) of each theme."""
    named = [
        FoundTheme(
            f"t{number}", label, {"fi": label}, (label.lower(),), 1, 1.0, (), key, key is None
        )
        for number, (key, label, _voices) in enumerate(parts, start=1)
    ]
    assignments = [
        Assignment(str(voice_id), "fi", ((theme.id, 1.0),))
        for theme, (_key, _label, voices) in zip(named, parts, strict=True)
        for voice_id in voices
    ]
    provenance = Provenance("by hand", {}, 0, "0" * 64, "1" * 64)
    return Condensation(tuple(named), tuple(assignments), (), (), provenance)


def accepted(
    programme: Programme,
    *parts: tuple[str | None, str, Iterable[UUID]],
    extras: Extras | None = None,
) -> ThemeSet:
    """A run of the owner whose result was made by hand."""
    run = start_run(programme=programme, wanted=5, by=_an_owner(programme))
    return accept_result(run=run, condensation=found(*parts), extras=extras, by=SYSTEM)


def exactly(theme_set: ThemeSet, number: int) -> list[Theme]:
    """The draft merged or split by its owner until it has this many themes."""
    owner = the_owner(theme_set.programme)
    while len(live := themes(theme_set)) != number:
        if len(live) > number:
            merge_themes(into=live[0], theme=live[-1], by=owner)
        else:
            voices = members(live[0])[:2]
            title = called(f"Osa {len(live)}")
            split_theme(theme=live[0], voice_ids=voices, title=title, by=owner)
    return live


def an_analysis(programme: Programme, voices: list[UUID], sizes: Iterable[int]) -> ThemeSet:
    """A result by hand, of themes of these sizes in the order of the voices."""
    parts, first = [], 0
    for number, size in enumerate(sizes):
        parts.append((None, LABELS[number], voices[first : first + size]))
        first += size
    run = start_run(programme=programme, wanted=5, by=the_owner(programme))
    extras = Extras(
        similar=[
            (str(voices[0]), str(voices[1]), 0.9, "same", ()),
            (str(voices[0]), str(voices[2]), 0.5, "related", ("negated", "number")),
            (str(voices[0]), str(voices[-1]), 0.7, "same", ()),
        ],
        places=[("t1", 0.2, 0.3, 0.1), ("t2", 0.7, 0.6, 0.15)],
        links=[("t1", "t2", 0.4), ("t1", "t9", 0.3)],
    )
    result = _explained(found(*parts), voices)
    return accept_result(run=run, condensation=result, extras=extras, by=SYSTEM)


def _explained(condensation: Condensation, voices: list[UUID]) -> Condensation:
    """The result with stability, and why the first voice is where it is."""
    assignments = tuple(
        dataclasses.replace(
            assignment, words=(("jono", 0.5), ("lääkäri", 0.25)),
            neighbours=((str(voices[1]), 0.8), (str(voices[2]), 0.6)),
        )
        if assignment.answer == str(voices[0]) else assignment
        for assignment in condensation.assignments
    )  # fmt: skip
    steady = tuple(dataclasses.replace(t, stability=0.8) for t in condensation.themes)
    return dataclasses.replace(condensation, themes=steady, assignments=assignments)
