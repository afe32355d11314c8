"""Words in their many endings, without a dictionary: for searching, and for who said a word. Pure.

A page never loads the dictionaries of `analysis.languages`; cutting common endings is enough here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

SHORTEST = 4
"""Letters that are left of a word at least."""
_ENDINGS = sorted(
    (
        # Finnish cases, numbers and possessives
        *(["ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi", "tta", "ttä", "na", "nä", "ja", "jä", "ia", "iä", "ien", "jen", "den", "tten"]),
        *(["iin", "een", "aan", "ään", "oon", "uun", "yyn", "öön", "seen", "siin", "issa", "issä", "ista", "istä", "illa", "illä", "ilta", "iltä", "ille"]),
        *(["nsa", "nsä", "mme", "nne", "ni", "t", "n", "a", "ä", "i"]),
        # Swedish and English numbers, genders and cases
        *(["arna", "an", "erna", "orna", "ens", "ets", "na", "ar", "er", "or", "en", "et", "ens", "s", "es", "ing", "ed"]),
    ),
    key=len,
    reverse=True,
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LETTERS = 3


def stem(word: str) -> str:
    """A word in small letters without its longest common ending; short words stay whole."""
    small = word.casefold()
    for ending in _ENDINGS:
        if small.endswith(ending) and len(small) - len(ending) >= SHORTEST:
            return small[: -len(ending)]
    return small


def words_of(text: str) -> list[str]:
    """The words of a text, three letters and longer."""
    return [word for word in _WORD.findall(text) if len(word) >= _LETTERS]


def said_by(phrases: Iterable[str], texts: Mapping[UUID, str]) -> dict[str, list[UUID]]:
    """Phrase → the texts that hold every word of it, in any ending."""
    small = {key: text.casefold() for key, text in texts.items()}
    found: dict[str, list[UUID]] = {}
    with_stem: dict[str, set[UUID]] = {}
    for phrase in dict.fromkeys(phrases):
        stems: Sequence[str] = [stem(word) for word in words_of(phrase)]
        for each in stems:
            if each not in with_stem:
                with_stem[each] = {key for key, text in small.items() if each in text}
        among = [with_stem[each] for each in stems]
        found[phrase] = sorted(set.intersection(*among)) if among else []
    return found
