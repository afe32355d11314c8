"""Names of persons in Finnish, Swedish and English text, with high recall: a person decides.

A word is a name by what it is (the lists of names in all their forms, or the shape of a surname)
and by what stands around it (surroundings). Names that are also words ('Toivo', 'Virta', 'Dan')
need a capital that is not that of a sentence, or surroundings that speak of a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tiekartta.analysis.languages.personal_data.kinds import Certainty
from tiekartta.analysis.languages.personal_data.name_lists import (
    ORDINARY_SURNAMES,
    PLACES,
    SURNAMES,
)
from tiekartta.analysis.languages.personal_data.surroundings import (
    NO_PERSONS,
    Lead,
    is_deed,
    is_institution,
    is_title,
    lead_of,
)
from tiekartta.analysis.languages.personal_data.words_as_names import (
    ADJECTIVE,
    LONGEST,
    Word,
    words_of,
)

Place = tuple[int, int, Certainty]

_MOST = 4  # words of one name
_INNER = ("ssa", "ssä", "sta", "stä")  # a place rather than a person
_ABSTRACT = ("aa", "ää", "oa", "ea", "ia", "ja", "ua")  # 'rauhaa', 'iloa': partitives
_PARTICLES = frozenset(("af", "von", "van", "de", "al", "der"))


def find_names(text: str) -> Iterator[Place]:
    """Places of names with how sure each is. Given names with what follows, lone surnames; and last the
    other forms of these names in the text."""
    words = words_of(text)
    known: set[str] = set()
    missed: list[Word] = []
    at = 0
    while at < len(words):
        found = _name_at(words, at)
        if found is None:
            missed.append(words[at])
            at += 1
            continue
        count, certainty = found
        known.update(_bases(words[at : at + count]))
        last = words[at + count - 1]
        if not re.match(r" ?[-–]\w", text[last.end : last.end + 3]):  # 'Auli Poppanen -kerho'
            end = last.end
            if len(last.written) == 1 and text[end : end + 1] == ".":
                end += 1
            yield words[at].start, end, certainty
        at += count
    # 'Maija Virtanen soitti. Maijalle …': what begins a sentence is a name where the text has it elsewhere
    yield from ((w.start, w.end, "likely") for w in missed if w.capital and known & _bases([w]))


def _bases(words: Sequence[Word]) -> set[str]:
    """The listed names of which the words are forms."""
    return {base for word in words for base in (word.given, word.family) if base}


def _name_at(words: Sequence[Word], at: int) -> tuple[int, Certainty] | None:
    """How many words from ``at`` on are a name, and how sure that is; None when they are none."""
    word = words[at]
    if not (word.capital or word.given or word.family or word.low in _PARTICLES):
        return None
    lead = _lead(words, at)
    if word.low in _PARTICLES:
        following = _joined(words, at)
        named = following is not None and following.capital and not following.place
        more = named and (lead or not word.initial)
        return (1 + _length(words, at + 1), "likely") if more and len(word.low) > 1 else None
    if len(word.written) == 1:
        return _after_initial(words, at)
    certainty = _sureness(words, at, lead)
    return None if certainty is None else (_length(words, at), certainty)


def _sureness(words: Sequence[Word], at: int, lead: Lead) -> Certainty | None:
    word, following = words[at], _joined(words, at)
    if lead and (sure := _announced(word, following, lead)):
        return sure
    surname = following is not None and following.follows
    if word.given is not None:
        return _as_given(words, at, surname=surname)
    if word.capital and (word.family or word.shaped):
        return _as_surname(words, at)
    return None


def _announced(word: Word, following: Word | None, lead: Lead) -> Certainty | None:
    """A word to which the text leads: 'nimeni on …', 'terveisin …', 'ohjaaja …'."""
    known = word.given is not None or word.family is not None
    housed = word.place and (word.family is None or word.low.endswith(_INNER))
    if housed and not (lead == "named" and word.capital):
        return None
    if lead == "named":
        return "likely" if word.capital or known else None
    if lead == "closing":
        more = following is not None and following.capital
        return "likely" if (word.capital and (known or more)) or _plainly(word) else None
    if not word.capital or is_title(word.low) or word.written[:2].isupper():
        return "likely" if _plainly(word) else None
    if ADJECTIVE.search(word.low) and not known:
        return None
    return "likely" if known or word.shaped else "possible"


def _plainly(word: Word) -> bool:
    """Whether a lower-case word is a given name beyond doubt, in the commonest forms."""
    name = word.given
    if name is None or word.ordinary or len(name) < 4:
        return False
    return word.low in (name, f"{name}n", f"{name}s", f"{name}lle", f"{name}lta")


def _as_given(words: Sequence[Word], at: int, *, surname: bool) -> Certainty | None:
    word, following = words[at], _joined(words, at)
    if not word.capital:
        lower = following is not None and following.follows and not following.capital
        if lower or (word.shouted and surname and not word.ordinary):
            return "likely"
        return "possible" if _plainly(word) and not word.shouted else None
    full = following is not None and (
        (surname and bool(following.family or following.shaped))
        or (following.capital and following.given is not None)
    )
    if full or not word.ordinary or _speaks_of_person(words, at):
        return "likely"
    return _as_ordinary(words, at, surname=surname)


def _as_ordinary(words: Sequence[Word], at: int, *, surname: bool) -> Certainty | None:
    """A capitalised given name that is also a word, with nothing around it that speaks of a person."""
    word = words[at]
    housed = at > 0 and is_institution(words[at - 1].low) and _joined(words, at - 1) is word
    if word.initial or housed or word.low.endswith(_INNER) or _in_list(words, at):
        return "likely" if surname and word.low == word.given and not word.initial else None
    if word.low != word.given and word.low.endswith(_ABSTRACT):
        return None
    return "possible"


def _as_surname(words: Sequence[Word], at: int) -> Certainty | None:
    word, following = words[at], _joined(words, at)
    before = words[at - 1] if at else None
    housed = before is not None and _joined(words, at - 1) is word and is_institution(before.low)
    if housed or (following is not None and is_institution(following.low)):
        return None
    if word.place and (word.low in PLACES or word.low not in SURNAMES):
        return None
    speaks = following is not None and (
        is_deed(following.low) or (following.capital and following.given is not None)
    )
    if word.family is None:
        return "possible" if speaks or not word.initial else None
    if word.family in PLACES:
        return None
    inner = word.low.endswith(_INNER)
    if word.family in ORDINARY_SURNAMES:
        return None if word.initial or inner or _in_list(words, at) else "possible"
    return None if inner and not word.family.endswith("nen") else "likely"


def _speaks_of_person(words: Sequence[Word], at: int) -> bool:
    """Whether a deed, another name or an age follows, or another name with 'and' stands before."""
    word, following = words[at], _joined(words, at)
    if following is not None:
        if is_deed(following.low):
            return True
        second = words[at + 2] if at + 2 < len(words) else None
        if following.low in ("ja", "och", "and", "sekä") and second is not None:
            return second.capital and second.given is not None and not second.ordinary
    if at >= 2 and words[at - 1].low in ("ja", "och", "and", "sekä"):
        return words[at - 2].capital and words[at - 2].given is not None
    return bool(re.match(r",? \d{1,2} ?(?:v\b|-v|år|year)", word.text[word.end : word.end + 10]))


def _in_list(words: Sequence[Word], at: int) -> bool:
    """Whether it stands among capitalised words that are no names ('Koti, Usko, Isänmaa')."""
    near = [words[n] for n in (at - 1, at + 1) if 0 <= n < len(words)]
    return bool(near) and all(w.capital and w.given is None and w.family is None for w in near)


def _after_initial(words: Sequence[Word], at: int) -> tuple[int, Certainty] | None:
    """'E. Karppinen': a letter and a surname."""
    word = words[at]
    if at + 1 == len(words) or not word.capital or word.text[word.end : word.end + 1] != ".":
        return None
    surname = words[at + 1]
    gap = word.text[word.end : surname.start]
    if gap in (".", ". ") and surname.capital and (surname.family or surname.shaped):
        return 2, "likely"
    return None


def _length(words: Sequence[Word], at: int) -> int:
    """How many words the name that begins at ``at`` has."""
    count = 1
    while count < _MOST:
        following = _joined(words, at + count - 1)
        if following is None:
            break
        after = _joined(words, at + count)
        if following.low in _PARTICLES and after is not None and after.capital:
            count += 2
            continue
        if not following.follows or following.low in NO_PERSONS:
            break
        count += 1
    return count


def _lead(words: Sequence[Word], at: int) -> Lead:
    word = words[at]
    if at == 0:
        return ""
    before = words[at - 1]
    gap = word.text[before.end : word.start][:LONGEST]
    if "\n" in gap and not gap.strip():
        gap = " "
    return lead_of(word.text[max(0, word.start - 60) : word.start], before.written, gap)


def _joined(words: Sequence[Word], at: int) -> Word | None:
    """The word after ``at`` if only a space divides them."""
    if not 0 <= at < len(words) - 1:
        return None
    one, two = words[at], words[at + 1]
    return two if one.text[one.end : two.start] in (" ", "\u00a0", "  ") else None
