# SPDX-License-Identifier: Apache-2.0
"""Moving the board under the view: with the middle button, or with the space bar held."""

from PySide6.QtCore import Qt

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

    def release(self, _pointer: Pointer) -> None:
        """Stay here."""
        self.canvas.use(self._before)

    def cancel(self) -> None:
        """Go back to where the pan began."""
        self.canvas.look(self._camera)
        self.canvas.use(self._before)
