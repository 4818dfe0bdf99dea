# SPDX-License-Identifier: Apache-2.0
"""The way from one board to the next: cards and rows glide to their new places."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from os import environ

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStyle, QWidget

from journey_studio.canvas.culling import index_of
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box

_OVERHANG = 6.0  # board px that marks and lines reach over their box


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
        return replace(self, left=left)


STILL = Motion()


def _places(board: Board, seen: Box) -> dict[str, Box]:
    return {placed.group.id: placed.box for placed in index_of(board).cards(seen)}


def motion_between(before: Board, after: Board, seen: Box, under_way: Motion) -> Motion:
    """How what is seen of `before` gets to where `after` has it.

    `under_way` is how far `before` itself had not come yet. Boards of other columns change at
    once.
    """
    if before is after or before.columns != after.columns:
        return STILL
    cards: dict[str, tuple[float, float]] = {}
    area: list[Box] = []
    olds, news = _places(before, seen), _places(after, seen)
    for record, new in news.items():
        old = olds.get(record)
        if old is None:
            continue
        dx, dy = under_way.shift(record)
        from_box = old.moved(dx, dy)
        way = (from_box.x - new.x, from_box.y - new.y)
        if way != (0, 0):
            cards[record] = way
            area.append(from_box.united(new).inset(-_OVERHANG, -_OVERHANG))
    rows: dict[int, float] = {}
    for index, (old_row, new_row) in enumerate(zip(before.rows, after.rows, strict=False)):
        if old_row.lane != new_row.lane:
            return STILL
        way_down = old_row.y + under_way.row_shifts.get(index, 0) - new_row.y
        if way_down:
            rows[index] = way_down
    if rows:
        first = min(rows)
        top = min(before.rows[first].y, after.rows[first].y) - abs(rows[first])
        width, bottom = max(before.width, after.width), max(before.height, after.height)
        area.append(Box(0, top, width, bottom - top))
    if not cards and not rows:
        return STILL
    return Motion(cards, rows, tuple(area), 1.0)


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
    duration = QStyle.StyleHint.SH_Widget_Animation_Duration
    return widget.style().styleHint(duration, None, widget) > 0
