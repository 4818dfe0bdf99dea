# SPDX-License-Identifier: Apache-2.0
"""Which connections a board shows, between which places, and the room their labels need.

Labels stand in the free strip between two lanes, so they never lie on cards: a lane above a label
that is higher than the strip gets that much more room.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from journey_studio.layout.blocks import Block, hugging
from journey_studio.layout.display import Cell, Column
from journey_studio.layout.geometry import Box
from journey_studio.layout.grid import Columns
from journey_studio.layout.rows import RowPlan
from journey_studio.layout.scene import Scene
from journey_studio.layout.stacks import Span
from journey_studio.model.arrangement import parking_ids
from journey_studio.model.records import Card, Connection
from journey_studio.model.snapshot import Snapshot

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
    """An end and what it was found from."""

    cell: Cell
    spans: tuple[Span, ...]
    columns: tuple[Column, ...]
    end: End


def links_of(
    snapshot: Snapshot,
    scene: Scene,
    map_id: str,
    columns: Columns,
    plans: Sequence[RowPlan],
    kept: dict[str, KnownEnd],
) -> tuple[Link, ...]:
    """The connections between cards that the board shows, in order of where they lie.

    Ways and labels make room for those before them; ids are random, and two boards of the same map
    have to look the same.
    """
    places = _Places(map_id, columns, plans, kept)
    found = []
    for connection in snapshot.connections():
        source = places.end(snapshot.get(Card, connection.source))
        target = places.end(snapshot.get(Card, connection.target)) if source else None
        if source and target:
            label = None
            if connection.label:
                width = scene.theme.grid.link_label
                label = hugging(connection.label, scene.type.label, width)
            boundary = target.row if target.row > source.row else target.row + 1
            found.append(Link(connection, source, target, label, boundary))
    return tuple(sorted(found, key=_lie))


def _lie(link: Link) -> tuple[object, ...]:
    ends = ((end.row, end.column, end.box) for end in (link.source, link.target))
    return (*ends, link.connection.label, link.connection.id)


class _Places:
    """Finds cards on the board."""

    def __init__(
        self,
        map_id: str,
        columns: Columns,
        plans: Sequence[RowPlan],
        kept: dict[str, KnownEnd],
    ) -> None:
        self.columns = columns
        self.plans = plans
        self.kept = kept
        self.rows: Mapping[str, int] = {plan.lane.id: row for row, plan in enumerate(plans)}
        self.parking = parking_ids(map_id)

    def end(self, card: Card | None) -> End | None:
        if card is None or card.place is None:
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
        known = self.kept.get(card.id)
        if (
            known
            and known.cell is cell
            and known.spans is plan.spans
            and known.columns is self.columns.columns  # equal columns are kept as one object
        ):
            return known.end._replace(row=row)
        made = self._end(card, cell, row, column)
        if made:
            self.kept[card.id] = KnownEnd(cell, plan.spans, self.columns.columns, made)
        return made

    def _end(self, card: Card, cell: Cell, row: int, column: int) -> End | None:
        boxes = cell.boxes()
        box = boxes.pop(card.id, None)
        if box is None:
            return None
        last = self._last(column, box)
        others = list(boxes.values())
        others += [
            other for first, end, other in self.plans[row].spans if first < column and end >= column
        ]
        return End(
            row=row,
            column=column,
            last=last,
            box=box,
            open_top=last == column and all(other.y >= box.bottom for other in others),
            open_bottom=last == column and all(other.bottom <= box.y for other in others),
        )

    def _last(self, column: int, box: Box) -> int:
        columns = self.columns.columns
        right = columns[column].x + box.right
        while columns[column].x + columns[column].w < right:
            column += 1
        return column


def label_rooms(links: Iterable[Link], rows: int, scene: Scene) -> list[float]:
    """How much more room each row needs at its bottom for the labels that stand there."""
    padding = scene.theme.grid.cell_padding
    rooms = [0.0] * rows
    for link in links:
        if link.label and link.boundary:
            free = padding if link.boundary == rows else 2 * padding
            needed = link.label.height + 2 * LABEL_Y + 4 - free
            rooms[link.boundary - 1] = max(rooms[link.boundary - 1], needed)
    return rooms
