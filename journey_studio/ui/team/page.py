# SPDX-License-Identifier: Apache-2.0
"""A page of the team panel: what stands on it, and how many things wait there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from journey_studio.layout.theme import Theme
from journey_studio.ui.inspector.field import words


class Page(QWidget):
    """One page. `counted` tells how many things wait on it, for the badge of its tab."""

    counted = Signal(int)

    def refresh(self) -> None:
        """Show everything as it is now; called while the page is to be seen."""

    def set_theme(self, theme: Theme, /) -> None:
        """Take the theme's colours."""

    def focus_first(self) -> None:
        """Give the keyboard to the first thing on the page."""
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def close_page(self) -> None:
        """Hear no more of the project."""


_NEAR = 240  # px from its end, where a column asks for more


class Column(QScrollArea):
    """Widgets one below the other, that scroll where there is no room for all.

    `ending` comes when somebody scrolls near the end, where there may be more to show.
    """

    ending = Signal()

    def __init__(self, beside: int = 0) -> None:
        """`beside` is how many px are free on either side."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("shelf")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(beside, 0, beside, 12)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(inner)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.ending)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def _scrolled(self, value: int) -> None:
        if value and value >= self.verticalScrollBar().maximum() - _NEAR:
            self._soon.start(0)

    @property
    def parts(self) -> list[QWidget]:
        """What stands in it, from top to bottom."""
        items = (self._column.itemAt(at) for at in range(self._column.count() - 1))
        return [widget for item in items if item and (widget := item.widget()) is not None]

    def show_parts(self, parts: Sequence[QWidget]) -> None:
        """Let these stand in it and nothing else; what stays keeps its state."""
        wanted = {id(part) for part in parts}
        for old in self.parts:
            if id(old) not in wanted:
                self._column.removeWidget(old)
                old.hide()
                old.deleteLater()
        for at, part in enumerate(parts):
            item = self._column.itemAt(at)
            if item is None or item.widget() is not part:
                self._column.insertWidget(at, part)
            part.show()


def heading(text: str, beside: int = 16) -> QWidget:
    """A heading over entries that belong together."""
    label = words(text, "head")
    label.setContentsMargins(beside, 10, beside, 2)
    return label


def quiet_words(text: str) -> QWidget:
    """What a page says in its own voice, as where there is nothing on it."""
    label = words(text, "quiet")
    label.setContentsMargins(16, 14, 16, 14)
    return label
