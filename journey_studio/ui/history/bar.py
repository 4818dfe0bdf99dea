# SPDX-License-Identifier: Apache-2.0
"""The bar under the canvas: which moment of the map is on show, and the slider to another."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QToolButton, QVBoxLayout, QWidget

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.ui.buttons import small_button
from journey_studio.ui.history.restoring import Offered, no_offer
from journey_studio.ui.history.slider import LifeSlider
from journey_studio.ui.icons import qicon
from journey_studio.ui.notices import announce
from journey_studio.ui.status import ElidedLabel
from journey_studio.ui.tips import tip_of

_NARROW = 1080  # px; in a narrower bar the ways to restore have a line of their own
_BLANK = "\N{THIN SPACE}"  # between an icon and its words, where Qt leaves next to nothing
_WHOLE = 24_000  # ms that playing through a whole life takes at most
_SLOW, _FAST = 900, 80  # ms per step


class Offer(QToolButton):
    """Something the bar offers to do: an icon with a few words, and a sentence as its tip."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self.icon_name = icon
        self.setObjectName("offer")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(16, 16))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def say(self, text: str, sentence: str, *, possible: bool = True) -> None:
        """Offer this, with a sentence that says what it comes to."""
        self.setText(_BLANK + text.replace("&", "&&"))
        self.setToolTip(tip_of(sentence))
        self.setAccessibleName(text)
        self.setAccessibleDescription(sentence)
        self.setEnabled(possible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does it like the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class HistoryBar(QFrame):
    """The bar. `wanted` names a place on the slider to show, `closing` is the cross or Esc.

    It knows nothing of change sets: whoever owns it says what is on show.
    """

    wanted = Signal(int)
    closing = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("history")
        self.setAccessibleName(t("history.bar"))
        self._theme = theme
        self._telling = False
        self._narrow = False
        self.slider = LifeSlider(theme)
        self.what, self.more = ElidedLabel(), ElidedLabel()
        self.previous = small_button(t("history.previous"), 16)
        self.play = small_button(t("history.play"), 16)
        self.next = small_button(t("history.next"), 16)
        self.cross = small_button(t("history.close"), 16)
        self.restore_chosen = Offer("restore")
        self.restore_map = Offer("map")
        self.name_version = Offer("version")
        self.reading = QProgressBar()
        self._player = QTimer(self)
        self._player.timeout.connect(self._play_on)
        self._due = QTimer(self)  # one look however many places the mouse passes by
        self._due.setSingleShot(True)
        self._due.timeout.connect(lambda: self.wanted.emit(self.slider.value()))
        self._lay_out()
        self._connect()
        self.name_version.say(t("history.name"), t("history.name.more"))
        self.offer(no_offer("chosen"), no_offer("map"))
        self.set_theme(theme)

    def _lay_out(self) -> None:
        self._restoring = QWidget()
        across = QHBoxLayout(self._restoring)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        across.addWidget(self.restore_chosen)
        across.addWidget(self.restore_map)
        across.addStretch(0)
        self.what.setProperty("role", "head")
        self.more.setProperty("role", "quiet")
        self.reading.setTextVisible(False)
        self.reading.setRange(0, 100)
        self.reading.setFixedWidth(120)
        self.reading.setAccessibleName(t("history.reading"))
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.what)
        said.addWidget(self.more)
        self._above = QHBoxLayout()
        self._above.setSpacing(6)
        self._above.addLayout(said, 1)
        for part in (self.reading, self._restoring, self.name_version, self.cross):
            self._above.addWidget(part)
        below = QHBoxLayout()
        below.setSpacing(2)
        for part in (self.previous, self.play, self.next):
            part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            below.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.slider, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 6, 10, 4)
        self._column.setSpacing(4)
        self._column.addLayout(self._above)
        self._column.addLayout(below)
        QWidget.setTabOrder(self.slider, self.restore_chosen)

    def _connect(self) -> None:
        self.cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cross.clicked.connect(self.closing)
        self.slider.valueChanged.connect(self._moved)
        self.slider.sliderPressed.connect(self.stop)
        self.previous.clicked.connect(lambda: self._step(-1))
        self.next.clicked.connect(lambda: self._step(1))
        self.play.clicked.connect(self.turn_playing)

    # What it says

    def show_reading(self, share: float) -> None:
        """Say how far the log has been read, from 0 to 1."""
        self.reading.setVisible(share < 1)
        self.reading.setValue(round(share * 100))

    def offer(self, chosen: Offered, whole: Offered) -> None:
        """Offer to bring back what is selected, and the whole map."""
        for button, offered in ((self.restore_chosen, chosen), (self.restore_map, whole)):
            button.say(offered.text, offered.sentence, possible=offered.command is not None)

    def show_place(self, place: int, last: int) -> None:
        """Stand at a place of a life that ends at `last`, without asking for it to be shown."""
        self._telling = True
        self.slider.setRange(0, max(last, 0))
        self.slider.setValue(place)
        self._telling = False
        for button, possible in (
            (self.previous, place > 0),
            (self.next, place < last),
            (self.play, last > 0),
        ):
            button.setEnabled(possible)
        if place >= last:
            self.stop()

    def say(self, what: str, more: str) -> None:
        """Say what happened at this moment, and who did it when."""
        changed = (what, more) != (self.what.whole, self.more.whole)
        self.what.say(what)
        self.more.say(more)
        self.slider.setAccessibleDescription(t("history.spoken", what=what, more=more))
        if changed and not self.playing and self.isVisible():
            announce(self.slider, t("history.spoken", what=what, more=more))

    # Playing

    @property
    def playing(self) -> bool:
        """Whether it goes through the moments by itself."""
        return self._player.isActive()

    def turn_playing(self) -> None:
        """Play through the moments from here, from the beginning where this is the end; or stop."""
        if self.playing:
            self.stop()
            return
        if self.slider.value() >= self.slider.maximum():
            self.slider.setValue(0)
        steps = max(self.slider.maximum(), 1)
        self._player.start(min(max(_WHOLE // steps, _FAST), _SLOW))
        self._dress_play()

    def stop(self) -> None:
        """Stay at this moment."""
        if self.playing:
            self._player.stop()
            self._dress_play()

    def _play_on(self) -> None:
        """The next moment; of many thousands some are passed over."""
        by = max(round(self.slider.maximum() * self._player.interval() / _WHOLE), 1)
        self.slider.setValue(self.slider.value() + by)

    def _step(self, by: int) -> None:
        self.stop()
        self.slider.setValue(self.slider.value() + by)

    def _moved(self) -> None:
        if not self._telling:
            self._due.start(0)

    # The window

    def focus_first(self) -> None:
        """Give the keyboard to the slider."""
        self.slider.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the map as it is now, the space bar plays."""
        if event.key() == Qt.Key.Key_Escape:
            self.closing.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.turn_playing()
        else:
            super().keyPressEvent(event)

    def close_bar(self) -> None:
        """Ask for nothing more."""
        self.stop()
        self._due.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words enough room, whatever happens: buttons make way for them."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow == self._narrow:
            return
        self._narrow = narrow
        style = Qt.ToolButtonStyle
        self.name_version.setToolButtonStyle(
            style.ToolButtonIconOnly if narrow else style.ToolButtonTextBesideIcon
        )
        if narrow:
            self._column.addWidget(self._restoring)
        else:
            self._above.insertWidget(2, self._restoring)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.slider.set_theme(theme)
        self.previous.setIcon(qicon("chevron-left", theme, 16))
        self.next.setIcon(qicon("chevron-right", theme, 16))
        self.cross.setIcon(qicon("close", theme, 16))
        for button in (self.restore_chosen, self.restore_map, self.name_version):
            button.setIcon(qicon(button.icon_name, theme, 16))
        self._dress_play()

    def _dress_play(self) -> None:
        name = "pause" if self.playing else "play"
        self.play.setIcon(qicon(name, self._theme, 16))
        for say in (self.play.setToolTip, self.play.setAccessibleName):
            say(t(f"history.{name}"))
