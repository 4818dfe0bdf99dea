# SPDX-License-Identifier: Apache-2.0
"""How somebody feels at a step: a slider over the levels people know, a number, or a gap."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from journey_studio.canvas.points import STEP, level_word
from journey_studio.canvas.selection import Selection
from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.commands import SetPoint
from journey_studio.model.commands.points import point_id
from journey_studio.model.records import Lane, Point
from journey_studio.model.scales import number_of, value_of
from journey_studio.ui.buttons import small_button
from journey_studio.ui.icons import qicon
from journey_studio.ui.inspector.field import Field
from journey_studio.ui.inspector.framed import Decimal
from journey_studio.ui.inspector.hands import Hands
from journey_studio.ui.inspector.places import At

_FINE = 20  # places of the slider from the middle to either end


class _Slider(QSlider):
    """A slider; the wheel scrolls the panel."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the panel."""
        event.ignore()


class _Number(Decimal):
    """A value in the numbers people know."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives the number and goes no further."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class FeelingField(Field):
    """The value of one point. Feelings run from -2 to +2, the tension of a story from 1 to 5."""

    def __init__(self, hands: Hands, at: At, label: str) -> None:
        super().__init__(hands, label)
        self.at = at
        lane = hands.snapshot.get(Lane, at.lane)
        self._kind = lane.kind if lane is not None else "curve"
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(-_FINE, _FINE)
        self.slider.setSingleStep(round(STEP * _FINE))
        self.slider.setPageStep(_FINE // 2)
        self.slider.setTickInterval(_FINE // 2)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setTracking(True)
        self.number = _Number()
        self.number.setRange(number_of(-1, self._kind), number_of(1, self._kind))
        self.number.setSingleStep(0.5)
        self.number.setDecimals(1)
        self.number.setFixedWidth(58)
        self.gap = small_button(t("inspector.feeling.gap"))
        self.word = QLabel()
        self.word.setProperty("role", "quiet")
        self._lay_out(label)
        self.slider.valueChanged.connect(self._slid)
        self.slider.sliderReleased.connect(self._let_go)
        self.number.valueChanged.connect(lambda number: self._give(value_of(number, self._kind)))
        self.gap.clicked.connect(lambda: self._give(None))
        self.set_theme(hands.theme)

    def _lay_out(self, label: str) -> None:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.slider, 1)
        across.addWidget(self.number)
        across.addWidget(self.gap)
        box = QWidget()
        down = QVBoxLayout(box)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2)
        down.addWidget(row)
        down.addWidget(self.word)
        self.put(box, named=False)
        self.label.setBuddy(self.slider)
        name = label or t("inspector.feeling")
        self.slider.setAccessibleName(name)
        self.number.setAccessibleName(name)

    @property
    def value(self) -> float | None:
        """What the project holds; None for a gap."""
        point = self.hands.snapshot.get(Point, point_id(*self.at))
        return point.value if point is not None else None

    @property
    def filled(self) -> bool:
        """Whether there is a point."""
        return self.value is not None

    def refresh(self, _other: bool, /) -> None:
        """Show the value, or that there is none."""
        if self.slider.isSliderDown():
            return
        value = self.value
        for widget in (self.slider, self.number):
            widget.blockSignals(True)
        self.slider.setValue(round((value or 0.0) * _FINE))
        self.number.setValue(number_of(value or 0.0, self._kind))
        for widget in (self.slider, self.number):
            widget.blockSignals(False)
        line = self.number.lineEdit()
        line.setProperty("empty", value is None)
        line.style().unpolish(line)
        line.style().polish(line)
        self.gap.setEnabled(value is not None and self.hands.writable)
        self._say(value)

    def _say(self, value: float | None) -> None:
        text = t("inspector.feeling.none") if value is None else level_word(self._kind, value)
        self.word.setText(text[:1].upper() + text[1:])

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.gap.setIcon(qicon("close", theme, 14))

    def _slid(self, place: int) -> None:
        if self.slider.isSliderDown():
            self._say(place / _FINE)
        else:
            self._give(place / _FINE)

    def _let_go(self) -> None:
        self._give(self.slider.value() / _FINE)

    def _give(self, value: float | None) -> None:
        if value == self.value:
            return
        lane, step, persona = self.at
        if not self.carry_out(SetPoint(lane=lane, step=step, persona=persona, value=value)):
            self.refresh(True)
        elif value is None:
            # A gap cannot be selected; the place where it lies can.
            self.hands.canvas.select(Selection((), (lane, step)))
