# SPDX-License-Identifier: Apache-2.0
"""What is dragged into the window from elsewhere: pictures onto cards and cells, projects."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint

from journey_studio.canvas import camera, verbs
from journey_studio.canvas.selection import Selection, only
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.layout.hit import hit
from journey_studio.ui.file_deeds import ENDING
from journey_studio.ui.pictures import files_of, has_picture, insert_picture, picture_of
from journey_studio.ui.workbench import Workbench, writable


def project_in(mime: QMimeData) -> Path | None:
    """The project file that is being handed over."""
    found = (path for path in files_of(mime) if path.suffix.lower() == ENDING)
    return next(found, None)


def welcome(mime: QMimeData) -> bool:
    """Whether what is dragged may find a place in the window."""
    return project_in(mime) is not None or has_picture(mime)


def aim(bench: Workbench, mime: QMimeData, at: QPoint) -> bool:
    """Whether what is dragged can be dropped at a point of the window; shows where it would go."""
    if project_in(mime) is not None:
        return True
    canvas = bench.canvas
    if canvas is None or not writable(bench) or not has_picture(mime):
        return False
    selection = target(bench, at)
    canvas.setFocus()
    canvas.select(selection)
    return bool(selection.ids or selection.cell)


def target(bench: Workbench, at: QPoint) -> Selection:
    """The card under a point of the window, or the cell, where it takes cards."""
    canvas, session = bench.canvas, bench.session
    if canvas is None or session is None:
        return Selection()
    place = canvas.viewport().mapFrom(bench.widget, at)
    if not canvas.viewport().rect().contains(place):
        return Selection()
    size = canvas.view_size
    point = camera.board_point(canvas.board, canvas.camera, *size, place.x(), place.y())
    under = hit(canvas.board, point.x, point.y)
    cell = (under.lane, under.step) if under.lane and under.step else None
    if under.role == "card" and under.id:
        return only(under.id, cell)
    takes = cell is not None and verbs.takes_cards(session.snapshot, cell[0])
    return Selection((), cell if takes else None)


def drop(bench: Workbench, mime: QMimeData, at: QPoint) -> None:
    """Take what was dropped. Raises JourneyError where it is nothing that can be used."""
    path = project_in(mime)
    if path is not None:
        bench.desk.open(path, bench.widget)
        return
    data = picture_of(mime)
    if data is None or bench.canvas is None:
        raise JourneyError(t("ui.drop.nothing"))
    bench.canvas.select(target(bench, at))
    insert_picture(bench, data)
