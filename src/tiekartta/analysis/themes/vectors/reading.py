"""The file of word vectors, read with suspicion.

A NumPy archive (.npz) with three arrays for each language xx (fi, sv, en; at least one): ``w_xx``,
base forms joined by newlines, most frequent first; ``v_xx``, an (words, d) array of int8 or of
finite floats, a row for each; ``f_xx``, a byte for each: round(8 × −ln p), p being the share of all
words that this one is. Nothing in it is ever run: pickled objects are refused, and an array is
looked at by its heading before it is read, so that a small file cannot fill the memory.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from tiekartta.analysis.languages.detection import LANGUAGES

_MOST_WORDS = 1_000_000
_MOST_DIMENSIONS = 1_024
_MOST_BYTES = 512 * 1024 * 1024  # of one array
_HEADING = 10_000  # characters of an array's heading


@dataclass(frozen=True, slots=True)
class Table:
    """Words of one language: ``rows`` by word, unit ``vectors`` (words, d), ``shares`` of use."""

    rows: Mapping[str, int]
    vectors: NDArray[np.float32]
    shares: NDArray[np.float64]


def read_tables(path: str | Path) -> dict[str, Table]:
    """Table by language of the file at ``path``. Raises ValueError (saying what is wrong) for any
    file of another form and OSError when it cannot be opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            spoken = [code for code in LANGUAGES if f"w_{code}.npy" in names]
            tables = {code: _table(archive, code, names) for code in spoken}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise ValueError(f"not a readable file of word vectors (.npz): {error}") from error
    except ValueError as error:
        raise ValueError(f"not a file of word vectors: {error}") from error
    if not tables:
        raise ValueError("not a file of word vectors: it needs the array w_fi, w_sv or w_en")
    if len({table.vectors.shape[1] for table in tables.values()}) > 1:
        raise ValueError("not a file of word vectors: its languages have unlike dimensions")
    return tables


def _table(archive: zipfile.ZipFile, code: str, names: set[str]) -> Table:
    missing = [name for name in (f"v_{code}", f"f_{code}") if f"{name}.npy" not in names]
    if missing:
        raise ValueError(f"{missing[0]} is missing")
    words = str(_array(archive, f"w_{code}", "U", 0)).split("\n")
    vectors = _array(archive, f"v_{code}", "if", 2)
    bytes_ = _array(archive, f"f_{code}", "u", 1)
    if not 0 < len(words) <= _MOST_WORDS:
        raise ValueError(f"w_{code} has no words, or over a million")
    if len(vectors) != len(words) or len(bytes_) != len(words):
        raise ValueError(f"{len(words)} words in w_{code}, but other numbers in v_{code}, f_{code}")
    if not 1 < vectors.shape[1] <= _MOST_DIMENSIONS:
        raise ValueError(f"v_{code} has {vectors.shape[1]} dimensions; 2–1,024 are read")
    plain = vectors.astype(np.float32)
    if not np.isfinite(plain).all():
        raise ValueError(f"v_{code} holds numbers that are not finite")
    rows: dict[str, int] = {}
    for row, word in enumerate(words):
        rows.setdefault(word, row)
    shares = np.exp(-bytes_.astype(np.float64) / 8)
    return Table(rows, unit(plain), shares)


def _array(archive: zipfile.ZipFile, name: str, kinds: str, axes: int) -> NDArray[Any]:
    """One array, its size known from its heading before it is read."""
    with archive.open(f"{name}.npy") as file:
        version = npy.read_magic(file)
        if version not in ((1, 0), (2, 0)):
            raise ValueError(f"{name} is of an unknown version")
        heading = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
        shape, _, kind = heading(file, max_header_size=_HEADING)
        size = int(np.prod([int(length) for length in shape], dtype=object)) * kind.itemsize
        if kind.kind not in kinds or len(shape) != axes:
            raise ValueError(f"{name} is an array of another kind or shape")
        if size > _MOST_BYTES or any(length < 0 for length in shape):
            raise ValueError(f"{name} is too large ({size} bytes)")
    with archive.open(f"{name}.npy") as file:
        return np.asarray(npy.read_array(file, allow_pickle=False, max_header_size=_HEADING))


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """``rows`` at length 1; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    found: NDArray[np.float32] = np.zeros_like(rows)
    np.divide(rows, lengths, out=found, where=lengths > 1e-12)
    return found
