# SPDX-License-Identifier: Apache-2.0
"""Shapes as PDF operators, y downwards: the page's matrix turns them over.

Equal shapes are common (cards of one size), so their operators are kept.
"""

from functools import lru_cache

from journey_studio.layout.display import Colour, Path, Rect
from journey_studio.layout.geometry import Box

# How far the handles of a quarter circle reach, in radii.
_HANDLE = 0.5522847498

_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


def alpha_of(colour: Colour | None) -> str:
    """The two hex digits of a colour's opacity, "" where it is opaque."""
    return "" if colour is None else colour[7:]


@lru_cache(maxsize=1024)
def rgb(colour: Colour) -> str:
    """The three operands of a colour operator."""
    red, green, blue = bytes.fromhex(colour[1:7])
    return f"{red / 255:.4g} {green / 255:.4g} {blue / 255:.4g}"


def outline(box: Box, radius: float) -> str:
    """The path of a rectangle with round corners."""
    x, y, w, h = box
    radius = min(radius, w / 2, h / 2)
    if radius <= 0:
        return f"{x:.3f} {y:.3f} {w:.3f} {h:.3f} re"
    right, bottom = x + w, y + h
    k = radius * (1 - _HANDLE)
    return (
        f"{x + radius:.3f} {y:.3f} m {right - radius:.3f} {y:.3f} l "
        f"{right - k:.3f} {y:.3f} {right:.3f} {y + k:.3f} {right:.3f} {y + radius:.3f} c "
        f"{right:.3f} {bottom - radius:.3f} l "
        f"{right:.3f} {bottom - k:.3f} {right - k:.3f} {bottom:.3f} "
        f"{right - radius:.3f} {bottom:.3f} c {x + radius:.3f} {bottom:.3f} l "
        f"{x + k:.3f} {bottom:.3f} {x:.3f} {bottom - k:.3f} {x:.3f} {bottom - radius:.3f} c "
        f"{x:.3f} {y + radius:.3f} l "
        f"{x:.3f} {y + k:.3f} {x + k:.3f} {y:.3f} {x + radius:.3f} {y:.3f} c h"
    )


@lru_cache(maxsize=4096)
def rect(item: Rect) -> str:
    """A rectangle, filled, drawn or both."""
    path = outline(item.box, item.radius)
    return _painted(path, item.fill, item.line, item.line_width, item.dash, ends="0 J 0 j")


@lru_cache(maxsize=4096)
def path(item: Path) -> str:
    """A path, filled, drawn or both, with round ends and joins."""
    parts = []
    for kind, *numbers in item.segments:
        parts += [f"{number:.3f}" for number in numbers]
        parts.append(_OPERATORS[str(kind)])
    return _painted(
        " ".join(parts), item.fill, item.line, item.line_width, item.dash, ends="1 J 1 j"
    )


def _painted(
    shape: str,
    fill: Colour | None,
    line: Colour | None,
    width: float,
    dash: tuple[float, ...],
    ends: str,
) -> str:
    if width <= 0:
        line = None
    state = []
    if fill is not None:
        state.append(rgb(fill) + " rg")
    if line is not None:
        pattern = " ".join(f"{length:.3g}" for length in dash)
        state.append(f"{rgb(line)} RG {width:.4g} w {ends} [{pattern}] 0 d")
    paint = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}
    drawn = f"{' '.join(state)} {shape} {paint[fill is not None, line is not None]}"
    faint = [
        f"/{entry}{alpha_of(colour)} gs"
        for entry, colour in (("ca", fill), ("CA", line))
        if alpha_of(colour)
    ]
    return f"q {' '.join(faint)} {drawn} Q" if faint else drawn
