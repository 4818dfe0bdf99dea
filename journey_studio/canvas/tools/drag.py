# SPDX-License-Identifier: Apache-2.0
"""What every gesture shares that lasts until the button is let go: it follows the mouse, also when
the map scrolls below it and when Shift, Ctrl or Alt go down on the way.
"""

from PySide6.QtCore import Qt

from journey_studio.canvas.tools.autoscroll import Autoscroll
from journey_studio.canvas.tools.base import Canvas, Pointer, Tool


class Drag(Tool):
    """A drag from `start` on; the subclass says in `move` what it does."""

    def __init__(self, canvas: Canvas, start: Pointer) -> None:
        super().__init__(canvas)
        self._at = (start.view_x, start.view_y)
        self._modifiers = start.modifiers
        self._autoscroll = Autoscroll(canvas, self._follow)

    @property
    def busy(self) -> bool:
        """It goes on until the button is let go."""
        return True

    def held(self, modifiers: Qt.KeyboardModifier) -> None:
        """Keys may be pressed and let go on the way."""
        self._modifiers = modifiers
        self._follow()

    def camera_moved(self) -> None:
        """Another part of the board lies under the mouse now."""
        self._follow()

    def _follow(self) -> None:
        self.move(self.canvas.pointer_at(*self._at, self._modifiers))
