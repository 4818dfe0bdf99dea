# SPDX-License-Identifier: Apache-2.0
"""Fields to choose in: they are given at once."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from journey_studio.i18n import t
from journey_studio.layout.theme import Colour, Theme
from journey_studio.ui.icons import qicon
from journey_studio.ui.inspector.field import RegisterField
from journey_studio.ui.inspector.hands import Hands
from journey_studio.ui.inspector.subject import Subject
from journey_studio.ui.inspector.tick import Tick

_ARROW = 14  # px
_BESIDE = 34  # px that words leave free: the edges and the arrow


class Option(NamedTuple):
    """Something to choose: its words, its value, and an icon in a colour of its own or in none."""

    text: str
    value: object
    icon: str = ""
    colour: Colour | None = None


class Combo(QComboBox):
    """A list of options. The wheel scrolls the panel and never changes what is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setIconSize(QSize(16, 16))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self._theme: Theme | None = None

    def minimumSizeHint(self) -> QSize:
        """It may be shorter than its words, which are shortened then."""
        return QSize(56, super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the panel."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """What is chosen, shortened where there is no room, and the sign that there is more."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.width() - _BESIDE - (0 if self.itemIcon(self.currentIndex()).isNull() else 22)
        words = self.currentText() if self.currentIndex() >= 0 else self.placeholderText()
        metrics = self.fontMetrics()
        option.currentText = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        if self.currentIndex() >= 0:
            # Where one can write, that is the icon alone.
            painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        elif not self.isEditable():
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            inside = self.rect().adjusted(8, 0, -24, 0)
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, option.currentText)
        if self._theme is not None:
            colour = self._theme.colours.quiet if self.isEnabled() else self._theme.colours.face
            arrow = qicon("chevron-down", self._theme, _ARROW, colour)
            arrow.paint(painter, self.width() - 20, (self.height() - _ARROW) // 2, _ARROW, _ARROW)
        painter.end()

    def dress(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.update()

    def offer(self, options: Sequence[Option], theme: Theme) -> None:
        """Offer these options; what was chosen stays chosen."""
        self._theme = theme
        before = self.currentData()
        blocked = self.blockSignals(True)
        self.clear()
        for each in options:
            self.addItem(each.text, each.value)
            if each.icon:
                icon = qicon(each.icon, theme, 16, each.colour or theme.colours.quiet)
                self.setItemIcon(self.count() - 1, icon)
        self.setCurrentIndex(self.findData(before))
        self.blockSignals(blocked)

    def choose(self, value: object, *, mixed: bool = False) -> None:
        """Show this value as chosen, or that there are several."""
        blocked = self.blockSignals(True)
        self.setPlaceholderText(t("inspector.mixed"))
        self.setCurrentIndex(-1 if mixed else self.findData(value))
        self.blockSignals(blocked)


class ChoiceField(RegisterField):
    """One of a few values of a register."""

    def __init__(
        self, hands: Hands, register: str, label: str, options: Sequence[Option] = ()
    ) -> None:
        super().__init__(hands, register, label)
        self.combo = Combo()
        self._options = tuple(options)
        self.put(self.combo)
        self.combo.offer(self._options, hands.theme)
        self.combo.activated.connect(self._chosen)

    def options(self, subject: Subject) -> Sequence[Option]:  # noqa: ARG002 - others look at it
        """What can be chosen for a subject."""
        return self._options

    def refresh(self, _other: bool, /) -> None:
        """Show what is chosen."""
        if self.subject is None or not self.subject.ids:
            return
        options = tuple(self.options(self.subject))
        if options != self._options:
            self._options = options
            self.combo.offer(options, self.hands.theme)
        self.combo.choose(self.shared.value, mixed=self.shared.mixed)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the theme's colours."""
        self.combo.offer(self._options, theme)

    def _chosen(self, at: int) -> None:
        if not self.give(self.combo.itemData(at)):
            self.refresh(False)


class CheckField(RegisterField):
    """Yes or no; partly where the records differ."""

    def __init__(self, hands: Hands, register: str, text: str) -> None:
        super().__init__(hands, register, "")
        self.box = Tick(hands, text)
        self.put(self.box, named=False)
        self.box.clicked.connect(self._clicked)

    def refresh(self, _other: bool, /) -> None:
        """Show it."""
        shared = self.shared
        state = Qt.CheckState.Checked if shared.value else Qt.CheckState.Unchecked
        self.box.setTristate(shared.mixed)
        self.box.setCheckState(Qt.CheckState.PartiallyChecked if shared.mixed else state)

    def _clicked(self) -> None:
        mixed = self.shared.mixed
        if not self.give(True if mixed else self.box.isChecked()):
            self.refresh(False)
