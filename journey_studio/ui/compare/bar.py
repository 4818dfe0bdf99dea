# SPDX-License-Identifier: Apache-2.0
"""The strip above two compared maps: what is compared with what, how much differs, and the way
from one difference to the next.
"""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from journey_studio.i18n import t
from journey_studio.layout.scene import Way
from journey_studio.layout.theme import Theme
from journey_studio.model.compare import Counts
from journey_studio.ui.buttons import small_button
from journey_studio.ui.compare.badges import badge_icon
from journey_studio.ui.history.bar import Offer
from journey_studio.ui.icons import qicon
from journey_studio.ui.status import ElidedLabel

WAYS: tuple[Way, ...] = ("added", "removed", "moved", "changed")
POINTS = "points"
_NARROW = 900  # px; in a narrower strip buttons are icons alone


class CompareBar(QFrame):
    """The strip. `wanted` names a kind of difference ("" any) and which way to go to the next."""

    wanted = Signal(str, int)
    swapping = Signal()
    choosing = Signal()
    exporting = Signal()
    closing = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("compare")
        self.setAccessibleName(t("compare.bar"))
        self._theme = theme
        self.what, self.more = ElidedLabel(), QLabel()
        self.counts = {name: Offer("") for name in (*WAYS, POINTS)}
        self.previous = small_button(t("compare.previous"), 16)
        self.next = small_button(t("compare.next"), 16)
        self.swap = Offer("swap")
        self.choose = Offer("compare")
        self.export = Offer("download")
        self.cross = small_button(t("compare.close"), 16)
        self._lay_out()
        self._connect()
        self.set_theme(theme)

    def _lay_out(self) -> None:
        self.what.setProperty("role", "head")
        self.more.setProperty("role", "quiet")
        above = QHBoxLayout()
        above.setSpacing(6)
        above.addWidget(self.what, 1)
        for button in (self.swap, self.choose, self.export, self.cross):
            above.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(6)
        for button in self.counts.values():
            below.addWidget(button)
        below.addWidget(self.more)
        below.addStretch(1)
        below.addWidget(self.previous)
        below.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 10, 6)
        column.setSpacing(5)
        column.addLayout(above)
        column.addLayout(below)
        for button in (self.previous, self.next, self.cross):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _connect(self) -> None:
        for name, button in self.counts.items():
            button.clicked.connect(partial(self._walk, name))
        self.previous.clicked.connect(lambda: self.wanted.emit("", -1))
        self.next.clicked.connect(lambda: self.wanted.emit("", 1))
        self.swap.clicked.connect(self.swapping)
        self.choose.clicked.connect(self.choosing)
        self.export.clicked.connect(self.exporting)
        self.cross.clicked.connect(self.closing)
        self.swap.say(t("compare.swap"), t("compare.swap.more"))
        self.choose.say(t("compare.other"), t("compare.other.more"))
        self.export.say(t("compare.export"), t("compare.export.more"))

    def _walk(self, group: str, _checked: bool = False) -> None:
        """Go to the next of a group, back where Shift is held."""
        held = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        self.wanted.emit(group, -1 if held else 1)

    def tell(self, before: str, after: str, counts: Counts) -> None:
        """Say what is compared, and how much differs."""
        self.what.say(t("compare.what", before=before, after=after))
        for name, button in self.counts.items():
            count: int = getattr(counts, name)
            text = t(f"compare.count.{name}", count=count)
            button.say(text, t("compare.walk.more", what=text))
            button.setVisible(count > 0)
        self.more.setText("" if counts.total else t("compare.none"))
        for way in (self.previous, self.next):
            way.setEnabled(counts.total > 0)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        for way in WAYS:
            self.counts[way].setIcon(badge_icon(way, theme))
        self.counts[POINTS].setIcon(qicon("curve", theme, 16))
        for offer in (self.swap, self.choose, self.export):
            offer.setIcon(qicon(offer.icon_name, theme, 16))
        self.previous.setIcon(qicon("chevron-up", theme, 16))
        self.next.setIcon(qicon("chevron-down", theme, 16))
        self.cross.setIcon(qicon("close", theme, 16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words of buttons out where there is no room for them."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        style = Qt.ToolButtonStyle
        for offer in (self.swap, self.choose, self.export):
            wanted = style.ToolButtonIconOnly if narrow else style.ToolButtonTextBesideIcon
            offer.setToolButtonStyle(wanted)
