# SPDX-License-Identifier: Apache-2.0
"""The signs of points on a curve, and their values in words."""

from journey_studio.layout.card_frames import diamond
from journey_studio.layout.display import Segment
from journey_studio.layout.theme import Marker
from journey_studio.model.scales import number_of

_ARC = 0.5523


def marker(kind: Marker, x: float, y: float, size: float) -> tuple[Segment, ...]:
    """A closed shape around (x, y), about `size` px across and as heavy as the other shapes."""
    half = size / 2
    if kind == "square":
        half *= 0.88
        return (
            ("M", x - half, y - half),
            ("L", x + half, y - half),
            ("L", x + half, y + half),
            ("L", x - half, y + half),
            ("Z",),
        )
    if kind == "diamond":
        return diamond(x, y, size * 1.2)
    if kind == "triangle":
        half *= 1.1
        return (
            ("M", x, y - half),
            ("L", x + half, y + half * 0.8),
            ("L", x - half, y + half * 0.8),
            ("Z",),
        )
    pull = half * _ARC
    return (
        ("M", x - half, y),
        ("C", x - half, y - pull, x - pull, y - half, x, y - half),
        ("C", x + pull, y - half, x + half, y - pull, x + half, y),
        ("C", x + half, y + pull, x + pull, y + half, x, y + half),
        ("C", x - pull, y + half, x - half, y + pull, x - half, y),
        ("Z",),
    )


def shown_value(lane_kind: str, value: float) -> str:
    """A value of -1 to 1 as people read it: a feeling from -2 to +2, tension from 1 to 5."""
    number = number_of(value, lane_kind)
    if lane_kind == "arc":
        return f"{number:.1f}".removesuffix(".0")
    digits = f"{number:+.1f}".removesuffix(".0")
    return "0" if digits in ("+0", "-0") else digits.replace("-", "\u2212")
