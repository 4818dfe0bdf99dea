# SPDX-License-Identifier: Apache-2.0
"""Shapes of draw.io: the styles of its cells, and free outlines as stencils of its own language."""

import base64
import zlib
from collections.abc import Iterable
from urllib.parse import quote

from journey_studio.layout.display import Colour, Path, Rect
from journey_studio.layout.geometry import Box

_PLAIN = "~()*!.'-_"  # what JavaScript's encodeURIComponent leaves as it is
_LEAST = 1.0  # px; a stencil has a width and a height


def number(value: float) -> str:
    """A length with up to two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def style(**entries: str | float) -> str:
    """A style as draw.io writes it."""
    shown = (
        f"{name}={number(value) if isinstance(value, float) else value};"
        for name, value in entries.items()
    )
    return "".join(shown)


def paint(name: str, colour: Colour | None) -> dict[str, str | float]:
    """The entries of a colour; `name` is "fill" or "stroke"."""
    if colour is None:
        return {f"{name}Color": "none"}
    if len(colour) == 7:
        return {f"{name}Color": colour}
    share = round(int(colour[7:], 16) / 2.55)
    return {f"{name}Color": colour[:7], f"{name}Opacity": str(share)}


def line(colour: Colour | None, width: float, dash: tuple[float, ...]) -> dict[str, str | float]:
    """The entries of a line."""
    found = paint("stroke", colour)
    if colour is not None:
        found["strokeWidth"] = float(width)
        if dash:
            shown = (number(float(each) / max(width, 1)) for each in dash)
            found |= {"dashed": "1", "dashPattern": " ".join(shown)}
    return found


def plate(rect: Rect) -> dict[str, str | float]:
    """The entries of a rectangle."""
    found: dict[str, str | float] = {}
    if rect.radius:
        found |= {"rounded": "1", "absoluteArcSize": "1", "arcSize": 2 * float(rect.radius)}
    found |= paint("fill", rect.fill)
    return found | line(rect.line, rect.line_width, rect.dash)


def bounds(path: Path) -> Box:
    """The box around all points of a path, never without a width or a height."""
    points = [float(value) for _, *values in path.segments for value in values]
    xs, ys = points[::2] or [0.0], points[1::2] or [0.0]
    return Box(min(xs), min(ys), max(max(xs) - min(xs), _LEAST), max(max(ys) - min(ys), _LEAST))


def stencil(path: Path, box: Box) -> dict[str, str | float]:
    """The entries of a free outline within `box`."""
    steps = "".join(_steps(path, box))
    ends = "fillstroke" if path.fill and path.line else "fill" if path.fill else "stroke"
    drawn = (
        f'<shape w="{number(box.w)}" h="{number(box.h)}" aspect="variable" strokewidth="inherit">'
        f'<foreground><linejoin join="round"/><linecap cap="round"/><path>{steps}</path><{ends}/>'
        "</foreground></shape>"
    )
    found: dict[str, str | float] = {"shape": f"stencil({packed(drawn)})"}
    return found | paint("fill", path.fill) | line(path.line, path.line_width, path.dash)


def _steps(path: Path, box: Box) -> Iterable[str]:
    for kind, *values in path.segments:
        shown = [
            number(float(value) - (box.y if place % 2 else box.x))
            for place, value in enumerate(values)
        ]
        if kind == "C":
            names = ("x1", "y1", "x2", "y2", "x3", "y3")
            yield f"<curve {_attributes(names, shown)}/>"
        elif kind == "Z":
            yield "<close/>"
        else:
            yield f"<{'move' if kind == 'M' else 'line'} {_attributes(('x', 'y'), shown)}/>"


def _attributes(names: Iterable[str], values: Iterable[str]) -> str:
    return " ".join(f'{name}="{value}"' for name, value in zip(names, values, strict=True))


def packed(text: str) -> str:
    """A text as draw.io packs it: spelled as an address, deflated without a head, in base 64."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = deflater.compress(quote(text, safe=_PLAIN).encode("ascii")) + deflater.flush()
    return base64.b64encode(data).decode("ascii")
