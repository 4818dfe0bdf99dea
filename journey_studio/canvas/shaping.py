# SPDX-License-Identifier: Apache-2.0
"""Shaping without a mouse: points of curves, sizes, what is collapsed, connections."""

from PySide6.QtCore import Qt

from journey_studio.canvas import points, sizing
from journey_studio.canvas.connections import joining_from
from journey_studio.canvas.selection import Selection, only
from journey_studio.canvas.tools.connect import ChooseTarget
from journey_studio.canvas.tools.curve import put_point
from journey_studio.canvas.workplace import Workplace
from journey_studio.i18n import t
from journey_studio.layout.hit import group_box
from journey_studio.layout.markers import shown_value
from journey_studio.model.records import Card, Lane, Point, Step

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_HEADS = ("stage", "step", "lane")
_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.AltModifier
)
_BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def press_shaping_key(canvas: Workplace, key: int, modifiers: Qt.KeyboardModifier) -> bool:
    """Go along a curve from a selected point, or change the size of selected heads.

    False where the key means something else.
    """
    held = modifiers & _HELD
    arrow = _ARROWS.get(Qt.Key(key)) if key in _ARROWS else None
    if arrow and held == _BOTH and canvas.selection.kind in _HEADS:
        resize_selection(canvas, *arrow)
        return True
    point = _point(canvas)
    if point is None:
        return False
    if arrow and arrow[0] and not held:
        return _select(canvas, points.neighbour(canvas.board, point, arrow[0]))
    if key == Qt.Key.Key_Tab and not held:
        return _select(canvas, points.other_persona(canvas.board, point, 1))
    if key == Qt.Key.Key_Backtab:
        return _select(canvas, points.other_persona(canvas.board, point, -1))
    return False


def resize_selection(canvas: Workplace, dx: int, dy: int) -> None:
    """Make selected columns and rows larger or smaller by a step, cards longer or shorter."""
    canvas.finish_writing()
    canvas.tool.interrupt()
    ids = canvas.selection.ids
    sizable = (*_HEADS, "card") if dx else _HEADS
    if canvas.selection.kind not in sizable:
        canvas.say(t("canvas.resize.nothing"))
        return
    if canvas.may_write():
        command = sizing.larger(canvas.showing, ids, dx, dy)
        if command is not None and canvas.apply(command):
            canvas.reveal_head_or_body(group_box(canvas.board, ids[-1]))


def collapse_selection(canvas: Workplace) -> None:
    """Collapse the selected lanes and stages, or expand them."""
    canvas.finish_writing()
    canvas.tool.interrupt()
    snapshot, selection = canvas.showing.snapshot, canvas.selection
    command = sizing.folded(snapshot, selection.ids, selection.cell)
    if command is None:
        canvas.say(t("canvas.collapse.nothing"))
    elif canvas.may_write() and canvas.apply(command):
        ids = selection.ids
        canvas.reveal_head_or_body(group_box(canvas.board, ids[-1]) if ids else None)


def connect_selection(canvas: Workplace) -> None:
    """Wait for the card that an arrow from the selected one leads to."""
    canvas.finish_writing()
    canvas.tool.interrupt()
    card = canvas.showing.snapshot.get(
        Card, canvas.selection.ids[-1] if canvas.selection.ids else None
    )
    if card is None:
        canvas.say(t("canvas.connect.select"))
    elif canvas.may_write():
        canvas.use(ChooseTarget(canvas, joining_from(card.id)))


def tell_value(canvas: Workplace) -> None:
    """Say which value a selected point has now: keys move it without a bubble."""
    point, snapshot = _point(canvas), canvas.showing.snapshot
    lane = snapshot.get(Lane, point.lane) if point is not None else None
    step = snapshot.get(Step, point.step) if point is not None else None
    if point is None or point.value is None or lane is None or step is None:
        return
    value, word = shown_value(lane.kind, point.value), points.level_word(lane.kind, point.value)
    canvas.say(t("canvas.point.now", step=step.title, value=value, word=word))


def start_point(canvas: Workplace, cell: tuple[str, str]) -> bool:
    """Set a point at neutral in a cell of a curve lane; false in other lanes."""
    if not points.is_curve(canvas.showing.snapshot, cell[0]):
        return False
    put_point(canvas, *cell)
    return True


def next_point(canvas: Workplace, by: int) -> bool:
    """Select the next point of the curve; false where none is selected."""
    point = _point(canvas)
    return point is not None and _select(canvas, points.neighbour(canvas.board, point, by))


def select_point_in(canvas: Workplace, cell: tuple[str, str], *, last: bool) -> bool:
    """Select the first or the last point of a cell; false where there is none."""
    here = points.in_cell(canvas.board, *cell)
    if here:
        canvas.select(only(here[-1 if last else 0], cell))
    return bool(here)


def cell_of_point(canvas: Workplace, selection: Selection) -> tuple[str, str] | None:
    """The cell of the point that was selected last."""
    record = canvas.showing.snapshot.get(Point, selection.ids[-1] if selection.ids else None)
    return (record.lane, record.step) if record and record.lane and record.step else None


def _point(canvas: Workplace) -> Point | None:
    ids = canvas.selection.ids
    return canvas.showing.snapshot.get(Point, ids[-1] if ids else None)


def _select(canvas: Workplace, record_id: str | None) -> bool:
    point = canvas.showing.snapshot.get(Point, record_id)
    if point is None or point.lane is None or point.step is None:
        return False
    canvas.select(only(point.id, (point.lane, point.step)))
    canvas.reveal(group_box(canvas.board, point.id))
    return True
