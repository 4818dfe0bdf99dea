# SPDX-License-Identifier: Apache-2.0
"""Empty cells invite: under the mouse and under the keyboard they show where a card would be, and
how it comes there. Nothing of it is on the board.
"""

from PySide6.QtGui import QPainter

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.ranges import place_of
from journey_studio.canvas.selection import CellKey
from journey_studio.i18n import t
from journey_studio.layout.blocks import one_line
from journey_studio.layout.display import Board, Item, Rect
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import cell_box
from journey_studio.layout.icons import icon
from journey_studio.layout.theme import Theme
from journey_studio.model.kinds import CARDLESS
from journey_studio.paint.qt import BoardPainter

_SIGN, _LEAST_SIGN = 14.0, 8.0  # view px
_GAP = 6.0
_LINE = (3.0, 3.0)
_STROKE = 1.5


def empty_cell(board: Board, cell: CellKey | None) -> bool:
    """Whether a cell takes cards and shows none, not even one that begins further left."""
    place = place_of(board, cell)
    if place is None or board.rows[place[0]].kind in CARDLESS:
        return False
    at, column = place
    left = board.columns[column].x
    for other in range(column + 1):
        found = board.cells.get((at, other))
        if found and (other == column or found.right > left - board.columns[other].x):
            return False
    return True


def place_in(board: Board, theme: Theme, cell: CellKey) -> Box | None:
    """Where the first card of an empty cell would lie, on the board."""
    box = cell_box(board, *cell)
    if box is None:
        return None
    grid = theme.grid
    height = theme.type.card.leading + 2 * grid.card_y
    return Box(
        box.x + grid.cell_padding,
        box.y + grid.cell_padding,
        box.w - 2 * grid.cell_padding,
        min(height, box.h - 2 * grid.cell_padding),
    )


def paint_invitation(
    painter: QPainter,
    items: BoardPainter,
    theme: Theme,
    camera: Camera,
    box: Box,
    *,
    typing: bool,
) -> None:
    """A place for a card with a plus, and what to do where there is room for the words.

    `typing` is for the keyboard, else it is for the mouse.
    """
    seen = camera.box_to_view(box)
    sign = min(_SIGN, seen.h - 2, seen.w - 2)
    if sign < _LEAST_SIGN:
        return
    radius = theme.grid.radius * camera.zoom
    edge = Rect(seen.inset(0.5, 0.5), line=theme.colours.line_strong, radius=radius, dash=_LINE)
    words = one_line(t("canvas.invite.type" if typing else "canvas.invite.click"), theme.type.label)
    worded = sign + _GAP + words.width + 2 * _GAP <= seen.w and words.height <= seen.h
    colour, pad = theme.colours.quiet, min(theme.grid.card_x * camera.zoom, (seen.w - sign) / 2)
    left = seen.x + pad if worded else seen.centre.x - sign / 2
    drawn: list[Item] = [] if typing else [edge]
    drawn.append(icon("plus", left, seen.centre.y - sign / 2, sign, colour, _STROKE * sign / _SIGN))
    if worded:
        drawn += words.at(left + sign + _GAP, seen.centre.y - words.height / 2, colour)
    items.paint_items(painter, drawn)
