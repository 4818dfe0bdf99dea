# SPDX-License-Identifier: Apache-2.0
"""How a page is divided: the title block at the left, the footer below, the map in the rest.

Lengths on paper are mm from the top left corner of the page, y downwards.
"""

from collections.abc import Callable
from typing import NamedTuple

from journey_studio.layout.display import Board, Group
from journey_studio.layout.fit import LARGEST, NATURAL, Fitted, Room, whole_scale
from journey_studio.layout.geometry import Box
from journey_studio.layout.paper import LONGEST, Sheet

_DIAGONAL = 500.0  # of A3, on which the title block prints at its own size
_SHARES = (0.16, 0.2, 0.24, 0.3, 0.36, 0.42)  # of the width of the page
_NARROWEST, _WIDEST = 150.0, 280.0  # px, of the title block where it need not be wider
_TITLE_GAP = 24.0  # px
_FOOT_GAP = 10.0  # px
_SMALLER = 0.85
_MUCH = 4.0  # times too high: to come near in small steps would take minutes
_LEAST = 1e-4  # mm for a px; a title block that does not fit at this size fits at none


class Block(NamedTuple):
    """A piece of page furniture, laid out in px from its own top left corner."""

    width: float
    height: float
    groups: tuple[Group, ...]


class Furniture(NamedTuple):
    """What stands on the paper besides the map: each function lays a piece out at a width in px.

    `title` is the title block; `foot` the footer of page n of m.
    """

    title: Callable[[float], Block]
    foot: Callable[[float, int, int], Block]


class Frame(NamedTuple):
    """A page before the map is on it."""

    width: float
    height: float
    title: Block
    title_scale: float
    foot_scale: float
    title_box: Box
    map_box: Box
    foot_box: Box

    @property
    def content(self) -> Box:
        """Everything within the margins."""
        left, top = self.title_box.x, self.title_box.y
        return Box(left, top, self.foot_box.right - left, self.foot_box.bottom - top)


def better_frame(board: Board, furniture: Furniture, sheet: Sheet) -> Frame:
    """The page held the way round that prints `board` larger, unless the person has chosen."""

    def print_size(frame: Frame) -> float:
        return whole_scale(board, Room(frame.map_box.w, frame.map_box.h))

    frames = [_frame(width, height, furniture, sheet) for width, height in _sizes(sheet)]
    return max(frames, key=print_size)


def _sizes(sheet: Sheet) -> list[tuple[float, float]]:
    paper, way = sheet.paper, sheet.orientation
    if paper.is_roll:
        turned = {"landscape": (LONGEST, paper.width), "portrait": (paper.width, LONGEST)}
        return list(turned.values()) if way == "auto" else [turned[way]]
    if way != "auto":
        return [paper.turned(way)]
    if paper.free:
        return [(paper.width, paper.height)]
    return [paper.turned("landscape"), paper.turned("portrait")]


def _frame(width: float, height: float, furniture: Furniture, sheet: Sheet) -> Frame:
    # Margins of 15 mm would leave nothing of a sheet of 50.
    margin = min(sheet.margin, width / 6, height / 6)
    inner = Box(margin, margin, width - 2 * margin, height - 2 * margin)
    # A roll is cut where the map ends: how large the poster is, its width alone says.
    visible_width, visible_height = min(width, 1.5 * height), min(height, 1.5 * width)
    diagonal = (visible_width**2 + visible_height**2) ** 0.5
    own = NATURAL * min(max(diagonal / _DIAGONAL, 1), LARGEST / NATURAL)
    foot_height = furniture.foot(inner.w / own, 1, 1).height * own
    body = inner._replace(h=inner.h - foot_height - _FOOT_GAP * own)
    title, scale = _title_block(furniture, Room(min(body.w, visible_width), body.h), own)
    taken = (title.width + _TITLE_GAP) * scale if title.groups else 0
    # A crowded title block prints smaller; the footer must not outshout it.
    own = min(own, scale / _SMALLER)
    foot_height = min(foot_height, furniture.foot(inner.w / own, 1, 1).height * own)
    return Frame(
        width=width,
        height=height,
        title=title,
        title_scale=scale,
        foot_scale=own,
        title_box=body._replace(w=title.width * scale),
        map_box=Box(body.x + taken, body.y, body.w - taken, body.h),
        foot_box=Box(inner.x, inner.bottom - foot_height, inner.w, foot_height),
    )


def _title_block(furniture: Furniture, room: Room, scale: float) -> tuple[Block, float]:
    """The title block as narrow as its height allows; smaller where there is too much to say."""
    while True:
        for share in _SHARES:
            width = max(share * room.width / scale, _NARROWEST)
            block = furniture.title(min(width, _WIDEST) if share == _SHARES[0] else width)
            narrow = block.width * scale <= _SHARES[-1] * room.width
            fits = narrow and block.height * scale <= room.height
            if not block.groups or fits or scale < _LEAST:
                return block, scale
        much = block.height * scale > _MUCH * room.height  # at its widest
        scale *= 0.5 if much else _SMALLER


def cut_roll(frame: Frame, fitted: Fitted) -> Frame:
    """The page of a roll, cut off where what is on it ends."""
    board, scale = fitted
    if frame.width > frame.height:
        spare = frame.map_box.w - board.width * scale
        width = _whole_mm(frame.width - spare)
        spare = frame.width - width
        return frame._replace(
            width=width,
            map_box=frame.map_box._replace(w=frame.map_box.w - spare),
            foot_box=frame.foot_box._replace(w=frame.foot_box.w - spare),
        )
    spare = frame.map_box.h - max(board.height * scale, frame.title.height * frame.title_scale)
    height = _whole_mm(frame.height - spare)
    spare = frame.height - height
    return frame._replace(
        height=height,
        map_box=frame.map_box._replace(h=frame.map_box.h - spare),
        foot_box=frame.foot_box.moved(0, -spare),
    )


def _whole_mm(length: float) -> float:
    return float(-int(-length // 1))
