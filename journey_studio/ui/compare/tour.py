# SPDX-License-Identifier: Apache-2.0
"""The way from one difference on the map to the next, from left to right and from top to bottom."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from journey_studio.layout.differences import ComparedMap
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import group_box
from journey_studio.model.compare import Comparison, CurveDifference, Difference, PointDifference
from journey_studio.model.ids import derived_id


class Stop(NamedTuple):
    """Something that differs: in which group it is counted, its id on the board, where it is."""

    group: str
    id: str
    box: Box
    difference: Difference | None = None
    curve: CurveDifference | None = None
    point: PointDifference | None = None


def stops_of(both: ComparedMap, board: Board) -> list[Stop]:
    """All differences that can be gone to, in the order a journey is read."""
    found = [*_records(both, board), *_points(both, board)]
    return sorted(found, key=lambda stop: (stop.box.x, stop.box.y, stop.group))


def _records(both: ComparedMap, board: Board) -> Iterator[Stop]:
    found = both.found
    groups = (
        ("added", found.added),
        ("removed", found.removed),
        ("moved", found.moved),
        ("changed", tuple(each for each in found.changed if each.said)),
    )
    for group, differences in groups:
        for each in differences:
            box = group_box(board, each.id)
            if box is not None:
                yield Stop(group, each.id, box, difference=each)


def _points(both: ComparedMap, board: Board) -> Iterator[Stop]:
    places = dict(_spots(board))
    for curve in both.found.curves:
        for point in curve.points:
            name = point_id(both.found, point)
            if name in places:
                yield Stop("points", name, places[name], curve=curve, point=point)


def point_id(found: Comparison, point: PointDifference) -> str:
    """What a point is called on the board: its own id after, or that of the point before."""
    if point.after is not None:
        return point.after.id
    old = point.before
    if old is None:
        return ""
    lane, step = (found.pairs.get(each or "", each or "") for each in (old.lane, old.step))
    return derived_id("point", "before", lane, step, old.persona or "")


def _spots(board: Board) -> Iterator[tuple[str, Box]]:
    """Where points are on the board; of one that is no more, where its words are."""
    for role in ("note", "point"):
        for row in board.rows:
            for group in row.groups:
                if group.role == role and group.id:
                    yield group.id, group.box.moved(0, row.y)


def following(stops: Sequence[Stop], here: Stop | None, group: str, direction: int) -> Stop | None:
    """The next of a group ("" any) in a direction, round and round; None where there is none."""
    wanted = [n for n, stop in enumerate(stops) if group in ("", stop.group)]
    if not wanted:
        return None
    if here is None:
        return stops[wanted[0] if direction > 0 else wanted[-1]]
    at = _place(stops, here)
    beyond = [n for n in wanted if (n > at if direction > 0 else n < at)]
    rest = beyond or wanted
    return stops[rest[0] if direction > 0 else rest[-1]]


def _place(stops: Sequence[Stop], here: Stop) -> int:
    return next((n for n, stop in enumerate(stops) if stop == here), -1)


def number_in(stops: Iterable[Stop], here: Stop) -> tuple[int, int]:
    """Which difference this is, from 1, and how many there are."""
    found = list(stops)
    return _place(found, here) + 1, len(found)
