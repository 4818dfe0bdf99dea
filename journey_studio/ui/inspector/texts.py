# SPDX-License-Identifier: Apache-2.0
"""Fields for words. They are given when the person leaves the field or presses Enter."""

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextOption
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QTextEdit

from journey_studio.i18n import t
from journey_studio.model.registers import registers
from journey_studio.model.word_merge import merge_texts
from journey_studio.ui.inspector.field import RegisterField
from journey_studio.ui.inspector.hands import Hands

_MOST_HEIGHT = 280  # px; longer texts scroll in their field
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _for_the_window(event: QEvent, undo: bool, redo: bool) -> bool:
    """Whether undo or redo is the window's: in the field there is nothing to take back."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    standard = QKeySequence.StandardKey
    return (event.matches(standard.Undo) and not undo) or (
        event.matches(standard.Redo) and not redo
    )


class Line(QLineEdit):
    """One line. `given` comes with Enter and on leaving, `left` with Esc."""

    given = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Undo what was typed, then what was done."""
        if _for_the_window(event, self.isUndoAvailable(), self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives, Esc takes back."""
        if event.key() in _ENTER:
            self.given.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving gives, unless a menu has only opened."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.given.emit()


class Prose(QTextEdit):
    """Words, as high as they are. Enter gives; Shift+Enter begins a new line, where `lines` is
    not 1: titles and names are one line, which may only look like several.
    """

    given = Signal()
    left = Signal()

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(6)
        self.textChanged.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        least = self.fontMetrics().lineSpacing() * self._lines + 14
        needed = round(self.document().size().height()) + 2
        most = max(_MOST_HEIGHT, least)
        policy = Qt.ScrollBarPolicy
        long = needed > most
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if long else policy.ScrollBarAlwaysOff
        )
        self.setFixedHeight(min(max(needed, least), most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        self._grow()

    def event(self, event: QEvent) -> bool:
        """Undo what was typed, then what was done."""
        document = self.document()
        if _for_the_window(event, document.isUndoAvailable(), document.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives, Esc takes back, the rest writes."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _ENTER and not shift:
            self.given.emit()
        elif event.key() in _ENTER:
            self.insertPlainText("\n" if self._lines > 1 else " ")
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes to a title with Tab most likely writes another."""
        super().focusInEvent(event)
        if self._lines == 1 and event.reason() == Qt.FocusReason.TabFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving gives, unless a menu has only opened."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.given.emit()

    def text(self) -> str:
        """What stands in it."""
        return self.toPlainText()

    def setText(self, text: str) -> None:
        """Let something else stand in it."""
        self.setPlainText(text)


class TextField(RegisterField):
    """Words of one register: of one line, or with `lines` of several.

    While somebody types, what happens elsewhere is not shown in the field; on giving, both edits
    are merged where the register merges, else the words in the field count.
    """

    def __init__(
        self,
        hands: Hands,
        register: str,
        label: str,
        *,
        lines: int = 1,
        hint: str = "",
        editor: Line | None = None,
    ) -> None:
        super().__init__(hands, register, label)
        self.editor: Prose | Line = Prose(lines) if editor is None else editor
        self._one_line = lines == 1
        self._hint = hint
        self._base = ""
        self.put(self.editor)
        self.editor.given.connect(self.commit)
        self.editor.left.connect(self._leave)

    @property
    def typed(self) -> bool:
        """Whether there are words that have not been given."""
        return self.editor.text() != self._base

    def read(self, text: str) -> Any:
        """The value of what was typed. Raises ValueError, with the reason in plain words."""
        return " ".join(text.split()) if self._one_line else text

    def written(self, value: Any) -> str:
        """A value as it stands in the field."""
        return str(value)

    def refresh(self, other: bool, /) -> None:
        """Show the words, unless somebody is typing others."""
        if self.typed and not other:
            return
        shared = self.shared
        text = "" if shared.mixed else self.written(shared.value)
        self.editor.setPlaceholderText(t("inspector.mixed") if shared.mixed else self._hint)
        self._base = text
        if self.editor.text() != text:
            self.editor.setText(text)
            self._base = self.editor.text()

    def commit(self) -> None:
        """Give the words; where they do not fit they stay, with the reason below them."""
        if not self.typed or self.subject is None:
            return
        try:
            value = self.read(self.editor.text())
        except ValueError as error:
            self.complain(str(error))
            return
        typed, self._base = self._base, self.editor.text()
        if self.give(self._merged(typed, value)):
            self.refresh(True)
            # From here on undo means the step, not the letters.
            if isinstance(self.editor, Prose):
                self.editor.document().clearUndoRedoStacks()
        else:
            self._base = typed

    def _merged(self, base: str, value: Any) -> Any:
        """The words together with what somebody else has made of the same ones meanwhile."""
        shared = self.hands.snapshot.records[self.subject.ids[0]] if self.subject else None
        now = getattr(shared, self.register, base)
        if self.subject is None or len(self.subject.ids) > 1 or now == base:
            return value
        if not registers(self.subject.kind)[self.register].merges:
            return value
        return merge_texts(base, (now, value)) or value

    def _leave(self) -> None:
        """Take back what was typed; a second time goes back to the map."""
        if self.typed or self.problem.text():
            self.editor.setText(self._base)
            self.complain("")
        else:
            self.hands.leave()
