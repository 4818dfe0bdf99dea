# SPDX-License-Identifier: Apache-2.0
"""What every gesture shares that shows a command while something is pulled.

The subclass says which command the mouse stands for; the release carries out the one on show.
"""

from PySide6.QtCore import Qt

from journey_studio.canvas.tools.base import Canvas, Pointer
from journey_studio.canvas.tools.drag import Drag
from journey_studio.layout.geometry import Point
from journey_studio.model.commands import Command, CommandError


class Pull(Drag):
    """A drag from `start` on. `glides` tells whether rows glide to their new places."""

    glides = True

    def __init__(self, canvas: Canvas, start: Pointer) -> None:
        super().__init__(canvas, start)
        self._command: Command | None = None

    def pull(self, pointer: Pointer, /) -> None:
        """Find out what the mouse stands for, and show it."""
        raise NotImplementedError

    def done(self) -> None:
        """The command has been carried out."""

    @property
    def free(self) -> bool:
        """Whether nothing snaps: Alt is held."""
        return bool(self._modifiers & Qt.KeyboardModifier.AltModifier)

    def move(self, pointer: Pointer) -> None:
        """Show what a release would do now."""
        self._at, self._modifiers = (pointer.view_x, pointer.view_y), pointer.modifiers
        before = self.canvas.board
        self.pull(pointer)
        if self.glides and self.canvas.board is not before:
            self.canvas.glide(before)
        self.canvas.refresh()
        self._autoscroll.follow(*self._scroll_at())

    def _scroll_at(self) -> tuple[float, float]:
        """The view point that makes the map scroll where it is close to an edge."""
        return self._at

    def show(self, command: Command | None) -> bool:
        """Show the preview of a command; the map as it is for None and where it does not fit."""
        showing = self.canvas.showing
        if command == self._command and (command is not None or not showing.previewed):
            return command is not None  # it is on show already
        self._command = None
        if command is not None:
            try:
                showing.preview(command)
                self._command = command
            except CommandError:
                pass
        if self._command is None:
            showing.settle()
        return self._command is not None

    def release(self, pointer: Pointer) -> None:
        """Carry out what is shown."""
        self.move(pointer)
        command = self._command
        self._end()  # before the command, which would interrupt the gesture
        if command is not None and self.canvas.apply(command):
            self.done()

    def cancel(self) -> None:
        """Put everything back."""
        before = self.canvas.board
        self._end()
        self.canvas.glide(before)

    def interrupt(self) -> None:
        """Somebody else's change has come in meanwhile: the gesture ends, nothing was done."""
        self._end()

    def _end(self) -> None:
        self._autoscroll.stop()
        self.canvas.showing.settle()
        self.canvas.rest()


def on_body(canvas: Canvas, pointer: Pointer) -> Point:
    """The mouse on the board as the body scrolls, whatever head it may be over."""
    return canvas.camera.to_board(pointer.view_x, pointer.view_y)
