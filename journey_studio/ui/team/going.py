# SPDX-License-Identifier: Apache-2.0
"""Going to a record: on its map, in view, selected."""

from PySide6.QtWidgets import QWidget

from journey_studio.canvas.selection import only
from journey_studio.i18n import t
from journey_studio.layout.hit import group_box
from journey_studio.model.records import Card, Persona, Point, Record, Step
from journey_studio.model.snapshot import Snapshot
from journey_studio.ui.team.places import title_of, where
from journey_studio.ui.workbench import Workbench

_READABLE = 0.5  # the zoom from which on words can be read
_DEEPEST = 6


def go_to(bench: Workbench, record_id: str) -> bool:
    """Show a record and select it; false where it can be seen nowhere, which is said.

    Of what is deleted, or not drawn, the next thing around it is shown. The keyboard stays where
    it is.
    """
    if bench.session is None or bench.canvas is None:
        return False
    snapshot = bench.session.snapshot
    record = snapshot.records.get(record_id)
    if record is None:
        return False
    if isinstance(record, Persona) and not record.deleted and bench.panels is not None:
        if not bench.panels.is_open("inspector"):
            bench.panels.toggle("inspector")
        bench.panels.inspector.open_record(record.id)
        return True
    keyboard: QWidget | None = bench.widget.focusWidget()
    found = _show(bench, snapshot, record)
    if keyboard is not None and keyboard.isVisible():
        keyboard.setFocus()
    if not found:
        bench.status.say(t("team.not_on_a_map", name=title_of(snapshot, record)))
    return found


def _show(bench: Workbench, snapshot: Snapshot, record: Record) -> bool:
    place = where(snapshot, record)
    live = {each.id for each in snapshot.maps()}
    if place.map not in live or bench.canvas is None:
        return False
    if bench.canvas.presented:
        bench.canvas.present(None)  # it is told of the map as it is now
    if bench.canvas.showing.map_id != place.map:
        bench.show_map(place.map)
    canvas = bench.canvas
    seen: Record | None = snapshot.records.get(place.seen)
    for _ in range(_DEEPEST):
        if seen is None:
            break
        box = group_box(canvas.board, seen.id)
        if box is not None and not seen.deleted:
            canvas.finish_writing()
            canvas.select(only(seen.id))
            if canvas.camera.zoom < _READABLE:
                canvas.zoom_to(1)
            canvas.reveal_head_or_body(box)
            return True
        seen = snapshot.records.get(_around(seen) or "")
    return True


def _around(record: Record) -> str | None:
    """What a record lies in, as far as it is drawn in its place."""
    match record:
        case Card() if record.place is not None:
            return record.place.step
        case Point():
            return record.step
        case Step() if record.place is not None:
            return record.place.stage
    return None
