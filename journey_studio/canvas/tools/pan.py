# SPDX-License-Identifier: Apache-2.0
"""Moving the board under the view: with the middle button, or with the space bar held."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.tools.base import Canvas, Pointer, Tool


class Pan(Tool):
    """Pulls the board along with the mouse, then hands back to the tool before."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, canvas: Canvas, before: Tool, start: Pointer) -> None:
        super().__init__(canvas)
        self._before = before
        self._start = start
        self._camera = canvas.camera
        self.hidden = before.hidden

    @property
    def busy(self) -> bool:
        """A pan goes on until the button is let go."""
        return True

    def move(self, pointer: Pointer) -> None:
        """Keep the board point that was pressed under the mouse."""
        zoom = self._camera.zoom
        self.canvas.look(
            Camera(
                self._camera.x - (pointer.view_x - self._start.view_x) / zoom,
                self._camera.y - (pointer.view_y - self._start.view_y) / zoom,
                zoom,
            )
        )

    def camera_moved(self) -> None:
        """What is being dragged meanwhile stays with the mouse."""
        self._before.camera_moved()

    def release(self, _pointer: Pointer) -> None:
        """Stay here."""
        self.canvas.use(self._before)

    def cancel(self) -> None:
        """Go back to where the pan began, and end what went on before it."""
        self.canvas.look(self._camera)
        self.canvas.use(self._before)
        if self._before.busy:
            self._before.cancel()

    def interrupt(self) -> None:
        """The board goes on moving; what went on before is ended."""
        self._before.interrupt()
        self.hidden = self._before.hidden
        self.canvas.use(self)

    def paint(self, painter: QPainter) -> None:
        """What the tool before draws."""
        self._before.paint(painter)
