# SPDX-License-Identifier: Apache-2.0
"""The plate beside the mouse that says what a gesture is about to set: a value, a size.

It is made of the same items as the board, so it is set in the same face; it keeps its size at
every zoom, never lies under the cursor and never leaves the view.
"""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from journey_studio.canvas.points import level_word
from journey_studio.canvas.shadows import paint_shadow
from journey_studio.layout.blocks import one_line
from journey_studio.layout.curve_lanes import face, legend_mark
from journey_studio.layout.display import Colour, Item, Path, Rect, Segment
from journey_studio.layout.geometry import Box, Point
from journey_studio.layout.markers import shown_value
from journey_studio.layout.scene import Scene
from journey_studio.layout.theme import PersonaLook, Theme
from journey_studio.paint.qt import BoardPainter
from journey_studio.paint.qt import qt_colour as colour

# View px, all of them: the plate is as large at every zoom.
_PAD_X, _PAD_Y = 12.0, 9.0
_SIGN = 30.0  # the face, or the bars of an arc
_SIGN_GAP = 11.0
_LEGEND = 24.0
_LINE_GAP = 6.0
_RADIUS = 8.0
_OFF = 22.0  # from what it speaks of
_EDGE = 6.0  # from the edge of the view
_CURSOR = Box(-8, -8, 30, 34)  # what the arrow of the mouse covers, from its tip


class Bubble(NamedTuple):
    """What the plate shows, from its own top left corner."""

    w: float
    h: float
    items: tuple[Item, ...]

    def paint(
        self, painter: QPainter, board: BoardPainter, theme: Theme, x: float, y: float
    ) -> None:
        """Draw it with its top left corner at (x, y) in the view."""
        painter.save()
        painter.translate(round(x), round(y))
        _paint_plate(painter, theme, QRectF(0, 0, self.w, self.h))
        board.paint_items(painter, self.items)
        painter.restore()


def value_bubble(
    scene: Scene, kind: str, value: float, look: PersonaLook, whose: str = ""
) -> Bubble:
    """A value of a curve: the number people read, its face and its word, and whose it is."""
    theme = scene.theme
    tint = theme.colours.arc if kind == "arc" else look.colour
    number = one_line(shown_value(kind, value), theme.type.value)
    word = one_line(level_word(kind, value), theme.type.strong)
    left = _PAD_X + _SIGN + _SIGN_GAP
    items: list[Item] = []
    middle = _PAD_Y + number.height / 2
    right = left + number.width + _LINE_GAP + word.width
    items += number.at(left, _PAD_Y, tint)
    base = (number.height - word.height) / 2 + (number.style.size - word.style.size) * 0.36
    items += word.at(left + number.width + _LINE_GAP, _PAD_Y + base, theme.colours.text)
    y = _PAD_Y + number.height
    if whose:
        name = one_line(whose, theme.type.label)
        y += _LINE_GAP / 2
        items += legend_mark(look, left, y + name.height / 2, scene)
        items += name.at(left + _LEGEND + _LINE_GAP, y, theme.colours.quiet)
        right = max(right, left + _LEGEND + _LINE_GAP + name.width)
        y += name.height
        middle = (_PAD_Y + y) / 2
    centre = _PAD_X + _SIGN / 2
    if kind == "arc":
        items += _bars(value, centre, middle, tint, theme.colours.neutral)
    else:
        items += _face(scene, value, centre, middle, tint)
    return Bubble(round(right + _PAD_X), round(y + _PAD_Y), tuple(items))


def _face(scene: Scene, value: float, x: float, y: float, tint: Colour) -> list[Item]:
    """The face of the level, larger and in a circle."""
    times = _SIGN / scene.theme.curve.face * 0.84
    made = face(value, 0, 0, scene)
    strokes = Path(_scaled(made.segments, times, x, y), line=tint, line_width=2)
    circle = Rect(
        Box(x - _SIGN / 2, y - _SIGN / 2, _SIGN, _SIGN),
        fill=tint[:7] + "1F",
        radius=_SIGN / 2,
    )
    return [circle, strokes]


def _scaled(segments: Iterable[Segment], times: float, x: float, y: float) -> tuple[Segment, ...]:
    return tuple(
        (
            segment[0],
            *(float(n) * times + (y if i % 2 else x) for i, n in enumerate(segment[1:])),
        )
        for segment in segments
    )


def _bars(value: float, x: float, y: float, tint: Colour, rest: Colour) -> list[Item]:
    """Five bars that rise with the tension, filled up to it."""
    width, gap, height = 4.0, 2.0, _SIGN * 0.72
    left, bottom = x - (5 * width + 4 * gap) / 2, y + height / 2
    level = 2 * value + 3
    items: list[Item] = []
    for n in range(5):
        tall, along = height * (n + 1.5) / 5.5, left + n * (width + gap)
        full = tall * min(max(level - n, 0.0), 1.0)
        items.append(Rect(Box(along, bottom - tall, width, tall), fill=rest, radius=1.5))
        if full:
            items.append(Rect(Box(along, bottom - full, width, full), fill=tint, radius=1.5))
    return items


def words_bubble(theme: Theme, title: str, more: str = "") -> Bubble:
    """A size in words, and what it is equal to."""
    first, second = one_line(title, theme.type.strong), one_line(more, theme.type.label)
    items: list[Item] = [*first.at(_PAD_X, _PAD_Y - 2, theme.colours.text)]
    items += second.at(_PAD_X, _PAD_Y - 2 + first.height, theme.colours.accent)
    w = max(first.width, second.width) + 2 * _PAD_X
    return Bubble(round(w), round(first.height + second.height + 2 * _PAD_Y - 4), tuple(items))


def beside(w: float, h: float, spot: Box, cursor: Point, view: Box) -> Point:
    """Where a plate of this size goes: beside `spot`, clear of the cursor, within the view.

    On the right, on the left, above or below, else in a corner; all in view px.
    """
    room = view.inset(_EDGE, _EDGE)
    centre = spot.centre
    wanted = (
        Point(spot.right + _OFF, centre.y - h / 2),
        Point(spot.x - _OFF - w, centre.y - h / 2),
        Point(centre.x - w / 2, spot.y - _OFF - h),
        Point(centre.x - w / 2, spot.bottom + _OFF),
    )
    corners = (
        Point(room.right - w, room.y),
        Point(room.x, room.y),
        Point(room.right - w, room.bottom - h),
        Point(room.x, room.bottom - h),
    )
    hand = _CURSOR.moved(*cursor)
    places = [_kept(at, w, h, room) for at in (*wanted, *corners)]
    for taken in ((hand, spot.inset(-2, -2)), (hand,)):
        for at in places:
            if not any(Box(at.x, at.y, w, h).meets(one) for one in taken):
                return at
    return places[0]


def _kept(at: Point, w: float, h: float, room: Box) -> Point:
    x = min(max(at.x, room.x), max(room.right - w, room.x))
    return Point(x, min(max(at.y, room.y), max(room.bottom - h, room.y)))


def _paint_plate(painter: QPainter, theme: Theme, plate: QRectF) -> None:
    """A plate with a soft edge below it."""
    paint_shadow(painter, theme, plate, _RADIUS, lifted=0.6)
    painter.setPen(colour(theme.colours.line_strong))
    painter.setBrush(colour(theme.colours.panel))
    painter.drawRoundedRect(plate.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
