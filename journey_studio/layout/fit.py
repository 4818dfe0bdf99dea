# SPDX-License-Identifier: Apache-2.0
"""How large a map prints: the scale and the column widths that make it fill a room on paper.

Text prints as large as the room allows, but never above three times its size on the screen: what
room is left then goes to columns and rows. Lengths on paper are mm, on the board px; a scale is mm
per px.
"""

from typing import NamedTuple, Protocol

from journey_studio.layout.display import Board

NATURAL = 25.4 / 96  # a px at 100 %
LARGEST = 3 * NATURAL
# Columns are at least 176 px wide and usually 208.
NARROWEST = 176 / 208
_CLOSE = 0.004  # a gap of 1 mm on A3 is not seen
_TRIES = 8


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

    def filling(scale: float) -> Board:
        return lay_out(max((room.width / scale - fixed) / flexible, NARROWEST))

    # Text that is readable anyway needs no narrower columns than people chose.
    narrowest = 1 if least >= NATURAL else NARROWEST
    low, high = least, min(LARGEST, room.width / (fixed + narrowest * flexible))
    best = filling(low)
    if high > low:
        board = filling(high)
        if board.height * high <= room.height:
            low, best = high, board
        else:
            low, best = _sought(filling, room, low, high, best)
    scale = whole_scale(best, room)
    return _stretched(lay_out, best, scale, room)


class _Filling(Protocol):
    def __call__(self, scale: float, /) -> Board: ...


def _sought(
    filling: _Filling, room: Room, low: float, high: float, best: Board
) -> tuple[float, Board]:
    """The largest scale between `low`, which fits, and `high`, which does not, by halving."""
    for _ in range(_TRIES):
        if high / low - 1 < _CLOSE:
            break
        middle = (low + high) / 2
        board = filling(middle)
        if board.height * middle <= room.height:
            low, best = middle, board
        else:
            high = middle
    return low, best


def _stretched(lay_out: LayOut, board: Board, scale: float, room: Room) -> Fitted:
    """`board` with higher rows where the room is higher than it."""
    wanted = room.height / scale
    if wanted / board.height - 1 < _CLOSE:
        return Fitted(board, scale)
    flexible = sum(column.w for column in board.columns)
    usual = lay_out()
    columns = flexible / sum(column.w for column in usual.columns)
    higher = lay_out(columns, wanted)
    return Fitted(higher, whole_scale(higher, room))


def fit_width(lay_out: LayOut, width: float) -> Fitted:
    """As wide as `width`, as high as it comes."""
    usual = lay_out()
    scale = width / usual.width
    flexible = sum(column.w for column in usual.columns)
    if scale <= LARGEST or not flexible:
        return Fitted(usual, min(scale, LARGEST))
    wider = lay_out((width / LARGEST - usual.width + flexible) / flexible)
    return Fitted(wider, min(width / wider.width, LARGEST))


def fit_height(lay_out: LayOut, height: float, page: float = 0) -> Fitted:
    """As high as `height`, as wide as it comes; pages `page` wide hold whole columns if they can.

    Both are mm; a `page` of 0 is one without end.
    """
    usual = lay_out()
    scale = min(height / usual.height, LARGEST)
    columns = _filling_pages(usual, page / scale) if page else 1.0
    if columns == 1 and scale < LARGEST:
        return Fitted(usual, scale)
    board = lay_out(columns, height / scale)
    return Fitted(board, min(height / board.height, scale))


def _filling_pages(board: Board, page: float) -> float:
    """How much wider columns must be so that some of them fill a page of `page` px."""
    if not board.columns:
        return 1.0
    mean = (board.width - board.head_width) / len(board.columns)
    count = (page - board.head_width) // mean
    # Rather a strip of white than columns stretched out of all proportion.
    return (page - board.head_width) / (count * mean) if count >= 2 else 1.0


def fit_roll(lay_out: LayOut, room: Room) -> Fitted:
    """Across the whole roll, whose width is the shorter side of `room`, as long as it comes."""
    lengthwise = room.width > room.height
    fitted = fit_height(lay_out, room.height) if lengthwise else fit_width(lay_out, room.width)
    # The longest roll there is still may be too short.
    too_long = fitted.scale > whole_scale(fitted.board, room) * (1 + _CLOSE)
    return fit_page(lay_out, room) if too_long else fitted
