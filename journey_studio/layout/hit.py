# SPDX-License-Identifier: Apache-2.0
"""What lies under a point of a board, where a card would land, and what lies where.

Points are in board px. Whoever keeps heads in view while scrolling moves the point along with them.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from journey_studio.layout.connections import LinkKey
from journey_studio.layout.curve_lanes import LevelsKey, NoteKey, PointKey
from journey_studio.layout.display import Board, Cell, Group, Placed
from journey_studio.layout.geometry import Box, Point
from journey_studio.model.ids import kind_of
from journey_studio.model.kinds import CARDLESS

NEAR_LINE = 5.0
_GAP = 4.0
_FEW_SEARCHES = 6


class Hit(NamedTuple):
    """What lies under a point.

    `role` is "card", "point", "note" (the words at a point), "connection", "stage", "step",
    "lane", "map" (the corner), "cell" (the ground of a cell) or "" (beside the map); `id` the
    record's, "" for a cell. `lane` and `step` name the cell the point lies in, "" where it lies in
    none; `persona` is a point's. `box` is the thing's box on the board.
    """

    role: str
    id: str
    box: Box
    lane: str = ""
    step: str = ""
    persona: str | None = None


class Gap(Struct, frozen=True):
    """Where cards would land: the cell, the index among those that stay, the gap on the board."""

    lane: str
    step: str
    index: int
    box: Box


def row_at(board: Board, y: float) -> int:
    """The index of the row at a height; -1 where there is none."""
    index = bisect_right(board.rows, y, key=lambda row: row.y) - 1
    return index if index >= 0 and y < board.rows[index].y + board.rows[index].h else -1


def column_at(board: Board, x: float) -> int:
    """The index of the column at an x; -1 where there is none."""
    columns = board.columns
    index = bisect_right(columns, x, key=lambda column: column.x) - 1
    return index if index >= 0 and x < columns[index].x + columns[index].w else -1


def hit(board: Board, x: float, y: float, near: float = NEAR_LINE) -> Hit:
    """What lies under a point of the board; a connection up to `near` board px from its way."""
    for groups in ((board.corner,), board.heads, board.lane_heads):
        for group in groups:
            if group.id and group.box.holds(x, y):
                return Hit(group.role, group.id, group.box)
    row, column = row_at(board, y), column_at(board, x)
    lane = board.rows[row].lane if row >= 0 else ""
    step = board.columns[column].step if column >= 0 else ""
    found = (
        _card(board, row, column, x, y) or _on_curve(board, row, x, y) or _link(board, x, y, near)
    )
    if found:
        return found._replace(lane=lane, step=found.step or step)
    if row >= 0 and column >= 0:
        return Hit("cell", "", _box_of(board, row, column), lane, step)
    return Hit("", "", Box(x, y, 0, 0))


def _box_of(board: Board, row: int, column: int) -> Box:
    at, along = board.rows[row], board.columns[column]
    return Box(along.x, at.y, along.w, at.h)


def _reaching(board: Board, row: int, column: int) -> Iterator[tuple[int, Cell]]:
    """The cell at a place and those further left whose cards may reach into it."""
    for other in range(column, -1, -1):
        cell = board.cells.get((row, other))
        if cell:
            yield other, cell


def _card(board: Board, row: int, column: int, x: float, y: float) -> Hit | None:
    if row < 0 or column < 0:
        return None
    dy = board.rows[row].y
    for other, cell in _reaching(board, row, column):
        dx = board.columns[other].x
        for group in cell.groups:
            if group.box.holds(x - dx, y - dy):
                step = board.columns[other].step
                return Hit("card", group.id, group.box.moved(dx, dy), step=step)
    return None


def _link(board: Board, x: float, y: float, near: float) -> Hit | None:
    for group in reversed(board.links):
        if group.box.inset(-near, -near).holds(x, y):
            key = group.key
            if not isinstance(key, LinkKey) or _near(key.way.points, x, y, near):
                return Hit("connection", group.id, group.box)
    return None


def _near(points: Sequence[Point], x: float, y: float, reach: float) -> bool:
    """Whether a point lies close to a way of upright and level parts."""
    for a, b in pairwise(points):
        part = Box(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y))
        if part.inset(-reach, -reach).holds(x, y):
            return True
    return False


def _on_curve(board: Board, row: int, x: float, y: float) -> Hit | None:
    """The nearest point of a curve, or the words at one."""
    if row < 0:
        return None
    dy = board.rows[row].y
    under = [group for group in board.rows[row].groups if group.box.holds(x, y - dy)]
    points = [group for group in under if isinstance(group.key, PointKey)]
    if points:
        points.reverse()  # of two at one place that which is painted over the other
        nearest = min(points, key=lambda group: _distance(group.box.centre, x, y - dy))
        key = nearest.key
        assert isinstance(key, PointKey)
        box = nearest.box.moved(0, dy)
        return Hit("point", nearest.id, box, step=key.step, persona=key.persona)
    for group in under:
        words = words_box(group)
        if words is not None and words.holds(x, y - dy):
            return Hit("note", group.id, words.moved(0, dy))
    return None


def words_box(group: Group) -> Box | None:
    """Where the words at a point stand, without the line that leads to it; None for all else."""
    key = group.key
    if not isinstance(key, NoteKey):
        return None
    height = min(key.words.height, group.box.h)
    top = group.box.y if key.high else group.box.bottom - height
    return group.box._replace(y=top, h=height)


def _distance(centre: Point, x: float, y: float) -> float:
    return (centre.x - x) ** 2 + (centre.y - y) ** 2


def gap_at(board: Board, x: float, y: float, moving: Collection[str]) -> Gap | None:
    """Where the cards `moving` would land if let go here; None where no card can lie.

    The index counts the cards that stay.
    """
    row, column = row_at(board, y), column_at(board, x)
    if row < 0 or column < 0 or board.rows[row].kind in CARDLESS:
        return None
    at, along = board.rows[row], board.columns[column]
    if not along.step:
        return None
    cell = board.cells.get((row, column))
    staying = [group.box for group in cell.groups if group.id not in moving] if cell else []
    local_x, local_y = x - along.x, y - at.y
    # The signs of a collapsed lane stand in rows: further right is later, too.
    before = [
        box
        for box in staying
        if box.bottom <= local_y
        or (box.centre.y < local_y and box.right > along.w / 2)
        or (box.y <= local_y and box.right <= local_x)
    ]
    index = len(before)
    pad = staying[0].x if staying else _padding(board, along.w)
    if index < len(staying):
        top = staying[index].y - _GAP
    else:
        top = staying[-1].bottom + _GAP if staying else pad
    gap = Box(along.x + pad, at.y + top - _GAP / 2, max(along.w - 2 * pad, 0), _GAP)
    return Gap(at.lane, along.step, index, gap)


def _padding(board: Board, width: float) -> float:
    """The padding of cells, as any card of this board shows it."""
    some = next(iter(board.cells.values()), None)
    return min(some.groups[0].box.x if some else width / 16, width / 4)


def cell_box(board: Board, lane: str, step: str) -> Box | None:
    """The box of a cell on the board; None where the board does not show it."""
    row = next((n for n, one in enumerate(board.rows) if one.lane == lane), -1)
    column = next((n for n, one in enumerate(board.columns) if one.step == step), -1)
    return _box_of(board, row, column) if row >= 0 and column >= 0 else None


class _Finder:
    """Looks records up on one board and remembers where they were."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.found: dict[str, Placed | None] = {}
        self._cards: dict[str, Placed] | None = None
        self._searches = 0

    def find(self, record_id: str) -> Placed | None:
        if record_id not in self.found:
            self.found[record_id] = self._search(record_id)
        return self.found[record_id]

    def _search(self, record_id: str) -> Placed | None:
        board = self.board
        if kind_of(record_id) == "card":
            return self._card(record_id)
        for groups in (board.heads, board.lane_heads, board.links, (board.corner,)):
            for group in groups:
                if group.id == record_id:
                    return Placed(0, 0, group)
        for row_of in board.rows:
            for group in row_of.groups:
                if group.id == record_id and group.role == "point":
                    return Placed(0, row_of.y, group)
        return None

    def _card(self, record_id: str) -> Placed | None:
        """A few cards are looked for; who asks for many will ask for all."""
        self._searches += 1
        if self._cards is None and self._searches > _FEW_SEARCHES:
            self._cards = {placed.group.id: placed for placed in self._placed()}
        if self._cards is not None:
            return self._cards.get(record_id)
        board = self.board
        for (row, column), cell in board.cells.items():
            if record_id in cell.ids:
                group = next(group for group in cell.groups if group.id == record_id)
                return Placed(board.columns[column].x, board.rows[row].y, group)
        return None

    def _placed(self) -> Iterator[Placed]:
        """Every card of the board."""
        board = self.board
        for (row, column), cell in board.cells.items():
            dx, dy = board.columns[column].x, board.rows[row].y
            for group in cell.groups:
                yield Placed(dx, dy, group)


@lru_cache(maxsize=4)
def _finder(board: Board) -> _Finder:
    return _Finder(board)


def find_placed(board: Board, record_id: str) -> Placed | None:
    """The group that shows a record, and where its origin lies; None where there is none."""
    return _finder(board).find(record_id)


def find_group(board: Board, record_id: str) -> Group | None:
    """The group that shows a record."""
    placed = find_placed(board, record_id)
    return placed.group if placed else None


def group_box(board: Board, record_id: str) -> Box | None:
    """The box of what shows a record, on the board."""
    placed = find_placed(board, record_id)
    return placed.box if placed else None


def value_at(board: Board, lane: str, y: float) -> float | None:
    """The value (-1 to 1) that a height stands for in a curve lane; None in other lanes."""
    for row in board.rows:
        if row.lane == lane:
            for group in row.groups:
                if isinstance(group.key, LevelsKey):
                    (high, _), *_, (low, _) = group.key.levels
                    return min(max(1 - 2 * (y - row.y - high) / (low - high), -1.0), 1.0)
    return None
