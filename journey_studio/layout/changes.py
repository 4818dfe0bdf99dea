# SPDX-License-Identifier: Apache-2.0
"""Which parts of a picture of a board are out of date when another board takes its place."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile, zip_longest

from journey_studio.layout.display import Board, Cell, Group
from journey_studio.layout.geometry import Box

# Lines are drawn half outside their box, arrowheads a little more.
_OVERHANG = 5.0
_STRETCH = 64  # cells that are compared at once


def changes(before: Board, after: Board) -> tuple[Box, ...] | None:
    """The boxes, in board px, in which the two boards look different; None: everywhere.

    Where rows have moved, everything from the first of them down counts as different. What is the
    same object in both costs nothing.
    """
    if before is after:
        return ()
    if before.columns != after.columns or before.head_height != after.head_height:
        return None
    if before.ground_colour != after.ground_colour:
        return None
    moved = list(_moved_rows(before, after))
    limit = moved[0].y if moved else max(before.height, after.height)
    found: list[Box] = []
    for old, new in zip(before.rows, after.rows, strict=False):
        if new.y < limit:
            found += [box.moved(0, new.y) for box in _different(old.groups, new.groups)]
    found += _cells(before, after, limit)
    found += _ground(before.ground, after.ground)
    for old_groups, new_groups in (
        (before.links, after.links),
        (before.heads, after.heads),
        (before.lane_heads, after.lane_heads),
        ((before.corner,), (after.corner,)),
    ):
        found += _different(old_groups, new_groups)
    shown = (*moved, *(box for box in found if box.y < limit))
    return tuple(box.inset(-_OVERHANG, -_OVERHANG) for box in shown)


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


def _cells(before: Board, after: Board, limit: float) -> Iterator[Box]:
    """What differs in the cells of rows above `limit`, which are the same in both boards."""
    columns, rows = after.columns, after.rows
    for (row, column), old, new in _other_cells(before.cells, after.cells):
        if row < len(rows) and rows[row].y < limit:
            for box in _different(old.groups, new.groups):
                yield box.moved(columns[column].x, rows[row].y)


_Place = tuple[int, int]


def _other_cells(
    before: Mapping[_Place, Cell], after: Mapping[_Place, Cell]
) -> Iterator[tuple[_Place, Cell, Cell]]:
    """The places with other cells, and what they hold on both boards.

    Nearly all are the same objects in the same order, which whole stretches are compared for.
    """
    nothing = Cell((), 0)
    places, there = list(after), list(before)
    if places != there:
        for place in {**after, **before}:
            old, new = before.get(place, nothing), after.get(place, nothing)
            if old is not new:
                yield place, old, new
        return
    olds, news = list(before.values()), list(after.values())
    for start in range(0, len(places), _STRETCH):
        stretch = slice(start, start + _STRETCH)
        if olds[stretch] != news[stretch]:
            for place, old, new in zip(places[stretch], olds[stretch], news[stretch], strict=True):
                if old is not new:
                    yield place, old, new


def _ground(before: Sequence[Group], after: Sequence[Group]) -> Iterator[Box]:
    """What differs in plain colours behind cards; where one only ends elsewhere, rows have moved,
    and it differs where they have.
    """
    olds, news = _others(before, after)
    ends = {_begins(group) for group in olds}
    same = ends & {_begins(group) for group in news}
    yield from _different(
        [group for group in olds if not group.tint or _begins(group) not in same],
        [group for group in news if not group.tint or _begins(group) not in same],
    )


def _begins(group: Group) -> tuple[object, ...]:
    return (group.role, group.tint, group.box[:3])


def _others(before: Sequence[Group], after: Sequence[Group]) -> tuple[list[Group], list[Group]]:
    """The groups that are not the same objects in both."""
    here, there = set(map(id, after)), set(map(id, before))
    olds = [group for group in before if id(group) not in here]
    return olds, [group for group in after if id(group) not in there]


def _different(before: Sequence[Group], after: Sequence[Group]) -> Iterator[Box]:
    if before == after:  # the same objects
        return
    olds, news = _others(before, after)
    first = _alike(olds, news)
    olds, news = olds[first:], news[first:]
    last = _alike(olds[::-1], news[::-1])
    for group in (*olds[: len(olds) - last], *news[: len(news) - last]):
        yield group.box


def _alike(before: Sequence[Group], after: Sequence[Group]) -> int:
    """How many groups look alike from the first on."""
    pairs = zip(before, after, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].looks_like(pair[1]), pairs))
