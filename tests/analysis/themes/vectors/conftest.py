"""An invented catalogue in three languages, indexed with the same concepts."""

from __future__ import annotations

from pathlib import Path

import pytest

CATALOGUE = {
    "queues": {
        "fi": "jono odotus aika vastaanotto",
        "sv": "kö väntan tid mottagning",
        "en": "queue waiting slot appointment",
    },
    "schools": {
        "fi": "koulu opettaja oppilas luokka",
        "sv": "skola lärare elev klass",
        "en": "school teacher pupil classroom",
    },
    "transport": {
        "fi": "bussi juna lippu asema",
        "sv": "buss tåg biljett station",
        "en": "bus train ticket station",
    },
    "health": {
        "fi": "lääkäri sairaala potilas hoito",
        "sv": "läkare sjukhus patient vård",
        "en": "doctor hospital patient treatment",
    },
}


def write_catalogue(folder: Path) -> Path:
    """Three lines of three words for each concept and language."""
    for code in ("fi", "sv", "en"):
        lines = []
        for concept, texts in CATALOGUE.items():
            words = texts[code].split()
            for skipped in range(len(words)):
                kept = " ".join(word for n, word in enumerate(words) if n != skipped)
                lines.append(f"{kept}\t<http://example.org/{concept}>")
        (folder / f"titles-{code}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    return write_catalogue(folder)
