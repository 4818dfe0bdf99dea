# SPDX-License-Identifier: Apache-2.0
"""The things of the palette: to drag onto the map, or to add with a double click or Enter."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QPushButton,
    QSizePolicy,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from journey_studio.canvas.dropping import Item, packed
from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.paint.qt import brush, pen
from journey_studio.paint.qt import qt_colour as colour
from journey_studio.ui.fold import EDGE, FoldHead
from journey_studio.ui.icons import qicon
from journey_studio.ui.palette.items import GROUPS, Entry, Group, text_of

_CHIP, _ICON, _HIGH = 24, 16, 32  # px

Add = Callable[[Item], object]


class Thing(QPushButton):
    """One thing to put on the map. A single click only gives it the keyboard."""

    def __init__(self, entry: Entry, add: Add, theme: Theme) -> None:
        super().__init__()
        self.entry = entry
        self._add = add
        self.theme = theme
        self._pressed: QPoint | None = None
        self.setObjectName("thing")
        self.setText(text_of(entry))
        self.setAccessibleName(text_of(entry))
        self.setAccessibleDescription(t("palette.how"))
        self.setToolTip(t("palette.tip", name=text_of(entry)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self._add(self.entry.item))  # Space, or a screen reader

    def sizeHint(self) -> QSize:
        """A row with its sign and its name."""
        wide = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(_CHIP + wide + 24, _HIGH)

    def minimumSizeHint(self) -> QSize:
        """The sign at least."""
        return QSize(_CHIP + 12, _HIGH)

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """What the style paints of it: its ground, without the name."""
        super().initStyleOption(option)
        option.text = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the style, the chip in the colours of the kind, the name."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_chip(
            painter, self.entry, self.theme, 6, (self.height() - _CHIP) / 2, self.isEnabled()
        )
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.rect().adjusted(_CHIP + 14, 0, -6, 0)
        metrics = self.fontMetrics()
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()

    # Hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry it off."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        far = (event.position().toPoint() - self._pressed).manhattanLength()
        if far >= QApplication.startDragDistance():
            self._pressed = None
            self.carry()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It was not carried off."""
        self._pressed = None
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Add it where the keyboard is on the map."""
        self._pressed = None
        if event.button() == Qt.MouseButton.LeftButton:
            self._add(self.entry.item)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds it, arrows go on to the next."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add(self.entry.item)
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def carry(self) -> None:
        """Drag it until it is dropped or Esc is pressed."""
        drag = QDrag(self)
        drag.setMimeData(packed(self.entry.item))
        drag.setPixmap(self.picture())
        drag.setHotSpot(QPoint(_CHIP // 2 + 4, _HIGH // 2))
        drag.exec(Qt.DropAction.CopyAction)

    def picture(self) -> QPixmap:
        """What hangs at the pointer while it is carried."""
        ratio = self.devicePixelRatioF()
        wide = self.sizeHint().width()
        pixmap = QPixmap(round(wide * ratio), round(_HIGH * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.theme.colours
        painter.setPen(pen(colours.line_strong, 1))
        painter.setBrush(brush(colours.panel))
        painter.drawRoundedRect(QRectF(0.5, 0.5, wide - 1, _HIGH - 1), 6, 6)
        paint_chip(painter, self.entry, self.theme, 4, (_HIGH - _CHIP) / 2, enabled=True)
        painter.setFont(self.font())
        painter.setPen(colour(colours.text))
        room = QRectF(_CHIP + 12, 0, wide - _CHIP - 12, _HIGH)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()
        return pixmap


def paint_chip(
    painter: QPainter, entry: Entry, theme: Theme, x: float, y: float, enabled: bool
) -> None:
    """The sign of an entry on a chip that looks like what it makes."""
    fill, line = entry.chip(theme)
    painter.setPen(pen(line, 1))
    painter.setBrush(brush(fill))
    painter.drawRoundedRect(QRectF(x + 0.5, y + 0.5, _CHIP - 1, _CHIP - 1), 5, 5)
    off = (_CHIP - _ICON) / 2
    icon = qicon(entry.icon, theme, _ICON, entry.colour(theme) if enabled else theme.colours.face)
    icon.paint(painter, round(x + off), round(y + off), _ICON, _ICON)


class Shelf(QFrame):
    """A group of things under a heading that folds it away."""

    def __init__(self, group: Group, add: Add, theme: Theme, folded: bool) -> None:
        super().__init__()
        self.setObjectName("section")
        self.group = group
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(8 - EDGE, 0, 8, 6)
        column.setSpacing(0)
        self.head = FoldHead(t(f"palette.group.{group.name}"))
        self.head.setChecked(not folded)
        self.head.clicked.connect(self._fold)
        column.addWidget(self.head)
        self.body = QWidget()
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(EDGE, 0, 0, 0)
        inner.setSpacing(1)
        self.things = [Thing(entry, add, theme) for entry in group.entries]
        for thing in self.things:
            inner.addWidget(thing)
        column.addWidget(self.body)
        self._fold()

    def _fold(self) -> None:
        self.body.setVisible(self.head.isChecked())
        self.head.draw(self._theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        for thing in self.things:
            thing.theme = theme
            thing.update()
        self._fold()


def shelves(add: Add, theme: Theme) -> list[Shelf]:
    """All groups; the many lanes are folded at first."""
    return [Shelf(group, add, theme, folded=group.name == "lanes") for group in GROUPS]
