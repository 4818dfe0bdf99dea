# SPDX-License-Identifier: Apache-2.0
"""The display list: what a board shows, as values that every painter draws alike.

Units are px at 100 %; y grows downwards; colours are "#rrggbb" or "#rrggbbaa". Text is already
broken into lines and runs: painters never wrap, measure or choose a font. Positions nest, so that
an edit in one cell leaves everything else untouched: a group is placed by its cell, a cell by its
row and column.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from journey_studio.layout.geometry import Box

if TYPE_CHECKING:
    from journey_studio.layout.text import Run

Colour = str
Segment = tuple[str | float, ...]  # ("M", x, y) ("L", x, y) ("C", x1, y1, x2, y2, x, y) ("Z",)


class Rect(NamedTuple):
    """A rectangle with round corners; a line is drawn centred on its edge."""

    box: Box
    fill: Colour | None = None
    line: Colour | None = None
    line_width: float = 1
    radius: float = 0
    dash: tuple[float, ...] = ()


class Path(NamedTuple):
    """A shape of lines and cubic curves; round caps and joins."""

    segments: Sequence[Segment]
    fill: Colour | None = None
    line: Colour | None = None
    line_width: float = 1
    dash: tuple[float, ...] = ()


class TextLine(NamedTuple):
    """One line of text: `runs` in visual order from `x` on the baseline `y`.

    `text` is the line in logical order, for copying out and for screen readers.
    """

    x: float
    y: float
    text: str
    runs: tuple["Run", ...]
    size: float
    colour: Colour


class Picture(NamedTuple):
    """A picture by the hash of its bytes, `crop` in fractions of it, fitted into `box`."""

    box: Box
    sha256: str
    crop: Box = Box(0, 0, 1, 1)
    radius: float = 0


class Hyperlink(NamedTuple):
    """An area that leads to an address (http, https or mailto) where the output can."""

    box: Box
    url: str


Item = Rect | Path | TextLine | Picture | Hyperlink


class Group:
    """What one record shows: a box, and the items in it, made when first looked at.

    `id` is the record's id ("" for decoration). `key` holds everything the items depend on: two
    groups with equal keys and boxes look the same. Item coordinates are relative to the same
    origin as `box`. `role` tells painters and screen readers what it is ("card", "stage",
    "step", "lane", "curve", "band", "connection", ...), `tint` its plain colour from far away.
    """

    __slots__ = ("_items", "_make", "box", "id", "key", "role", "tint")

    def __init__(
        self,
        id: str,
        role: str,
        box: Box,
        key: object,
        make: Callable[[], tuple[Item, ...]],
        tint: Colour = "",
    ) -> None:
        self.id = id
        self.role = role
        self.box = box
        self.key = key
        self.tint = tint
        self._make = make
        self._items: tuple[Item, ...] | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """The items in painting order."""
        if self._items is None:
            self._items = self._make()
        return self._items

    def looks_like(self, other: "Group") -> bool:
        """Whether painting one in place of the other would show no difference."""
        return self is other or (self.box == other.box and self.key == other.key)


class Column(NamedTuple):
    """A step on the board; `x` is the left edge in board px."""

    step: str
    stage: str
    x: float
    w: float


class Row(NamedTuple):
    """A lane on the board; `y` is the top edge in board px.

    `groups` run along the whole lane (curves, dividers): x in board px, y from the row's top.
    """

    lane: str
    kind: str
    y: float
    h: float
    groups: tuple[Group, ...] = ()


class Cell:
    """The cards of one lane at one step, relative to the cell's top left corner.

    `right` is how far the widest of them reaches. Never changes; where it is the same object in
    two boards, the same is in it.
    """

    __slots__ = ("_groups", "_ids", "height", "right")

    def __init__(self, groups: tuple[Group, ...], height: float) -> None:
        self.height = height
        self.right = max((group.box.right for group in groups), default=0.0)
        self._groups: tuple[Group, ...] | None = groups
        self._ids: frozenset[str] | None = None

    @property
    def groups(self) -> tuple[Group, ...]:
        """The cards in order, made when first looked at: a poster tries widths nobody sees."""
        if self._groups is None:
            self._groups = self._made()
        return self._groups

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the cards, without making what is in them."""
        if self._ids is None:
            self._ids = frozenset(self._names())
        return self._ids

    def _names(self) -> Iterable[str]:
        return [group.id for group in self.groups]

    def boxes(self) -> dict[str, Box]:
        """The boxes of the cards by id, without making what is in them."""
        return {group.id: group.box for group in self.groups}

    def _made(self) -> tuple[Group, ...]:
        raise NotImplementedError


class Placed(NamedTuple):
    """A group and where its origin lies on the board."""

    dx: float
    dy: float
    group: Group

    @property
    def box(self) -> Box:
        """The group's box in board px."""
        return self.group.box.moved(self.dx, self.dy)


class Board(Struct, frozen=True, eq=False):
    """A whole map, laid out. Rows and columns are in order, without overlap.

    `cells` is keyed by (row index, column index) and holds no empty cells. `ground`, `heads`,
    `lane_heads`, `corner` and `links` have board coordinates. Painting order: ground, row groups
    and cells, links, lane heads, heads, corner; a scrolling view paints the last three where they
    stay in view.
    """

    map_id: str
    title: str
    language: str
    width: float
    height: float
    head_width: float  # of the lane heads at the left
    head_height: float  # of the stage and step heads at the top
    ground_colour: Colour
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    ground: tuple[Group, ...]
    cells: Mapping[tuple[int, int], Cell]
    links: tuple[Group, ...]  # connections between cards
    heads: tuple[Group, ...]  # stages and steps
    lane_heads: tuple[Group, ...]
    corner: Group
    missing: frozenset[str] = frozenset()  # signs that no face can draw

    def body(self) -> Iterator[Placed]:
        """Everything that scrolls both ways, in painting order."""
        yield from (Placed(0, 0, group) for group in self.ground)
        for row in self.rows:
            yield from (Placed(0, row.y, group) for group in row.groups)
        for (row_index, column_index), cell in self.cells.items():
            dx, dy = self.columns[column_index].x, self.rows[row_index].y
            yield from (Placed(dx, dy, group) for group in cell.groups)
        yield from (Placed(0, 0, group) for group in self.links)

    def everything(self) -> Iterator[Placed]:
        """The whole board in painting order."""
        yield from self.body()
        for groups in (self.lane_heads, self.heads, (self.corner,)):
            yield from (Placed(0, 0, group) for group in groups)
