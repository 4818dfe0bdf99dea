# SPDX-License-Identifier: Apache-2.0
"""What of a head seen from afar stands for what of the head near by, in both directions.

From afar heads are larger than near by, and reach beyond the board. Whoever works on the board
thinks in its own heads: a stage above its steps, lanes from 0 to the width of the heads.
"""

from typing import NamedTuple

from journey_studio.layout.display import Board
from journey_studio.layout.far_heads import heads_far
from journey_studio.layout.far_room import FAR, Reach, reach_of
from journey_studio.layout.geometry import Box, Point

_INSIDE = 1 - 1e-6  # the lower edge of a head is no part of it


class _Bands(NamedTuple):
    """Where stages end near by (`split`) and from afar (`seen`), the same where there are none."""

    split: float
    seen: float
    steps: bool  # whether steps are seen below stages
    reach: Reach


def _bands(board: Board, zoom: float) -> _Bands:
    reach, bottom = reach_of(board, zoom), board.head_height
    split = max((each.box.bottom for each in board.heads if each.role == "stage"), default=bottom)
    far = heads_far(board, zoom).heads
    seen = max((each.box.bottom for each in far if each.role == "stage"), default=bottom)
    return _Bands(split, seen, any(each.role == "step" for each in far), reach)


def seen_box(board: Board, zoom: float, box: Box) -> Box:
    """Where a box is seen in a view at `zoom` that lies in the heads near by; others as they are.

    A stage takes the room of its steps where those are not shown.
    """
    if zoom >= FAR or (box.x >= board.head_width and box.y >= board.head_height):
        return box
    bands = _bands(board, zoom)
    left, right = (_across(board, bands, x) for x in (box.x, box.right))
    low = box.y >= bands.split and not bands.steps
    top = box.y if low else _down(board, bands, box.y, ends=False)
    bottom = box.bottom if low else _down(board, bands, box.bottom, ends=True)
    return Box(left, top, right - left, bottom - top)


def _across(board: Board, bands: _Bands, x: float) -> float:
    """Where an x near by is seen."""
    if x >= board.head_width:
        return x
    return x * (board.head_width + bands.reach.x) / board.head_width - bands.reach.x


def _down(board: Board, bands: _Bands, y: float, *, ends: bool) -> float:
    """Where a y near by is seen; where stages meet steps, as what `ends` or what begins there."""
    split, seen, _, reach = bands
    if y < split or (ends and y == split):
        return y * (seen + reach.y) / split - reach.y
    if y >= board.head_height:
        return y
    share = (y - split) / (board.head_height - split)
    return seen + share * (board.head_height - seen)


def near_point(board: Board, zoom: float, point: Point, *, lanes: bool, heads: bool) -> Point:
    """The point near by that stands for one seen in the heads: in those of `lanes`, in the `heads`
    of stages and steps, or in both, the corner.
    """
    if zoom >= FAR or not (lanes or heads):
        return point
    bands = _bands(board, zoom)
    x, y = point
    if lanes and x < board.head_width:
        reach = bands.reach.x
        x = (x + reach) * board.head_width / (board.head_width + reach) if x > -reach else x + reach
    if heads and y < board.head_height:
        y = _near_y(board, bands, y)
    return Point(x, y)


def _near_y(board: Board, bands: _Bands, y: float) -> float:
    split, seen, _, reach = bands
    if y <= -reach.y:
        return y + reach.y
    if y < seen:
        return min((y + reach.y) / (seen + reach.y), _INSIDE) * split
    return split + (y - seen) / (board.head_height - seen) * (board.head_height - split)
