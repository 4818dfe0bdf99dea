# SPDX-License-Identifier: Apache-2.0
"""What the dialogs about sharing are put together from."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.session.suiting import Suit, suit_of
from journey_studio.ui.icons import qicon

_SIGN = 16


def spread(column: QBoxLayout) -> None:
    """The margins and distances of a dialog."""
    column.setContentsMargins(26, 22, 26, 18)
    column.setSpacing(10)


def fit_height(dialog: QWidget, *, shrink: bool = False) -> None:
    """Make a dialog as high as its lines are at its width, which Qt leaves to the person."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        wanted = layout.totalHeightForWidth(dialog.width())
        wanted = wanted if wanted > 0 else layout.totalSizeHint().height()
        dialog.resize(dialog.width(), wanted if shrink else max(wanted, dialog.height()))


def words(text: str, role: str) -> QLabel:
    """A text in lines, that can be copied."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def plain_button(text: str, call: Callable[[], object]) -> QPushButton:
    """A button that Enter does not press by itself."""
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.clicked.connect(call)
    return button


class Sentence(QWidget):
    """A sign and a sentence beside it; nothing where the sentence is empty."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sign = QLabel()
        self.label = words("", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        self.hide()

    def say(self, text: str, sign: str = "info", *, bad: bool = False) -> None:
        """Show this sentence."""
        colours = self._theme.colours
        tone = colours.warning if bad else colours.quiet
        picture = qicon(sign, self._theme, _SIGN, tone)
        self._sign.setPixmap(picture.pixmap(QSize(_SIGN, _SIGN), self.devicePixelRatioF()))
        self.label.setText(text)
        self.setVisible(bool(text))


class FolderField(QWidget):
    """A folder to share through: its path, a button to choose it, and whether it suits."""

    changed = Signal()

    def __init__(self, theme: Theme, title: str, start: Path, *, judged: bool = True) -> None:
        super().__init__()
        self.setObjectName("form")
        self._title, self._start, self._judged = title, start, judged
        self.suit = Suit(False, "")
        self.path = QLineEdit()
        self.path.setPlaceholderText(t("sharing.folder.none"))
        self.path.setAccessibleName(title)
        self.path.textChanged.connect(self._look)
        self.choose = plain_button(t("sharing.folder.choose"), self._ask)
        self.said = Sentence(theme)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.path, 1)
        row.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.said)

    @property
    def folder(self) -> Path | None:
        """What is chosen, None while nothing is."""
        text = self.path.text().strip()
        return Path(text).expanduser() if text else None

    def show_folder(self, folder: Path | None) -> None:
        """Choose this one."""
        self.path.setText("" if folder is None else str(folder))

    def _ask(self) -> None:
        start = self.folder if self.folder is not None and self.folder.is_dir() else self._start
        name = QFileDialog.getExistingDirectory(self, self._title, str(start))
        if name:
            self.path.setText(name)

    def _look(self) -> None:
        folder = self.folder
        self.suit = Suit(False, "") if folder is None else suit_of(folder)
        if self._judged:
            sign = "warning" if self.suit.doubtful else "info"
            self.said.say(self.suit.words, sign, bad=self.suit.doubtful)
        self.changed.emit()
