# SPDX-License-Identifier: Apache-2.0
"""How much room heads take when a map is seen from afar, and what of them lies where.

Heads keep a least size on the screen. What they need beyond their natural place they take outside
the board, above and to the left of it, so that they never cover a row or a column.
"""

from functools import lru_cache
from typing import NamedTuple

from journey_studio.layout.display import Board, Row
from journey_studio.layout.geometry import Box

FAR = 0.75  # zoom below which heads have words at sizes of the screen

# px of the screen
LEAST_HIGH = 32.0  # of the stages: two short lines and the mark of a moment of truth
LEAST_WIDE, LEAST_SIGN = 84.0, 19.0  # of lanes with their names, of lanes with signs only
_LINE = 11.0  # the height of a row that has room for a name
_NAMED = 0.4  # the share of the lanes that can have names at the least
_TRIES = 3  # smaller is the map, larger the share of its heads


class Reach(NamedTuple):
    """How far, in board px, heads reach beyond the left and the top edge of the board."""

    x: float
    y: float


@lru_cache(maxsize=3)  # of boards: the one on show, a preview, the one before
def reach_of(board: Board, zoom: float) -> Reach:
    """The reach of a board's heads in a view at `zoom` (screen px per board px)."""
    if zoom >= FAR or not board.rows:
        return Reach(0, 0)
    named = sum(has_line(row, zoom) for row in board.rows)
    wide = LEAST_WIDE if named >= _NAMED * len(board.rows) else LEAST_SIGN
    return Reach(
        max(wide / zoom - board.head_width, 0),
        max(LEAST_HIGH / zoom - board.head_height, 0),
    )


def has_line(row: Row, zoom: float) -> bool:
    """Whether a row is high enough for its name."""
    return row.h * zoom >= _LINE


def whole_box(board: Board, zoom: float) -> Box:
    """The board with all that its heads take outside it, in board px."""
    x, y = reach_of(board, zoom)
    return Box(-x, -y, board.width + x, board.height + y)


def whole_zoom(board: Board, width: float, height: float, most: float) -> float:
    """The zoom at which a board and its heads fill so many px of the screen, at `most` at the
    largest.

    Heads of a least size take px of the screen, the rest takes px of the board.
    """
    zoom = min(width / max(board.width, 1.0), height / max(board.height, 1.0), most)
    for _ in range(_TRIES):
        x, y = reach_of(board, zoom)
        if x:
            taken = (board.head_width + x) * zoom
            zoom = min(zoom, max(width - taken, 1.0) / max(board.width - board.head_width, 1.0))
        if y:
            taken = (board.head_height + y) * zoom
            zoom = min(zoom, max(height - taken, 1.0) / max(board.height - board.head_height, 1.0))
    return zoom
