"""Compute the colours and sizes of the interface and write them as CSS variables.

    python tools/theme.py            write src/tiekartta/shell/static/tiekartta/theme.css
    python tools/theme.py --check    say whether that file is what this program would write

Every colour is chosen in OKLCH (hue and chroma by hand, lightness by search), so that text and borders keep a
contrast that is asked for by number. Contrast is that of WCAG 2.2 (relative luminance of sRGB, IEC 61966-2-1);
OKLab is B. Ottosson's, 2020. The names of the variables are those that designsystemet's components read.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src/tiekartta/shell/static/tiekartta/theme.css"
LAYOUT = Path(__file__).with_name("theme_layout.css")

Colours = dict[str, str]


@dataclass(frozen=True)
class Palette:
    """A colour family: OKLCH hue (degrees), chroma, and OKLCH lightness of its solid colour in light and dark."""

    hue: float
    chroma: float
    solid_light: float
    solid_dark: float


PALETTES: dict[str, Palette] = {
    "accent": Palette(hue=186, chroma=0.075, solid_light=0.42, solid_dark=0.78),
    "neutral": Palette(hue=75, chroma=0.008, solid_light=0.30, solid_dark=0.80),
    "brand1": Palette(hue=52, chroma=0.135, solid_light=0.53, solid_dark=0.78),
    "success": Palette(hue=148, chroma=0.115, solid_light=0.47, solid_dark=0.76),
    "warning": Palette(hue=80, chroma=0.150, solid_light=0.80, solid_dark=0.82),
    "danger": Palette(hue=25, chroma=0.165, solid_light=0.50, solid_dark=0.74),
    "info": Palette(hue=248, chroma=0.110, solid_light=0.47, solid_dark=0.76),
}
# The page itself is warm grey whatever the family of a component, so that families never patch the page.
PAGE_LIGHT, PAGE_DARK = 0.982, 0.195


def _linear_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def hex_of(lightness: float, chroma: float, hue: float) -> str:
    """sRGB `#rrggbb` of an OKLCH colour; chroma gives way until the colour exists on a screen."""
    rgb = _linear_rgb(lightness, chroma, hue)
    while chroma > 0 and any(part < -1e-4 or part > 1 + 1e-4 for part in rgb):
        chroma = max(0.0, chroma - 0.002)
        rgb = _linear_rgb(lightness, chroma, hue)
    parts = (min(1.0, max(0.0, part)) for part in rgb)
    encoded = (12.92 * p if p <= 0.0031308 else 1.055 * p ** (1 / 2.4) - 0.055 for p in parts)
    return "#" + "".join(f"{round(p * 255):02x}" for p in encoded)


def luminance(colour: str) -> float:
    """Relative luminance (0–1) of `#rrggbb`, as WCAG 2.2 defines it."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (1–21) of two `#rrggbb` colours."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _search(shade: Callable[[float], str], ground: str, ratio: float, *, darker: bool) -> str:
    """The shade nearest to the ground that keeps the contrast ratio with it."""
    steps = [n / 500 for n in range(501)]
    for lightness in reversed(steps) if darker else steps:
        colour = shade(lightness)
        is_beyond = (luminance(colour) < luminance(ground)) is darker
        if is_beyond and contrast(colour, ground) >= ratio:
            return colour
    raise ValueError(f"no shade reaches contrast {ratio} on {ground}")


def _solid(palette: Palette, lightness: float, step: float) -> Colours:
    """Solid colour with its hover and active steps, and text that is read on all three."""
    shades = [hex_of(lightness + n * step, palette.chroma, palette.hue) for n in range(3)]
    inks = ("#ffffff", hex_of(0.16, 0.01, palette.hue))
    best = max(inks, key=lambda ink: min(contrast(ink, shade) for shade in shades))
    soft = (
        hex_of(0.955, 0.02, palette.hue) if best == "#ffffff" else hex_of(0.22, 0.02, palette.hue)
    )
    return {
        "base-default": shades[0],
        "base-hover": shades[1],
        "base-active": shades[2],
        "base-contrast-subtle": soft,
        "base-contrast-default": best,
    }


