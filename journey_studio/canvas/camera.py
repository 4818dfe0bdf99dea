# SPDX-License-Identifier: Apache-2.0
"""Which part of the board the view shows, and how large: values and arithmetic, no widgets.

The heads of stages and lanes stay in view. They have their natural place on the board until that
scrolls out at the left or the top; then they stick there. From afar they reach beyond the board,
so that they can be read: the view can be scrolled so far, too.
"""

from functools import lru_cache
from typing import NamedTuple

from journey_studio.layout.display import Board
from journey_studio.layout.far_places import near_point
from journey_studio.layout.far_room import reach_of, whole_box, whole_zoom
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


@lru_cache(maxsize=8)  # one step of a drag asks for it many times
def sticking(board: Board, camera: Camera, width: float, height: float) -> Sticking:
    """How the heads stick in a view of this size."""
    x, y, zoom = camera
    reach = reach_of(board, zoom)
    dx = max(0.0, (x + reach.x) * zoom)
    dy = max(0.0, (y + reach.y) * zoom)
    return Sticking(
        dx if (board.head_width + reach.x) * zoom <= width * _STICKY_SHARE else 0.0,
        dy if (board.head_height + reach.y) * zoom <= height * _STICKY_SHARE else 0.0,
    )


@lru_cache(maxsize=8)
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
    """The board point that is seen at view point (x, y), heads included: what stands for it in the
    heads near by where those from afar lie otherwise."""
    dx, dy = sticking(board, camera, width, height)
    head_right = (board.head_width - camera.x) * camera.zoom + dx
    head_bottom = (board.head_height - camera.y) * camera.zoom + dy
    lanes, heads = x < head_right, y < head_bottom
    point = camera.to_board(x - dx if lanes else x, y - dy if heads else y)
    return near_point(board, camera.zoom, point, lanes=lanes, heads=heads)


def _scroll_range(start: float, length: float, room: float, zoom: float) -> tuple[float, float]:
    """The least and the most board coordinate at the view's edge; equal where all fits."""
    spare = room - length * zoom
    if spare >= 2 * MARGIN:
        centred = start - spare / 2 / zoom
        return centred, centred
    return start - MARGIN / zoom, start + (MARGIN - spare) / zoom


def scroll_ranges(
    board: Board, zoom: float, width: float, height: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """The range of `Camera.x` and that of `Camera.y` in a view of this size."""
    x, y, w, h = whole_box(board, zoom)
    return _scroll_range(x, w, width, zoom), _scroll_range(y, h, height, zoom)


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


def fitting_map(board: Board, width: float, height: float) -> Camera:
    """The camera that shows all of a board and its heads in the middle."""
    room_x, room_y = max(width - 2 * MARGIN, 1.0), max(height - 2 * MARGIN, 1.0)
    zoom = max(whole_zoom(board, room_x, room_y, 1.0), LEAST_ZOOM)
    centre = whole_box(board, zoom).centre
    return Camera(centre.x - width / 2 / zoom, centre.y - height / 2 / zoom, zoom)


def shows_all(board: Board, zoom: float, width: float, height: float) -> bool:
    """Whether a board and its heads have room in a view of this size."""
    whole = whole_box(board, zoom)
    return whole.w * zoom <= width and whole.h * zoom <= height


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
