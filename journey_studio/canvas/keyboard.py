# SPDX-License-Identifier: Apache-2.0
"""The keys of the canvas: walking through cells and cards, and what is done to them.

Keys with a menu entry (undo, zoom, add) belong to the window; these are the ones that only make
sense on the map. None of them depends on the layout of the keyboard.
"""

from PySide6.QtCore import Qt

from journey_studio.canvas.camera import Camera, body_box
from journey_studio.canvas.ranges import HEADS, heads_like
from journey_studio.canvas.selection import only
from journey_studio.canvas.shaping import next_point, press_shaping_key
from journey_studio.canvas.verbs import takes_cards
from journey_studio.canvas.walking import next_cell, walk, walk_far
from journey_studio.canvas.workplace import Workplace
from journey_studio.model.ids import kind_of

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
_PAGES = {
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_PageDown: 1,
}
_PAGE = 0.9  # of the view: what was at its end is still in sight


def press_key(
    canvas: Workplace, key: int, modifiers: Qt.KeyboardModifier = _NONE, text: str = ""
) -> bool:
    """Do what a key means on the canvas; false where it means nothing here."""
    if press_shaping_key(canvas, key, modifiers):
        return True
    if _go(canvas, key, modifiers):
        return True
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    typing = not modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    if key == Qt.Key.Key_Menu or (key == Qt.Key.Key_F10 and shift):
        canvas.ask_for_menu()
    elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
        canvas.edit_selection()
    elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        canvas.delete_selection()
    elif key == Qt.Key.Key_Escape:
        canvas.tool.cancel()
    elif text and text.isprintable() and typing:
        _type(canvas, text)
    else:
        return False
    return True


def _go(canvas: Workplace, key: int, modifiers: Qt.KeyboardModifier) -> bool:
    """Go somewhere, or take what is selected along; false for keys that do not."""
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    if key in _ARROWS and modifiers & Qt.KeyboardModifier.AltModifier:
        canvas.move_selection(*_ARROWS[Qt.Key(key)])
    elif key in _ARROWS and control:
        walk_far(canvas, *_ARROWS[Qt.Key(key)], extend=shift)
    elif key in _ARROWS:
        walk(canvas, *_ARROWS[Qt.Key(key)], extend=shift)
    elif key in _EDGES:
        walk_far(canvas, *_EDGES[Qt.Key(key)], both=control, extend=shift)
    elif key in _PAGES and not control:
        _turn(canvas, _PAGES[Qt.Key(key)], across=shift)
    elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        next_cell(canvas, 1 if key == Qt.Key.Key_Tab and not shift else -1)
    else:
        return False
    return True


def _type(canvas: Workplace, text: str) -> None:
    """Typing on a card replaces its words; in an empty cell it starts a card."""
    if canvas.selection.ids:
        canvas.edit(canvas.selection.ids[-1], instead=text)
    elif canvas.selection.cell:
        canvas.add_card_at(canvas.selection.cell, instead=text)


def _turn(canvas: Workplace, by: int, *, across: bool) -> None:
    """Scroll by a view, up and down or to the side; the selection stays."""
    body = body_box(canvas.board, canvas.camera, *canvas.view_size)
    x, y, zoom = canvas.camera
    if across:
        x += by * _PAGE * body.w / zoom
    else:
        y += by * _PAGE * body.h / zoom
    canvas.look(Camera(x, y, zoom))


def go_on_writing(canvas: Workplace, by: int) -> None:
    """Write on what comes next: in the next cell that takes cards, or on the next head."""
    chosen = canvas.selection.ids[-1] if canvas.selection.ids else ""
    if kind_of(chosen) in HEADS:
        siblings = heads_like(canvas.board, kind_of(chosen))
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
        next_cell(canvas, by)
        cell = canvas.selection.cell
        if cell is not None and takes_cards(canvas.showing.snapshot, cell[0]):
            break
    if canvas.selection != before:
        canvas.edit_selection()
