# SPDX-License-Identifier: Apache-2.0
"""What a hand at a canvas and a pilot of a window both see: cards, cells, and where they lie."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from journey_studio.canvas.view import CanvasView
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import cell_box, group_box
from journey_studio.model.canonical import map_hash
from journey_studio.model.records import Card, Record
from journey_studio.model.snapshot import Snapshot

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NONE = Qt.KeyboardModifier.NoModifier
Cell = tuple[str, str]


def wait_until(true: Callable[[], object], seconds: float = 20) -> None:
    """Let the program work until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        QApplication.processEvents()
        time.sleep(0.002)


class Eyes(ABC):
    """Looks at one canvas, in the user's words."""

    @property
    @abstractmethod
    def canvas(self) -> CanvasView:
        """The canvas that is looked at."""

    @property
    def snapshot(self) -> Snapshot:
        return self.canvas.document.snapshot

    @property
    def hash(self) -> str:
        """The hash of the content of the map on show."""
        return map_hash(self.snapshot, self.canvas.showing.map_id)

    def live(self, kind: type[Record]) -> list[Record]:
        records = self.snapshot.records.values()
        return [each for each in records if isinstance(each, kind) and not each.deleted]

    def card(self, text: str) -> str:
        """The id of the live card whose text begins so."""
        found = [c.id for c in self.live(Card) if isinstance(c, Card) and c.text.startswith(text)]
        assert len(found) == 1, f"{len(found)} cards begin with {text!r}"
        return found[0]

    def cards(self, text: str) -> list[str]:
        return [c.id for c in self.live(Card) if isinstance(c, Card) and c.text == text]

    def cell_of(self, card: str) -> Cell:
        record = self.snapshot.get(Card, card)
        assert record is not None
        assert record.place is not None
        return record.place.lane, record.place.step

    def texts_in(self, cell: Cell) -> list[str]:
        return [card.text for card in self.snapshot.cards(*cell)]

    # Where it is seen

    def box(self, record: str) -> Box:
        """Where a record is seen in the view."""
        found = group_box(self.canvas.board, record)
        assert found is not None, f"{record} is not on the board"
        return self.canvas.view_box(found)

    def middle(self, record: str) -> QPoint:
        return QPoint(*(round(value) for value in self.box(record).centre))

    def box_of(self, cell: Cell) -> Box:
        """Where a cell is seen in the view."""
        found = cell_box(self.canvas.board, *cell)
        assert found is not None, "the cell is not on the board"
        return self.canvas.view_box(found)

    def in_cell(self, cell: Cell) -> QPoint:
        """A point near the bottom of a cell, below its cards."""
        seen = self.box_of(cell)
        return QPoint(round(seen.centre.x), round(seen.bottom - 4))
