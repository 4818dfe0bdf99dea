# SPDX-License-Identifier: Apache-2.0
"""The recent projects as cards in rows, to be walked with the arrow keys."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from journey_studio.layout.theme import Theme
from journey_studio.ui.recent import Recent
from journey_studio.ui.recent_card import RecentCard
from journey_studio.ui.thumbnails import load_thumbnail

_LEAST = 212  # px, the width of a card
_MOST = 312
_GAP = 18


class RecentGallery(QWidget):
    """Shows cards. `chosen` and `removed` carry a path, `pinned` a path and whether it is now."""

    chosen = Signal(object)
    removed = Signal(object)
    pinned = Signal(object, bool)
    reached = Signal(object)  # the card the keyboard has come to

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.cards: list[RecentCard] = []
        self._waiting: list[RecentCard] = []
        self._columns = 1
        # Pictures come one by one when there is nothing else to do: the page is there at once.
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._load_next)

    def show_recent(self, recents: Sequence[Recent]) -> None:
        """Show these, in this order; the keyboard stays at its place."""
        at = next((i for i, card in enumerate(self.cards) if card.hasFocus()), -1)
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [self._card(recent) for recent in recents]
        self._arrange()
        self._load_all()
        if at >= 0 and self.cards:
            self.cards[min(at, len(self.cards) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, recent: Recent) -> RecentCard:
        card = RecentCard(recent, self._theme)
        card.setParent(self)
        path = recent.path
        if recent.there:
            card.clicked.connect(partial(self.chosen.emit, path))
        else:
            card.clicked.connect(partial(self._offer, card))
        card.removed.connect(partial(self.removed.emit, path))
        card.pinned.connect(partial(self.pinned.emit, path))
        card.walked.connect(partial(self._walk, card))
        card.show()
        return card

    def _offer(self, card: RecentCard) -> None:
        """A project that is gone cannot be opened, but taken off the list."""
        card.make_menu().popup(card.mapToGlobal(card.rect().center()))

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours, and the pictures in them."""
        self._theme = theme
        for card in self.cards:
            card.set_theme(theme)
        self._load_all()

    def _load_all(self) -> None:
        self._waiting = list(self.cards)
        if self._waiting:
            self._timer.start(0)

    def _load_next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        card = self._waiting.pop(0)
        card.set_image(load_thumbnail(card.recent.path, self._theme.name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many cards beside each other as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = max(self.width(), _LEAST)
        self._columns = max(1, (room + _GAP) // (_LEAST + _GAP))
        if room > _MOST:
            least = -(-(room + _GAP) // (_MOST + _GAP))  # so many that none is too wide
            self._columns = min(self._columns, max(least, 2))
        width = min((room - _GAP * (self._columns - 1)) // self._columns, _MOST)
        height = self.cards[0].height_for(width) if self.cards else 0
        for at, card in enumerate(self.cards):
            row, column = divmod(at, self._columns)
            card.setGeometry(column * (width + _GAP), row * (height + _GAP), width, height)
        rows = -(-len(self.cards) // self._columns)
        self.setFixedHeight(max(rows * (height + _GAP) - _GAP, 0) + 2)

    def _walk(self, card: RecentCard, dx: int, dy: int) -> None:
        """Give the keyboard to the card beside, above or below."""
        at = self.cards.index(card) + dx + dy * self._columns
        if 0 <= at < len(self.cards):
            self.cards[at].setFocus(Qt.FocusReason.TabFocusReason)
            self.reached.emit(self.cards[at])
