"""Files taken from elsewhere are what their list says, and nothing more is served."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[2] / "src/tiekartta/shell/static/tiekartta/vendor"


def _listed() -> dict[str, str]:
    lines = (VENDOR / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split(maxsplit=1) for line in lines)}


def test_every_file_has_the_sum_that_is_listed() -> None:
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.name not in {"SHA256SUMS", "README.md"}
    }
    assert found == _listed()


def test_every_file_is_named_in_the_readme_with_a_licence_text() -> None:
    readme = (VENDOR / "README.md").read_text(encoding="utf-8")
    assert [name for name in _listed() if f"`{name}`" not in readme] == []
    assert {name for name in _listed() if name.endswith(".LICENSE")} == {
        "designsystemet.LICENSE",
        "htmx.LICENSE",
    }


def test_no_file_points_to_a_source_map_or_loads_from_the_network() -> None:
    for name in _listed():
        text = (VENDOR / name).read_text(encoding="utf-8")
        assert "sourceMappingURL" not in text, name
        assert re.findall(r"url\(\s*[\"']?https?:|@import", text) == [], name
