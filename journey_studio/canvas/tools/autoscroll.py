# SPDX-License-Identifier: Apache-2.0
"""Scrolling by itself while something is dragged close to the edge of the view."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from journey_studio.canvas.camera import Camera, body_box
from journey_studio.canvas.tools.base import Canvas

_EDGE = 36.0  # view px from the edge of the body in which it scrolls
_FASTEST = 22.0  # view px in a tick
_TICK = 16  # ms


class Autoscroll:
    """Follows the mouse; after each step it calls `moved`."""

    def __init__(self, canvas: Canvas, moved: Callable[[], None]) -> None:
        self._canvas = canvas
        self._moved = moved
        self._at = (0.0, 0.0)
        self._timer = QTimer(canvas.viewport())
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)

    def follow(self, x: float, y: float) -> None:
        """The mouse is at this view point."""
        self._at = (x, y)
        if any(self._speed()):
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Scroll no more."""
        self._timer.stop()
        self._timer.deleteLater()

    def _speed(self) -> tuple[float, float]:
        """View px in a tick, faster the nearer to the edge, fastest beyond it."""
        canvas = self._canvas
        body = body_box(canvas.board, canvas.camera, *canvas.view_size)
        x, y = self._at
        return _push(x, body.x, body.right), _push(y, body.y, body.bottom)

    def _tick(self) -> None:
        dx, dy = self._speed()
        before = self._canvas.camera
        self._canvas.look(
            Camera(before.x + dx / before.zoom, before.y + dy / before.zoom, before.zoom)
        )
        if self._canvas.camera == before:
            self._timer.stop()
        else:
            self._moved()


def _push(at: float, low: float, high: float) -> float:
    if high - low < 3 * _EDGE:
        return 0.0
    if at > high - _EDGE:
        return min((at - high + _EDGE) / _EDGE, 1.0) * _FASTEST
    if at < low + _EDGE:
        return -min((low + _EDGE - at) / _EDGE, 1.0) * _FASTEST
    return 0.0
