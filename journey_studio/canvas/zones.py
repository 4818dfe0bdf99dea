# SPDX-License-Identifier: Apache-2.0
"""The four parts of a view, in whole device pixels: corner, stage heads, lane heads, body.

Each part shows the board moved in its own way, since heads stick. On a device pixel grid a pan
moves every part by whole pixels, so that what was painted before can be moved along.
"""

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from journey_studio.canvas.camera import Camera, sticking
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box

_FAR = 1e9  # board px, beyond any board


class Frame(NamedTuple):
    """How a board is seen: the camera, the view in device px, device px per view px."""

    board: Board
    camera: Camera
    width: int
    height: int
    ratio: float

    @property
    def scale(self) -> float:
        """Device px per board px."""
        return self.camera.zoom * self.ratio


class Area(NamedTuple):
    """A rectangle of device pixels."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """The first pixel beyond it."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """The first pixel below it."""
        return self.y + self.h

    @property
    def empty(self) -> bool:
        """Whether it holds no pixel."""
        return self.w <= 0 or self.h <= 0

    def common(self, other: "Area") -> "Area":
        """What both hold; empty where they do not meet."""
        x, y, w, h = self
        left, top, width, height = other
        first, above = max(x, left), max(y, top)
        beyond, below = min(x + w, left + width), min(y + h, top + height)
        return Area(first, above, max(beyond - first, 0), max(below - above, 0))

    def united(self, other: "Area") -> "Area":
        """The smallest that holds both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Area(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def moved(self, dx: int, dy: int) -> "Area":
        """As large, elsewhere."""
        return Area(self.x + dx, self.y + dy, self.w, self.h)

    def without(self, other: "Area") -> tuple["Area", ...]:
        """Up to four areas that hold what `other` does not."""
        inner = self.common(other)
        if inner.empty:
            return (self,)
        parts = (
            Area(self.x, self.y, self.w, inner.y - self.y),
            Area(self.x, inner.bottom, self.w, self.bottom - inner.bottom),
            Area(self.x, inner.y, inner.x - self.x, inner.h),
            Area(inner.right, inner.y, self.right - inner.right, inner.h),
        )
        return tuple(part for part in parts if not part.empty)


class Zone(NamedTuple):
    """A part of the view; the board's origin lies at device px (left, top) in it.

    `spans` are the board boxes it may show: a head scrolls out of its zone, never into another.
    """

    area: Area
    left: float
    top: float
    scale: float

    def moved(self, dx: int, dy: int) -> "Zone":
        """The same part of the view, drawn elsewhere."""
        return Zone(self.area.moved(dx, dy), self.left + dx, self.top + dy, self.scale)

    def seen(self, area: Area) -> Box:
        """The board box that this part of the zone shows."""
        scale = self.scale
        x, y = (area.x - self.left) / scale, (area.y - self.top) / scale
        return Box(x, y, area.w / scale, area.h / scale)

    def covering(self, box: Box) -> Area:
        """The pixels of the zone that a board box touches."""
        scale = self.scale
        x, y = math.floor(box.x * scale + self.left), math.floor(box.y * scale + self.top)
        right = math.ceil(box.right * scale + self.left)
        bottom = math.ceil(box.bottom * scale + self.top)
        return Area(x, y, right - x, bottom - y).common(self.area)


class Zones(NamedTuple):
    """The parts of a view; any of them may be empty."""

    corner: Zone
    heads: Zone
    lanes: Zone
    body: Zone


def pixel(value: float) -> int:
    """The device pixel nearest to a place; halves go up everywhere alike."""
    return math.floor(value + 0.5)


def on_pixels(camera: Camera, ratio: float) -> Camera:
    """The camera moved by less than a pixel so that the board lies on whole device pixels."""
    scale = camera.zoom * ratio
    return Camera(pixel(camera.x * scale) / scale, pixel(camera.y * scale) / scale, camera.zoom)


@lru_cache(maxsize=8)
def zones_of(frame: Frame) -> Zones:
    """The parts of the view."""
    board, camera, width, height, ratio = frame
    scale = frame.scale
    dx, dy = sticking(board, camera, width / ratio, height / ratio)
    left, top = float(pixel(-camera.x * scale)), float(pixel(-camera.y * scale))
    head_left, head_top = left + pixel(dx * ratio), top + pixel(dy * ratio)
    x = min(max(pixel(head_left + board.head_width * scale), 0), width)
    y = min(max(pixel(head_top + board.head_height * scale), 0), height)
    return Zones(
        Zone(Area(0, 0, x, y), head_left, head_top, scale),
        Zone(Area(x, 0, width - x, y), left, head_top, scale),
        Zone(Area(0, y, x, height - y), head_left, top, scale),
        Zone(Area(x, y, width - x, height - y), left, top, scale),
    )


def dirty_areas(zones: Zones, board: Board, boxes: Iterable[Box]) -> list[Area]:
    """Where in the view board boxes show, in every zone they reach into."""
    across, down = board.head_width, board.head_height
    parts = (
        (zones.corner, (-_FAR, -_FAR, across, down)),
        (zones.heads, (across, -_FAR, _FAR, down)),
        (zones.lanes, (-_FAR, down, across, _FAR)),
        (zones.body, (across, down, _FAR, _FAR)),
    )
    found = []
    boxes = list(boxes)
    for zone, part in parts:
        if zone.area.empty:
            continue
        seen = zone.seen(zone.area)
        left, top = max(part[0], seen.x), max(part[1], seen.y)
        right, bottom = min(part[2], seen.right), min(part[3], seen.bottom)
        for x, y, w, h in boxes:
            if x >= right or y >= bottom or x + w <= left or y + h <= top:
                continue  # of hundreds, most lie out of sight
            start, above = max(x, left), max(y, top)
            end, below = min(x + w, right), min(y + h, bottom)
            if start < end and above < below:
                found.append(zone.covering(Box(start, above, end - start, below - above)))
    return [area for area in found if not area.empty]
