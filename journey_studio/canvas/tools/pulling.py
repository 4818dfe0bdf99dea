# SPDX-License-Identifier: Apache-2.0
"""Which gesture begins when something that was pressed is pulled: one line for each thing."""

from journey_studio.canvas.tools.base import Canvas, Pointer, Tool
from journey_studio.canvas.tools.move import MoveCards
from journey_studio.layout.hit import Hit


def gesture_for(canvas: Canvas, under: Hit, start: Pointer) -> Tool | None:
    """The gesture for what was pressed at `start`; None where pulling it does nothing.

    Where the map may not be changed, the person is told and nothing begins.
    """
    if under.role != "card" or not canvas.may_write():
        return None
    if under.id not in canvas.selection.ids:
        canvas.select(canvas.selection.toggled(under.id))
    return MoveCards(canvas, under.id, start)
