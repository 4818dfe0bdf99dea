# SPDX-License-Identifier: Apache-2.0
"""What a window shows before there is a map: three things to do, in words, in the middle."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.ui.icons import qicon
from journey_studio.ui.status import ElidedLabel

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

    def sizeHint(self) -> QSize:
        """As large as its lines; a push button would only look at its own text."""
        return self._row.sizeHint()

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


class Welcome(Page):
    """The start: open, begin, or look at the sample; below, what was open lately."""

    chosen = Signal(str)  # the id of an action
    recent_chosen = Signal(object)  # a path

    def __init__(self) -> None:
        super().__init__(t("ui.program"), t("ui.welcome.words"))
        for icon, action, text in (
            ("folder-open", "file.open", "open"),
            ("file-plus", "file.new", "new"),
            ("map", "file.sample", "sample"),
        ):
            self.add_choice(
                icon, t(f"ui.welcome.{text}"), t(f"ui.welcome.{text}.more"), self._chooser(action)
            )
        self._recent = QWidget()
        self.column.addWidget(self._recent)
        self.column.addStretch(3)

    def _chooser(self, action: str) -> Callable[[], object]:
        return lambda: self.chosen.emit(action)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List the projects that were open lately; those that are gone say so."""
        before, self._recent = self._recent, QWidget()
        self.column.replaceWidget(before, self._recent)
        before.hide()
        before.deleteLater()
        if not paths:
            return
        found = QVBoxLayout(self._recent)
        found.setContentsMargins(0, 18, 0, 0)
        found.setSpacing(0)
        head = QLabel(t("ui.welcome.recent"))
        head.setProperty("role", "head")
        head.setContentsMargins(10, 0, 0, 4)
        found.addWidget(head)
        for path in paths:
            found.addWidget(self._entry(path))

    def _entry(self, path: Path) -> QPushButton:
        there = path.is_file()
        button = QPushButton()
        button.setProperty("role", "recent")
        button.setAccessibleName(path.stem)
        button.setAccessibleDescription(str(path.parent))
        button.setToolTip(str(path))
        button.setEnabled(there)
        button.setMinimumHeight(button.fontMetrics().height() + 16)
        row = QHBoxLayout(button)
        row.setContentsMargins(10, 0, 10, 0)
        name, where = QLabel(path.stem), ElidedLabel()
        where.setProperty("role", "quiet")
        where.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        where.say(str(path.parent) if there else t("ui.welcome.gone"))
        row.addWidget(name)
        row.addWidget(where, 1)
        for label in (name, where):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        button.clicked.connect(lambda: self.recent_chosen.emit(path))
        return button
