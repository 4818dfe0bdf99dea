# SPDX-License-Identifier: Apache-2.0
"""Connections under the hands: what joins two cards, where the arrow of one runs on the board."""

from typing import Literal, NamedTuple

from journey_studio.layout.connections import LinkKey
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box, Point
from journey_studio.layout.hit import find_group
from journey_studio.model.commands import Add, Command, Edit
from journey_studio.model.ids import new_id
from journey_studio.model.records import Card, Connection
from journey_studio.model.snapshot import Snapshot

End = Literal["source", "target"]


class Joining(NamedTuple):
    """A connection that is being drawn: one end is fixed at a card, the other still moves.

    `id` is that of the connection, which may not be there yet.
    """

    id: str
    fixed: str
    moves: End
    is_new: bool

    def command(self, snapshot: Snapshot, card: str) -> Command | None:
        """What letting go on a card does; None where it cannot be, or is so already."""
        if card == self.fixed or snapshot.get(Card, card) is None:
            return None
        source, target = (self.fixed, card) if self.moves == "target" else (card, self.fixed)
        if joined(snapshot, source, target):
            return None
        if self.is_new:
            values = {"source": source, "target": target}
            return Add(kind="connection", id=self.id, values=values)
        return Edit(id=self.id, values={self.moves: card})


def joining_from(card: str) -> Joining:
    """A new connection from a card."""
    return Joining(new_id("connection"), card, "target", is_new=True)


def rejoining(connection: Connection, moves: End) -> Joining:
    """An end of a connection on its way to another card."""
    fixed = connection.target if moves == "source" else connection.source
    return Joining(connection.id, fixed or "", moves, is_new=False)


def joined(snapshot: Snapshot, source: str, target: str) -> bool:
    """Whether an arrow leads from one card to another already."""
    return any(link.source == source and link.target == target for link in snapshot.connections())


def way_of(board: Board, connection: str) -> tuple[Point, ...]:
    """The corners of a connection's way on the board; none where it is not shown."""
    group = find_group(board, connection)
    key = group.key if group is not None else None
    return key.way.points if isinstance(key, LinkKey) else ()


def handle_of(card: Box) -> Point:
    """Where the handle of a card sits: in the middle of its right edge."""
    return Point(card.right, card.centre.y)
