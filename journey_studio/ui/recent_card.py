# SPDX-License-Identifier: Apache-2.0
"""One project on the start page: the picture of its map, its name, and when and where."""

from datetime import UTC, datetime

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.paint.qt_pens import pen, qt_colour
from journey_studio.ui.icons import qicon
from journey_studio.ui.recent import Recent, folder_of, when
from journey_studio.ui.tips import tip_of

_RATIO = 300 / 480  # of the picture
_RADIUS = 8.0
_PAD = 12
_PIN = 28
_DIM = 0.72  # the opacity of a picture in the colours of the other theme
_FAR_APART = 120  # of 255
_GONE = 0.45  # the opacity of what is not there any more
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class RecentCard(QPushButton):
    """A card that opens its project.

    `removed` and `pinned` ask for what their names say, `walked` for the card beside it.
    """

    removed = Signal()
    pinned = Signal(bool)
    walked = Signal(int, int)

    def __init__(self, recent: Recent, theme: Theme) -> None:
        super().__init__()
        self.recent = recent
        self._theme = theme
        self._image: QImage | None = None
        self._pixmap = QPixmap()
        self.setProperty("role", "recent")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._pin = QToolButton(self)
        self._pin.setFixedSize(_PIN, _PIN)
        self._pin.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pin.clicked.connect(lambda: self.pinned.emit(not self.recent.pinned))
        tip = t("ui.recent.unpin") if recent.pinned else t("ui.recent.pin")
        self._pin.setToolTip(tip)
        self._pin.setAccessibleName(tip)
        self._pin.setVisible(recent.pinned)
        self.setAccessibleName(recent.name)
        self.setAccessibleDescription(self._second_line())
        self.setToolTip(tip_of(str(recent.path)))
        self.set_theme(theme)

    def _second_line(self) -> str:
        """When it was open last and where it lies, or that it is gone."""
        folder = folder_of(self.recent.path)
        if not self.recent.there:
            return t("ui.recent.gone", folder=folder)
        if self.recent.opened is None:
            return folder
        return t(
            "ui.recent.opened", when=when(self.recent.opened, datetime.now(UTC)), folder=folder
        )

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        colour = theme.colours.accent if self.recent.pinned else theme.colours.quiet
        self._pin.setIcon(qicon("pin", theme, 16, colour))
        self.update()

    def set_image(self, image: QImage | None) -> None:
        """Show the picture of the map; None is a quiet drawing in its place."""
        self._image = image
        self._pixmap = QPixmap()
        self.update()

    # Size

    def height_for(self, width: int) -> int:
        """How high the card is at this width."""
        lines = QFontMetrics(self._name_font()).height() + self.fontMetrics().height()
        return round(width * _RATIO) + lines + 2 * _PAD

    def sizeHint(self) -> QSize:
        """As the gallery gives it."""
        return self.size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the pin into its corner."""
        super().resizeEvent(event)
        self._pixmap = QPixmap()
        self._pin.move(self.width() - _PIN - 8, 8)

    def _name_font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    # Paint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture above, the words below, in a card with a fine line around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        hot = self.underMouse() or self.hasFocus()
        inner = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        shape = QPainterPath()
        shape.addRoundedRect(inner, _RADIUS, _RADIUS)
        painter.fillPath(shape, qt_colour(colours.panel))
        painter.save()
        painter.setClipPath(shape)
        painter.setOpacity(1.0 if self.recent.there else _GONE)
        picture = QRect(0, 0, self.width(), round(self.width() * _RATIO))
        self._paint_picture(painter, picture)
        painter.setOpacity(1.0)
        painter.fillRect(QRect(0, picture.bottom(), self.width(), 1), qt_colour(colours.line))
        painter.restore()
        self._paint_words(painter, picture.bottom() + _PAD)
        line = colours.accent if self.hasFocus() else colours.line_strong if hot else colours.line
        painter.setPen(pen(line, 2.0 if self.hasFocus() else 1.0))
        painter.drawPath(shape)

    def _paint_picture(self, painter: QPainter, box: QRect) -> None:
        if self._image is None:
            self._paint_placeholder(painter, QRectF(box))
            return
        ratio = self.devicePixelRatioF()
        if self._pixmap.isNull():
            scaled = self._image.scaled(
                box.size() * ratio,
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._pixmap = QPixmap.fromImage(scaled)
            self._pixmap.setDevicePixelRatio(ratio)
        if self._glares(self._image):
            painter.setOpacity(painter.opacity() * _DIM)
        painter.drawPixmap(box.topLeft(), self._pixmap)

    def _glares(self, image: QImage) -> bool:
        """Whether the picture was made in the colours of the other theme."""
        ground = qt_colour(self._theme.colours.ground).lightness()
        return abs(image.pixelColor(0, image.height() - 1).lightness() - ground) > _FAR_APART

    def _paint_placeholder(self, painter: QPainter, box: QRectF) -> None:
        """A map as one remembers it: heads, a few cards and a curve, all in the colour of lines."""
        colours = self._theme.colours
        painter.fillRect(box, qt_colour(colours.ground))
        painter.setPen(Qt.PenStyle.NoPen)
        unit = box.width() / 24
        painter.setBrush(qt_colour(colours.chip))
        for column in range(4):
            x = box.x() + unit * (2 + column * 5.2)
            painter.drawRoundedRect(QRectF(x, unit * 2, unit * 4.4, unit * 1.3), 3, 3)
            for row in range(2 - column % 2):
                y = unit * (9.5 + row * 2.4)
                painter.drawRoundedRect(QRectF(x, y, unit * 4.4, unit * 1.8), 3, 3)
        curve = QPainterPath(QPointF(unit * 2, unit * 6.4))
        curve.cubicTo(unit * 7, unit * 3.2, unit * 9, unit * 9.4, unit * 13, unit * 7)
        curve.cubicTo(unit * 16, unit * 5, unit * 19, unit * 4.6, unit * 22, unit * 5.6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(colours.line_strong, 2.5, round_ends=True))
        painter.drawPath(curve)

    def _paint_words(self, painter: QPainter, top: int) -> None:
        colours = self._theme.colours
        room = self.width() - 2 * _PAD
        name, words = self._name_font(), self.font()
        for font, text, colour in (
            (name, self.recent.name, colours.text if self.recent.there else colours.quiet),
            (words, self._second_line(), colours.quiet),
        ):
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(qt_colour(colour))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            box = QRect(_PAD, top, room, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            top += metrics.height() + 1

    # Hands

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer the pin."""
        super().enterEvent(event)
        self._pin.show()

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """Put the pin away again."""
        super().leaveEvent(event)
        self._pin.setVisible(self.recent.pinned)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter opens, Del removes from the list, P pins."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self.walked.emit(*_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif key == Qt.Key.Key_P and not event.modifiers():
            self.pinned.emit(not self.recent.pinned)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with it."""
        self.make_menu().popup(event.globalPos())

    def make_menu(self) -> QMenu:
        """The menu of the card; it goes when it closes."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(t("ui.recent.open"), self.click).setEnabled(self.recent.there)
        pin = t("ui.recent.unpin") if self.recent.pinned else t("ui.recent.pin")
        menu.addAction(pin, lambda: self.pinned.emit(not self.recent.pinned))
        menu.addSeparator()
        menu.addAction(t("ui.recent.remove"), self.removed.emit)
        return menu
