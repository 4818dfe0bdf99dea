# SPDX-License-Identifier: Apache-2.0
"""The panel on the left: the palette above, the maps of the project below."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from journey_studio.canvas.dropping import Item
from journey_studio.canvas.view import CanvasView
from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.ui.buttons import small_button
from journey_studio.ui.icons import qicon
from journey_studio.ui.palette.items import add
from journey_studio.ui.palette.maps import MapList
from journey_studio.ui.palette.shelf import Shelf, Thing, shelves


class Palette(QFrame):
    """What can be put on the map, and the maps. `closing` is emitted when the person closes it."""

    closing = Signal()

    def __init__(
        self,
        canvas: CanvasView,
        theme: Theme,
        show_map: Callable[[str], object],
        add_map: Callable[[], object],
    ) -> None:
        super().__init__()
        self._canvas = canvas
        self._theme = theme
        self.setObjectName("palette")
        self.setAccessibleName(t("palette.name"))
        self.setMinimumWidth(148)
        self._shelves: list[Shelf] = []
        self.maps = MapList(theme)
        self.maps.chosen.connect(show_map)
        self.maps.wanted.connect(self._carry_out)
        self.maps.left.connect(canvas.setFocus)
        self.cross = small_button(t("palette.close"), 16)
        self.more = small_button(t("ui.do.map"), 16)
        self.more.clicked.connect(add_map)
        self.cross.clicked.connect(self.closing)
        self._lay_out()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self.refresh)
        self._unsubscribe = canvas.document.subscribe(lambda _delta: self._due.start(0))
        canvas.presented_changed.connect(self._follow)
        self.set_theme(theme)

    def _follow(self) -> None:
        """Another snapshot is on show, which nothing can be put on, or the document again."""
        self._due.start(0)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head(t("palette.head"), self.cross))
        inner = QWidget()
        inner.setObjectName("shelf")
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        column.addWidget(area, 1)
        below = QFrame()
        below.setObjectName("section")
        down = QVBoxLayout(below)
        down.setContentsMargins(0, 0, 0, 8)
        down.setSpacing(0)
        down.addWidget(self._head(t("palette.maps"), self.more))
        down.addWidget(self.maps)
        column.addWidget(below)

    def _head(self, text: str, button: QToolButton) -> QWidget:
        head = QWidget()
        head.setObjectName("panel_head")
        across = QHBoxLayout(head)
        across.setContentsMargins(16, 10, 8, 8)
        label = QLabel(text)
        label.setProperty("role", "head")
        across.addWidget(label, 1)
        across.addWidget(button)
        return head

    @property
    def shelves(self) -> list[Shelf]:
        """What can be put on the map, made when it is first looked at."""
        if not self._shelves:
            self._shelves = shelves(self._add, self._theme)
            for at, shelf in enumerate(self._shelves):
                self._rows.insertWidget(at, shelf)
        return self._shelves

    def showEvent(self, event: QShowEvent) -> None:
        """Fill up once the map has been painted."""
        super().showEvent(event)
        self._due.start(0)

    @property
    def things(self) -> list[Thing]:
        """Everything that can be put on the map."""
        return [thing for shelf in self.shelves for thing in shelf.things]

    def _add(self, item: Item) -> None:
        self._canvas.setFocus()
        add(self._canvas, item)

    def _carry_out(self, command: object) -> None:
        self._canvas.apply(command)  # type: ignore[arg-type]
        self._due.start(0)

    def refresh(self) -> None:
        """List the maps as they are now."""
        if self.isHidden():
            return  # `showEvent` will
        canvas = self._canvas
        for part in (*self.shelves, self.more):
            part.setEnabled(canvas.writable)
        self.maps.set_writable(canvas.writable)
        self.maps.show_maps(canvas.document.snapshot, canvas.showing.home)

    def focus_first(self) -> None:
        """Give the keyboard to the first thing."""
        open_ones = [s for s in self.shelves if s.isEnabled() and s.head.isChecked()]
        wanted: QWidget = open_ones[0].things[0] if open_ones else self.maps
        wanted.setFocus(Qt.FocusReason.TabFocusReason)

    def close_panel(self) -> None:
        """Hear no more of the project."""
        self._due.stop()
        self._unsubscribe()
        self._canvas.presented_changed.disconnect(self._follow)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.cross.setIcon(qicon("close", theme, 16))
        self.more.setIcon(qicon("plus", theme, 16))
        for shelf in self._shelves:
            shelf.set_theme(theme)
        self.maps.set_theme(theme)
        self._due.start(0)
