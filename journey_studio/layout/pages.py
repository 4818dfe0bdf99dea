# SPDX-License-Identifier: Apache-2.0
"""From a board to pages: what lies where on which sheet of paper.

Lengths on paper are mm from the top left corner of the page, y downwards; a scale is mm per px of
the board. A page is painted by painting its placements one after another, each clipped to its
`clip`. Painters need to know nothing else about paper.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from journey_studio.layout import pieces
from journey_studio.layout.display import Board, Colour, Group, Placed, Rect
from journey_studio.layout.fit import (
    Fitted,
    LayOut,
    Room,
    fit_height,
    fit_page,
    fit_roll,
    fit_width,
)
from journey_studio.layout.frame import Frame, Furniture, better_frame, cut_roll
from journey_studio.layout.geometry import Box
from journey_studio.layout.paper import Sheet

# Half of a line lies outside its box, and a little more of the head of an arrow.
OVERHANG = 4.0


class Placement(NamedTuple):
    """Groups that share a place on the paper: px × `scale`, then moved by `dx`, `dy`."""

    scale: float
    dx: float
    dy: float
    groups: tuple[Placed, ...]
    clip: Box | None = None

    def box(self, placed: Placed) -> Box:
        """Where one of the groups lies on the paper, with what hangs over its edge."""
        box = placed.box.inset(-OVERHANG, -OVERHANG)
        scale = self.scale
        return Box(self.dx + box.x * scale, self.dy + box.y * scale, box.w * scale, box.h * scale)

    def moved(self, dx: float, dy: float) -> "Placement":
        """The same, elsewhere."""
        clip = self.clip.moved(dx, dy) if self.clip else None
        return self._replace(dx=self.dx + dx, dy=self.dy + dy, clip=clip)


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: `width` × `height` is all of the paper, `trim` what is left of it after cutting.

    The print goes on as far as `bleed`; all but the ground colour, which is the first placement,
    lies within `content`.
    """

    width: float
    height: float
    trim: Box
    bleed: Box
    content: Box
    placements: tuple[Placement, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """A map on paper. `scale` is the map's, in mm per px; `board` is what was laid out for it."""

    title: str
    language: str
    scale: float
    board: Board
    pages: tuple[Page, ...]


def plan(lay_out: LayOut, furniture: Furniture, sheet: Sheet) -> Pages:
    """Put a map on paper: on one page where the fit is "page", else on as many as it takes."""
    frame = better_frame(lay_out(), furniture, sheet)
    target = frame.map_box
    room = Room(target.w, target.h)
    if sheet.paper.is_roll:
        fitted = fit_roll(lay_out, room)
        parts = pieces.whole(fitted, target)
        frame = cut_roll(frame, fitted)
    elif sheet.fit == "page":
        fitted = fit_page(lay_out, room)
        parts = pieces.whole(fitted, target)
    elif sheet.fit == "width":
        fitted = fit_width(lay_out, target.w)
        parts = pieces.down(fitted, target)
    else:
        left = frame.foot_box.x
        fitted = fit_height(lay_out, target.h, (target.w, target.right - left))
        parts = pieces.across(fitted, target, left)
    pages = tuple(
        _page(frame, furniture, fitted, piece, number, len(parts))
        for number, piece in enumerate(parts, 1)
    )
    board = fitted.board
    return Pages(board.title, board.language, fitted.scale, board, pages)


def _page(
    frame: Frame, furniture: Furniture, fitted: Fitted, piece: pieces.Piece, number: int, count: int
) -> Page:
    """The ground, the title block on the first page, a piece of the map, the footer."""
    trim = Box(0, 0, frame.width, frame.height)
    placements = [ground(trim, fitted.board.ground_colour)]
    if number == 1:
        left, top = frame.title_box.x, frame.title_box.y
        placements.append(Placement(frame.title_scale, left, top, loose(frame.title.groups)))
    # The corner says the title once more: only where there is no title block.
    said = number == 1 and bool(frame.title.groups)
    placements.extend(_map(fitted, piece, corner=not said))
    foot = furniture.foot(frame.foot_box.w / frame.foot_scale, number, count)
    left, top = frame.foot_box.x, frame.foot_box.y
    placements.append(Placement(frame.foot_scale, left, top, loose(foot.groups)))
    kept = tuple(placement for placement in placements if placement.groups)
    return Page(frame.width, frame.height, trim, trim, frame.content, kept)


def ground(box: Box, colour: Colour) -> Placement:
    """The paper's own colour, under everything."""
    group = Group("", "ground", box, colour, lambda: (Rect(box, fill=colour),), colour)
    return Placement(1, 0, 0, (Placed(0, 0, group),))


def loose(groups: Iterable[Group]) -> tuple[Placed, ...]:
    """Groups that already have the coordinates of their placement."""
    return tuple(Placed(0, 0, group) for group in groups)


def _map(fitted: Fitted, piece: pieces.Piece, *, corner: bool) -> Iterator[Placement]:
    """The panes of a piece; only with its corner if `corner`."""
    board, scale = fitted
    everything = tuple(p for p in board.everything() if corner or p.group is not board.corner)
    for source, x, y in piece:
        dx, dy = x - source.x * scale, y - source.y * scale
        if source.w == board.width and source.h == board.height:
            yield Placement(scale, dx, dy, everything)
            continue
        clip = Box(x, y, source.w * scale, source.h * scale)
        seen = tuple(p for p in everything if p.box.inset(-OVERHANG, -OVERHANG).meets(source))
        yield Placement(scale, dx, dy, seen, clip)
