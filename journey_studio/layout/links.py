# SPDX-License-Identifier: Apache-2.0
"""Which connections a board shows, between which places, and the room their labels need.

Labels stand in the free strip between two lanes, so they never lie on cards: a lane above a label
that is higher than the strip gets that much more room.
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from journey_studio.layout.blocks import Block, balanced
from journey_studio.layout.display import Cell, Column
from journey_studio.layout.geometry import Box
from journey_studio.layout.grid import Columns
from journey_studio.layout.rows import RowPlan
from journey_studio.layout.scene import Scene
from journey_studio.layout.sources import Sources
from journey_studio.model.arrangement import parking_ids
from journey_studio.model.records import Card, Connection, Record

LABEL_X, LABEL_Y = 6.0, 2.0


class End(NamedTuple):
    """A card that a connection leaves or reaches: its row, first and last column, box in its cell.

    An open side is one from which nothing but the edge of the row is seen.
    """

    row: int
    column: int
    last: int
    box: Box
    open_top: bool
    open_bottom: bool


class Link(NamedTuple):
    """A connection on this board. `boundary` is the strip its label stands in: above that row."""

    connection: Connection
    source: End
    target: End
    label: Block | None
    boundary: int


class KnownEnd(NamedTuple):
    """An end and what it was found from; `over` are cards from the left that reach its column."""

    card: str
    cell: Cell
    over: tuple[Box, ...]
    columns: tuple[Column, ...]
    end: End


class Joint(NamedTuple):
    """What a connection came to: its link where the board shows both cards, and where it lies."""

    connection: Connection
    cards: tuple[Record | None, Record | None]
    ends: tuple[KnownEnd | None, KnownEnd | None]
    link: Link | None
    lie: tuple[object, ...]


class Joints(NamedTuple):
    """The connections of a board by id, the plans of its rows, and its links in order."""

    plans: tuple[RowPlan, ...]
    columns: Columns
    known: Mapping[str, Joint]
    links: tuple[Link, ...]


def joints_of(
    sources: Sources, scene: Scene, plans: tuple[RowPlan, ...], before: Joints | None
) -> Joints:
    """The connections between cards that the board shows, in order of where they lie.

    Ways and labels make room for those before them; ids are random, and two boards of the same map
    have to look the same. `before` are those of the layout before.
    """
    kept = before.known if before else {}
    places = _Places(sources, plans, before)
    find, stays = sources.snapshot.records.get, places.stays
    known: dict[str, Joint] = {}
    same = before is not None and len(before.known) == len(sources.connections)
    for connection in sources.connections:  # with every step of a drag, hence its plainness
        source, target = find(connection.source or ""), find(connection.target or "")
        old = kept.get(connection.id)
        if old is not None and old.connection is connection:
            cards = old.cards
            if cards[0] is source and cards[1] is target and stays(old):
                known[connection.id] = old
                continue
        joint = known[connection.id] = _joint(connection, (source, target), scene, places, old)
        same = same and old is not None and old.link is joint.link
    if before and same:
        return before._replace(plans=plans, columns=sources.columns, known=known)
    shown = sorted((one for one in known.values() if one.link), key=attrgetter("lie"))
    return Joints(plans, sources.columns, known, tuple([one.link for one in shown if one.link]))


def _same_rows(
    columns: Columns, plans: Sequence[RowPlan], before: Joints | None
) -> list[bool] | None:
    """Which rows are as they were; None where columns or lanes are others."""
    if before is None or before.columns is not columns or len(before.plans) != len(plans):
        return None
    pairs = list(zip(before.plans, plans, strict=True))
    if any(old.lane.id != new.lane.id or old.head.slim != new.head.slim for old, new in pairs):
        return None
    return [old is new for old, new in pairs]


def _joint(
    connection: Connection,
    cards: tuple[Record | None, Record | None],
    scene: Scene,
    places: "_Places",
    before: Joint | None,
) -> Joint:
    known = before.ends if before else (None, None)
    source = places.end(cards[0], known[0])
    target = places.end(cards[1], known[1]) if source else None
    if not source or not target:
        return Joint(connection, cards, (source, target), None, ())
    start, end = source.end, target.end
    boundary = end.row if end.row > start.row else end.row + 1
    link = Link(connection, start, end, _label(connection, scene, before), boundary)
    if before and before.link == link:
        return Joint(connection, cards, (source, target), before.link, before.lie)
    lie = (*start[:2], start.box, *end[:2], end.box, connection.label, connection.id)
    return Joint(connection, cards, (source, target), link, lie)


def _label(connection: Connection, scene: Scene, before: Joint | None) -> Block | None:
    if before and before.link and before.connection is connection:
        return before.link.label
    width = scene.theme.grid.link_label
    return balanced(connection.label, scene.type.label, width) if connection.label else None


class _Places:
    """Finds cards on the board."""

    def __init__(self, sources: Sources, plans: Sequence[RowPlan], before: Joints | None) -> None:
        self.same = _same_rows(sources.columns, plans, before)
        pairs = zip(before.plans if before else (), plans, strict=False)
        self.same_spans = [old.spans == new.spans for old, new in pairs]
        self.columns = sources.columns
        self.plans = plans
        self.rows: Mapping[str, int] = {plan.lane.id: row for row, plan in enumerate(plans)}
        self._wide: dict[int, dict[int, tuple[Box, ...]]] = {}
        self._boxes: dict[Cell, dict[str, Box]] = {}
        self.parking = parking_ids(sources.arrangement.map.id)

    def stays(self, joint: Joint) -> bool:
        """Whether a joint of the same connection and cards is what it was."""
        same, link = self.same, joint.link
        if same is None:
            return False
        if link is None or (same[link.source.row] and same[link.target.row]):
            return True
        return all(known is not None and self._lies_there(known) for known in joint.ends)

    def _lies_there(self, known: KnownEnd) -> bool:
        """Whether a card lies where it lay, lanes and columns being the same."""
        row, column = known.end.row, known.end.column
        cell = self.plans[row].cells.get(column)
        return cell is known.cell and (
            self.same_spans[row] or known.over == self._over(row, column)
        )

    def _over(self, row: int, column: int) -> tuple[Box, ...]:
        """The boxes of the cards from the left that reach into a cell."""
        found = self._wide.get(row)
        if found is None:
            found = self._wide[row] = {}
            for first, last, box in self.plans[row].spans:
                for reached in range(first + 1, last + 1):
                    found[reached] = (*found.get(reached, ()), box)
        return found.get(column, ())

    def end(self, card: Record | None, known: KnownEnd | None) -> KnownEnd | None:
        """Where a card is, None where the board does not show it; `known` is where it was."""
        if not isinstance(card, Card) or card.deleted or card.place is None:
            return None
        row = self.rows.get(card.place.lane, self.rows.get(self.parking[2], -1))
        of_step = self.columns.of_step
        column = of_step.get(card.place.step, of_step.get(self.parking[1], -1))
        if row < 0:
            return None
        plan = self.plans[row]
        cell = plan.cells.get(column)
        if cell is None or plan.head.slim:  # a collapsed lane shows no ways
            return None
        over, columns = self._over(row, column), self.columns.columns
        if known and (known.card, known.over) == (card.id, over) and known.cell is cell:
            if known.columns is columns and known.end.row == row:
                return known
            end = known.end
            last = end.last if known.columns is columns else self._last(column, end.box)
            if last - column == end.last - end.column:
                own = End(row, column, last, end.box, end.open_top, end.open_bottom)
                return KnownEnd(card.id, cell, over, columns, own)
        boxes = self._boxes_of(cell)
        if card.id not in boxes:
            return None
        return KnownEnd(card.id, cell, over, columns, self._end(card.id, boxes, over, row, column))

    def _boxes_of(self, cell: Cell) -> dict[str, Box]:
        """The boxes of a cell from the top: many connections may end in it."""
        boxes = self._boxes.get(cell)
        if boxes is None:
            boxes = self._boxes[cell] = cell.boxes()
        return boxes

    def _end(
        self, card: str, boxes: dict[str, Box], over: Iterable[Box], row: int, column: int
    ) -> End:
        box = boxes[card]
        last = self._last(column, box)
        highest, lowest = next(iter(boxes)) == card, next(reversed(boxes)) == card
        return End(
            row=row,
            column=column,
            last=last,
            box=box,
            open_top=last == column and highest and all(other.y >= box.bottom for other in over),
            open_bottom=last == column and lowest and all(other.bottom <= box.y for other in over),
        )

    def _last(self, column: int, box: Box) -> int:
        columns = self.columns.columns
        right = columns[column].x + box.right
        while columns[column].x + columns[column].w < right:
            column += 1
        return column


def label_rooms(links: Iterable[Link], rows: int, scene: Scene) -> tuple[float, ...]:
    """How much more room each row needs at its bottom for the labels that stand there."""
    padding = scene.theme.grid.cell_padding
    rooms = [0.0] * rows
    for link in links:
        if link.label and link.boundary:
            free = padding if link.boundary == rows else 2 * padding
            needed = link.label.height + 2 * LABEL_Y + 4 - free
            rooms[link.boundary - 1] = max(rooms[link.boundary - 1], needed)
    return tuple(rooms)
