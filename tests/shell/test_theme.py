"""The colours that tools/theme.py computes keep the contrasts of WCAG 2.2 AA, in light and in dark."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _theme() -> ModuleType:
    spec = importlib.util.spec_from_file_location("theme", ROOT / "tools" / "theme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["theme"] = module
    spec.loader.exec_module(module)
    return module


THEME = _theme()
GROUNDS = (
    "background-default",
    "background-tinted",
    "surface-default",
    "surface-tinted",
    "surface-hover",
    "surface-active",
)
SCHEMES = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
FAMILIES = pytest.mark.parametrize("family", list(THEME.PALETTES))


def test_contrast_is_that_of_wcag() -> None:
    assert THEME.contrast("#000000", "#ffffff") == 21
    assert round(THEME.contrast("#777777", "#ffffff"), 2) == 4.48


def test_oklch_red_is_the_red_of_the_screen() -> None:
    assert THEME.hex_of(0.627955, 0.257683, 29.2339) == "#ff0000"
    assert THEME.hex_of(1, 0, 0) == "#ffffff"


def test_a_colour_beyond_the_screen_loses_chroma_not_hue() -> None:
    colour = THEME.hex_of(0.6, 0.4, 150)
    green, others = int(colour[3:5], 16), (int(colour[1:3], 16), int(colour[5:], 16))
    assert green > max(others)


def test_search_refuses_a_contrast_that_no_shade_has() -> None:
    with pytest.raises(ValueError, match="no shade"):
        THEME._search(lambda n: THEME.hex_of(n, 0, 0), "#777777", 15, darker=True)


@SCHEMES
@FAMILIES
def test_text_is_readable_on_every_ground_of_its_family(family: str, *, dark: bool) -> None:
    colours = THEME.tokens(dark=dark)
    for ground in GROUNDS:
        for ink in (f"{family}-text-default", f"{family}-text-subtle", "neutral-text-default"):
            ratio = THEME.contrast(colours[ink], colours[f"{family}-{ground}"])
            assert ratio >= 4.5, (ink, ground, ratio)


@SCHEMES
@FAMILIES
def test_text_on_solid_colour_is_readable_also_when_pressed(family: str, *, dark: bool) -> None:
    colours = THEME.tokens(dark=dark)
    for step in ("default", "hover", "active"):
        solid = colours[f"{family}-base-{step}"]
        assert THEME.contrast(colours[f"{family}-base-contrast-default"], solid) >= 4.5, step
    subtle = colours[f"{family}-base-contrast-subtle"]
    assert THEME.contrast(subtle, colours[f"{family}-base-default"]) >= 4.5


@SCHEMES
@FAMILIES
def test_borders_of_controls_are_seen(family: str, *, dark: bool) -> None:
    colours = THEME.tokens(dark=dark)
    for ground in ("background-default", "surface-default", "surface-tinted"):
        ratio = THEME.contrast(colours[f"{family}-border-default"], colours[f"{family}-{ground}"])
        assert ratio >= 3, (ground, ratio)


@SCHEMES
def test_focus_ring_stands_out_from_the_page(*, dark: bool) -> None:
    colours = THEME.tokens(dark=dark)
    assert THEME.contrast(colours["focus-outer"], colours["neutral-background-default"]) >= 7
    assert THEME.contrast(colours["focus-outer"], colours["focus-inner"]) >= 7


def test_the_file_served_is_the_one_computed(capsys: pytest.CaptureFixture[str]) -> None:
    assert THEME.main(["--check"]) == 0
    assert capsys.readouterr().out == "theme.css is up to date\n"


def test_check_tells_of_a_file_that_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "theme.css"
    monkeypatch.setattr(THEME, "TARGET", target)
    assert THEME.main(["--check"]) == 1
    assert THEME.main([]) == 0
    assert target.read_text(encoding="utf-8") == THEME.stylesheet()
    target.write_text("a { color: red }", encoding="utf-8")
    assert THEME.main(["--check"]) == 1
