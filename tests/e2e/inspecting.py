# SPDX-License-Identifier: Apache-2.0
"""A pilot with both panels open: reads and fills in the fields of the inspector by their labels."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QWidget,
)

from journey_studio.canvas.dropping import packed
from journey_studio.canvas.selection import Selection
from journey_studio.ui.inspector.chips import Chip
from journey_studio.ui.inspector.choices import CheckField, ChoiceField
from journey_studio.ui.inspector.field import Field
from journey_studio.ui.inspector.form import Form
from journey_studio.ui.inspector.panel import Inspector
from journey_studio.ui.inspector.picks import PickField
from journey_studio.ui.palette.panel import Palette
from journey_studio.ui.palette.shelf import Thing
from tests.e2e.pilot import Pilot, settle
from tests.hands import LEFT, NONE, wait_until

COPY = Qt.DropAction.CopyAction


class Inspecting(Pilot):
    """Works beside the map as well as on it."""

    @classmethod
    def at(cls, pilot: Pilot) -> "Inspecting":
        """The same window with both panels open, at full size."""
        found = cls(pilot.desk, pilot.window)
        # Only the window in front is told when the keyboard goes from field to field.
        found.window.activateWindow()
        wait_until(found.window.isActiveWindow)
        panels = found.window.panels
        assert panels is not None
        for name in ("palette", "inspector"):
            if not panels.is_open(name):
                panels.toggle(name)
        settle()
        found.show_at_full_size()
        return found

    @property
    def inspector(self) -> Inspector:
        assert self.window.panels is not None
        return self.window.panels.inspector

    @property
    def palette(self) -> Palette:
        assert self.window.panels is not None
        return self.window.panels.palette_panel

    def select(self, *ids: str) -> None:
        """Click on a card, and on others with Ctrl."""
        self.show_at_full_size(ids[0])
        if len(ids) == 1:
            self.click(ids[0])
        else:
            self.canvas.select(Selection(ids))
        settle()

    def pull_edge_of(self, panel: QWidget, by: int) -> None:
        """Pull the edge at the left of a panel so many px to the right."""
        panels = self.window.panels
        assert panels is not None
        edge = panels.handle(panels.indexOf(panel))
        at = edge.rect().center()
        QTest.mousePress(edge, LEFT, NONE, at)
        QTest.mouseMove(edge, at + QPoint(by, 0))
        QTest.mouseRelease(edge, LEFT, NONE, at)
        settle()

    # The inspector

    @property
    def heading(self) -> str:
        return self.inspector.title.text()

    @property
    def fields(self) -> list[Field]:
        assert self.inspector.form is not None
        return [field for field in self.inspector.form.fields if field.isVisible()]

    def unfold(self, title: str) -> None:
        """Open a section by its heading."""
        assert self.inspector.form is not None
        section = next(s for s in self.inspector.form.sections if s.head.text() == title)
        if not section.is_open:
            self.press_button(section.head)

    def unfold_all(self) -> Form:
        """Open every section of what is selected."""
        form = self.inspector.form
        assert form is not None
        for section in form.sections:
            if section.name and not section.is_open:
                self.press_button(section.head)
        return form

    def field(self, label: str) -> Field:
        for each in self.fields:
            box = each.box.text() if isinstance(each, CheckField) else ""
            if label in (each.label.text(), box):
                return each
        raise AssertionError(f"no field is called {label!r}: {self.labels}")

    def field_of(self, register: str) -> Field:
        """The field of a register, also where it has no label."""
        assert self.inspector.form is not None
        return self.inspector.form.field(register)

    @property
    def labels(self) -> list[str]:
        return [each.label.text() for each in self.fields]

    def editor(self, label: str) -> QWidget:
        """What one writes in, for a field by its label or an editor by its name."""
        for each in self.fields:
            if each.label.text() == label and each.label.buddy() is not None:
                found = each.label.buddy()
                if isinstance(found, QAbstractSpinBox | QComboBox):
                    return found.lineEdit() or found
                return found
        for widget in self.inspector.findChildren(QWidget):
            if widget.accessibleName() == label and widget.isVisible():
                return widget
        raise AssertionError(f"nothing is called {label!r}: {self.labels}")

    def write_in(self, label: str, text: str) -> None:
        """Click into a field and write something else."""
        at = self.editor(label)
        self.inspector.area.ensureWidgetVisible(at)
        settle()
        QTest.mouseClick(at, LEFT, NONE, QPoint(12, 12))
        QTest.keyClick(at, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(at, Qt.Key.Key_Delete)
        self.type(text)

    def says(self, label: str) -> str:
        """What stands in a field."""
        field = self.field(label)
        if isinstance(field, ChoiceField):
            combo = field.combo
            return combo.currentText() if combo.currentIndex() >= 0 else combo.placeholderText()
        at = self.editor(label)
        text = at.text()  # type: ignore[attr-defined]
        return text or at.placeholderText()  # type: ignore[attr-defined, no-any-return]

    def pick(self, label: str, option: str) -> None:
        """Choose an entry of a list."""
        field = self.field(label)
        assert isinstance(field, ChoiceField | PickField)
        at = field.combo.findText(option)
        assert at >= 0, f"{label} offers no {option!r}"
        field.combo.setCurrentIndex(at)
        field.combo.activated.emit(at)
        settle()

    def tick(self, label: str) -> None:
        field = self.field(label)
        assert isinstance(field, CheckField)
        self.press_button(field.box)

    def press_button(self, button: QAbstractButton) -> None:
        QTest.mouseClick(button, LEFT, NONE, button.rect().center())
        settle()

    def chip(self, text: str) -> Chip:
        chips = [each for each in self.inspector.findChildren(Chip) if each.isVisible()]
        return next(each for each in chips if each.text().replace("&&", "&") == text)

    @property
    def chips(self) -> list[str]:
        return [each.text() for each in self.inspector.findChildren(Chip) if each.isVisible()]

    @property
    def problems(self) -> list[str]:
        """What stands below fields in red."""
        labels = self.inspector.findChildren(QLabel)
        return [
            each.text()
            for each in labels
            if each.property("role") == "problem" and each.isVisible() and each.text()
        ]

    # The palette

    def thing(self, name: str) -> Thing:
        """Something of the palette, its shelf unfolded."""
        for shelf in self.palette.shelves:
            for thing in shelf.things:
                if thing.text() == name:
                    if not shelf.head.isChecked():
                        self.press_button(shelf.head)
                    return thing
        raise AssertionError(f"the palette holds no {name!r}")

    def carry_new(self, name: str, to: QPoint) -> bool:
        """Drag something of the palette over the map; whether it would land there."""
        self.mime = packed(self.thing(name).entry.item)
        enter = QDragEnterEvent(to, COPY, self.mime, LEFT, NONE)
        QApplication.sendEvent(self.view, enter)
        return enter.isAccepted() and self.move_new(to)

    def move_new(self, to: QPoint) -> bool:
        """Go on with it to another place."""
        move = QDragMoveEvent(to, COPY, self.mime, LEFT, NONE)
        QApplication.sendEvent(self.view, move)
        settle()
        return move.isAccepted()

    def drop_new(self, at: QPoint) -> None:
        """Let go of it."""
        QApplication.sendEvent(self.view, QDropEvent(QPointF(at), COPY, self.mime, LEFT, NONE))
        settle()

    def take_back(self) -> None:
        """Esc during the drag: Qt tells the map that it has gone."""
        QApplication.sendEvent(self.view, QDragLeaveEvent())
        settle()
