"""Names for themes from the lexicon: in Finnish, Swedish and English at once."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from tiekartta.analysis.languages.lexicon import broader_of, concepts
from tiekartta.analysis.themes.meaning import Meaning, field_of
from tiekartta.analysis.themes.naming import fewest
from tiekartta.analysis.themes.preparing import Prepared

_MEMBERS = 8  # answers below which a theme is too small for a general name
_LEADS = 0.4  # share of the theme's answers that a field must lead to name it
_LIFT = 1.5  # how much more often than among all answers
_OFTEN = 0.12  # share of the theme's answers with a concept that may be half of a name
_AND = {"fi": "ja", "sv": "och", "en": "and"}

Tally = tuple[Counter[str], Counter[str]]
"""Number of answers by the field that leads them, and by concept."""


def tally(answers: Sequence[Prepared], meaning: Meaning) -> Tally:
    """What ``answers`` speak of; nothing off the lexicon's own ground."""
    leading: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    if not meaning.share:
        return leading, spoken
    for answer in answers:
        fields = meaning.fields_of(answer)
        if fields:
            leading[min(fields, key=lambda field: (-fields[field], field))] += 1
        met = {c for c in answer.concepts if field_of(c) is not None}
        # a narrower concept also counts as its broader one, but for the field, which stands apart
        spoken.update(met | {above for c in met for above in broader_of(c)[:-1]})
    return leading, spoken


def titles(
    members: Sequence[Prepared], everyone: Tally, answers: int, meaning: Meaning
) -> Iterator[dict[str, str]]:
    """Names by language code, best first; nothing when no concept is clear.

    ``everyone`` is the tally of all ``answers`` of the run. The first choice is the field that
    leads the theme; then, for a second theme of that field, two of its concepts together.
    """
    if len(members) < _MEMBERS or not meaning.share:
        return
    leading, spoken = tally(members, meaning)
    fields = [
        field
        for field, count in sorted(leading.items(), key=lambda item: (-item[1], item[0]))
        if count >= _LEADS * len(members)
        and count / len(members) >= _LIFT * everyone[0][field] / answers
    ]
    for field in fields:
        yield dict(concepts()[field].names)
        within = _typical(spoken, everyone[1], len(members), answers, field)
        for one, other in combinations(within, 2):
            is_plain = not _is_double(one) and not _is_double(other)
            if is_plain and other not in broader_of(one) and one not in broader_of(other):
                yield _together(concepts()[one].names, concepts()[other].names)
        yield from (dict(concepts()[concept].names) for concept in within)


def _typical(
    spoken: Counter[str], everywhere: Counter[str], members: int, answers: int, field: str
) -> list[str]:
    scored = []
    for concept, count in spoken.items():
        lift = (count / members) / (everywhere[concept] / answers)
        is_narrower = concept != field and field_of(concept) == field
        if is_narrower and count >= max(_OFTEN * members, fewest(members)) and lift >= _LIFT:
            scored.append((-count * math.log(lift), concept))
    return [concept for _, concept in sorted(scored)[:4]]


def _is_double(concept: str) -> bool:
    """Whether the name already joins two things ('schools and day care')."""
    return any(f" {_AND[code]} " in name for code, name in concepts()[concept].names.items())


def _together(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    return {code: f"{one[code]} {_AND[code]} {other[code]}" for code in one}
