"""Word vectors learned from a folder of trilingual metadata, such as a library's open catalogue.

The folder holds, at any depth, text files (.tsv or .tsv.gz, UTF-8) whose name, or whose folder's
name, ends in the code of their language: ``fi.tsv``, ``titles-sv.tsv``, ``catalogue-en/part1.tsv``.
A line is a text, a tab, and the concepts it was indexed with as URIs in angle brackets:

    Jonot kasvavat terveysasemilla<TAB><http://example.org/p1> <http://example.org/p2>

What makes the languages meet is that their texts are indexed with the same concepts: words are
compared by the concepts they occur under (latent semantic indexing; Deerwester and others 1990;
Dumais and others 1997 for several languages). The files are read twice, a line at a time; what is
held in memory is the table of concepts by words, bounded by the number of words kept.
"""

from __future__ import annotations

import gzip
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tiekartta.analysis.languages import STOP_WORDS, lemma, parts, tokens
from tiekartta.analysis.languages.detection import LANGUAGES
from tiekartta.analysis.themes.vectors.reading import unit

DIMENSIONS = 96
WORDS = 36_000
"""Words kept of each language, the most frequent ones."""
_FEWEST = 3  # lines a word must be in
_LINE = 20_000  # characters of a line that are read
_BATCH = 50_000  # lines counted before they are added to the table
_NAMED = re.compile(r"(?:^|[-_. ])(fi|sv|en)$", re.IGNORECASE)
_CONCEPT = re.compile(r"<([^<>\s]{1,300})>")

Progress = Callable[[int], None]
Files = dict[str, list[Path]]


@dataclass(frozen=True, slots=True)
class Trained:
    """What was learned: words by language code, concepts, lines used and passed over."""

    words: dict[str, int]
    concepts: int
    dimensions: int
    lines: int
    passed_over: int


def train(
    folder: str | Path,
    out: str | Path,
    *,
    dimensions: int = DIMENSIONS,
    words: int = WORDS,
    progress: Progress | None = None,
) -> Trained:
    """Learn vectors from ``folder`` and write them to ``out`` in the form that `Vectors.read` reads.

    ``words`` are kept of each language, vectors have ``dimensions`` (fewer when there are fewer
    concepts). ``progress`` is called with the number of lines read so far. The same folder gives
    the same file. Raises ValueError when the folder has no such files or too little in them, and
    OSError when a file cannot be read.
    """
    if dimensions < 2 or words < 1:
        raise ValueError("vectors need at least two dimensions and one word")
    files = _files(Path(folder))
    counted, lines, passed_over = _counted(files, progress)
    kept = {
        code: [word for word, count in counts.most_common() if count >= _FEWEST][:words]
        for code, counts in counted.items()
    }
    kept = {code: found for code, found in kept.items() if found}
    if not kept:
        raise ValueError(f"no word is in {_FEWEST} lines or more: too little to learn from")
    tables, concepts = _tables(files, kept, progress)
    if concepts < 3:
        raise ValueError(f"{concepts} concepts: at least 3 are needed to learn from")
    vectors = _learned(tables, concepts, dimensions)
    arrays: dict[str, NDArray[np.generic]] = {}
    for code, found in kept.items():
        total = sum(counted[code].values())
        shares = np.array([counted[code][word] / total for word in found])
        arrays[f"w_{code}"] = np.array("\n".join(found))
        arrays[f"v_{code}"] = vectors[code]
        arrays[f"f_{code}"] = np.clip(np.round(-8 * np.log(shares)), 0, 255).astype(np.uint8)
    _write(Path(out), arrays)
    learned = next(iter(vectors.values())).shape[1]
    sizes = {code: len(found) for code, found in kept.items()}
    return Trained(sizes, concepts, int(learned), lines, passed_over)


def _files(folder: Path) -> Files:
    if not folder.is_dir():
        raise ValueError(f"{folder} is not a folder")
    found: Files = {}
    for path in sorted(folder.rglob("*")):
        name = path.name.lower().removesuffix(".gz")
        if not path.is_file() or not name.endswith(".tsv"):
            continue
        named = _NAMED.search(name.removesuffix(".tsv")) or _NAMED.search(path.parent.name)
        if named:
            found.setdefault(named.group(1).lower(), []).append(path)
    if not found:
        raise ValueError(
            f"{folder} has no file of texts: names of .tsv files, or of their folders, end in the"
            " code of their language, as in titles-fi.tsv"
        )
    return {code: found[code] for code in LANGUAGES if code in found}


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", errors="replace")
    return path.open(encoding="utf-8", errors="replace")


def _lines(paths: list[Path]) -> Iterator[tuple[str, list[str]]]:
    """(text, concepts) of every line; no concepts for a line of another form."""
    for path in paths:
        with _opened(path) as file:
            while line := file.readline(_LINE):
                text, tab, concepts = line.rpartition("\t")
                yield (text, sorted(set(_CONCEPT.findall(concepts)))) if tab else (line, [])


