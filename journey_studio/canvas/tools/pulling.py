# SPDX-License-Identifier: Apache-2.0
"""Which gesture begins when something that was pressed is pulled: one line for each thing."""

from PySide6.QtCore import Qt

from journey_studio.canvas.grips import Grip, grip_at
from journey_studio.canvas.tools.base import Canvas, Pointer, Tool
from journey_studio.canvas.tools.move import MoveCards
from journey_studio.canvas.tools.move_heads import MoveHeads
from journey_studio.canvas.tools.rubber_band import RubberBand
from journey_studio.canvas.tools.shaping import shaping_gesture
from journey_studio.layout.hit import Hit

_PULLED = ("card", "stage", "step", "lane")


def gesture_for(canvas: Canvas, under: Hit, start: Pointer) -> Tool | None:
    """The gesture for what was pressed at `start`; None where pulling it does nothing.

    Where the map may not be changed, the person is told and nothing begins.
    """
    grip = grip_at(canvas, under, start)
    if grip is not None:
        return shaping_gesture(canvas, grip, under, start)
    if not under.id:
        cell = (under.lane, under.step) if under.lane and under.step else None
        return RubberBand(canvas, start, cell)
    if not _can_be_pulled(canvas, under) or not canvas.may_write():
        return None
    if under.id not in canvas.selection.ids:
        canvas.select(canvas.selection.toggled(under.id))
    return (MoveCards if under.role == "card" else MoveHeads)(canvas, under.id, start)


def cursor_for(canvas: Canvas, under: Hit, grip: Grip | None) -> Qt.CursorShape:
    """The cursor that tells what can be done with what lies under the mouse."""
    if canvas.writable and grip is not None:
        return grip.cursor
    if canvas.writable and _can_be_pulled(canvas, under):
        return Qt.CursorShape.OpenHandCursor
    return Qt.CursorShape.ArrowCursor


def _can_be_pulled(canvas: Canvas, under: Hit) -> bool:
    """Cards and heads; the parking place stays where it is, only what lies in it moves."""
    known = under.id in canvas.showing.snapshot.records
    return known and under.role in _PULLED