def _family(palette: Palette, *, dark: bool) -> Colours:
    warm = PALETTES["neutral"]
    page = PAGE_DARK if dark else PAGE_LIGHT
    tint = min(palette.chroma * (0.4 if dark else 0.24), 0.045 if dark else 0.032)

    def ground(lightness: float, weight: float = 1.0) -> str:
        return hex_of(lightness, tint * weight, palette.hue)

    def ink(lightness: float) -> str:
        return hex_of(lightness, palette.chroma, palette.hue)

    lightnesses = (0.265, 0.3, 0.34, 0.39) if dark else (0.958, 0.932, 0.9, 0.865)
    tinted, hover, active, line = lightnesses
    colours = {
        "background-default": hex_of(page, 0.004, warm.hue),
        "background-tinted": ground(0.225 if dark else 0.968, 0.6),
        "surface-default": hex_of(0.235, 0.006, warm.hue) if dark else "#ffffff",
        "surface-tinted": ground(tinted, 0.75),
        "surface-hover": ground(hover),
        "surface-active": ground(active),
        "border-subtle": ground(line),
    }
    colours["border-default"] = _search(ink, colours["surface-tinted"], 3.3, darker=not dark)
    colours["border-strong"] = _search(ink, colours["surface-active"], 4.7, darker=not dark)
    colours["text-subtle"] = colours["border-strong"]
    colours["text-default"] = _search(
        lambda lightness: hex_of(lightness, palette.chroma * 0.6, palette.hue),
        colours["surface-active"],
        10.5,
        darker=not dark,
    )
    solid = palette.solid_dark if dark else palette.solid_light
    return colours | _solid(palette, solid, 0.035 if dark else -0.045)


def tokens(*, dark: bool) -> Colours:
    """All colour variables of one scheme: `accent-text-default` … → `#rrggbb`."""
    found = {
        f"{name}-{token}": colour
        for name, palette in PALETTES.items()
        for token, colour in _family(palette, dark=dark).items()
    }
    found["focus-inner"] = found["neutral-background-default"]
    found["focus-outer"] = found["neutral-text-default"]
    return found


def _block(selector: str, lines: list[str]) -> str:
    body = "".join(f"  {line};\n" for line in lines)
    return f"{selector} {{\n{body}}}\n"


def _scheme(*, dark: bool) -> list[str]:
    lines = [f"--ds-color-{name}: {colour}" for name, colour in tokens(dark=dark).items()]
    return [*lines, f"color-scheme: {'dark' if dark else 'light'}"]


def _mapping(name: str) -> str:
    selector = f'[data-color="{name}"]'
    if name == "accent":
        selector = f":root, [data-color-scheme], {selector}"
    names = _family(PALETTES[name], dark=False)
    return _block(selector, [f"--ds-color-{t}: var(--ds-color-{name}-{t})" for t in names])


def stylesheet() -> str:
    """The whole of theme.css: both schemes, families, type and sizes."""
    light = _block(':root, [data-color-scheme="light"]', _scheme(dark=False))
    dark = _block(":root", _scheme(dark=True))
    chosen = _block('[data-color-scheme="dark"]', _scheme(dark=True))
    return "\n".join(
        (
            "/* Written by tools/theme.py; change that, not this. */",
            "@layer ds.theme, ds.base, ds.components;",
            f"@layer ds.theme {{\n{light}",
            # Paper is white: the dark scheme is for screens only.
            f"@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n{chosen}",
            "".join(_mapping(name) for name in PALETTES),
            f"{LAYOUT.read_text(encoding='utf-8')}}}\n",
        )
    )


def main(arguments: list[str]) -> int:
    wanted = stylesheet()
    if "--check" in arguments:
        current = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
        print(
            "theme.css is up to date"
            if current == wanted
            else "theme.css differs: run tools/theme.py"
        )
        return int(current != wanted)
    TARGET.write_text(wanted, encoding="utf-8")
    print(f"wrote {TARGET.name}: {len(wanted)} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
