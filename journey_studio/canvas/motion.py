# SPDX-License-Identifier: Apache-2.0
"""The way from one board to the next: cards and rows glide to their new places."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from os import environ

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from journey_studio.canvas.culling import index_of
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box

_OVERHANG = 6.0  # board px that marks and lines reach over their box
_PIXEL = 24.0  # board px, more than a pixel of the screen from afar, which a line may begin in
_REACH = 4000.0  # board px, more than heads ever reach beyond the left of the board from afar


@dataclass(frozen=True)
class Motion:
    """How far everything still is from where the board has it.

    `cards` (by record id) and `rows` (by index) are the whole ways in board px, `left` the share
    of them that is still to go, `area` the boxes in which anything moves.
    """

    cards: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    rows: Mapping[int, float] = field(default_factory=dict)
    area: tuple[Box, ...] = ()
    left: float = 0.0

    @property
    def row_shifts(self) -> dict[int, float]:
        """How far each row is from its place now."""
        return {row: way * self.left for row, way in self.rows.items()}

    def shift(self, record_id: str) -> tuple[float, float]:
        """How far a card is from its place now."""
        dx, dy = self.cards.get(record_id, (0.0, 0.0))
        return dx * self.left, dy * self.left

    def at(self, left: float) -> "Motion":
        """The same way, with another share of it still to go."""
        return replace(self, left=left) if self.cards or self.rows else self


STILL = Motion()


def motion_between(before: Board, after: Board, seen: Box, under_way: Motion) -> Motion:
    """How what is seen of `before` gets to where `after` has it.

    `under_way` is how far `before` itself had not come yet. Boards of other columns change at
    once, and so do those of other lanes.
    """
    if before is after or before.columns != after.columns:
        return STILL
    lanes = zip(before.rows, after.rows, strict=False)
    if any(old.lane != new.lane for old, new in lanes):
        return STILL
    rows = _row_ways(before, after, under_way)
    cards, area = _card_ways(before, after, seen, under_way)
    if rows:
        first = min(rows)
        top = min(before.rows[first].y, after.rows[first].y) - abs(rows[first])
        width, bottom = max(before.width, after.width), max(before.height, after.height)
        top -= _PIXEL
        area.append(Box(-_REACH, top, width + _REACH, bottom - top))
    if not cards and not rows:
        return STILL
    return Motion(cards, rows, tuple(area), 1.0)


def _card_ways(
    before: Board, after: Board, seen: Box, under_way: Motion
) -> tuple[dict[str, tuple[float, float]], list[Box]]:
    """The ways of the cards that are seen, and where those go that do not move with their row.

    Cells that are the same objects in rows that stay hold nothing that moves.
    """
    cards: dict[str, tuple[float, float]] = {}
    area: list[Box] = []
    olds = _places(before, after, seen)
    for row, column, cell in index_of(after).cells(seen):
        same = before.cells.get((row, column)) is cell
        down = before.rows[row].y - after.rows[row].y if same else 0.0
        if same and not down and not under_way.cards:
            continue
        x, y = after.columns[column].x, after.rows[row].y
        for group in cell.groups:
            record = group.id
            if same and record not in under_way.cards:
                if down:
                    cards[record] = (0.0, down)
                continue
            new = group.box.moved(x, y)
            old = new.moved(0, down) if same else olds.get(record)
            if old is not None:
                old = old.moved(*under_way.shift(record))
                way = (old.x - new.x, old.y - new.y)
                if way != (0, 0):
                    cards[record] = way
                    area.append(old.united(new).inset(-_OVERHANG, -_OVERHANG))
    return cards, area


def _row_ways(before: Board, after: Board, under_way: Motion) -> dict[int, float]:
    """How far each row that is elsewhere now was from there."""
    shifts = under_way.row_shifts
    ways = {
        index: old.y + shifts.get(index, 0) - new.y
        for index, (old, new) in enumerate(zip(before.rows, after.rows, strict=False))
    }
    return {index: way for index, way in ways.items() if way}


def _places(board: Board, other: Board, seen: Box) -> dict[str, Box]:
    """Where the cards lie that are seen in cells that another board does not have."""
    return {
        group.id: group.box.moved(board.columns[column].x, board.rows[row].y)
        for row, column, cell in index_of(board).cells(seen)
        if other.cells.get((row, column)) is not cell
        for group in cell.groups
    }


def wants_motion(widget: QWidget) -> bool:
    """Whether the person lets things move: the system may say that nothing should."""
    if environ.get("JOURNEY_STUDIO_REDUCED_MOTION"):
        return False
    # Newer Qt knows what the system's accessibility settings say.
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    preference = getattr(accessibility() if accessibility else None, "motionPreference", None)
    if preference is not None and "Reduced" in str(preference()):
        return False
    from PySide6.QtWidgets import QStyle  # Python knows six hundred names of it

    duration = QStyle.StyleHint.SH_Widget_Animation_Duration
    return widget.style().styleHint(duration, None, widget) > 0
