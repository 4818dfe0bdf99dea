# SPDX-License-Identifier: Apache-2.0
"""Which gesture begins at an edge, a handle or a point, and what clicks do there."""

from journey_studio.canvas.connections import joining_from, rejoining
from journey_studio.canvas.grips import Grip
from journey_studio.canvas.points import at_step, persona_for
from journey_studio.canvas.selection import only
from journey_studio.canvas.tools.base import Canvas, Pointer, Tool
from journey_studio.canvas.tools.connect import ChooseTarget, Connect
from journey_studio.canvas.tools.curve import pull_new_point, pull_point, put_point
from journey_studio.canvas.tools.resize import Resize, Stretch, reset
from journey_studio.layout.hit import Hit
from journey_studio.model.records import Card, Connection


def shaping_gesture(canvas: Canvas, grip: Grip, under: Hit, start: Pointer) -> Tool | None:
    """The gesture of what was taken hold of; None where it has gone or may not be changed."""
    if not canvas.may_write():
        return None
    snapshot = canvas.showing.snapshot
    if grip.what == "point":
        return pull_point(canvas, grip.id, start)
    if grip.what == "new point":
        return pull_new_point(canvas, under.lane, under.step, start)
    if grip.what == "connect":
        return Connect(canvas, joining_from(grip.id), start)
    if grip.what == "end":
        link = snapshot.get(Connection, grip.id)
        return Connect(canvas, rejoining(link, grip.end), start) if link is not None else None
    card = snapshot.get(Card, grip.id)
    if grip.edge is not None and card is not None:
        return Stretch(canvas, card, grip.edge, start)
    return Resize(canvas, grip.edge, start) if grip.edge is not None else None


def lies_beside(canvas: Canvas, grip: Grip | None) -> bool:
    """Whether pressing a grip selects nothing: it is no part of the thing under the mouse."""
    beside = grip is not None and grip.what in ("column", "row", "end", "connect")
    return beside and canvas.writable


def shaping_click(canvas: Canvas, grip: Grip) -> None:
    """What a click does that selects nothing: on the handle of a card, wait for the other card."""
    if grip.what == "connect" and canvas.may_write():
        canvas.select(only(grip.id))
        canvas.use(ChooseTarget(canvas, joining_from(grip.id)))


def shaping_double_click(canvas: Canvas, grip: Grip, under: Hit, pointer: Pointer) -> bool:
    """What a double-click does there; false where it means what lies under it."""
    card = canvas.showing.snapshot.get(Card, grip.id)
    wide = grip.what == "card" and card is not None and card.span > 1
    if grip.edge is not None and (wide or grip.what in ("column", "row")):
        reset(canvas, grip.edge)
        return True
    if grip.what == "new point" or (grip.what == "point" and under.role == "cell"):
        _double_click_on_curve(canvas, grip, under, pointer)
        return True
    return grip.what in ("connect", "end")


def _double_click_on_curve(canvas: Canvas, grip: Grip, under: Hit, pointer: Pointer) -> None:
    """A new point; close to one that is there, and nobody's missing, its words.

    From afar points reach far: who has none there yet could not be given one beside them.
    """
    snapshot, map_id = canvas.showing.snapshot, canvas.showing.map_id
    at = (under.lane, under.step)
    persona = persona_for(snapshot, map_id, *at, canvas.selection)
    if grip.what == "new point" or at_step(snapshot, *at, persona) is None:
        put_point(canvas, *at, pointer.y)
    else:
        canvas.select(only(grip.id, at))
        canvas.edit(grip.id)
