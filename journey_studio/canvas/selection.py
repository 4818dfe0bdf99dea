# SPDX-License-Identifier: Apache-2.0
"""What is selected: records by id, and the cell the keyboard is at."""

from typing import NamedTuple

from journey_studio.layout.display import Board
from journey_studio.model.ids import kind_of
from journey_studio.model.records import Card, Point
from journey_studio.model.snapshot import Snapshot

CellKey = tuple[str, str]  # lane id, step id


class Anchor(NamedTuple):
    """Where a range began: at a record, or in an empty place of a cell ("")."""

    id: str = ""
    cell: CellKey | None = None


class Selection(NamedTuple):
    """`ids` are of one kind, the last one chosen last; `cell` is (lane id, step id) or None.

    `anchor` is where a range began that was selected with Shift, None where none was.
    """

    ids: tuple[str, ...] = ()
    cell: CellKey | None = None
    anchor: Anchor | None = None

    @property
    def kind(self) -> str:
        """The kind of the selected records, "" where there are none."""
        return kind_of(self.ids[-1]) if self.ids else ""

    @property
    def start(self) -> Anchor:
        """Where the next range begins: where the last one did, or at what was chosen last."""
        return self.anchor or Anchor(self.ids[-1] if self.ids else "", self.cell)

    def toggled(self, record_id: str, cell: CellKey | None = None) -> "Selection":
        """With one more record, or one less; records of another kind are let go."""
        if record_id in self.ids:
            return Selection(tuple(i for i in self.ids if i != record_id), cell or self.cell)
        same = tuple(i for i in self.ids if kind_of(i) == kind_of(record_id))
        return Selection((*same, record_id), cell or self.cell)


def only(record_id: str, cell: CellKey | None = None) -> Selection:
    """One record selected."""
    return Selection((record_id,), cell)


def still_there(selection: Selection, snapshot: Snapshot, board: Board) -> Selection:
    """The selection without what has been deleted or is not shown any more.

    The keyboard goes along with the card that was chosen last.
    """
    ids = tuple(
        i
        for i in selection.ids
        if (record := snapshot.records.get(i))
        and not record.deleted
        and not (isinstance(record, Point) and record.value is None)
    )
    cell, anchor = selection.cell, selection.anchor
    card = snapshot.get(Card, ids[-1] if ids else None)
    if card is not None and card.place is not None and anchor is None:
        cell = (card.place.lane, card.place.step)
    lanes, steps = {row.lane for row in board.rows}, {column.step for column in board.columns}

    def shown(place: CellKey | None) -> bool:
        return place is None or (place[0] in lanes and place[1] in steps)

    gone = anchor is not None and (not shown(anchor.cell) or (anchor.id and anchor.id not in ids))
    return Selection(ids, cell if shown(cell) else None, None if gone else anchor)


def ids_of(records: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """Those of one kind, in order."""
    return tuple(record for record in records if kind_of(record) == kind)
