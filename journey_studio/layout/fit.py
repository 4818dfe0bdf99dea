# SPDX-License-Identifier: Apache-2.0
"""How large a map prints: the scale and the column widths that make it fill a room on paper.

Text prints as large as the room allows, but never above three times its size on the screen: what
room is left then goes to columns and rows. Lengths on paper are mm, on the board px; a scale is mm
per px.
"""

from math import log
from typing import NamedTuple, Protocol

from journey_studio.layout.display import Board
from journey_studio.model.kinds import CURVE_KINDS

NATURAL = 25.4 / 96  # a px at 100 %
LARGEST = 3 * NATURAL
# Columns are at least 176 px wide and usually 208.
NARROWEST = 176 / 208
_CLOSE = 0.004  # a gap of 1 mm on A3 is not seen
_FULL = 0.98  # of the height: text could be larger by half of what is left, 1 %
_TRIES = 8
# More white below the cards would tear a lane apart; a curve only gains by room.
_TALLEST = 1.8
_TALLEST_CURVE = 5.0
# Nor are columns stretched out of all proportion to fill the last of several pages.
_WIDEST = 1.8
_STEPS = 40


class LayOut(Protocol):
    """Lays the map out anew.

    `columns` is how many times as wide as usual the columns are; rows grow together to `height`
    px where that is more than they need.
    """

    def __call__(self, columns: float = 1, height: float = 0) -> Board: ...


class Room(NamedTuple):
    """The area that a map may fill, in mm."""

    width: float
    height: float


class Fitted(NamedTuple):
    """A board and the scale at which it lies inside its room."""

    board: Board
    scale: float


def whole_scale(board: Board, room: Room) -> float:
    """The largest scale at which all of `board` lies inside `room`."""
    return min(room.width / board.width, room.height / board.height, LARGEST)


def fit_page(lay_out: LayOut, room: Room) -> Fitted:
    """The whole map in `room`, its text as large as can be, filling the room.

    Wider columns need fewer lines, so they may be wider and the text larger at once: the scale is
    sought at which the width is filled exactly and the height just suffices.
    """
    usual = lay_out()
    least = whole_scale(usual, room)
    flexible = sum(column.w for column in usual.columns)
    fixed = usual.width - flexible
    if not flexible:
        return Fitted(usual, least)

    def columns(scale: float) -> float:
        return max((room.width / scale - fixed) / flexible, NARROWEST)

    def filling(scale: float) -> Board:
        return lay_out(columns(scale))

    # Text that is readable anyway needs no narrower columns than people chose.
    narrowest = 1 if least >= NATURAL else NARROWEST
    low, high = least, min(LARGEST, room.width / (fixed + narrowest * flexible))
    best = filling(low)
    if high > low:
        board = filling(high)
        above = board.height * high / room.height
        if above <= 1:
            low, best = high, board
        else:
            low, best = _sought(filling, room, low, high, best, above)
    scale = whole_scale(best, room)
    return _stretched(lay_out, best, columns(low), scale, room)


class _Filling(Protocol):
    def __call__(self, scale: float, /) -> Board: ...


def _sought(
    filling: _Filling, room: Room, low: float, high: float, best: Board, above: float
) -> tuple[float, Board]:
    """The largest scale between `low`, which fits, and `high`, which does not.

    `below` and `above` are how much of the height both fill. Between them that grows about as a
    power of the scale, so a few guesses come close where halving would lay out ten boards; each
    third try halves all the same, since text grows in steps of whole lines.
    """
    below = best.height * low / room.height
    for number in range(_TRIES):
        if high / low - 1 < _CLOSE or below > _FULL:
            break
        part = 0.5
        if number % 3 < 2 and below < 1 < above:
            part = log((1 + _FULL) / 2 / below) / log(above / below)
        middle = low * (high / low) ** min(max(part, 0.05), 0.95)
        board = filling(middle)
        fills = board.height * middle / room.height
        if fills <= 1:
            low, best, below = middle, board, fills
        else:
            high, above = middle, fills
    return low, best


def _stretched(lay_out: LayOut, board: Board, columns: float, scale: float, room: Room) -> Fitted:
    """`board`, whose columns are `columns` times as wide as usual, with higher rows where the
    room is higher than it.
    """
    most = board.height + sum(row.h * (_most(row.kind) - 1) for row in board.rows)
    wanted = min(room.height / scale, most)
    if wanted / board.height - 1 < _CLOSE:
        return Fitted(board, scale)
    higher = lay_out(columns, wanted)
    return Fitted(higher, whole_scale(higher, room))


def _most(kind: str) -> float:
    """How many times its height a lane of this kind may be stretched to."""
    return _TALLEST_CURVE if kind in CURVE_KINDS else _TALLEST


def fit_width(lay_out: LayOut, width: float) -> Fitted:
    """As wide as `width`, as high as it comes."""
    usual = lay_out()
    scale = width / usual.width
    flexible = sum(column.w for column in usual.columns)
    if scale <= LARGEST or not flexible:
        return Fitted(usual, min(scale, LARGEST))
    wider = lay_out((width / LARGEST - usual.width + flexible) / flexible)
    return Fitted(wider, min(width / wider.width, LARGEST))


def fit_height(lay_out: LayOut, height: float, pages: tuple[float, float] | None = None) -> Fitted:
    """As high as `height`, as wide as it comes, in mm.

    `pages` are the widths of the first page and of the others: columns are as wide as they can be
    without taking one page more.
    """
    usual = lay_out()
    scale = min(height / usual.height, LARGEST)
    columns = 1.0
    if pages:
        columns = _filling_pages(usual, pages[0] / scale, pages[1] / scale)
    if columns == 1 and scale < LARGEST:
        return Fitted(usual, scale)
    board = lay_out(columns, height / scale)
    return Fitted(board, min(height / board.height, scale))


def _filling_pages(board: Board, first: float, other: float) -> float:
    """How much wider columns may be on pages of these widths in px before one more is needed."""
    widths = [column.w for column in board.columns]

    def count(columns: float) -> int:
        pages, room = 1, first - board.head_width
        for width in widths:
            if width * columns > room:
                pages, room = pages + 1, other - board.head_width
            room -= width * columns
        return pages

    usual = count(1)
    wider = (1 + step * (_WIDEST - 1) / _STEPS for step in range(_STEPS, 0, -1))
    return next((columns for columns in wider if count(columns) <= usual), 1.0)


def fit_roll(lay_out: LayOut, room: Room) -> Fitted:
    """Across the whole roll, whose width is the shorter side of `room`, as long as it comes."""
    lengthwise = room.width > room.height
    fitted = fit_height(lay_out, room.height) if lengthwise else fit_width(lay_out, room.width)
    # The longest roll there is still may be too short.
    too_long = fitted.scale > whole_scale(fitted.board, room) * (1 + _CLOSE)
    return fit_page(lay_out, room) if too_long else fitted
