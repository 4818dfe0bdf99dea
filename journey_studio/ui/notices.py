# SPDX-License-Identifier: Apache-2.0
"""Strips between the bar and the map that say what a person has to know, and stay until read.

They never take the focus and never stand over the map; screen readers are told at once. What was
not possible, and cost nothing, is said only until something else is done.
"""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.ui.icons import qicon

Kind = Literal["notice", "good", "failure"]
_MOST = 3  # strips at once; the oldest gives way
_SIGNS = {"notice": "info", "good": "done", "failure": "warning"}


class Answer(NamedTuple):
    """Something a strip offers to do. It goes when that is done."""

    text: str
    call: Callable[[], object]


def announce(widget: QWidget, text: str) -> None:
    """Say a text through the screen reader, where one listens."""
    if text:
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class Strip(QFrame):
    """One strip: a sign, words, what can be done, and a cross to close it."""

    def __init__(self, kind: Kind, text: str, theme: Theme, answers: Sequence[Answer] = ()) -> None:
        super().__init__()
        self.kind = kind
        self.gone = False
        self.passing = False  # it goes with the next thing that is done
        self.setObjectName("notice")
        self.setProperty("kind", kind)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(14, 8, 10, 8)
        self.row.setSpacing(10)
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.cross = QToolButton()
        self.cross.setAutoRaise(True)
        self.cross.setAccessibleName(t("ui.notice.close"))
        self.cross.setToolTip(t("ui.notice.close"))
        self.cross.clicked.connect(self.close_strip)
        self.row.addWidget(self._sign)
        self.row.addWidget(self._text, 1)
        self._buttons: list[QPushButton] = []
        self.row.addWidget(self.cross)
        self.say(kind, text, answers)
        self.set_theme(theme)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def set_text(self, text: str) -> None:
        """Change the words without telling anybody: progress would drown out everything else."""
        self._text.setText(text)
        self.setAccessibleName(text)

    def say(self, kind: Kind, text: str, answers: Sequence[Answer] = ()) -> None:
        """Say something else from now on."""
        self.kind = kind
        self.setProperty("kind", kind)
        self.set_text(text)
        for button in self._buttons:
            button.deleteLater()
        self._buttons = [self._button(answer) for answer in answers]
        self.style().unpolish(self)
        self.style().polish(self)
        announce(self, text)

    def _button(self, answer: Answer) -> QPushButton:
        button = QPushButton(answer.text)
        button.clicked.connect(lambda: self._do(answer))
        self.row.insertWidget(self.row.count() - 1, button)
        button.show()
        return button

    def _do(self, answer: Answer) -> None:
        self.close_strip()
        answer.call()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        colours = theme.colours
        tone = {"notice": colours.accent, "good": colours.good, "failure": colours.danger}
        self._sign.setPixmap(qicon(_SIGNS[self.kind], theme, colour=tone[self.kind]).pixmap(18, 18))
        self.cross.setIcon(qicon("close", theme, 14))

    @property
    def running(self) -> bool:
        """Whether it shows work under way, which ends with it."""
        return False

    def cancel(self) -> None:
        """Stop that work."""

    def take_focus(self) -> None:
        """Give the keyboard to what can be done, or to the cross."""
        wanted = self._buttons[0] if self._buttons else self.cross
        wanted.setFocus(Qt.FocusReason.TabFocusReason)

    def close_strip(self) -> None:
        """Go away."""
        self.gone = True
        self.hide()
        self.deleteLater()


class Notices(QWidget):
    """The place of the strips, the latest on top. `grown` says by how many px it has become higher:
    so far what lies below has moved.
    """

    grown = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._strips: list[Strip] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say so."""
        super().resizeEvent(event)
        self.grown.emit(event.size().height() - max(event.oldSize().height(), 0))

    def strips(self) -> list[Strip]:
        """Those that can be seen, the latest first."""
        return [strip for strip in self._strips if not strip.gone]

    def add(self, strip: Strip) -> Strip:
        """Show a strip."""
        self._column.insertWidget(0, strip)
        self._strips = [strip, *self.strips()]
        for old in self.strips()[_MOST:]:
            old.close_strip()
        return strip

    def tell(self, text: str, *answers: Answer, kind: Kind = "notice") -> Strip:
        """Say something; the same words are not said twice."""
        for strip in self.strips():
            if strip.text == text:
                strip.close_strip()
        return self.add(Strip(kind, text, self._theme, answers))

    def fail(self, text: str) -> None:
        """Say that something did not work."""
        self.tell(text, kind="failure")

    def refuse(self, text: str) -> None:
        """Say that something is not possible here, until something else is done."""
        self.tell(text).passing = True

    def pass_by(self) -> None:
        """Something was done: what was not possible before it is past."""
        for strip in self.strips():
            if strip.passing:
                strip.close_strip()

    def running(self) -> list[Strip]:
        """Those that show work under way."""
        return [strip for strip in self.strips() if strip.running]

    def focus_first(self) -> bool:
        """Give the keyboard to the strip on top; false where there is none."""
        found = self.strips()
        if found:
            found[0].take_focus()
        return bool(found)

    def clear(self) -> None:
        """Take everything away."""
        for strip in self.strips():
            strip.close_strip()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        for strip in self.strips():
            strip.set_theme(theme)
