# SPDX-License-Identifier: Apache-2.0
"""Curves as long as the map, cut down to what a view shows of them.

Qt strokes and dashes all of a path, seen or not: the curve of a hundred steps takes milliseconds
in every strip of a pan. Cutting changes no visible pixel.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil, floor, hypot
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from journey_studio.layout.display import Path, Segment
from journey_studio.paint.qt import qt_path

_FEW = 4  # segments: shorter paths are not worth cutting
_MARGIN = 24.0  # board px that a line, its joins and its marks reach over its middle
_ROUND = 256.0  # board px: what is seen is rounded up to multiples of it
_LENGTH = 512.0  # board px: where straight lines are cut
_DASHES = 12  # that are filled together


class Piece(NamedTuple):
    """A part of a path; `phase` says how far along its dashes it begins, in board px."""

    path: Path
    phase: float = 0


def pieces(path: Path, left: float, right: float) -> tuple[Piece, ...]:
    """What is seen of a path between two board x, to be drawn like the whole.

    It may reach further: the next strip, or the next frame, asks for the same pieces then.
    """
    first, last = floor((left - _MARGIN) / _ROUND), ceil((right + _MARGIN) / _ROUND)
    return _pieces(path, first * _ROUND, last * _ROUND)


@lru_cache(maxsize=128)
def _pieces(path: Path, left: float, right: float) -> tuple[Piece, ...]:
    return tuple(_cut(path, left, right))


def _cut(path: Path, left: float, right: float) -> Iterator[Piece]:
    segments = tuple(path.segments)
    extent = _extent(segments)
    if _side(extent, left, right):
        return
    if path.dash and path.fill is None and _is_straight(segments):
        yield _straight(path, left, right)
        return
    if len(segments) < _FEW or (left <= extent[0] and extent[1] <= right):
        yield Piece(path)
        return
    if path.fill is not None:
        yield Piece(path._replace(segments=_narrowed(segments, left, right), line=None))
    if path.line is not None and path.line_width > 0:
        outline = path._replace(fill=None)
        for run, phase in _runs(segments, left, right):
            yield Piece(outline._replace(segments=run), phase)


def _is_straight(segments: Sequence[Segment]) -> bool:
    return [kind for kind, *_ in segments] == ["M", "L"]


def _straight(path: Path, left: float, right: float) -> Piece:
    """What is seen of a straight dashed line: that of a divider is as long as the board."""
    (x, y), (end_x, end_y) = ([float(value) for value in at] for _, *at in path.segments)
    across, length = end_x - x, hypot(end_x - x, end_y - y)
    if abs(across) < _LENGTH:
        return Piece(path)
    ways = sorted((edge - x) / across * length for edge in (left, right))
    first = max(floor(ways[0] / _LENGTH) * _LENGTH, 0.0)
    last = min(ceil(ways[1] / _LENGTH) * _LENGTH, length)
    one, other = (
        (x + across * way / length, y + (end_y - y) * way / length) for way in (first, last)
    )
    return Piece(path._replace(segments=(("M", *one), ("L", *other))), first)


@lru_cache(maxsize=256)
def _extent(segments: tuple[Segment, ...]) -> tuple[float, float]:
    """The least and the most x a path may have."""
    xs = [float(x) for _, *numbers in segments for x in numbers[::2]]
    return min(xs), max(xs)


@lru_cache(maxsize=64)
def dashes(path: Path, phase: float) -> tuple[QPainterPath, ...]:
    """The outlines of a dashed line, to be filled.

    Where a part of a line lies outside the clip, Qt lets its dashes slip by some pixels; strips
    that are painted one by one would not meet.
    """
    if _is_straight(path.segments):
        return tuple(_outline(part, start) for part, start in _few_dashes(path, phase))
    return (_outline(path, phase),)


def _few_dashes(path: Path, phase: float) -> Iterator[Piece]:
    """A straight line cut in the middle of gaps: in one path Qt takes twenty times as long to fill
    the dashes of a divider.
    """
    (x, y), (end_x, end_y) = ([float(value) for value in at] for _, *at in path.segments)
    across, down, length = end_x - x, end_y - y, hypot(end_x - x, end_y - y)
    step, gap = _DASHES * sum(path.dash), path.dash[-1]
    start = 0.0
    end = (floor((phase + gap / 2) / step) + 1) * step - gap / 2 - phase
    while start < length:
        ways = (start, min(end, length))
        one, other = ((x + across * way / length, y + down * way / length) for way in ways)
        yield Piece(path._replace(segments=(("M", *one), ("L", *other))), phase + start)
        start, end = end, end + step


def _outline(path: Path, phase: float) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(path.line_width)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    stroker.setDashPattern([length / path.line_width for length in path.dash])
    stroker.setDashOffset(phase / path.line_width)
    outline = stroker.createStroke(qt_path(path.segments))
    outline.setFillRule(Qt.FillRule.WindingFill)
    return outline


def _side(xs: tuple[float, ...], left: float, right: float) -> int:
    """-1 where all lies left of the view, 1 right of it, 0 where some of it may be seen."""
    return -1 if max(xs) < left else 1 if min(xs) > right else 0


def _narrowed(segments: tuple[Segment, ...], left: float, right: float) -> tuple[Segment, ...]:
    """A shape that is the same within the view: what lies beside it becomes straight lines."""
    found: list[Segment] = []
    x, last = 0.0, 0
    for segment in segments:
        kind, *numbers = segment
        if kind in ("M", "Z"):
            found.append(segment)
            x, last = float(numbers[0]) if numbers else x, 0
            continue
        xs = (x, *map(float, numbers[::2]))
        x = xs[-1]
        side = _side(xs, left, right)
        if not side:
            found.append(segment)
        else:
            corner: Segment = ("L", numbers[-2], numbers[-1])
            if side == last:  # one line replaces all of them
                found.pop()
            found.append(corner)
        last = side
    return tuple(found)


def _runs(
    segments: tuple[Segment, ...], left: float, right: float
) -> Iterator[tuple[tuple[Segment, ...], float]]:
    """The parts of a line that may be seen, each with its distance from where dashes begin."""
    run: list[Segment] = []
    begun, start = 0.0, (0.0, 0.0)
    at = (0.0, 0.0)
    lengths = _lengths(segments)
    for place, (kind, *numbers) in enumerate(segments):
        if kind == "M" or (kind != "Z" and _side(_xs(at, numbers), left, right)):
            if run:
                yield tuple(run), begun
            run = []
        elif kind != "Z" or run:
            if not run:
                run, begun = [("M", *at)], lengths[place]
            run.append(("L", *start) if kind == "Z" else (kind, *numbers))
        if kind == "M":
            start = (float(numbers[0]), float(numbers[1]))
        at = start if kind == "Z" else (float(numbers[-2]), float(numbers[-1]))
    if run:
        yield tuple(run), begun


def _xs(at: tuple[float, float], numbers: list[str | float]) -> tuple[float, ...]:
    return (at[0], *map(float, numbers[::2]))


@lru_cache(maxsize=256)
def _lengths(segments: tuple[Segment, ...]) -> tuple[float, ...]:
    """How far from the last move each segment begins, along the path."""
    found: list[float] = []
    at = QPointF()
    length = 0.0
    for kind, *numbers in segments:
        found.append(length)
        values = [float(number) for number in numbers]
        piece = QPainterPath(at)
        if kind == "M":
            length = 0.0
        elif kind == "L":
            piece.lineTo(*values)
        elif kind == "C":
            piece.cubicTo(*values)
        length += piece.length()
        if values:
            at = QPointF(values[-2], values[-1])
    return tuple(found)
