"""Vectors learned from a folder of metadata."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest

from tiekartta.analysis.themes import Answer
from tiekartta.analysis.themes.preparing import prepare
from tiekartta.analysis.themes.vectors import Vectors, train

TITLES = Path(__file__).resolve().parents[5] / "shared/data/text-finna-titles/dev"


def word(vectors: Vectors, code: str, text: str) -> np.ndarray:
    table = vectors.tables[code]
    return table.vectors[table.rows[text]]


def test_words_of_one_concept_meet_across_languages(catalogue: Path, tmp_path: Path) -> None:
    found = train(catalogue, tmp_path / "words.npz")
    vectors = Vectors.read(tmp_path / "words.npz")

    assert (found.concepts, found.lines, found.passed_over) == (4, 48, 0)
    assert set(found.words) == {"fi", "sv", "en"}
    assert found.dimensions == vectors.dimensions == 3
    queue = word(vectors, "fi", "jono")
    assert word(vectors, "sv", "kö") @ queue > 0.9
    assert word(vectors, "en", "queue") @ queue > 0.9
    assert abs(word(vectors, "en", "bus") @ queue) < 0.5


def test_the_same_folder_gives_the_same_file(catalogue: Path, tmp_path: Path) -> None:
    train(catalogue, tmp_path / "one.npz")
    train(catalogue, tmp_path / "two.npz")

    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_packed_files_and_folders_named_by_language_are_read(
    catalogue: Path, tmp_path: Path
) -> None:
    plain = train(catalogue, tmp_path / "plain.npz")
    (catalogue / "finnish-fi").mkdir()
    text = (catalogue / "titles-fi.tsv").read_bytes()
    (catalogue / "titles-fi.tsv").unlink()
    (catalogue / "finnish-fi" / "part1.tsv.gz").write_bytes(gzip.compress(text))

    assert train(catalogue, tmp_path / "packed.npz") == plain
    assert (tmp_path / "packed.npz").read_bytes() == (tmp_path / "plain.npz").read_bytes()


def test_lines_of_another_form_are_passed_over(catalogue: Path, tmp_path: Path) -> None:
    with (catalogue / "titles-fi.tsv").open("ab") as file:
        file.write("vain teksti\nteksti\tei käsitettä\n\x00\xff\n".encode("latin-1"))

    assert train(catalogue, tmp_path / "words.npz").passed_over == 3


def test_words_and_dimensions_are_bounded_as_asked(catalogue: Path, tmp_path: Path) -> None:
    found = train(catalogue, tmp_path / "words.npz", dimensions=2, words=5)

    assert found.words == {"fi": 5, "sv": 5, "en": 5}
    assert Vectors.read(tmp_path / "words.npz").dimensions == 2


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "has no file of texts"),
        ({"titles.tsv": "jono\t<a>\n"}, "has no file of texts"),
        ({"titles-fi.tsv": ""}, "too little to learn from"),
        ({"titles-fi.tsv": "jono pitkä\t<a>\n" * 5}, "at least 3 are needed"),
    ],
)
def test_a_folder_of_too_little_is_refused(
    tmp_path: Path, files: dict[str, str], said: str
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match=said):
        train(folder, tmp_path / "words.npz")
    assert not (tmp_path / "words.npz").exists()


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a folder"):
        train(tmp_path / "nowhere", tmp_path / "words.npz")


@pytest.mark.skipif(not TITLES.is_dir(), reason="the titles of ../shared/data are not there")
def test_real_titles_of_a_library_bring_languages_together(tmp_path: Path) -> None:
    folder = tmp_path / "titles"
    folder.mkdir()
    for code in ("fi", "sv", "en"):
        with (TITLES / f"finna-{code}.csv").open(encoding="utf-8") as file:
            rows = [f"{row['text']}\t<{row['label']}>" for row in csv.DictReader(file)]
        (folder / f"titles-{code}.tsv").write_text("\n".join(rows), encoding="utf-8")

    train(folder, tmp_path / "words.npz", dimensions=16)
    vectors = Vectors.read(tmp_path / "words.npz")
    texts = {"fi": "Työttömyys kasvaa", "sv": "Arbetslösheten ökar", "en": "Unemployment grows"}
    texts |= {"fi2": "Kirjastojen palvelut", "sv2": "Bibliotekens tjänster", "en2": "The libraries"}
    answers = prepare([Answer(n, t, language=n[:2]) for n, t in texts.items()])
    rows = vectors.place(answers)

    assert (rows @ rows.T > 0).tolist() == [
        [place // 3 == other // 3 for other in range(6)] for place in range(6)
    ]
