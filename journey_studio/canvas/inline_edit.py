# SPDX-License-Identifier: Apache-2.0
"""Writing on the board: a text box over the card, at its place and size.

Enter commits, Shift+Enter makes a new line, Tab commits and goes on, Ctrl+Enter commits and adds
the next card, Esc cancels. Leaving the box commits: what was typed is never lost.
"""

from enum import Enum

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPalette, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from journey_studio.i18n import t
from journey_studio.layout.fonts import face
from journey_studio.layout.geometry import Box
from journey_studio.layout.text import TextStyle
from journey_studio.layout.theme import Theme
from journey_studio.paint.qt import qt_colour as colour

_LEAST = (120, 28)  # view px: below this nobody can type


class Then(Enum):
    """What comes after the text."""

    STAY = "stay"
    NEXT = "next"
    PREVIOUS = "previous"
    ANOTHER = "another"


class InlineEdit(QPlainTextEdit):
    """The text box. `done` gives the text and what comes next; `cancelled` gives nothing."""

    done = Signal(str, object)
    cancelled = Signal()

    def __init__(self, parent: QWidget, theme: Theme, style: TextStyle, text: str) -> None:
        super().__init__(parent)
        self._finished = False
        self._style = style
        self._theme = theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(t("canvas.edit.name"))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, colour(theme.colours.field))
        palette.setColor(QPalette.ColorRole.Text, colour(theme.colours.text))
        self.setPalette(palette)
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.textChanged.connect(self._grow)

    def place(self, box: Box, zoom: float, bounds: Box) -> None:
        """Lie over `box` (view px), as large as the text needs, within `bounds`."""
        font = QFont(face(self._style.weight).family)
        font.setPixelSize(max(round(self._style.size * zoom), 11))
        font.setWeight(QFont.Weight(face(self._style.weight).weight))
        self.setFont(font)
        self.document().setDocumentMargin(max(4.0, 8 * zoom))
        width, height = max(box.w, _LEAST[0]), max(box.h, _LEAST[1])
        x = min(max(box.x, bounds.x), max(bounds.right - width, bounds.x))
        y = min(max(box.y, bounds.y), max(bounds.bottom - height, bounds.y))
        self._bounds = bounds
        self.setGeometry(QRect(round(x), round(y), round(width), round(height)))
        self._grow()

    def finish(self, then: Then = Then.STAY) -> None:
        """Commit the text."""
        if not self._finished:
            self._finished = True
            self.done.emit(self.toPlainText(), then)

    def cancel(self) -> None:
        """Leave everything as it was."""
        if not self._finished:
            self._finished = True
            self.cancelled.emit()

    def _grow(self) -> None:
        """Be as high as the text, so that nothing of it is hidden."""
        lines = self.document().size().height()
        spacing = self.fontMetrics().lineSpacing()
        needed = lines * spacing + 2 * self.document().documentMargin() + 2
        room = self._bounds.bottom - self.y() if hasattr(self, "_bounds") else needed
        self.resize(self.width(), round(max(self.height(), min(needed, room))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that end the writing; all others write."""
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self.finish(Then.ANOTHER if control else Then.STAY)
        elif key == Qt.Key.Key_Tab:
            self.finish(Then.NEXT)
        elif key == Qt.Key.Key_Backtab:
            self.finish(Then.PREVIOUS)
        elif key == Qt.Key.Key_Escape:
            self.cancel()
        elif shift and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the box commits, unless its own menu has opened."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()
