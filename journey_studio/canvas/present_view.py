# SPDX-License-Identifier: Apache-2.0
"""A board that can show another snapshot for a while: an earlier moment, or two maps compared.

It is looked at like the map itself, and copied from, but nothing of it can be changed.
"""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.clip_view import ClipView
from journey_studio.canvas.overlay import paint_touched
from journey_studio.canvas.rings import in_view
from journey_studio.canvas.selection import Selection, still_there
from journey_studio.i18n import t
from journey_studio.layout.far_places import seen_box
from journey_studio.layout.geometry import Box
from journey_studio.layout.scene import Shown
from journey_studio.model.records import Map
from journey_studio.model.snapshot import Snapshot


class _Place(NamedTuple):
    """Where somebody is: what the camera sees and what is selected."""

    camera: Camera
    selection: Selection


class PresentView(ClipView):
    """Shows the document, or while `presented` another snapshot.

    `about_to_present` is emitted before the document goes out of sight, so that what is being
    typed elsewhere can be given; `presented_changed` whenever another snapshot is on show, or the
    document again.
    """

    about_to_present = Signal()
    presented_changed = Signal()
    touched: tuple[str, ...] = ()  # what has changed at the moment on show, softly marked
    _wanted: _Place | None = None  # where somebody would be if this snapshot reached that far
    _kept: _Place | None = None  # where they are instead

    @property
    def presented(self) -> bool:
        """Whether another snapshot than the document's is on show."""
        return self.showing.presented

    def present(
        self, snapshot: Snapshot | None, map_id: str = "", shown: Shown | None = None
    ) -> None:
        """Show another snapshot, which cannot be changed; None shows the document again.

        `map_id` is the map to show, by default the one on show of the document, `shown` what of
        it. The camera and the selection stay as far as the snapshot goes, and are there again when
        one goes further. KeyError where the snapshot has no such live map; then nothing happens.
        """
        if snapshot is None and (not self.presented or self._home_is_gone):
            return
        if not self.presented:
            self.finish_writing()
            self.about_to_present.emit()
        self.let_go()
        place = _Place(self.camera, self.selection)
        wanted = self._wanted if self._wanted is not None and place == self._kept else place
        self.touched = ()
        if snapshot is None:
            self.showing.come_back()
        else:
            self.showing.present(snapshot, map_id, shown)
        self._wanted, self._kept = wanted, self._stand(wanted)
        self.refresh()
        self.presented_changed.emit()

    def mark(self, records: Iterable[str]) -> None:
        """Mark softly what has changed at the moment on show, until another is."""
        self.touched = tuple(records)
        self.refresh()

    def _paint_over(self, painter: QPainter) -> None:
        if self.presented:
            for _, box in in_view(self.board, self._seen_box(), self.touched):
                painter.save()
                self.enter(painter, box)
                seen = seen_box(self.board, self.camera.zoom, box)
                paint_touched(painter, self.showing.theme, self.camera, seen)
                painter.restore()
        super()._paint_over(painter)

    def _seen_box(self) -> Box:
        """What is in view, in board px."""
        width, height = self.view_size
        corner, far = self.camera.to_board(0, 0), self.camera.to_board(width, height)
        return Box(*corner, far.x - corner.x, far.y - corner.y)

    @property
    def _home_is_gone(self) -> bool:
        """Whether the document's map has been deleted meanwhile: the window shows another soon."""
        return self.document.snapshot.get(Map, self.showing.home) is None

    def _stand(self, place: _Place) -> _Place:
        """Be as near to a place as this board allows."""
        self.select(still_there(place.selection, self.showing.snapshot, self.board))
        self.look(place.camera)
        return _Place(self.camera, self.selection)

    def let_go(self) -> None:
        """End every gesture undone, also one that has come from outside."""
        if self.tool.busy:
            self.tool.cancel()
        self.tool.interrupt()
        self.tool.leave()
        self._leave_new()
        self._aim_at_nothing()

    def may_write(self) -> bool:
        """Whether the map may be changed; where not, the person is told."""
        if not self.editable:
            self.refused.emit(t("canvas.read_only"))
        elif self.presented:
            self.announced.emit(t("canvas.presented"))
        return self.writable
