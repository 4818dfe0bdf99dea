# SPDX-License-Identifier: Apache-2.0
"""Writing on the board: a text box in the place of the words, in their face, size and colour.

Enter commits, Shift+Enter makes a new line, Tab commits and goes on, Ctrl+Enter commits and adds
the next card, Esc cancels. Leaving the box commits: what was typed is never lost.
"""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPalette,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from journey_studio.canvas.loose_sheets import Sheet
from journey_studio.canvas.writing import Then
from journey_studio.i18n import t
from journey_studio.layout.geometry import Box, Point
from journey_studio.layout.theme import Theme
from journey_studio.paint.qt import qt_colour as colour
from journey_studio.paint.qt_text import qt_font

_LEAST_SIZE = 11.0  # view px of type that can be read
_LEAST_WIDTH = 120.0  # view px: in less nobody can write
_MARGIN = 3.0  # view px around the text, so that the cursor is not cut

_POINTS_PER_INCH = 72
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OURS = (*_ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class InlineEdit(QTextEdit):
    """The text box. `done` gives the text and what comes next; `cancelled` gives nothing."""

    done = Signal(str, object)
    cancelled = Signal()

    def __init__(self, parent: QWidget, theme: Theme, text: str) -> None:
        super().__init__(parent)
        self._finished = False
        self._theme = theme
        self._set: tuple[object, ...] = ()
        self._bounds = Box(0, 0, 0, 0)
        self._least = 0.0
        self.floats = False  # larger than the words on the board, which are too small to read
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName(t("canvas.edit.name"))
        self.document().setDocumentMargin(_MARGIN)
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.textChanged.connect(self._grow)

    def lie(self, sheet: Sheet, corner: Point, zoom: float, bounds: Box) -> None:
        """Lie over a sheet whose board px (0, 0) is seen at `corner`, within `bounds` (view px)."""
        scale = max(zoom, _LEAST_SIZE / sheet.style.size)
        # A sign in a collapsed lane has no room for words; neither has a card seen from afar.
        self.floats = scale > zoom or sheet.width * zoom < _LEAST_WIDTH / 2
        self._bounds = bounds
        # Beside a sign in its corner a card breaks lines earlier: one more may have to be covered.
        self._least = 2 * _MARGIN + sheet.height * scale
        width = max(sheet.width * scale, _LEAST_WIDTH) if self.floats else sheet.width * scale
        width += 2 * _MARGIN + 1
        self._dress(sheet, scale)
        self.resize(min(round(width), round(bounds.w)), max(self.height(), 8))
        self.document().setTextWidth(self.width())  # while it is hidden nobody else lays it out
        x, y = corner.x + sheet.x * zoom, corner.y + sheet.baseline * zoom
        if self.floats:
            x = corner.x + sheet.box.x * zoom
            y = corner.y + sheet.box.y * zoom + self._first_baseline()  # it covers the card
        self._put(x - _MARGIN, y - self._first_baseline(), bounds)
        self._grow()

    def _put(self, x: float, y: float, bounds: Box) -> None:
        """At this place, moved as little as needed to be in view."""
        x = min(max(x, bounds.x), max(bounds.right - self.width(), bounds.x))
        room = self._needed()
        y = min(max(y, bounds.y), max(bounds.bottom - room, bounds.y))
        self.move(round(x), round(y))

    def _dress(self, sheet: Sheet, scale: float) -> None:
        """The face, size and colours of the words; nothing where they are so already."""
        size = sheet.style.size * scale
        wanted = (size, sheet.style, sheet.text, sheet.fill)
        if wanted == self._set:
            return
        self._set = wanted
        font = qt_font(sheet.style.weight, size)
        # Only points can be fractions; text of whole pixels would break elsewhere than the card's.
        font.setPointSizeF(size * _POINTS_PER_INCH / self.logicalDpiY())
        font.setHintingPreference(font.HintingPreference.PreferNoHinting)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, colour(sheet.fill))
        palette.setColor(QPalette.ColorRole.Text, colour(sheet.text))
        palette.setColor(QPalette.ColorRole.Highlight, colour(self._theme.colours.accent))
        palette.setColor(QPalette.ColorRole.HighlightedText, colour(self._theme.colours.on_accent))
        self.setPalette(palette)
        blocked = self.blockSignals(True)
        self.setFont(font)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(
            sheet.style.leading * scale, QTextBlockFormat.LineHeightTypes.FixedHeight.value
        )
        everything = QTextCursor(self.document())
        everything.joinPreviousEditBlock()
        everything.select(QTextCursor.SelectionType.Document)
        everything.mergeBlockFormat(spaced)
        everything.endEditBlock()
        self.blockSignals(blocked)

    def _first_baseline(self) -> float:
        """How far below the top of the box the first line stands."""
        block = self.document().firstBlock()
        top = self.document().documentLayout().blockBoundingRect(block).top()
        layout = block.layout()
        if not layout.lineCount():
            return top + QFontMetricsF(self.font()).ascent()
        line = layout.lineAt(0)
        return top + line.y() + line.ascent()

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

    def _needed(self) -> float:
        return min(max(self.document().size().height(), self._least), self._bounds.h)

    def _grow(self) -> None:
        """Be as high as the text, so that nothing of it is hidden, but not higher than the view."""
        if self._bounds.w:
            self.resize(self.width(), round(self._needed()))
            self._put(self.x(), self.y(), self._bounds)

    @property
    def view_box(self) -> Box:
        """Where it lies in the view."""
        return Box(self.x(), self.y(), self.width(), self.height())

    def event(self, event: QEvent) -> bool:
        """Keys that mean something here are not the window's shortcuts."""
        asked = isinstance(event, QKeyEvent) and event.key() in _OURS
        if asked and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that end the writing; all others write."""
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in _ENTER and not shift:
            self.finish(Then.ANOTHER if control else Then.STAY)
        elif key in _ENTER:
            self.insertPlainText("\n")
        elif key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and shift):
            self.finish(Then.PREVIOUS)
        elif key == Qt.Key.Key_Tab:
            self.finish(Then.NEXT)
        elif key == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the box commits, unless its own menu has opened."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()

    def first_baseline(self) -> QPointF:
        """Where the first line begins, in the view: as on the card, so that nothing jumps."""
        return QPointF(self.x() + _MARGIN, self.y() + self._first_baseline())
