# SPDX-License-Identifier: Apache-2.0
"""The metric of a card: which one, what it should be, and what it has been."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QSize
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QToolButton, QVBoxLayout

from journey_studio.i18n import t
from journey_studio.layout.metrics import figure
from journey_studio.layout.theme import Theme
from journey_studio.model.commands import SetReading
from journey_studio.model.records import Metric, Reading
from journey_studio.ui.buttons import small_button
from journey_studio.ui.icons import qicon
from journey_studio.ui.inspector.choices import ChoiceField, Option
from journey_studio.ui.inspector.field import Field
from journey_studio.ui.inspector.hands import Hands
from journey_studio.ui.inspector.numbers import AmountField, read_amount, read_day
from journey_studio.ui.inspector.picks import PickField
from journey_studio.ui.inspector.sections import Beside
from journey_studio.ui.inspector.subject import Subject, subject_of
from journey_studio.ui.inspector.texts import Line, TextField

_MOST_ROWS = 60  # readings shown; the latest


class _Day(Line):
    """A line that is never too narrow for a day."""

    def minimumSizeHint(self) -> QSize:
        """Room for a day in place of the widest letter."""
        least, metrics = super().minimumSizeHint(), self.fontMetrics()
        wide = least.width() - metrics.maxWidth() + metrics.horizontalAdvance("2026-05-30")
        return QSize(wide, least.height())


class ReadingsField(Field):
    """What a metric was on which day, the latest first, and a line for the next one."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands, t("inspector.metric.readings"))
        self.frame = QFrame()
        self.grid = QGridLayout(self.frame)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(6)
        self.grid.setVerticalSpacing(2)
        self.grid.setColumnStretch(0, 3)
        self.grid.setColumnStretch(1, 2)
        self.put(self.frame, named=False)
        self.day, self.value = _Day(), Line()
        for line, name in ((self.day, "day"), (self.value, "value")):
            line.setPlaceholderText(t(f"inspector.metric.{name}"))
            line.setAccessibleName(t(f"inspector.metric.new_{name}"))
            line.given.connect(self.commit)
            line.left.connect(self._leave)
        self.grid.addWidget(self.day, 0, 0)
        self.grid.addWidget(self.value, 0, 1, 1, 2)
        self._rows: list[tuple[QLabel, QLabel, QToolButton]] = []
        self._shown: object = None

    def refresh(self, other: bool, /) -> None:
        """Show the readings."""
        if self.subject is None or not self.subject.ids:
            return
        if other or not self.day.text():
            self.value.clear()
            self.day.setText(QDate.currentDate().toString("yyyy-MM-dd"))
        found = self._readings(self.subject)
        shown = (found, self.hands.theme)
        if shown == self._shown:
            return
        self._shown = shown
        for widgets in self._rows:
            for widget in widgets:
                widget.hide()
                widget.deleteLater()
        self._rows = [self._row(place, each) for place, each in enumerate(found, 1)]

    def _readings(self, subject: Subject) -> Sequence[Reading]:
        every = [
            each
            for each in subject.snapshot.under(Reading, subject.ids[0])
            if each.value is not None
        ]
        return every[::-1][:_MOST_ROWS]

    def _row(self, place: int, reading: Reading) -> tuple[QLabel, QLabel, QToolButton]:
        day, value = QLabel(reading.day), QLabel(figure(reading.value or 0))
        cross = small_button(t("inspector.metric.remove", day=reading.day), 12)
        for label in (day, value):
            label.setContentsMargins(9, 2, 2, 2)
        cross.setIcon(qicon("close", self.hands.theme, 12, self.hands.theme.colours.quiet))
        cross.setEnabled(self.hands.writable)
        cross.clicked.connect(lambda: self._set(reading.day, None))
        for column, widget in enumerate((day, value, cross)):
            self.grid.addWidget(widget, place, column)
        return day, value, cross

    def set_theme(self, _theme: Theme, /) -> None:
        """Take the theme's colours."""
        self.refresh(False)

    def commit(self) -> None:
        """Note a reading once its value is there."""
        if not self.value.text().strip():
            self.complain("")
            return
        try:
            day, value = read_day(self.day.text()), read_amount(self.value.text())
            if not day:
                raise ValueError(t("inspector.no_day"))
        except ValueError as error:
            self.complain(str(error))
            return
        if self._set(day, value):
            self.value.clear()

    def _set(self, day: str, value: float | None) -> bool:
        if self.subject is None:
            return False
        return self.carry_out(SetReading(metric=self.subject.ids[0], day=day, value=value))

    def _leave(self) -> None:
        if self.value.text():
            self.value.clear()
            self.complain("")
        else:
            self.hands.leave()


class MetricField(PickField):
    """The metric that cards show, and below it the metric itself, as every card shows it."""

    def __init__(self, hands: Hands, register: str) -> None:
        label, hint = t("inspector.metric"), t("inspector.metric.hint")
        super().__init__(hands, register, label, "metric", hint)
        self.inset = QFrame()
        self.inset.setObjectName("inset")
        column = QVBoxLayout(self.inset)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(10)
        better = [Option(t(f"inspector.metric.{each}"), each) for each in ("higher", "lower")]
        self.name = TextField(hands, "name", t("inspector.name"))
        self.unit = TextField(hands, "unit", t("inspector.metric.unit"))
        self.target = AmountField(hands, "target", t("inspector.metric.target"))
        self.better = ChoiceField(hands, "better", t("inspector.metric.better"), better)
        self.readings = ReadingsField(hands)
        self.parts: tuple[Field, ...] = (
            self.name,
            self.target,
            self.unit,
            self.better,
            self.readings,
        )
        column.addWidget(self.name)
        column.addWidget(Beside(self.target, self.unit))
        column.addWidget(self.better)
        column.addWidget(self.readings)
        self.put(self.inset, named=False)
        self.column.setSpacing(6)
        self._metric = ""

    def refresh(self, other: bool, /) -> None:
        """Show the metric as well."""
        super().refresh(other)
        if self.subject is None:
            return
        shared = self.shared
        metric = None if shared.mixed else self.subject.snapshot.get(Metric, shared.value)
        if other or (metric.id if metric else "") != self._metric:
            for part in self.parts:
                part.commit()
        self.inset.setVisible(metric is not None)
        if metric is not None:
            another = other or metric.id != self._metric
            of = subject_of(self.subject.snapshot, [metric.id])
            for part in self.parts:
                part.show_subject(of, other=another)
        self._metric = metric.id if metric is not None else ""

    def commit(self) -> None:
        """Give what is being typed, of the metric too."""
        super().commit()
        if self._metric:
            for part in self.parts:
                part.commit()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        super().set_theme(theme)
        for part in self.parts:
            part.set_theme(theme)
