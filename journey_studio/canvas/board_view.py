# SPDX-License-Identifier: Apache-2.0
"""A widget that paints the board of a map and moves a camera over it. It changes nothing."""

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from journey_studio.canvas import camera as cameras
from journey_studio.canvas.camera import Camera
from journey_studio.canvas.frame import FramePainter
from journey_studio.canvas.overlay import paint_cell, paint_ring
from journey_studio.canvas.selection import Selection
from journey_studio.canvas.showing import Showing
from journey_studio.canvas.tools.base import NOTHING, Tool
from journey_studio.i18n import t
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import cell_box, group_box
from journey_studio.paint.pictures import PictureSource
from journey_studio.paint.qt import BoardPainter

ZOOM_STEP = 1.2  # what one press of a zoom key or one notch of the wheel does


class BoardView(QAbstractScrollArea):
    """Shows a board, the selection and what the tool draws."""

    selection_changed = Signal()
    camera_changed = Signal()

    def __init__(
        self, showing: Showing, pictures: PictureSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.showing = showing
        self.frames = FramePainter(BoardPainter(pictures))
        self.camera = Camera()
        self.selection = Selection()
        self.tool: Tool | None = None
        self._fitted = False
        self._scrolling = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.refresh)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(t("canvas.view.name"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._on_scrolled)

    @property
    def board(self) -> Board:
        """The board on show."""
        return self.showing.board

    @property
    def view_size(self) -> tuple[float, float]:
        """Width and height of the view in px."""
        return float(self.viewport().width()), float(self.viewport().height())

    def refresh(self) -> None:
        """Paint again."""
        self.viewport().update()

    def select(self, selection: Selection) -> None:
        """Select, and tell everybody."""
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit()
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what the camera sees, and over it what the hands are at."""
        rect = event.rect()
        if rect.isEmpty():
            return
        area = Box(rect.x(), rect.y(), rect.width(), rect.height())
        hidden = self.tool.hidden if self.tool else NOTHING
        painter = QPainter(self.viewport())
        self.frames.paint(painter, self.board, self.camera, self.view_size, area, hidden)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_selection(painter)
        if self.tool:
            self.tool.paint(painter)
        painter.end()
        if self.frames.waiting:  # cards shown plain: complete them once nothing else is to do
            self._idle.start(0)

    def _paint_selection(self, painter: QPainter) -> None:
        hidden = self.tool.hidden if self.tool else NOTHING
        theme = self.showing.theme
        for record in self.selection.ids:
            box = group_box(self.board, record)
            if box is not None and record not in hidden:
                painter.save()
                self._enter(painter, box)
                paint_ring(painter, theme, self.camera, box)
                painter.restore()
        cell = self.selection.cell
        if cell is not None and not self.selection.ids and self.hasFocus():
            box = cell_box(self.board, *cell)
            if box is not None:
                painter.save()
                self._enter(painter, box)
                paint_cell(painter, theme, self.camera, box)
                painter.restore()

    def _enter(self, painter: QPainter, box: Box) -> None:
        """Stick with the heads where the box is one of them; keep clear of them where not."""
        dx, dy = cameras.sticking(self.board, self.camera, *self.view_size)
        in_lanes, in_heads = box.x < self.board.head_width, box.y < self.board.head_height
        if in_lanes or in_heads:
            painter.translate(dx if in_lanes else 0, dy if in_heads else 0)
        else:
            body = cameras.body_box(self.board, self.camera, *self.view_size)
            painter.setClipRect(QRect(*(round(each) for each in body)))

    def view_box(self, box: Box) -> Box:
        """Where a board box is seen in the view, heads where they stick."""
        dx, dy = cameras.sticking(self.board, self.camera, *self.view_size)
        in_lanes, in_heads = box.x < self.board.head_width, box.y < self.board.head_height
        seen = self.camera.box_to_view(box)
        return seen.moved(dx if in_lanes else 0, dy if in_heads else 0)

    def look(self, camera: Camera) -> None:
        """Move the camera, kept on the board."""
        moved = cameras.kept_in(self.board, camera, *self.view_size)
        changed = moved != self.camera
        self.camera = moved
        self._set_scroll_bars()
        if changed:
            self.camera_changed.emit()
            self.refresh()

    def zoom_to(self, zoom: float) -> None:
        """Show the middle of the view at another zoom; 1 is 100 %."""
        width, height = self.view_size
        self.look(cameras.zoomed_at(self.camera, zoom, width / 2, height / 2))

    def zoom_in(self) -> None:
        """One step nearer."""
        self.zoom_to(self.camera.zoom * ZOOM_STEP)

    def zoom_out(self) -> None:
        """One step further away."""
        self.zoom_to(self.camera.zoom / ZOOM_STEP)

    def fit_map(self) -> None:
        """Show all of the map."""
        whole = Box(0, 0, self.board.width, self.board.height)
        self.look(cameras.fitting(whole, *self.view_size))

    def fit_selection(self) -> None:
        """Show all of the selection, at 200 % at most; all of the map where there is none."""
        found = [box for i in self.selection.ids if (box := group_box(self.board, i)) is not None]
        if not found:
            self.fit_map()
            return
        around = found[0]
        for box in found[1:]:
            around = around.united(box)
        self.look(cameras.fitting(around.inset(-40, -40), *self.view_size, most=2.0))

    def reveal(self, box: Box | None) -> None:
        """Bring a box of the body into view."""
        if box is not None:
            self.look(cameras.revealing(self.board, self.camera, *self.view_size, box))

    def _set_scroll_bars(self) -> None:
        zoom = self.camera.zoom
        ranges = cameras.scroll_ranges(self.board, zoom, *self.view_size)
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        places = (self.camera.x, self.camera.y)
        self._scrolling = True
        for bar, span, place, room in zip(bars, ranges, places, self.view_size, strict=True):
            bar.setRange(round(span[0] * zoom), round(span[1] * zoom))
            bar.setPageStep(round(room))
            bar.setSingleStep(40)
            bar.setValue(round(place * zoom))
        self._scrolling = False

    def _on_scrolled(self) -> None:
        if not self._scrolling:
            zoom = self.camera.zoom
            x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
            self.look(Camera(x / zoom, y / zoom, zoom))

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """The camera paints anew; there is no picture to move."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the board in view; show all of it the first time."""
        super().resizeEvent(event)
        if self._fitted:
            self.look(self.camera)
        else:
            self._fitted = True
            self.fit_map()
