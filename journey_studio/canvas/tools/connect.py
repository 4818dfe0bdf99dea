# SPDX-License-Identifier: Apache-2.0
"""Drawing an arrow from card to card, by pulling it or by walking to the card it leads to."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from journey_studio.canvas.connections import Joining, handle_of, joined, way_of
from journey_studio.canvas.overlay import paint_loose_arrow, paint_ring, paint_target, paint_way
from journey_studio.canvas.selection import only
from journey_studio.canvas.tools.base import Canvas, Pointer, Tool
from journey_studio.canvas.tools.pull import Pull
from journey_studio.i18n import t
from journey_studio.layout.geometry import Box, Point
from journey_studio.layout.hit import group_box, hit
from journey_studio.model.commands import CommandError
from journey_studio.model.records import Card

_WALKING = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Tab, Qt.Key.Key_Backtab),
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _paint_joining(painter: QPainter, canvas: Canvas, joining: Joining, target: str) -> None:
    """The card it is fixed at, the card it would lead to, and its way there."""
    theme, board = canvas.showing.theme, canvas.board
    for card, is_target in ((joining.fixed, False), (target, True)):
        box = group_box(board, card) if card else None
        if box is not None:
            painter.save()
            canvas.enter(painter, box)
            (paint_target if is_target else paint_ring)(painter, theme, canvas.camera, box)
            painter.restore()
    way = way_of(board, joining.id)
    if target and way:
        painter.save()
        canvas.enter(painter, Box(board.head_width, board.head_height, 1, 1))
        paint_way(painter, theme, canvas.camera, way)
        painter.restore()


class Connect(Pull):
    """Pulls one end of a connection to the card under the mouse."""

    cursor = Qt.CursorShape.CrossCursor
    chosen = ()  # the ring of the selection would look like that of an end

    def __init__(self, canvas: Canvas, joining: Joining, start: Pointer) -> None:
        super().__init__(canvas, start)
        self._joining = joining
        self.target = ""

    def pull(self, pointer: Pointer) -> None:
        """Show the connection to the card under the mouse."""
        under = hit(self.canvas.board, pointer.x, pointer.y)
        card = under.id if under.role == "card" else ""
        if card == self.target:
            return
        command = self._joining.command(self.canvas.showing.snapshot, card)
        shown = self.show(command)
        if shown and not way_of(self.canvas.board, self._joining.id):
            shown = self.show(None)  # a card in a collapsed lane: nobody would see the arrow
        self.target = card if shown else ""

    def done(self) -> None:
        """It stays selected, so that its label can be written at once."""
        self.canvas.select(only(self._joining.id))

    def paint(self, painter: QPainter) -> None:
        """The arrow to the card under the mouse, or to the mouse itself."""
        canvas = self.canvas
        _paint_joining(painter, canvas, self._joining, self.target)
        if self.target:
            return
        box = group_box(canvas.board, self._joining.fixed)
        if box is None:
            return
        away = self._joining.moves == "target"
        seen = canvas.view_box(box)
        start = handle_of(seen) if away else Point(seen.x, seen.centre.y)
        paint_loose_arrow(painter, canvas.showing.theme, start, Point(*self._at), away=away)


class ChooseTarget(Tool):
    """Waits for the card that a connection leads to: arrows walk there, a click chooses it."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: Canvas, joining: Joining) -> None:
        super().__init__(canvas)
        self._joining = joining
        self._start = canvas.selection
        self._under = ""
        canvas.say(t("canvas.connect.choose"))

    @property
    def _target(self) -> str:
        """The card under the mouse, else the one the keyboard is at: whichever moved last."""
        return self._under or self._chosen

    @property
    def _chosen(self) -> str:
        """The card the keyboard is at."""
        ids = self.canvas.selection.ids
        card = self.canvas.showing.snapshot.get(Card, ids[-1] if ids else None)
        return card.id if card is not None and card.id != self._joining.fixed else ""

    def press_key(self, key: int, modifiers: Qt.KeyboardModifier, _text: str, /) -> bool:
        """Walk with the arrows, connect with Enter, give up with Esc; all else ends the mode."""
        if key in _WALKING and not modifiers & Qt.KeyboardModifier.AltModifier:
            self._under = ""
            self.canvas.walk(key, modifiers)
            self._show(self._target)
        elif key in _ENTER:
            self._join(self._target)
        elif key == Qt.Key.Key_Escape:
            self.cancel()
        else:
            self.interrupt()
            return False
        return True

    def move(self, pointer: Pointer) -> None:
        """Show the connection to the card under the mouse."""
        under = hit(self.canvas.board, pointer.x, pointer.y)
        card = under.id if under.role == "card" and under.id != self._joining.fixed else ""
        if card != self._under:
            self._under = card
            self._show(self._target)

    def leave(self) -> None:
        """Nothing lies under the mouse."""
        self._under = ""
        self._show(self._target)

    def press(self, pointer: Pointer) -> None:
        """Connect to the card under the mouse; elsewhere give up."""
        under = hit(self.canvas.board, pointer.x, pointer.y)
        if under.role == "card" and under.id != self._joining.fixed:
            self._join(under.id)
        else:
            self.cancel()

    def double_press(self, pointer: Pointer) -> None:
        """Like a press."""
        self.press(pointer)

    def _show(self, card: str) -> None:
        showing = self.canvas.showing
        showing.settle()
        command = self._joining.command(showing.snapshot, card) if card else None
        if command is not None:
            try:
                showing.preview(command)
            except CommandError:
                showing.settle()
        self.canvas.refresh()

    def _join(self, card: str) -> None:
        if not card:
            self.canvas.say(t("canvas.connect.choose"))
            return
        snapshot = self.canvas.showing.snapshot
        command = self._joining.command(snapshot, card)
        there = joined(snapshot, self._joining.fixed, card)
        self._end()
        if command is not None and self.canvas.apply(command):
            self.canvas.select(only(self._joining.id))
        elif there:
            self.canvas.say(t("canvas.connect.there"))

    def cancel(self) -> None:
        """Go back to the card it began at."""
        self._end()
        self.canvas.select(self._start)

    def interrupt(self) -> None:
        """The map has changed, or something else begins: nothing is connected."""
        self._end()

    def _end(self) -> None:
        self.canvas.showing.settle()
        self.canvas.rest()

    def paint(self, painter: QPainter) -> None:
        """The card it begins at, the one it would lead to, and the way there."""
        _paint_joining(painter, self.canvas, self._joining, self._target)
