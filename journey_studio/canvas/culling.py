# SPDX-License-Identifier: Apache-2.0
"""Which groups of a board meet a box: by bisecting rows and columns, never by looking at all."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from journey_studio.layout.display import Board, Cell, Group, Path, Placed
from journey_studio.layout.geometry import Box


def meets(box: Box, other: Box, dx: float = 0, dy: float = 0) -> bool:
    """Whether a box moved by (dx, dy) shares any area with another; asked thousands of times."""
    x, y, w, h = box
    left, top, width, height = other
    x, y = x + dx, y + dy
    return x < left + width and left < x + w and y < top + height and top < y + h


Edges = list[tuple[float, float, float, float, Group]]


def _edges(groups: Iterable[Group]) -> Edges:
    boxes = [(group.box, group) for group in groups]
    return [(x, y, x + w, y + h, group) for (x, y, w, h), group in boxes]


def among(groups: Edges, box: Box) -> list[Placed]:
    """Those of some groups, with their edges, that meet the box."""
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    return [
        Placed(0, 0, group)
        for x, y, end, low, group in groups
        if x < right and left < end and y < bottom and top < low
    ]


@lru_cache(maxsize=16)
def _kept_edges(groups: tuple[Group, ...]) -> Edges:
    return _edges(groups)


def within(groups: tuple[Group, ...], box: Box) -> list[Group]:
    """Those of some groups, asked for again and again, that meet the box."""
    return [placed.group for placed in among(_kept_edges(groups), box)]


@lru_cache(maxsize=2048)
def _parts_of(link: Group) -> tuple[Box, ...]:
    """The parts of a connection, which most boards share with the one before."""
    return tuple(_parts(link))


def _parts(group: Group) -> Iterator[Box]:
    """Boxes that hold all that is drawn of a connection: one for each segment of its way."""
    for item in group.items:
        if not isinstance(item, Path):
            yield group.box  # its words
            continue
        ways = [[float(number) for number in numbers] for _, *numbers in item.segments]
        points = [list(zip(way[::2], way[1::2], strict=True)) for way in ways]
        if item.fill is not None:  # an arrow tip
            points = [[point for few in points for point in few]]
        last: list[tuple[float, float]] = []
        for few in points:
            xs, ys = zip(*last, *few, strict=True) if last or few else ((), ())
            if xs:
                reach = item.line_width / 2 + 1
                box = Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
                yield box.inset(-reach, -reach)
            last = few[-1:] or last


class BoardIndex:
    """What is looked up in a board again and again, found out when it is first needed."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.tops = [row.y for row in board.rows]
        self.bottoms = [row.y + row.h for row in board.rows]
        self.lefts = [column.x for column in board.columns]
        self.rights = [column.x + column.w for column in board.columns]
        self._reaching: dict[int, list[tuple[int, float]]] = {}
        self.bands = [group for group in board.ground if group.role == "band"]
        self.tints = [group for group in board.ground if group.role == "moment"]
        self._tint_lefts = [group.box.x for group in self.tints]
        painted = ("band", "moment")
        self.grounds = _edges(group for group in board.ground if group.role not in painted)
        self._links = _kept_edges(board.links)

    def reaching(self, row: int) -> list[tuple[int, float]]:
        """The columns of a row whose cards reach over the right edge, and how far on the board."""
        found = self._reaching.get(row)
        if found is None:
            found = self._reaching[row] = []
            cells = self.board.cells
            for number, column in enumerate(self.board.columns):
                cell = cells.get((row, number))
                if cell is not None and cell.right > column.w:
                    found.append((number, column.x + cell.right))
        return found

    def tints_between(self, left: float, right: float) -> list[Group]:
        """The tinted columns between two x; they lie in order and do not overlap."""
        first = max(bisect_right(self._tint_lefts, left) - 1, 0)
        return self.tints[first : bisect_left(self._tint_lefts, right)]

    def links_in(self, box: Box) -> list[Placed]:
        """The connections of which some part meets the box: most are long and thin."""
        return [
            placed
            for placed in among(self._links, box)
            if any(meets(part, box) for part in _parts_of(placed.group))
        ]

    def rows(self, box: Box) -> range:
        """The indices of the rows that meet the box."""
        return range(bisect_right(self.bottoms, box.y), bisect_left(self.tops, box.bottom))

    def columns(self, box: Box) -> range:
        """The indices of the columns that meet the box."""
        return range(bisect_right(self.rights, box.x), bisect_left(self.lefts, box.right))

    def cells(self, box: Box) -> Iterator[tuple[int, int, Cell]]:
        """Row, column and cell of all cells that meet the box or reach into it."""
        cells = self.board.cells
        columns = self.columns(box)
        for row in self.rows(box):
            for column, right in self.reaching(row):
                if column < columns.start and right > box.x:
                    yield row, column, cells[row, column]
            for column in columns:
                cell = cells.get((row, column))
                if cell is not None:
                    yield row, column, cell

    def cards(self, box: Box) -> Iterator[Placed]:
        """The groups of those cells that meet the box."""
        board, bottom = self.board, box.bottom
        for row, column, cell in self.cells(box):
            dx, dy = board.columns[column].x, board.rows[row].y
            groups = cell.groups
            if dy < box.y or dy + cell.height > bottom:
                groups = tuple(group for group in groups if meets(group.box, box, dx, dy))
            for group in groups:
                yield Placed(dx, dy, group)

    def lane_groups(self, box: Box) -> Iterator[tuple[int, Placed]]:
        """The groups along lanes (curves, dividers) that meet the box, with their row."""
        for row in self.rows(box):
            top = self.tops[row]
            for group in self.board.rows[row].groups:
                if meets(group.box, box, 0, top):
                    yield row, Placed(0, top, group)


@lru_cache(maxsize=8)
def index_of(board: Board) -> BoardIndex:
    """The index of a board, kept for the few that are shown at a time."""
    return BoardIndex(board)
