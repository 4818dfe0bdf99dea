# SPDX-License-Identifier: Apache-2.0
"""Things to do in words, and a page that shows them in the middle of the window."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from journey_studio.layout.theme import Theme
from journey_studio.ui.icons import qicon

_WIDTH = 460
_ICON = 22


class ChoiceButton(QPushButton):
    """A button of two lines: what it does, and why one would."""

    def __init__(self, icon: str, title: str, more: str) -> None:
        super().__init__()
        self._icon = icon
        self.setProperty("role", "choice")
        self.setAccessibleName(title)
        self.setAccessibleDescription(more)
        self._sign = QLabel()
        head, words = QLabel(title), QLabel(more)
        head.setProperty("role", "head")
        words.setProperty("role", "quiet")
        words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(14)
        row.addWidget(self._sign)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(head)
        column.addWidget(words)
        row.addLayout(column, 1)
        for label in (self._sign, head, words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._row = row
        wraps = self.sizePolicy()
        wraps.setHeightForWidth(True)
        self.setSizePolicy(wraps)

    def sizeHint(self) -> QSize:
        """As large as its lines; a push button would only look at its own text."""
        return self._row.sizeHint()

    def heightForWidth(self, width: int) -> int:
        """As high as its lines are when they are broken at this width."""
        return self._row.heightForWidth(width)

    def minimumSizeHint(self) -> QSize:
        """Never so small that a line is cut."""
        return self._row.minimumSize()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        icon = qicon(self._icon, theme, _ICON, theme.colours.accent)
        self._sign.setPixmap(icon.pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF()))


class Page(QScrollArea):
    """Words and choices in a column in the middle of the window."""

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        inner = QWidget()
        inner.setObjectName("page")
        middle = QHBoxLayout(inner)
        middle.addStretch(1)
        holder = QWidget()
        holder.setFixedWidth(_WIDTH)
        self.column = QVBoxLayout(holder)
        self.column.setSpacing(10)
        self.column.addStretch(2)
        head, quiet = QLabel(title), QLabel(words)
        head.setProperty("role", "title")
        quiet.setProperty("role", "quiet")
        quiet.setWordWrap(True)
        self.column.addWidget(head)
        self.column.addWidget(quiet)
        self.column.addSpacing(14)
        middle.addWidget(holder)
        middle.addStretch(1)
        self.setWidget(inner)
        self._choices: list[ChoiceButton] = []

    def add_choice(self, icon: str, title: str, more: str, call: Callable[[], object]) -> None:
        """Add something to do."""
        button = ChoiceButton(icon, title, more)
        button.clicked.connect(call)
        self.column.addWidget(button)
        self._choices.append(button)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for choice in self._choices:
            choice.set_theme(theme)

    def focus_first(self) -> None:
        """Give the keyboard to the first choice."""
        if self._choices:
            self._choices[0].setFocus(Qt.FocusReason.OtherFocusReason)
