# SPDX-License-Identifier: Apache-2.0
"""What is selected: records by id, and the cell the keyboard is at."""

from collections.abc import Iterable
from typing import NamedTuple

from journey_studio.layout.display import Board
from journey_studio.model.ids import kind_of
from journey_studio.model.snapshot import Snapshot


class Selection(NamedTuple):
    """`ids` are of one kind, the last one chosen last; `cell` is (lane id, step id) or None."""

    ids: tuple[str, ...] = ()
    cell: tuple[str, str] | None = None

    @property
    def kind(self) -> str:
        """The kind of the selected records, "" where there are none."""
        return kind_of(self.ids[-1]) if self.ids else ""

    def toggled(self, record_id: str) -> "Selection":
        """With one more record, or one less; records of another kind are let go."""
        if record_id in self.ids:
            return Selection(tuple(i for i in self.ids if i != record_id), self.cell)
        same = tuple(i for i in self.ids if kind_of(i) == kind_of(record_id))
        return Selection((*same, record_id), self.cell)


def only(record_id: str, cell: tuple[str, str] | None = None) -> Selection:
    """One record selected."""
    return Selection((record_id,), cell)


def still_there(selection: Selection, snapshot: Snapshot, board: Board) -> Selection:
    """The selection without what has been deleted or is not shown any more."""
    ids = tuple(
        i for i in selection.ids if (record := snapshot.records.get(i)) and not record.deleted
    )
    cell = selection.cell
    if cell is not None:
        lanes = {row.lane for row in board.rows}
        steps = {column.step for column in board.columns}
        cell = cell if cell[0] in lanes and cell[1] in steps else None
    return Selection(ids, cell)


def ids_of(records: Iterable[str], kind: str) -> tuple[str, ...]:
    """Those of one kind, in order."""
    return tuple(record for record in records if kind_of(record) == kind)
