# SPDX-License-Identifier: Apache-2.0
"""A map that is not in any project yet, painted as it will look; to look around in, not to edit."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from journey_studio.i18n import t
from journey_studio.layout.board import LayoutOptions, lay_out
from journey_studio.layout.display import Board, Placed
from journey_studio.layout.far_differences import badges_far
from journey_studio.layout.far_heads import heads_far
from journey_studio.layout.far_room import whole_box, whole_zoom
from journey_studio.layout.scene import USUAL, Shown
from journey_studio.layout.theme import Theme
from journey_studio.model.snapshot import Snapshot
from journey_studio.paint.pictures import PictureSource
from journey_studio.paint.qt import BoardPainter, TextMode
from journey_studio.paint.qt_pens import brush, qt_colour
from journey_studio.ui.buttons import small_button
from journey_studio.ui.icons import qicon

_LEAST, _MOST = 0.04, 2.0
_OVERVIEW = 0.2  # a wider map begins at its upper left corner instead of as a sliver
_READABLE = 0.36  # zoom below which words are bars
_MANY = 1200  # cards in sight, beyond which they are their colours alone
_STEP = 1.25
_HEADS = ("stage", "step", "lane", "map", "corner")
_KEYS = {
    Qt.Key.Key_Left: (60, 0),
    Qt.Key.Key_Right: (-60, 0),
    Qt.Key.Key_Up: (0, 60),
    Qt.Key.Key_Down: (0, -60),
}


class MapPreview(QWidget):
    """Shows a map, or a sentence where there is none. Wheel and + and − zoom, dragging moves it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._board: Board | None = None
        self._painter: BoardPainter | None = None
        self._text = ""
        self._zoom = 1.0
        self._corner = QPointF()  # of the board, in px of the widget
        self._fitted = True
        self._held: QPointF | None = None
        self._pulled = QPointF()
        self._picture: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 160)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._buttons = QFrame(self)
        self._buttons.setObjectName("inset")
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(2)
        for icon, key, call in (
            ("zoom-out", "transfer.preview.out", lambda: self._zoom_by(1 / _STEP)),
            ("zoom-in", "transfer.preview.in", lambda: self._zoom_by(_STEP)),
            ("fit", "transfer.preview.fit", self.fit),
        ):
            button = small_button(t(key))
            button.setIcon(qicon(icon, theme, 14))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys do the same
            button.clicked.connect(call)
            row.addWidget(button)
        self.show_words("")

    @property
    def board(self) -> Board | None:
        """What is shown, None where there is only a sentence."""
        return self._board

    @property
    def words(self) -> str:
        """The sentence shown in place of a map."""
        return self._text

    def sizeHint(self) -> QSize:
        """As much as there is; this is what a small screen leaves."""
        return QSize(560, 380)

    def show_words(self, text: str) -> None:
        """Show a sentence instead of a map."""
        self._board, self._picture, self._text = None, None, text
        self._buttons.hide()
        self.setAccessibleName(text or t("transfer.preview"))
        self.update()

    def show_map(
        self, snapshot: Snapshot, map_id: str, pictures: PictureSource, shown: Shown = USUAL
    ) -> None:
        """Show this map of a snapshot; what was looked at closely is left."""
        self._board = lay_out(snapshot, map_id, self._theme, LayoutOptions(shown=shown))
        self._painter = BoardPainter(pictures)
        self._text = ""
        self._buttons.show()
        name = t("transfer.preview.of", title=self._board.title or t("compare.unnamed"))
        self.setAccessibleName(name)
        self.fit()

    # Where it is looked at

    def fit(self) -> None:
        """All of it, or its beginning where that would be too small to make anything out."""
        board = self._board
        if board is None:
            return
        zoom = whole_zoom(board, self.width(), self.height(), 1.0)
        self._zoom = max(zoom, _OVERVIEW)
        box = whole_box(board, self._zoom)  # heads reach beyond the board, seen from afar
        left = max((self.width() - box.w * self._zoom) / 2, 0)
        top = max((self.height() - box.h * self._zoom) / 2, 0)
        self._corner = QPointF(left - box.x * self._zoom, top - box.y * self._zoom)
        self._fitted = True
        self._renew()

    def _renew(self) -> None:
        self._picture = None
        self.update()

    def _zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        middle = QRectF(self.rect()).center() if at is None else at
        zoom = min(max(self._zoom * factor, _LEAST), _MOST)
        self._corner = middle - (middle - self._corner) * (zoom / self._zoom)
        self._zoom = zoom
        self._move(0, 0)

    def _move(self, dx: float, dy: float) -> None:
        """Shift the map; some of it stays in sight."""
        if self._board is None:
            return
        wide, high = self._board.width * self._zoom, self._board.height * self._zoom
        x = min(max(self._corner.x() + dx, 60 - wide), self.width() - 60)
        y = min(max(self._corner.y() + dy, 60 - high), self.height() - 60)
        self._corner = QPointF(x, y)
        self._fitted = False
        self._renew()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the mouse."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        if turned:
            self._zoom_by(_STEP ** (turned / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        self._held = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it."""
        if self._held is not None:
            self._pulled = event.position() - self._held  # its picture follows the hand
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        pulled, self._held, self._pulled = self._pulled, None, QPointF()
        if not pulled.isNull():
            self._move(pulled.x(), pulled.y())
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """See all of it again."""
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, plus and minus zoom, F4 fits; the rest is for the dialog."""
        key = event.key()
        way = _KEYS.get(Qt.Key(key))
        if way is not None:
            self._move(*way)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_F8):
            self._zoom_by(_STEP)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_F7):
            self._zoom_by(1 / _STEP)
        elif key == Qt.Key.Key_F4:
            self.fit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was all in view stays so."""
        super().resizeEvent(event)
        self._buttons.adjustSize()
        size = self._buttons.size()
        self._buttons.move(self.width() - size.width() - 6, self.height() - size.height() - 6)
        if self._fitted:
            self.fit()
        else:
            self._renew()

    # What is seen

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The map, from a picture of it as long as nothing moves, in a quiet frame."""
        painter = QPainter(self)
        colours = self._theme.colours
        if self._board is None or self._painter is None:
            painter.fillRect(self.rect(), brush(colours.ground))
            painter.setPen(qt_colour(colours.quiet))
            room = self.rect().adjusted(24, 24, -24, -24)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), self._text)
        else:
            if self._picture is None:
                self._picture = self._painted(self._board, self._painter)
            if not self._pulled.isNull():
                painter.fillRect(self.rect(), qt_colour(self._board.ground_colour))
            painter.drawPixmap(self._pulled, self._picture)
        painter.setPen(qt_colour(colours.accent if self.hasFocus() else colours.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _painted(self, board: Board, drawn: BoardPainter) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(qt_colour(board.ground_colour))
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._corner)
        painter.scale(self._zoom, self._zoom)
        left, top = -self._corner.x() / self._zoom, -self._corner.y() / self._zoom
        right, bottom = left + self.width() / self._zoom, top + self.height() / self._zoom
        seen = [
            placed
            for placed in _parts(board, self._zoom)
            if placed.box.x < right
            and placed.box.y < bottom
            and placed.box.right > left
            and placed.box.bottom > top
        ]
        plain = sum(placed.group.role == "card" for placed in seen) > _MANY
        for placed in seen:
            if plain and placed.group.role == "card":
                _plainly(painter, placed)
            else:
                drawn.paint_placed(painter, (placed,), _mode(placed, self._zoom))
        painter.end()
        return made


def _parts(board: Board, zoom: float) -> Iterator[Placed]:
    """Everything in painting order, its heads in the sizes of the screen where it is far away."""
    if zoom >= _READABLE:
        yield from board.everything()
        return
    yield from board.body()
    far = heads_far(board, zoom)
    for groups in (far.lanes, far.heads, (far.corner,)):
        yield from (Placed(0, 0, group) for group in groups)
    yield from (Placed(0, 0, group) for group in badges_far(board, 1 / zoom))


def _mode(placed: Placed, zoom: float) -> TextMode:
    """Words on cards are bars where nobody could read them."""
    head = placed.group.role in _HEADS
    return TextMode.FULL if head or zoom >= _READABLE else TextMode.BARS


def _plainly(painter: QPainter, placed: Placed) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush(placed.group.tint or None))
    painter.drawRect(QRectF(*placed.box))