def _words(text: str, language: str) -> set[str]:
    """Base forms and compound parts that carry meaning, as answers are prepared."""
    stop = STOP_WORDS[language]
    found: set[str] = set()
    for word in tokens(text):
        base = lemma(word, language)
        if len(base) > 1 and word not in stop and base not in stop:
            found.add(base)
            found.update(part for part in parts(word, language) if part not in stop)
    return found


def _counted(files: Files, progress: Progress | None) -> tuple[dict[str, Counter[str]], int, int]:
    """Lines by word and language, lines used, lines passed over."""
    counted: dict[str, Counter[str]] = {}
    used = passed_over = 0
    for code, paths in files.items():
        counts = counted[code] = Counter()
        for text, concepts in _lines(paths):
            if concepts:
                counts.update(sorted(_words(text, code)))
                used += 1
            else:
                passed_over += 1
            if len(counts) > 60 * WORDS:  # typing errors and names of one line, mostly
                for word in [word for word, count in counts.items() if count == 1]:
                    del counts[word]
            if progress is not None and (used + passed_over) % _BATCH == 0:
                progress(used + passed_over)
    return counted, used, passed_over


def _tables(
    files: Files, kept: dict[str, list[str]], progress: Progress | None
) -> tuple[dict[str, sparse.csr_matrix], int]:
    """(concepts, words) counts by language, and the number of concepts of all."""
    concepts: dict[str, int] = {}
    tables: dict[str, sparse.csr_matrix] = {}
    done = 0
    for code, words in kept.items():
        column = {word: place for place, word in enumerate(words)}
        table = sparse.csr_matrix(np.zeros((0, len(words)), dtype=np.float32))
        rows: list[int] = []
        columns: list[int] = []
        for number, (text, under) in enumerate(_lines(files[code]), start=1):
            places = [column[word] for word in _words(text, code) if word in column]
            for concept in under:
                row = concepts.setdefault(concept, len(concepts))
                rows.extend([row] * len(places))
                columns.extend(places)
            if number % _BATCH == 0:
                table = _added(table, rows, columns, len(concepts))
                rows, columns = [], []
                if progress is not None:
                    progress(done + number)
            last = number
        done += last
        tables[code] = _added(table, rows, columns, len(concepts))
    grown = {code: _grown(table, len(concepts)) for code, table in tables.items()}
    return grown, len(concepts)


def _added(
    table: sparse.csr_matrix, rows: list[int], columns: list[int], concepts: int
) -> sparse.csr_matrix:
    ones = np.ones(len(rows), dtype=np.float32)
    places = np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)
    more = sparse.csr_matrix((ones, places), shape=(concepts, table.shape[1]))
    return sparse.csr_matrix(_grown(table, concepts) + more)


def _grown(table: sparse.csr_matrix, concepts: int) -> sparse.csr_matrix:
    """``table`` with rows of nothing below, ``concepts`` in all."""
    more = np.full(concepts - table.shape[0], table.indptr[-1])
    ends = np.concatenate([table.indptr, more])
    return sparse.csr_matrix((table.data, table.indices, ends), shape=(concepts, table.shape[1]))


def _learned(
    tables: dict[str, sparse.csr_matrix], concepts: int, dimensions: int
) -> dict[str, NDArray[np.int8]]:
    """(words, d) of each language, in whole numbers of which the largest of a row is ±127."""
    from sklearn.utils.extmath import randomized_svd  # noqa: PLC0415 - heavy; only training needs it

    blocks = []
    for table in tables.values():
        counts = table.tocsr(copy=True)
        counts.data = np.log1p(counts.data)
        spread = np.bincount(counts.indices, minlength=counts.shape[1])
        counts.data *= np.log((1 + concepts) / (1 + spread)).astype(np.float32)[counts.indices]
        norms = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
        scale = np.divide(1.0, norms, out=np.zeros_like(norms), where=norms > 0)
        # each language of a concept weighs the same, however much was written in it
        blocks.append(sparse.diags(scale) @ counts)
    whole = sparse.csr_matrix(sparse.hstack(blocks, format="csr"), dtype=np.float32)
    wanted = min(dimensions, concepts - 1, whole.shape[1] - 1)
    if wanted < 2:
        raise ValueError("too few words to learn from")
    _, strengths, turned = randomized_svd(whole, wanted, n_iter=7, random_state=0)
    rows = unit(np.asarray((turned * np.sqrt(strengths)[:, None]).T, dtype=np.float32))
    largest = np.abs(rows).max(axis=1, keepdims=True)
    steps = np.divide(rows * 127, largest, out=np.zeros_like(rows), where=largest > 1e-12)
    found, start = {}, 0
    for code, table in tables.items():
        found[code] = np.round(steps[start : start + table.shape[1]]).astype(np.int8)
        start += table.shape[1]
    return found


def _write(out: Path, arrays: dict[str, NDArray[np.generic]]) -> None:
    """As `numpy.savez_compressed`, but without the hour in it: the same arrays, the same bytes."""
    part = out.with_name(out.name + ".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as file:
                np.lib.format.write_array(file, array, allow_pickle=False)
    part.replace(out)
