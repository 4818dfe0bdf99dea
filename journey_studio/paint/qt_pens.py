# SPDX-License-Identifier: Apache-2.0
"""Colours, pens, brushes and paths of the display list as Qt's, without its texts."""

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPen

from journey_studio.layout.outlines import Moved

if TYPE_CHECKING:  # a window of its own colours needs no display list
    from collections.abc import Sequence

    from journey_studio.layout.display import Colour, Segment

NO_PEN = QPen(Qt.PenStyle.NoPen)
NO_BRUSH = QBrush()  # of no style; to name the style would look for gradients and images first


@lru_cache(maxsize=1024)
def qt_colour(value: "Colour") -> QColor:
    """The QColor of "#rrggbb" or "#rrggbbaa"."""
    return QColor(*bytes.fromhex(value[1:]))


@lru_cache(maxsize=1024)
def brush(value: "Colour | None") -> QBrush:
    """A solid brush; None paints nothing."""
    return NO_BRUSH if value is None else QBrush(qt_colour(value))


@lru_cache(maxsize=1024)
def pen(
    value: "Colour | None",
    width: float = 1,
    dash: tuple[float, ...] = (),
    *,
    round_ends: bool = False,
) -> QPen:
    """A pen of `width` px; `dash` is in px like the width. None draws nothing."""
    if value is None or width <= 0:
        return NO_PEN
    made = QPen(brush(value), width)
    if dash:
        made.setDashPattern([length / width for length in dash])
    made.setCapStyle(Qt.PenCapStyle.RoundCap if round_ends else Qt.PenCapStyle.FlatCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin if round_ends else Qt.PenJoinStyle.MiterJoin)
    return made


def qt_path(segments: "Sequence[Segment]") -> QPainterPath:
    """The path of these segments, in their units."""
    if isinstance(segments, Moved):
        return _path(segments.shape).translated(*segments.by)
    return _path(tuple(segments))


@lru_cache(maxsize=2048)
def _path(segments: "tuple[Segment, ...]") -> QPainterPath:
    path = QPainterPath()
    move, line, curve = path.moveTo, path.lineTo, path.cubicTo
    for segment in segments:  # thousands in a view: hatched edges are many strokes
        if len(segment) == 3:
            kind, x, y = segment
            (move if kind == "M" else line)(x, y)  # type: ignore[arg-type]
        elif len(segment) == 7:
            curve(*segment[1:])  # type: ignore[arg-type]
        else:
            path.closeSubpath()
    path.setFillRule(Qt.FillRule.WindingFill)
    return path
