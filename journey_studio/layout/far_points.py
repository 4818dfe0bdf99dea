# SPDX-License-Identifier: Apache-2.0
"""What of a curve is to be found from across a room: its highest and lowest values, and the three
worst moments of the map, in sizes of the screen.
"""

from collections.abc import Iterator
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from journey_studio.layout.blocks import one_line
from journey_studio.layout.curve_lanes import NoteKey, PointKey
from journey_studio.layout.display import Board, Group, Item, Path, Rect
from journey_studio.layout.far_differences import badges_far
from journey_studio.layout.geometry import Box, Point
from journey_studio.layout.markers import marker, shown_value

FAR_POINTS = 0.6  # zoom below which these are shown, and the words at points are not

_WORST = 3
# px of the screen
_RING, _RING_LINE = 16.0, 2.0
_MARKER = 8.0
_VALUE, _LEADING = 11.0, 14.0
_AWAY = 6.0  # of a value from the line it stands at


class FarPointKey(NamedTuple):
    """Everything the items depend on besides the box; `px` is board px per screen px."""

    near: PointKey | NoteKey
    px: float


@lru_cache(maxsize=3)  # of boards: the one on show, a preview, the one before
def points_far(board: Board, zoom: float) -> tuple[Group, ...]:
    """What stands out on the curves of `board` in a view at `zoom`, in board px, and the badges of
    what differs where two maps are compared.
    """
    px = 1 / zoom
    worst = tuple(_ring(group, key, y, px) for group, key, y in _worst(board))
    return (*worst, *_values(board, px), *badges_far(board, px))


def _points(board: Board) -> Iterator[tuple[Group, PointKey, float]]:
    for row in board.rows:
        if row.kind == "curve":
            for group in row.groups:
                if isinstance(group.key, PointKey):
                    yield group, group.key, row.y


def _worst(board: Board) -> list[tuple[Group, PointKey, float]]:
    """The lowest points of all curves that are below neutral, from left to right where equal."""
    bad = [entry for entry in _points(board) if entry[1].value < 0]
    return nsmallest(_WORST, bad, key=lambda entry: (entry[1].value, entry[0].box.x))


def _ring(near: Group, key: PointKey, y: float, px: float) -> Group:
    centre = near.box.moved(0, y).centre
    half = (_RING / 2) * px
    box = Box(centre.x - half, centre.y - half, 2 * half, 2 * half)
    colours, line = key.scene.theme.colours, _RING_LINE * px

    def make() -> tuple[Item, ...]:
        ring = Rect(
            box.inset(line / 2, line / 2), colours.band, colours.danger, line, half - line / 2
        )
        sign = marker(key.look.marker, centre.x, centre.y, _MARKER * px)
        return (ring, Path(sign, fill=key.look.colour))

    return Group("", "point", box, FarPointKey(key, px), make, colours.danger)


def _values(board: Board, px: float) -> Iterator[Group]:
    """The values at the ends of each curve, where they do not cover each other."""
    taken: list[Box] = []
    for row in board.rows:
        for near in row.groups:
            if isinstance(near.key, NoteKey) and near.key.words.extreme:
                spot = Point(near.box.centre.x, row.y + near.key.spot)
                made = _value(near.key, row.kind, spot, px)
                if not any(made.box.meets(other) for other in taken):
                    taken.append(made.box)
                    yield made


def _value(key: NoteKey, kind: str, spot: Point, px: float) -> Group:
    words, theme = key.words, key.scene.theme
    style = key.scene.type.lane._replace(size=_VALUE * px, leading=_LEADING * px)
    value = one_line(shown_value(kind, words.point.value or 0), style)
    away = (_AWAY + (_RING / 4 if kind == "curve" and not key.high else 0)) * px
    y = spot.y - away - value.height if key.high else spot.y + away
    box = Box(spot.x - value.width / 2, y, value.width, value.height)
    colour = theme.colours.arc if kind == "arc" else words.look.colour

    def make() -> tuple[Item, ...]:
        return tuple(value.at(box.x, box.y, colour))

    return Group("", "note", box, FarPointKey(key, px), make)
