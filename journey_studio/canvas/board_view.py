# SPDX-License-Identifier: Apache-2.0
"""A widget that paints the board of a map and moves a camera over it. It changes nothing."""

import gc
import math

from PySide6.QtCore import QEasingCurve, QRect, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from journey_studio.canvas import camera as cameras
from journey_studio.canvas.backing import Backing, Shot
from journey_studio.canvas.camera import Camera
from journey_studio.canvas.frame import NOTHING, FramePainter
from journey_studio.canvas.inviting import empty_cell, paint_invitation, place_in
from journey_studio.canvas.motion import STILL, Motion, motion_between, wants_motion
from journey_studio.canvas.overlay import paint_cell
from journey_studio.canvas.rings import in_view, paint_rings
from journey_studio.canvas.selection import CellKey, Selection
from journey_studio.canvas.showing import Showing
from journey_studio.canvas.slim_bar import SlimBar
from journey_studio.canvas.strips import RESTING, Strips, strips_between
from journey_studio.canvas.tools.base import Tool
from journey_studio.canvas.zones import Frame, on_pixels
from journey_studio.i18n import t
from journey_studio.layout.display import Board
from journey_studio.layout.far_places import seen_box
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import cell_box, group_box
from journey_studio.paint.pictures import PictureSource
from journey_studio.paint.qt import BoardPainter, qt_colour

_EVERYWHERE = Box(-1e9, -1e9, 2e9, 2e9)
_RING = 5  # view px that a ring reaches beyond what it is around
_CALM = 500  # ms without a frame, after which the collector may look for garbage again
ZOOM_STEP = 1.2  # what one press of a zoom key or one notch of the wheel does


