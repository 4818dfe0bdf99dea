# SPDX-License-Identifier: Apache-2.0
"""Which parts of a picture of a board are out of date when another board takes its place."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from journey_studio.layout.display import Board, Cell, Group
from journey_studio.layout.geometry import Box

# Lines are drawn half outside their box, arrowheads a little more.
_OVERHANG = 5.0


def changes(before: Board, after: Board) -> tuple[Box, ...] | None:
    """The boxes, in board px, in which the two boards look different; None: everywhere.

    Where rows have moved, everything from the first of them down counts as different.
    """
    if before is after:
        return ()
    if before.columns != after.columns or before.head_height != after.head_height:
        return None
    if before.ground_colour != after.ground_colour:
        return None
    found = list(_moved_rows(before, after))
    limit = found[0].y if found else max(before.height, after.height)
    for row, (old, new) in enumerate(zip(before.rows, after.rows, strict=False)):
        if new.y < limit:
            found += [box.moved(0, new.y) for box in _different(old.groups, new.groups)]
            found += _cells(before, after, row)
    for old_groups, new_groups in (
        (before.ground, after.ground),
        (before.links, after.links),
        (before.heads, after.heads),
        (before.lane_heads, after.lane_heads),
        ((before.corner,), (after.corner,)),
    ):
        found += _different(old_groups, new_groups)
    return tuple(box.inset(-_OVERHANG, -_OVERHANG) for box in found)


def _moved_rows(before: Board, after: Board) -> Iterator[Box]:
    """All from the first row down that is another one, or lies or ends elsewhere."""
    width, bottom = max(before.width, after.width), max(before.height, after.height)
    for old, new in zip_longest(before.rows, after.rows):
        if old is None or new is None or (old.lane, old.y, old.h) != (new.lane, new.y, new.h):
            top = min(row.y for row in (old, new) if row)
            yield Box(0, top, width, bottom - top)
            return
    if (before.width, before.height) != (after.width, after.height):
        yield Box(0, 0, width, bottom)


def _cells(before: Board, after: Board, row: int) -> Iterator[Box]:
    y = after.rows[row].y
    nothing = Cell((), 0)
    for column, along in enumerate(after.columns):
        old = before.cells.get((row, column), nothing)
        new = after.cells.get((row, column), nothing)
        if old is not new:
            for box in _different(old.groups, new.groups):
                yield box.moved(along.x, y)


def _different(before: Sequence[Group], after: Sequence[Group]) -> Iterator[Box]:
    for old, new in zip_longest(before, after):
        if old is None or new is None or not old.looks_like(new):
            if old is not None:
                yield old.box
            if new is not None:
                yield new.box
