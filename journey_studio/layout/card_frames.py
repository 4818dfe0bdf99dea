# SPDX-License-Identifier: Apache-2.0
"""A card without its content: ground, outline, left edge, and the small marks at its top."""

from functools import lru_cache
from math import acos, sqrt, tan

from journey_studio.layout.display import Colour, Item, Path, Rect, Segment
from journey_studio.layout.geometry import Box
from journey_studio.layout.marks import MIDDLE, STEP, record_marks
from journey_studio.layout.outlines import Moved
from journey_studio.layout.scene import Marks, Scene
from journey_studio.layout.theme import KindLook
from journey_studio.model.records import Card

_ARC = 0.5523  # control points of a quarter circle
_ASSUMED_DASH = (4.0, 3.0)
_HATCH_STEP = 5.0


def is_assumed(card: Card) -> bool:
    """Whether a card is a guess, which its outline shows."""
    return card.evidence == "assumed"


def frame_items(look: KindLook) -> int:
    """How many items `frame` makes."""
    return 2 if look.edge in ("bar", "hatch") else 1


def frame(scene: Scene, card: Card, look: KindLook, box: Box) -> list[Item]:
    """The ground of a card and its left edge."""
    grid = scene.theme.grid
    assumed = is_assumed(card)
    line = scene.theme.colours.evidence if assumed else look.line
    inner = box.inset(0.5, 0.5) if line else box  # the line stays inside the card
    ground = Rect(inner, look.fill, line, radius=grid.radius, dash=_ASSUMED_DASH if assumed else ())
    if look.edge == "bar":
        return [ground, Path(edge_bar(box, grid.bar, grid.radius), fill=look.mark)]
    if look.edge == "hatch":
        return [ground, Path(edge_hatch(box, grid.hatch, grid.radius), line=look.mark)]
    return [ground]


def edge_bar(box: Box, width: float, radius: float) -> Moved:
    """The part of a round-cornered box within `width` px of its left edge."""
    return Moved(_bar(box.h, width, radius), box.x, box.y)


@lru_cache(maxsize=1024)
def _bar(h: float, width: float, radius: float) -> tuple[Segment, ...]:
    radius = min(radius, h / 2)
    across = (radius - min(width, radius)) / radius  # cosine of where the arc leaves the strip
    down = sqrt(1 - across**2)
    pull = radius * tan(acos(across) / 4) * 4 / 3
    top, bottom = radius, h - radius
    right, drop = radius * (1 - across), radius * down
    return (
        ("M", right, top - drop),
        ("C", right - pull * down, top - drop + pull * across, 0.0, top - pull, 0.0, top),
        ("L", 0.0, bottom),
        ("C", 0.0, bottom + pull, right - pull * down, bottom + drop - pull * across,
         right, bottom + drop),
        ("Z",),
    )  # fmt: skip


def edge_hatch(box: Box, width: float, radius: float) -> Moved:
    """Short slanted strokes down the left edge of a box."""
    return Moved(_hatch(box.h, width, radius), box.x, box.y)


@lru_cache(maxsize=1024)
def _hatch(h: float, width: float, radius: float) -> tuple[Segment, ...]:
    found: list[Segment] = []
    y, last = radius, h - radius + width / 2
    while y + width <= last:
        found += [("M", 1.5, y + width), ("L", width + 0.5, y)]
        y += _HATCH_STEP
    return tuple(found)


def diamond(x: float, y: float, size: float) -> tuple[Segment, ...]:
    """A diamond around (x, y), `size` px high."""
    half = size / 2
    return (
        ("M", x, y - half), ("L", x + half, y), ("L", x, y + half), ("L", x - half, y), ("Z",),
    )  # fmt: skip


def evidence_dot(kind: str, x: float, y: float, size: float, colour: Colour) -> list[Item]:
    """How sure it is: half a dot observed, a full one researched, with a ring measured."""
    half = size / 2
    box = Box(x - half, y - half, size, size)
    if kind == "observed":
        pull = _ARC * half
        left: tuple[Segment, ...] = (
            ("M", x, y - half),
            ("C", x - pull, y - half, x - half, y - pull, x - half, y),
            ("C", x - half, y + pull, x - pull, y + half, x, y + half),
            ("Z",),
        )
        return [
            Rect(box.inset(0.5, 0.5), line=colour, radius=half - 0.5),
            Path(left, fill=colour),
        ]
    if kind == "researched":
        return [Rect(box, fill=colour, radius=half)]
    if kind == "measured":
        return [
            Rect(box.inset(1.25, 1.25), fill=colour, radius=half - 1.25),
            Rect(box.inset(-1, -1), line=colour, radius=half + 1),
        ]
    return []


def marks(scene: Scene, card: Card, known: Marks, look: KindLook, box: Box) -> list[Item]:
    """Evidence, moment of truth, lock, comments and conflicts, from the right, in the padding."""
    grid, colours = scene.theme.grid, scene.theme.colours
    x, y = box.right - MIDDLE, box.y + MIDDLE
    items: list[Item] = []
    if card.evidence not in ("", "assumed"):
        items += evidence_dot(card.evidence, x, y, grid.evidence, colours.evidence)
        x -= STEP
    if card.moment_of_truth:
        items.append(Path(diamond(x, y, grid.mark), fill=colours.moment))
        x -= STEP
    others = record_marks(scene, known, box=box, x=x, locked=card.locked, recheck=card.recheck)
    x -= STEP * len(others)
    items += others
    if items and card.picture:
        left = x + STEP - grid.mark
        backing = Box(left, y - 8, box.right - 2 - left, 16)
        items.insert(0, Rect(backing, fill=look.fill, radius=8))
    return items
