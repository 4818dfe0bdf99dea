# SPDX-License-Identifier: Apache-2.0
"""The keys of the canvas: walking through cells and cards, and what is done to them.

Keys with a menu entry (undo, zoom, add) belong to the window; these are the ones that only make
sense on the map. None of them depends on the layout of the keyboard.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from journey_studio.canvas.selection import Selection, only
from journey_studio.canvas.shaping import (
    cell_of_point,
    next_point,
    press_shaping_key,
    select_point_in,
)
from journey_studio.canvas.verbs import takes_cards
from journey_studio.model.ids import kind_of
from journey_studio.model.records import Card

if TYPE_CHECKING:
    from journey_studio.canvas.view import CanvasView

_NONE = Qt.KeyboardModifier.NoModifier
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_EDGES = {
    Qt.Key.Key_Home: (-1, 0),
    Qt.Key.Key_End: (1, 0),
}


def press_key(
    canvas: "CanvasView", key: int, modifiers: Qt.KeyboardModifier = _NONE, text: str = ""
) -> bool:
    """Do what a key means on the canvas; false where it means nothing here."""
    if press_shaping_key(canvas, key, modifiers):
        return True
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
    if key in _ARROWS and alt:
        canvas.move_selection(*_ARROWS[Qt.Key(key)])
    elif key in _ARROWS:
        _walk(canvas, *_ARROWS[Qt.Key(key)], far=control)
    elif key in _EDGES:
        _walk(canvas, *_EDGES[Qt.Key(key)], far=True, both=control)
    elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        _next_cell(canvas, 1 if key == Qt.Key.Key_Tab else -1)
    elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
        canvas.edit_selection()
    elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        canvas.delete_selection()
    elif key == Qt.Key.Key_Escape:
        canvas.tool.cancel()
    elif text and text.isprintable() and not control and not alt:
        _type(canvas, text)
    else:
        return False
    return True


def _type(canvas: "CanvasView", text: str) -> None:
    """Typing on a card replaces its words; in an empty cell it starts a card."""
    if canvas.selection.ids:
        canvas.edit(canvas.selection.ids[-1], instead=text)
    elif canvas.selection.cell:
        canvas.add_card_at(canvas.selection.cell, instead=text)


def _cells(canvas: "CanvasView") -> tuple[list[str], list[str]]:
    board = canvas.board
    return [row.lane for row in board.rows], [column.step for column in board.columns]


def _here(canvas: "CanvasView") -> tuple[int, int] | None:
    """Row and column of the keyboard, or None where it has not been on the map yet."""
    lanes, steps = _cells(canvas)
    ids = canvas.selection.ids
    card = canvas.document.snapshot.get(Card, ids[-1]) if ids else None
    cell = canvas.selection.cell
    if card is not None and card.place is not None:
        cell = (card.place.lane, card.place.step)
    cell = cell_of_point(canvas, canvas.selection) or cell
    if cell is None or cell[0] not in lanes or cell[1] not in steps:
        return None
    return lanes.index(cell[0]), steps.index(cell[1])


def _go(canvas: "CanvasView", row: int, column: int, *, last: bool = False) -> None:
    """Select the first or last card or point of a cell, or the cell where it is empty."""
    lanes, steps = _cells(canvas)
    cell = (lanes[row], steps[column])
    cards = canvas.document.snapshot.cards(*cell)
    if cards:
        canvas.select(only(cards[-1 if last else 0].id, cell))
    elif not select_point_in(canvas, cell, last=last):
        canvas.select(Selection((), cell))
    canvas.reveal_cell(cell)


def _walk(canvas: "CanvasView", dx: int, dy: int, *, far: bool = False, both: bool = False) -> None:
    """One card up or down, one cell left or right; `far` goes to the edge of the map."""
    lanes, steps = _cells(canvas)
    if not lanes or not steps:
        return
    here = _here(canvas)
    if here is None:
        _go(canvas, 0, 0)
        return
    row, column = here
    if far:
        column = column if not dx else (0 if dx < 0 else len(steps) - 1)
        row = row if not (dy or both) else (0 if dy + dx < 0 else len(lanes) - 1)
        _go(canvas, row, column)
        return
    if dy and canvas.selection.ids:
        cards = [card.id for card in canvas.document.snapshot.cards(lanes[row], steps[column])]
        chosen = canvas.selection.ids[-1]
        at = cards.index(chosen) + dy if chosen in cards else -1
        if 0 <= at < len(cards):
            canvas.select(only(cards[at], (lanes[row], steps[column])))
            canvas.reveal_cell((lanes[row], steps[column]))
            return
    if 0 <= row + dy < len(lanes) and 0 <= column + dx < len(steps):
        _go(canvas, row + dy, column + dx, last=dy < 0)


def go_on_writing(canvas: "CanvasView", by: int) -> None:
    """Write on what comes next: in the next cell that takes cards, or on the next head."""
    chosen = canvas.selection.ids[-1] if canvas.selection.ids else ""
    if kind_of(chosen) in ("stage", "step", "lane"):
        heads = [head.id for head in (*canvas.board.heads, *canvas.board.lane_heads)]
        siblings = [head for head in heads if kind_of(head) == kind_of(chosen)]
        at = siblings.index(chosen) + by if chosen in siblings else -1
        if 0 <= at < len(siblings):
            canvas.select(only(siblings[at]))
            canvas.edit_selection()
        return
    if kind_of(chosen) in ("point", "connection"):
        if next_point(canvas, by):
            canvas.edit_selection()
        return
    before = None
    while canvas.selection != before:
        before = canvas.selection
        _next_cell(canvas, by)
        cell = canvas.selection.cell
        if cell is not None and takes_cards(canvas.document.snapshot, cell[0]):
            break
    if canvas.selection != before:
        canvas.edit_selection()


def _next_cell(canvas: "CanvasView", by: int) -> None:
    """The next cell in reading order; at the end of a lane, the first of the next."""
    lanes, steps = _cells(canvas)
    here = _here(canvas)
    if not lanes or not steps:
        return
    at = 0 if here is None else here[0] * len(steps) + here[1] + by
    if 0 <= at < len(lanes) * len(steps):
        _go(canvas, *divmod(at, len(steps)))
