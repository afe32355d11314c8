"""Files of word vectors, good and hostile."""

from __future__ import annotations

import io
import pickle
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiekartta.analysis.themes.vectors import Vectors

SHARED = Path(__file__).resolve().parents[5] / "shared/data/lexvec/words-fi-sv-en-96.npz"


def arrays(**changed: Any) -> dict[str, Any]:
    good = {
        "w_fi": np.array("jono\nkoulu\nbussi"),
        "v_fi": np.array([[127, 0], [0, 127], [-127, 0]], dtype=np.int8),
        "f_fi": np.array([30, 40, 50], dtype=np.uint8),
    }
    return {name: array for name, array in (good | changed).items() if array is not None}


def write(path: Path, content: dict[str, Any]) -> Path:
    np.savez_compressed(path, **content)
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    table = Vectors.read(write(tmp_path / "v.npz", arrays())).tables["fi"]

    assert dict(table.rows) == {"jono": 0, "koulu": 1, "bussi": 2}
    assert table.vectors.tolist() == [[1, 0], [0, 1], [-1, 0]]
    assert table.shares.tolist() == pytest.approx(np.exp([-30 / 8, -40 / 8, -50 / 8]).tolist())


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"w_fi": None}, "it needs the array w_fi, w_sv or w_en"),
        ({"v_fi": None}, "v_fi is missing"),
        ({"f_fi": None}, "f_fi is missing"),
        ({"w_fi": np.array("jono")}, "other numbers in v_fi"),
        ({"w_fi": np.array(["jono", "koulu", "bussi"])}, "w_fi is an array of another kind"),
        ({"w_fi": np.array(3)}, "w_fi is an array of another kind"),
        ({"v_fi": np.zeros((3, 2, 2), np.int8)}, "v_fi is an array of another kind"),
        ({"v_fi": np.zeros((3, 1), np.int8)}, "1 dimensions"),
        ({"v_fi": np.zeros((3, 5000), np.int8)}, "5000 dimensions"),
        ({"v_fi": np.array([[1, np.nan]] * 3)}, "not finite"),
        ({"v_fi": np.array([[1, np.inf]] * 3)}, "not finite"),
        ({"v_fi": np.array([[1j, 1]] * 3)}, "v_fi is an array of another kind"),
        ({"f_fi": np.array([1.0, 2.0, 3.0])}, "f_fi is an array of another kind"),
        ({"w_sv": np.array("kö"), "v_sv": np.ones((1, 3)), "f_sv": np.ones(1, np.uint8)}, "unlike"),
    ],
)
def test_a_file_of_another_form_is_refused_with_its_fault(
    tmp_path: Path, changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        Vectors.read(write(tmp_path / "v.npz", arrays(**changed)))


class Trap:
    """Would say so if it were ever unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return pytest.fail, ("a pickled object was run",)


def test_pickled_objects_are_refused_and_not_run(tmp_path: Path) -> None:
    trap = np.empty((3, 2), dtype=object)
    trap[:] = Trap()
    np.savez(tmp_path / "v.npz", **arrays(v_fi=trap), allow_pickle=True)
    with pytest.raises(ValueError, match="another kind"):
        Vectors.read(tmp_path / "v.npz")

    (tmp_path / "p.npz").write_bytes(pickle.dumps(Trap()))
    with pytest.raises(ValueError, match="not a readable file"):
        Vectors.read(tmp_path / "p.npz")


def test_a_heading_that_promises_too_much_is_refused_before_reading(tmp_path: Path) -> None:
    heading = b"{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 1000000), }"
    heading = heading.ljust(117) + b"\n"
    bomb = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(heading)) + heading
    buffer = io.BytesIO()
    np.savez(buffer, **arrays(v_fi=None))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("v_fi.npy", bomb)
    (tmp_path / "v.npz").write_bytes(buffer.getvalue())

    with pytest.raises(ValueError, match="too large"):
        Vectors.read(tmp_path / "v.npz")


def test_a_member_that_unpacks_to_a_lot_of_nothing_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "v.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("w_fi.npy", bytes(50_000_000))

    with pytest.raises(ValueError, match="v_fi is missing"):
        Vectors.read(tmp_path / "v.npz")


@given(cut=st.integers(0, 900), noise=st.binary(max_size=40))
@settings(max_examples=60, deadline=None)
def test_a_broken_file_is_refused_or_read_but_never_breaks(
    tmp_path_factory: pytest.TempPathFactory, cut: int, noise: bytes
) -> None:
    path = tmp_path_factory.mktemp("broken") / "v.npz"
    whole = write(path, arrays()).read_bytes()
    path.write_bytes(whole[:cut] + noise + whole[cut + len(noise) :])
    try:
        Vectors.read(path)
    except ValueError as error:
        assert "file of word vectors" in str(error)  # noqa: PT017 - both outcomes are right


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Vectors.read(tmp_path / "nothing.npz")


@pytest.mark.skipif(not SHARED.exists(), reason="the word vectors of ../shared/data are not there")
def test_the_shared_file_is_read() -> None:
    vectors = Vectors.read(SHARED)

    assert vectors.dimensions == 96
    assert {code: len(table.rows) for code, table in vectors.tables.items()} == {
        "fi": 36000,
        "sv": 24000,
        "en": 24000,
    }
