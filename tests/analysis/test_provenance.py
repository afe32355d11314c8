import dataclasses

import pytest

from tiekartta.analysis.provenance import Provenance, digest


@dataclasses.dataclass
class _Point:
    x: int
    seen: frozenset[str]


def test_the_digest_does_not_depend_on_the_order_of_keys_or_sets() -> None:
    assert digest({"a": 1, "b": {"y", "x"}}) == digest({"b": {"x", "y"}, "a": 1})
    assert digest(_Point(1, frozenset("ab"))) == digest({"x": 1, "seen": frozenset("ba")})


def test_the_digest_tells_different_data_apart() -> None:
    assert digest(["a", "b"]) != digest(["b", "a"])
    assert len(digest("\ud800 😀")) == 64


def test_what_is_not_plain_has_no_digest() -> None:
    with pytest.raises(TypeError, match="object"):
        digest(object())
    with pytest.raises(ValueError, match="float"):
        digest(float("nan"))


def test_provenance_is_plain_data() -> None:
    data = Provenance("louvain", {"wanted": 10}, 3, "in", "out").as_data()
    assert data == {
        "version": "0.1.0",
        "algorithm": "louvain",
        "parameters": {"wanted": 10},
        "seed": 3,
        "input_digest": "in",
        "output_digest": "out",
    }
