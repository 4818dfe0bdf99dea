# SPDX-License-Identifier: Apache-2.0
"""The start page: begin, open or look at the sample; beside it what was open lately."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.ui.icons import app_icon
from journey_studio.ui.recent import Recent
from journey_studio.ui.recent_gallery import RecentGallery
from journey_studio.ui.welcome import ChoiceButton

_SIDE = 330  # px, the width of the choices
_ALONE = 460  # where nothing stands beside them
_WIDEST = 1560
_BESIDE = 860  # narrower, the choices stand above the gallery
_GAP = 56
_SIGN = 44
_CHOICES = (
    ("pencil", "file.blank", "blank"),
    ("folder-open", "file.open", "open"),
    ("upload", "file.import", "import"),
    ("users", "file.join", "join"),
    ("map", "file.sample", "sample"),
)


class StartPage(QScrollArea):
    """`chosen` carries the id of an action; the others what the gallery tells."""

    chosen = Signal(str)
    recent_chosen = Signal(object)
    recent_removed = Signal(object)
    recent_pinned = Signal(object, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._choices: list[ChoiceButton] = []
        self._sign = QLabel()
        self._side = self._make_side()
        self._lately = QWidget()
        self.gallery = RecentGallery(theme)
        self._fill_lately()
        self._assemble()
        self.gallery.chosen.connect(self.recent_chosen)
        self.gallery.removed.connect(self.recent_removed)
        self.gallery.pinned.connect(self.recent_pinned)
        self.gallery.reached.connect(self.ensureWidgetVisible)

    def _make_side(self) -> QWidget:
        """The name of the program, what it is for, and the choices."""
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        title, words = QLabel(t("ui.program")), QLabel(t("ui.welcome.words"))
        title.setProperty("role", "title")
        words.setProperty("role", "quiet")
        words.setWordWrap(True)
        column.addWidget(self._sign)
        column.addSpacing(4)
        column.addWidget(title)
        column.addWidget(words)
        column.addSpacing(16)
        for icon, action, text in _CHOICES:
            choice = ChoiceButton(icon, t(f"ui.welcome.{text}"), t(f"ui.welcome.{text}.more"))
            choice.clicked.connect(self._chooser(action))
            column.addWidget(choice)
            self._choices.append(choice)
        return side

    def _chooser(self, action: str) -> Callable[[], object]:
        return lambda: self.chosen.emit(action)

    def _fill_lately(self) -> None:
        column = QVBoxLayout(self._lately)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        head = QLabel(t("ui.recent.title"))
        head.setProperty("role", "head")
        column.addWidget(head)
        column.addWidget(self.gallery)
        column.addStretch(1)

    def _assemble(self) -> None:
        inner = QWidget()
        inner.setObjectName("page")
        middle = QHBoxLayout(inner)
        middle.setContentsMargins(40, 0, 40, 0)
        holder = QWidget()
        holder.setMaximumWidth(_WIDEST)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, holder)
        self._row.setContentsMargins(0, 56, 0, 40)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._lately, 1)
        middle.addStretch(1)
        middle.addWidget(holder, 100)
        middle.addStretch(1)
        self.setWidget(inner)

    def show_recent(self, recents: Sequence[Recent]) -> None:
        """Show these projects; without any, the choices have the page for themselves."""
        self.gallery.show_recent(recents)
        self._lately.setVisible(bool(recents))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, else one above the other."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        alone = not self.gallery.cards
        # Not that of the viewport: to name its class, Python would look at every class of Qt.
        room = self.contentsRect().width()
        beside = room >= _BESIDE
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if beside or alone else way.TopToBottom)
        self._row.setSpacing(_GAP if beside else 36)
        place = Qt.AlignmentFlag.AlignCenter if alone else Qt.AlignmentFlag.AlignTop
        self._row.setAlignment(self._side, place)
        if alone:
            self._side.setFixedWidth(_ALONE)
        elif beside:
            self._side.setFixedWidth(min(_SIDE, room // 3))
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(_WIDEST)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        size = QSize(_SIGN, _SIGN)
        self._sign.setPixmap(app_icon(theme).pixmap(size, self.devicePixelRatioF()))
        for choice in self._choices:
            choice.set_theme(theme)
        self.gallery.set_theme(theme)

    def focus_first(self) -> None:
        """Give the keyboard to the latest project, or to the first choice where there is none."""
        cards = [card for card in self.gallery.cards if card.recent.there]
        first = cards[0] if cards else self._choices[0]
        first.setFocus(Qt.FocusReason.OtherFocusReason)
