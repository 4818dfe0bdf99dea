# SPDX-License-Identifier: Apache-2.0
"""An entry of a list in the team panel: what it is about on top, which is a way to go there."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.ui.bound import bound
from journey_studio.ui.icons import qicon
from journey_studio.ui.inspector.field import words
from journey_studio.ui.inspector.flow import Flow

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}


class Deed(QPushButton):
    """Something to do. Enter does it like the space bar."""

    def __init__(self, text: str, call: Callable[[], object], *, spoken: str = "") -> None:
        super().__init__(text.replace("&", "&&"))
        self.setProperty("role", "quiet")
        self.setAccessibleName(spoken or text)
        self.clicked.connect(bound(call))

    def minimumSizeHint(self) -> QSize:
        """It may be shorter than its words."""
        return QSize(48, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do it."""
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)


class Way(QPushButton):
    """What an entry is about, on lines that wrap: one click or Enter goes there.

    Arrow keys go to the next one and the one before.
    """

    stepped = Signal(bool)

    def __init__(self, icon: str) -> None:
        super().__init__()
        self.icon_name = icon
        self.setObjectName("way")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._sign = QLabel()
        self._title = words("", "entry")
        self._more = words("", "field")
        down = QVBoxLayout()
        down.setSpacing(1)
        down.addWidget(self._title)
        down.addWidget(self._more)
        across = QHBoxLayout(self)
        across.setContentsMargins(8, 5, 8, 5)
        across.setSpacing(8)
        across.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(down, 1)
        for label in (self._sign, self._title, self._more):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, title: str, more: str) -> None:
        """Show these words."""
        self._title.setText(title)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setAccessibleName(t("team.spoken", title=title, more=more) if more else title)

    @property
    def words(self) -> tuple[str, str]:
        """What it says."""
        return self._title.text(), self._more.text()

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its words in this width."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else 0

    def sizeHint(self) -> QSize:
        """As its words need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize()

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(80, 24)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        pixmap = qicon(self.icon_name, theme, 16, theme.colours.quiet).pixmap(16, 16)
        self._sign.setPixmap(pixmap)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go there, or on to the next."""
        forwards = _STEPS.get(Qt.Key(event.key()))
        if event.key() in _ENTER:
            self.click()
        elif forwards is not None:
            self.stepped.emit(forwards)
        else:
            super().keyPressEvent(event)


class Entry(QFrame):
    """An entry: the way there, what there is to say, and what can be done."""

    def __init__(self, icon: str, go: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("entry")
        self.way = Way(icon)
        self.way.clicked.connect(bound(go))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 4, 8, 4)
        self.column.setSpacing(4)
        self.column.addWidget(self.way)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.way.set_theme(theme)


def deeds_row(*deeds: QWidget) -> QWidget:
    """What can be done, in lines."""
    row = QWidget()
    flow = Flow(row)
    flow.setContentsMargins(0, 2, 0, 4)
    for deed in deeds:
        flow.addWidget(deed)
    return row
