# SPDX-License-Identifier: Apache-2.0
"""Which heads a frame shows: near by those of the board, from afar those made for the screen.

The words of a stage or step that has begun to scroll out slide along in it, so they are the one
thing in the picture that a pan does not move like everything else.
"""

from collections.abc import Iterable, Iterator

from journey_studio.canvas.culling import within
from journey_studio.canvas.zones import Area, Frame, Zone, zones_of
from journey_studio.layout.display import Board, Group
from journey_studio.layout.far_heads import FarHeads, heads_far
from journey_studio.layout.far_points import FAR_POINTS, points_far
from journey_studio.layout.far_room import FAR
from journey_studio.layout.geometry import Box
from journey_studio.layout.sliding import slid, slid_words, slides

_AROUND = 2.0  # board px around words
_SLIDING = ("stage", "step")


def heads_in(frame: Frame) -> FarHeads:
    """The heads a frame shows; `lanes` are in the order of rows."""
    board, zoom = frame.board, frame.camera.zoom
    if zoom < FAR:
        return heads_far(board, zoom)
    return FarHeads(board.corner, board.heads, board.lane_heads)


def points_in(frame: Frame) -> tuple[Group, ...]:
    """What stands out on the curves from afar, in board px; nothing near by."""
    zoom = frame.camera.zoom
    return points_far(frame.board, zoom) if zoom < FAR_POINTS else ()


def sliding(groups: Iterable[Group], zone: Zone) -> Iterator[Group]:
    """The groups of the stage heads with the words of those that begin left of the view slid."""
    left = zone.seen(zone.area).x
    for group in groups:
        if group.role in _SLIDING and group.box.x < left < group.box.right:
            yield from slid(group, left)
        else:
            yield group


def slid_areas(before: Frame, after: Frame) -> Iterator[Area]:
    """Where words of heads have slid, or slide no more, between two frames of one zoom."""
    old, new = zones_of(before).heads, zones_of(after).heads
    if old.left == new.left or new.area.empty:
        return
    edges = (old.seen(old.area).x, new.seen(new.area).x)
    least, most = min(edges), max(edges)
    for group in within(heads_in(after).heads, Box(least, 0, most - least, 1e9)):
        if group.role in _SLIDING:
            if all(slides(group, left) for left in edges):
                found = [slid_words(group, left) for left in edges]
                box = found[0].united(found[1]).inset(-_AROUND, -_AROUND)
            else:  # its plate is drawn in another way then, too
                box = group.box
            area = new.covering(box)
            if not area.empty:
                yield area


def far_changes(before: Board, after: Board, zoom: float) -> Iterator[Box]:
    """Where two boards look different from afar besides where they do near by, in board px."""
    if zoom < FAR:
        old, new = heads_far(before, zoom), heads_far(after, zoom)
        yield from _different((old.corner, *old.heads), (new.corner, *new.heads))
        yield from _different(old.lanes, new.lanes)
    if zoom < FAR_POINTS:
        yield from _different(points_far(before, zoom), points_far(after, zoom))


def _different(before: tuple[Group, ...], after: tuple[Group, ...]) -> Iterator[Box]:
    same = len(before) == len(after)
    for at, group in enumerate(before):
        if not same or not group.looks_like(after[at]):
            yield group.box
    for at, group in enumerate(after):
        if not same or not group.looks_like(before[at]):
            yield group.box
