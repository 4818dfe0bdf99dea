# SPDX-License-Identifier: Apache-2.0
"""Which part of the board the view shows, and how large: values and arithmetic, no widgets.

The heads of stages and lanes stay in view. They have their natural place on the board until that
scrolls out at the left or the top; then they stick there.
"""

from typing import NamedTuple

from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box, Point

LEAST_ZOOM, MOST_ZOOM = 0.02, 8.0
MARGIN = 24.0  # view px of ground that can be scrolled to around the board
_STICKY_SHARE = 0.4  # heads larger than this share of the view scroll away instead of hiding it


class Camera(NamedTuple):
    """The board point at the view's top left corner, and view px per board px."""

    x: float = 0
    y: float = 0
    zoom: float = 1

    def to_view(self, x: float, y: float) -> Point:
        """Where a board point lies in the view, sticking aside."""
        return Point((x - self.x) * self.zoom, (y - self.y) * self.zoom)

    def to_board(self, x: float, y: float) -> Point:
        """The board point at a view point, sticking aside."""
        return Point(x / self.zoom + self.x, y / self.zoom + self.y)

    def box_to_view(self, box: Box) -> Box:
        """Where a board box lies in the view, sticking aside."""
        x, y = self.to_view(box.x, box.y)
        return Box(x, y, box.w * self.zoom, box.h * self.zoom)


class Sticking(NamedTuple):
    """How far, in view px, the lane heads and the stage heads are moved from where they lie."""

    dx: float
    dy: float


def sticking(board: Board, camera: Camera, width: float, height: float) -> Sticking:
    """How the heads stick in a view of this size."""
    dx = max(0.0, camera.x * camera.zoom)
    dy = max(0.0, camera.y * camera.zoom)
    return Sticking(
        dx if board.head_width * camera.zoom <= width * _STICKY_SHARE else 0.0,
        dy if board.head_height * camera.zoom <= height * _STICKY_SHARE else 0.0,
    )


def body_box(board: Board, camera: Camera, width: float, height: float) -> Box:
    """The part of the view that the heads leave free, in view px."""
    dx, dy = sticking(board, camera, width, height)
    left = (board.head_width - camera.x) * camera.zoom + dx
    top = (board.head_height - camera.y) * camera.zoom + dy
    left, top = max(left, 0.0), max(top, 0.0)
    return Box(left, top, max(width - left, 0.0), max(height - top, 0.0))


def board_point(
    board: Board, camera: Camera, width: float, height: float, x: float, y: float
) -> Point:
    """The board point that is seen at view point (x, y), heads included."""
    dx, dy = sticking(board, camera, width, height)
    head_right = (board.head_width - camera.x) * camera.zoom + dx
    head_bottom = (board.head_height - camera.y) * camera.zoom + dy
    return camera.to_board(x - dx if x < head_right else x, y - dy if y < head_bottom else y)


def _scroll_range(length: float, room: float, zoom: float) -> tuple[float, float]:
    """The least and the most board coordinate at the view's edge; equal where all fits."""
    spare = room - length * zoom
    if spare >= 2 * MARGIN:
        centred = -spare / 2 / zoom
        return centred, centred
    return -MARGIN / zoom, (MARGIN - spare) / zoom


def scroll_ranges(
    board: Board, zoom: float, width: float, height: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """The range of `Camera.x` and that of `Camera.y` in a view of this size."""
    return _scroll_range(board.width, width, zoom), _scroll_range(board.height, height, zoom)


def kept_in(board: Board, camera: Camera, width: float, height: float) -> Camera:
    """The camera moved as little as possible so that it does not leave the board."""
    zoom = min(max(camera.zoom, LEAST_ZOOM), MOST_ZOOM)
    (left, right), (top, bottom) = scroll_ranges(board, zoom, width, height)
    return Camera(min(max(camera.x, left), right), min(max(camera.y, top), bottom), zoom)


def zoomed_at(camera: Camera, zoom: float, x: float, y: float) -> Camera:
    """The camera at another zoom with the board point under view point (x, y) kept there."""
    zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
    point = camera.to_board(x, y)
    return Camera(point.x - x / zoom, point.y - y / zoom, zoom)


def fitting(box: Box, width: float, height: float, most: float = 1.0) -> Camera:
    """The camera that shows all of a board box in the middle, at `most` at the largest."""
    room_x, room_y = max(width - 2 * MARGIN, 1.0), max(height - 2 * MARGIN, 1.0)
    zoom = min(room_x / max(box.w, 1.0), room_y / max(box.h, 1.0), most)
    zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
    centre = box.centre
    return Camera(centre.x - width / 2 / zoom, centre.y - height / 2 / zoom, zoom)


def revealing(board: Board, camera: Camera, width: float, height: float, box: Box) -> Camera:
    """The camera moved as little as possible so that a box of the body is in view."""
    body = body_box(board, camera, width, height)
    seen = camera.box_to_view(box)
    dx = min(seen.x - body.x - MARGIN, 0.0) or max(seen.right - body.right + MARGIN, 0.0)
    dy = min(seen.y - body.y - MARGIN, 0.0) or max(seen.bottom - body.bottom + MARGIN, 0.0)
    if seen.w > body.w - 2 * MARGIN:
        dx = seen.x - body.x - MARGIN
    if seen.h > body.h - 2 * MARGIN:
        dy = seen.y - body.y - MARGIN
    moved = Camera(camera.x + dx / camera.zoom, camera.y + dy / camera.zoom, camera.zoom)
    return kept_in(board, moved, width, height)