class BoardView(QAbstractScrollArea):
    """Shows a board, the selection and what the tool draws."""

    selection_changed = Signal()
    camera_changed = Signal()
    tool: Tool | None = None
    editable = True  # unless the project is open for reading only
    written_on = ""  # the record whose ring is not the selection's to draw

    def __init__(
        self, showing: Showing, pictures: PictureSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.showing = showing
        self.frames = FramePainter(BoardPainter(pictures), showing.theme.colours.quiet)
        self.camera = Camera()
        self.selection = Selection()
        self.motion: Motion = STILL
        self.strips: Strips = RESTING
        self._backing = Backing(self.frames)
        self._fitted = False
        self._scrolling = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._complete)
        self._hands = QTimer(self)  # runs out when there was nothing to paint for a while
        self._hands.setSingleShot(True)
        self._hands.setInterval(_CALM)
        self._hands.timeout.connect(gc.enable)
        self._hands.destroyed.connect(gc.enable)
        self._gliding = QVariantAnimation(self)
        self._gliding.setStartValue(1.0)
        self._gliding.setEndValue(0.0)
        self._gliding.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._gliding.valueChanged.connect(self._glided)
        # Our own: to name the class of Qt's, Python would look at every class of widgets there is.
        self._surface = QWidget()  # asking Qt for it takes a while, and it is asked for a lot
        self.setViewport(self._surface)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(t("canvas.view.name"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._bars = (
            SlimBar(Qt.Orientation.Horizontal, showing.theme, self),
            SlimBar(Qt.Orientation.Vertical, showing.theme, self),
        )
        self.setHorizontalScrollBar(self._bars[0])
        self.setVerticalScrollBar(self._bars[1])
        for bar in self._bars:
            bar.valueChanged.connect(self._on_scrolled)
        corner = QWidget()
        corner.setAutoFillBackground(True)  # in the colour of the view's ground
        self.setCornerWidget(corner)
        self.dress()

    def dress(self) -> None:
        """Be in the colours of the theme, also where no board is: beside and between the bars."""
        theme = self.showing.theme
        self.frames.cards.plain.bars = theme.colours.quiet
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, qt_colour(theme.colours.ground))
        self.setPalette(palette)
        for bar in self._bars:
            bar.theme = theme
            bar.update()

    @property
    def writable(self) -> bool:
        """Whether what is on show can be changed: the document, where it may be."""
        return self.editable and not self.showing.presented

    @property
    def board(self) -> Board:
        """The board on show."""
        return self.showing.board

    @property
    def view_size(self) -> tuple[float, float]:
        """Width and height of the view in px."""
        surface = self._surface
        return float(surface.width()), float(surface.height())

    @property
    def view_frame(self) -> Frame:
        """What is seen now."""
        ratio = self._surface.devicePixelRatioF()
        width, height = self.view_size
        return Frame(
            self.board, self.camera, math.ceil(width * ratio), math.ceil(height * ratio), ratio
        )

    def refresh(self, part: Box | None = None) -> None:
        """Paint again, all or a part (view px)."""
        if part is None:
            self.viewport().update()
        else:
            self.viewport().update(QRectF(*part).toAlignedRect())

    def repaint_board(self) -> None:
        """Forget what was rendered and paint anew: a picture has arrived, the theme is another."""
        self.frames.cards.forget()
        self._backing.forget()
        self.refresh()

    def select(self, selection: Selection) -> None:
        """Select, and tell everybody."""
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit()
            self.refresh()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what the camera sees, and over it what the hands are at."""
        rect = event.rect()
        if rect.isEmpty():
            return
        self._work_goes_on()
        hidden = frozenset(self.tool.hidden) if self.tool else NOTHING
        self._backing.show(Shot(self.view_frame, hidden, self.motion))
        painter = QPainter(self.viewport())
        self._backing.draw(painter, QRectF(rect), self.strips)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_over(painter)
        painter.end()
        self._go_on()

    def _work_goes_on(self) -> None:
        """Let the collector wait: to look for garbage takes many times as long as a frame may."""
        gc.disable()
        self._hands.start()

    def _go_on(self) -> None:
        """Complete the picture once nothing else is to do."""
        wait = self._backing.wait
        if wait is not None:
            self._idle.start(math.ceil(wait * 1000))

    def stop_painting(self) -> None:
        """Paint nothing more: what the pictures come from is about to close.

        What was rendered is let go of at once: Python may find the view itself much later.
        """
        self._idle.stop()
        self._idle.blockSignals(True)
        self.viewport().setUpdatesEnabled(False)
        self._backing = Backing(self.frames)
        self.frames.cards.forget()

    @property
    def complete(self) -> bool:
        """Whether the picture shows everything, sharp."""
        return self._backing.complete

    def _complete(self) -> None:
        if self._backing.wait:  # the hands have not come to rest yet
            self._go_on()
            return
        if not self.complete:
            self._work_goes_on()
        if self._backing.work():
            self.refresh()
        else:
            self._go_on()

    def _paint_over(self, painter: QPainter) -> None:
        """What lies over the board: the selection, and what the tool draws."""
        chosen = self.tool.chosen if self.tool else None
        hidden = self.tool.hidden if self.tool else NOTHING
        records = self.selection.ids if chosen is None else chosen
        if self.written_on:  # the one ring is that of the editor
            records = ()
        paint_rings(painter, self, records, hidden | {self.written_on})
        cell = self.selection.cell
        if cell is not None and not self.selection.ids and self.hasFocus():
            box = cell_box(self.board, *cell)
            if box is not None:
                painter.save()
                self.enter(painter, box)
                paint_cell(painter, self.showing.theme, self.camera, box)
                self._paint_invitation(painter, cell)
                painter.restore()
        if self.tool:
            self.tool.paint(painter)

    def _paint_invitation(self, painter: QPainter, cell: CellKey) -> None:
        """Say that typing adds a card, in a cell without one."""
        theme = self.showing.theme
        box = place_in(self.board, theme, cell) if empty_cell(self.board, cell) else None
        if box is not None and self.writable:
            items = self.frames.painter
            paint_invitation(painter, items, theme, self.camera, box, typing=True)

    def paint_ring_of(self, painter: QPainter, record: str) -> None:
        """Ring a record."""
        paint_rings(painter, self, (record,) if record else ())

    def enter(self, painter: QPainter, box: Box) -> None:
        """Stick with the heads where the box is one of them; keep clear of them where not."""
        board, camera, size = self.board, self.camera, self.view_size
        dx, dy = cameras.sticking(board, camera, *size)
        in_lanes, in_heads = box.x < board.head_width, box.y < board.head_height
        x, y, w, h = map(round, cameras.body_box(board, camera, *size))
        if in_lanes != in_heads:  # a ring reaches a little beyond its head
            part = QRect(x - _RING, 0, w + _RING, y + _RING)
            painter.setClipRect(part if in_heads else QRect(0, y - _RING, x + _RING, h + _RING))
        if in_lanes or in_heads:
            painter.translate(dx if in_lanes else 0, dy if in_heads else 0)
        else:
            painter.setClipRect(QRect(x, y, w, h))

    def glide(self, before: Board) -> None:
        """Let what lies elsewhere than on the board `before` move there, unless nothing should."""
        under_way, strips = self.motion, self.strips
        self._gliding.stop()
        self.motion, self.strips = STILL, RESTING
        duration = round(self.showing.theme.touch.gap_ms)
        if before is not self.board and duration and wants_motion(self):
            width, height = (length / self.camera.zoom for length in self.view_size)
            seen = Box(self.camera.x, self.camera.y, width, height)
            self.motion = motion_between(before, self.board, seen, under_way)
            still = self.tool.hidden if self.tool else NOTHING
            self.strips = strips_between(before, self.board, strips, still)
        if self.motion is not STILL or self.strips is not RESTING:
            self._gliding.setDuration(duration)
            self._gliding.start()
        self.refresh()

    def _glided(self, left: float) -> None:
        self.motion = self.motion.at(left) if left else STILL
        self.strips = self.strips.at(left) if left else RESTING
        self.refresh()

    # Looking

    def view_box(self, box: Box) -> Box:
        """Where a board box is seen in the view, heads where they stick."""
        dx, dy = cameras.sticking(self.board, self.camera, *self.view_size)
        in_lanes, in_heads = box.x < self.board.head_width, box.y < self.board.head_height
        seen = self.camera.box_to_view(seen_box(self.board, self.camera.zoom, box))
        return seen.moved(dx if in_lanes else 0, dy if in_heads else 0)

    def look(self, camera: Camera) -> None:
        """Move the camera, kept on the board and on whole pixels."""
        kept = cameras.kept_in(self.board, camera, *self.view_size)
        moved = on_pixels(kept, self.viewport().devicePixelRatioF())
        changed = moved != self.camera
        self.camera = moved
        self._set_scroll_bars()
        if changed:
            self.camera_changed.emit()
            self.refresh()

    def zoom_to(self, zoom: float) -> None:
        """Show another zoom; 1 is 100 %. What is selected stays in view where it is, else what
        is in the middle does.
        """
        width, height = self.view_size
        chosen = self._chosen_box()
        at = self.view_box(chosen).centre if chosen is not None else None
        if chosen is None or at is None or not (0 <= at.x <= width and 0 <= at.y <= height):
            self.look(cameras.zoomed_at(self.camera, zoom, width / 2, height / 2))
            return
        self.look(cameras.zoomed_at(self.camera, zoom, *at))
        board = self.board
        if chosen.x >= board.head_width and chosen.y >= board.head_height:  # heads stick
            self.reveal(chosen)

    def _chosen_box(self) -> Box | None:
        """Where what was selected last lies on the board, or the cell the keyboard is at."""
        ids, cell = self.selection.ids, self.selection.cell
        found = group_box(self.board, ids[-1]) if ids else None
        return cell_box(self.board, *cell) if found is None and cell is not None else found

    def zoom_in(self) -> None:
        """One step nearer."""
        self.zoom_to(self.camera.zoom * ZOOM_STEP)

    def zoom_out(self) -> None:
        """One step further away."""
        self.zoom_to(self.camera.zoom / ZOOM_STEP)

    def fit_map(self) -> None:
        """Show all of the map."""
        self.look(cameras.fitting_map(self.board, *self.view_size))

    def fit_selection(self) -> None:
        """Show all of the selection, at 200 % at most; all of the map where there is none."""
        found = [box for _, box in in_view(self.board, _EVERYWHERE, self.selection.ids)]
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
        x, y, zoom = self.camera
        size = self.view_size
        spans = cameras.scroll_ranges(self.board, zoom, *size)
        self._scrolling = True
        for bar, (least, most), place, room in zip(self._bars, spans, (x, y), size, strict=True):
            bar.setRange(round(least * zoom), round(most * zoom))
            bar.setPageStep(round(room))
            bar.setValue(round(place * zoom))
        self._scrolling = False

    def _on_scrolled(self) -> None:
        if not self._scrolling:
            zoom = self.camera.zoom
            x, y = (bar.value() for bar in self._bars)
            self.look(Camera(x / zoom, y / zoom, zoom))

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """The camera moves the picture."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the board in view; show all of it the first time."""
        super().resizeEvent(event)
        if self._fitted:
            self.look(self.camera)
        else:
            self._fitted = True
            self.fit_map()
