"""Inflected forms of names in Finnish, and the Swedish genitive: generated widely, for recall."""

from __future__ import annotations

from collections.abc import Iterable

_BACK = (
    "n",
    "a",
    "ssa",
    "sta",
    "lla",
    "lta",
    "lle",
    "na",
    "ksi",
    "kin",
    "kaan",
    "ko",
    "han",
    "t",
    "s",
)
_FRONT = (
    "n",
    "ä",
    "ssä",
    "stä",
    "llä",
    "ltä",
    "lle",
    "nä",
    "ksi",
    "kin",
    "kään",
    "kö",
    "hän",
    "t",
    "s",
)
_WEAK = (
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("nt", "nn"),
    ("lt", "ll"),
    ("rt", "rr"),
    ("nk", "ng"),
    ("mp", "mm"),
    ("ht", "hd"),
    ("t", "d"),
    ("p", "v"),
    ("k", ""),
)
_VOWELS = "aeiouyåäö"


def forms_of(names: Iterable[str], *, softening: frozenset[str] = frozenset()) -> dict[str, str]:
    """Inflected form → name, all in lower case; the name itself among the forms.

    ``softening``: names whose final i may turn to e (Järvi, Järven; but Matti, Matin).
    """
    found: dict[str, str] = {}
    for name in sorted(names := frozenset(names)):
        for form in forms(name, softens=name in softening):
            found.setdefault(form, name)
    return found | {name: name for name in names}


def forms(name: str, *, softens: bool = False) -> set[str]:
    """Forms of one lower-case name (also some that no grammar allows: they harm nobody)."""
    endings = _BACK if any(vowel in name for vowel in "aou") else _FRONT
    found = {name, f"{name}s", f"{name}:n"}
    for stem in _stems(name, softens=softens):
        found.update(stem + ending for ending in endings)
        found.add(f"{stem}{stem[-1]}n")  # illative: Mattiin
        found.add(f"{stem}{stem[-1]}nsa")
    return found


def _stems(name: str, *, softens: bool) -> set[str]:
    if name.endswith("nen"):
        return {name[:-3] + "se", name[:-3] + "s"}
    if name[-1] not in _VOWELS:
        stems = {name + "i"}
        if name[-1] == "s":
            stems |= {name[:-1] + "kse", name[:-1] + "s"}
        if name.endswith("as"):  # Tuomas, Tuomaan
            stems.add(name[:-1] + "a")
        return stems
    stems = {name}
    body, vowel = name[:-1], name[-1]
    for strong, weak in _WEAK:
        if body.endswith(strong) and len(body) > len(strong):
            stems.add(body[: len(body) - len(strong)] + weak + vowel)
            break
    if vowel == "i" and body.endswith(("rk", "lk")):  # Kärki, Kärjen
        stems.add(body[:-1] + "je")
    if vowel == "i" and softens:
        stems |= {stem[:-1] + "e" for stem in tuple(stems)}
    return stems
