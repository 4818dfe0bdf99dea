# SPDX-License-Identifier: Apache-2.0
"""Fields for numbers and days: texts that are read with care, and counts to step through."""

import math
from typing import Any

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from journey_studio.i18n import t
from journey_studio.layout.metrics import figure
from journey_studio.layout.theme import Theme
from journey_studio.ui.bound import bound
from journey_studio.ui.buttons import small_button
from journey_studio.ui.icons import qicon
from journey_studio.ui.inspector.field import RegisterField
from journey_studio.ui.inspector.framed import WholeNumber
from journey_studio.ui.inspector.hands import Hands
from journey_studio.ui.inspector.texts import TextField

_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'")


def read_amount(text: str) -> float | None:
    """The number a person wrote, None for nothing. Raises ValueError where it is none.

    A comma and a point both part decimals, unless they can only part thousands.
    """
    plain = text.strip().translate(_SPACES).replace("\u2212", "-")
    if not plain:
        return None
    if "," in plain and "." in plain:  # the last one parts the decimals
        thousands = "," if plain.rindex(".") > plain.rindex(",") else "."
        plain = plain.replace(thousands, "")
    elif plain.count(",") > 1 or plain.count(".") > 1:
        plain = plain.replace(",", "").replace(".", "")
    try:
        value = float(plain.replace(",", "."))
    except ValueError:
        raise ValueError(t("inspector.no_number")) from None
    if not math.isfinite(value) or abs(value) > 1e15:
        raise ValueError(t("inspector.number_range"))
    return value


def read_day(text: str) -> str:
    """The day a person wrote, as 2026-05-31, "" for none. Raises ValueError where it is none."""
    text = text.strip()
    if not text:
        return ""
    locale, kinds = QLocale(), QLocale.FormatType
    found = QDate.fromString(text, "yyyy-MM-dd")
    for kind in (kinds.ShortFormat, kinds.LongFormat):
        if not found.isValid():
            found = locale.toDate(text, kind)
    if not found.isValid() or not 1000 <= found.year() <= 9999:
        raise ValueError(t("inspector.no_day"))
    return found.toString("yyyy-MM-dd")


class DayField(TextField):
    """A day, or none."""

    def __init__(self, hands: Hands, register: str, label: str) -> None:
        super().__init__(hands, register, label, hint=t("inspector.day.hint"))

    def read(self, text: str) -> str:
        """The day."""
        return read_day(text)


class AmountField(TextField):
    """A number, or none."""

    def read(self, text: str) -> float | None:
        """The number."""
        return read_amount(text)

    def written(self, value: Any) -> str:
        """The number as people write it."""
        return "" if value is None else figure(value)


class Spin(WholeNumber):
    """A count whose least value may stand for the usual one; `first` comes next then."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self._first = first

    def stepBy(self, steps: int) -> None:
        """From the least value, which stands for the usual, to the first that makes sense."""
        if steps > 0 and self._first and self.value() == self.minimum():
            self.setValue(self._first)
        elif steps < 0 and self._first and self.value() + steps * self.singleStep() < self._first:
            self.setValue(self.minimum())
        else:
            super().stepBy(steps)


class CountField(RegisterField):
    """A whole number. `least` can say something in words, "as usual"; then `first` comes next."""

    def __init__(
        self,
        hands: Hands,
        register: str,
        label: str,
        least: int,
        most: int,
        *,
        step: int = 1,
        first: int = 0,
        least_text: str = "",
        unit: str = "",
    ) -> None:
        super().__init__(hands, register, label)
        self.spin = Spin(first)
        self.spin.setRange(least, most)
        self.spin.setSingleStep(step)
        self.spin.setSpecialValueText(least_text)
        self.spin.setSuffix(unit)
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(4)
        across.addWidget(self.spin, 1)
        self.fewer = small_button(t("inspector.fewer"))
        self.more = small_button(t("inspector.more"))
        for button, by in ((self.fewer, -1), (self.more, 1)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys do the same
            button.clicked.connect(bound(self.spin.stepBy, by))
            across.addWidget(button)
        self.put(row, named=False)
        self.label.setBuddy(self.spin)
        self.spin.setAccessibleName(label)
        self.set_theme(hands.theme)
        self.spin.valueChanged.connect(self._changed)

    @property
    def filled(self) -> bool:
        """Whether it is another number than the usual one."""
        return self.shared.mixed or self.shared.value != self.spin.minimum()

    def refresh(self, _other: bool, /) -> None:
        """Show the number."""
        blocked = self.spin.blockSignals(True)
        self.spin.setValue(round(self.shared.value))
        self.spin.blockSignals(blocked)
        line = self.spin.lineEdit()
        line.setPlaceholderText(t("inspector.mixed") if self.shared.mixed else "")
        if self.shared.mixed and not self.spin.hasFocus():
            blocked = line.blockSignals(True)
            line.clear()
            line.blockSignals(blocked)

    def set_theme(self, theme: Theme, /) -> None:
        """Take the theme's colours."""
        self.fewer.setIcon(qicon("minus", theme, 14))
        self.more.setIcon(qicon("plus", theme, 14))

    def commit(self) -> None:
        """Give a number that is still being typed."""
        self.spin.interpretText()

    def _changed(self, value: int) -> None:
        if not self.give(value):
            self.refresh(False)
