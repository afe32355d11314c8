"""A map of themes: those that share answers lie near one another.

Distances come from overlaps; places by classical scaling (Torgerson 1952) made better by stress
majorization (Gansner, Koren and North 2005), then circles that touch are pushed apart. Nothing is
drawn by lot, so the same themes give the same map.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.themes.shapes import Condensation, Link, Spot, ThemeMap

_ROUNDS = 200
_FILLED = 0.30  # of the square's area by circles, at most
_LARGEST = 0.2  # radius of the largest circle, at most
_SMALLEST = 0.35  # of the largest radius: a theme of few answers can still be seen and pressed
_GAP = 0.012
_MARGIN = 0.01
_DIGITS = 4

Points = NDArray[np.float64]


def theme_map(condensation: Condensation) -> ThemeMap:
    """Themes in a square of side 1, areas by size; no two touch, and all are wholly inside."""
    themes = condensation.themes
    number = {theme.id: place for place, theme in enumerate(themes)}
    strengths = np.zeros((len(themes), len(themes)))
    for overlap in condensation.overlaps:
        one, other = number[overlap.first], number[overlap.second]
        strengths[one, other] = strengths[other, one] = overlap.strength
    radii = _radii(np.array([theme.size for theme in themes], dtype=np.float64))
    points, scale = _placed(strengths, radii)
    spots = tuple(
        Spot(theme.id, *(round(float(value), _DIGITS) for value in (*point, radius)))
        for theme, point, radius in zip(themes, points, radii * scale, strict=True)
    )
    links = tuple(Link(pair.first, pair.second, pair.strength) for pair in condensation.overlaps)
    return ThemeMap(
        spots, tuple(sorted(links, key=lambda link: (-link.strength, link.first, link.second)))
    )


def _radii(sizes: Points) -> Points:
    if not sizes.size:
        return sizes
    radii = np.maximum(np.sqrt(sizes / max(sizes.max(), 1.0)), _SMALLEST)
    largest = np.sqrt(_FILLED / np.pi / (radii**2).sum())
    return np.asarray(radii * min(largest, _LARGEST), dtype=np.float64)


def _placed(strengths: Points, radii: Points) -> tuple[Points, float]:
    """Middles in the square, and by how much circles must shrink to fit (1.0 when they do)."""
    count = radii.size
    if count < 2:
        return np.full((count, 2), 0.5), 1.0
    near = strengths / max(float(strengths.max()), 1e-9)
    touching = radii[:, None] + radii[None, :] + _GAP
    wanted = touching + (1.0 - near) * 0.6
    np.fill_diagonal(wanted, 0.0)
    points = _majorized(_scaled(wanted), wanted)
    points = _inside(points - points.mean(axis=0) + 0.5, radii)
    for _ in range(_ROUNDS):
        moved = _inside(_apart(points, touching), radii)
        if np.allclose(moved, points, atol=1e-7):
            break
        points = moved
    gaps = np.linalg.norm(points[:, None] - points[None, :], axis=2)
    needed = np.divide(gaps, touching, out=np.ones_like(gaps), where=~np.eye(count, dtype=bool))
    return points, min(1.0, float(needed.min()))


def _scaled(wanted: Points) -> Points:
    """Classical scaling to two dimensions; the sign of an axis is that of its largest value."""
    count = len(wanted)
    centring = np.eye(count) - 1.0 / count
    values, vectors = np.linalg.eigh(-0.5 * centring @ wanted**2 @ centring)
    axes = vectors[:, ::-1][:, :2] * np.sqrt(np.maximum(values[::-1][:2], 1e-6))
    leads = np.abs(np.round(axes, 6)).argmax(axis=0)
    signs = np.where(axes[leads, np.arange(2)] < 0, -1.0, 1.0)
    # themes alike in everything would share a place: a small circle keeps them apart
    turns = 2 * np.pi * np.arange(count) / count
    return np.asarray(axes * signs + 1e-3 * np.stack([np.cos(turns), np.sin(turns)], axis=1))


def _majorized(points: Points, wanted: Points) -> Points:
    weights = np.divide(1.0, wanted**2, out=np.zeros_like(wanted), where=wanted > 0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian)
    for _ in range(_ROUNDS):
        gaps = np.linalg.norm(points[:, None] - points[None, :], axis=2)
        pull = np.divide(weights * wanted, gaps, out=np.zeros_like(gaps), where=gaps > 1e-9)
        moved = inverse @ ((np.diag(pull.sum(axis=1)) - pull) @ points)
        if np.allclose(moved, points, atol=1e-7):
            break
        points = moved
    return np.asarray(points)


def _apart(points: Points, touching: Points) -> Points:
    """Pairs that touch are moved away from each other, half each."""
    between = points[:, None] - points[None, :]
    gaps = np.linalg.norm(between, axis=2)
    lacking = np.maximum(touching - gaps, 0.0)
    np.fill_diagonal(lacking, 0.0)
    away = np.divide(
        between, gaps[..., None], out=np.zeros_like(between), where=gaps[..., None] > 1e-9
    )
    return np.asarray(points + 0.5 * (away * lacking[..., None]).sum(axis=1))


def _inside(points: Points, radii: Points) -> Points:
    edge = radii[:, None] + _MARGIN
    return np.asarray(np.clip(points, edge, 1.0 - edge))
