# SPDX-License-Identifier: Apache-2.0
"""A field of the inspector: a quiet label, something to edit, why what was given did not fit."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from journey_studio.layout.theme import Theme
from journey_studio.model.commands import Command
from journey_studio.ui.inspector.hands import Hands
from journey_studio.ui.inspector.subject import Shared, Subject


def words(text: str, role: str) -> QLabel:
    """A text that wraps and is never cut."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumWidth(1)  # it breaks its lines for whatever room there is
    return label


class Field(QWidget):
    """Shows something of a subject and carries out what a person makes of it."""

    def __init__(self, hands: Hands, label: str) -> None:
        super().__init__()
        self.hands = hands
        self.subject: Subject | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.label = words(label, "field")
        if label:
            self.column.addWidget(self.label)
        self.problem = words("", "problem")
        self.problem.hide()
        self.column.addWidget(self.problem)

    def put(self, widget: QWidget, *, named: bool = True) -> None:
        """Put an editor between the label and the words of a problem."""
        self.column.insertWidget(self.column.count() - 1, widget)
        if named:
            self.label.setBuddy(widget)
            widget.setAccessibleName(self.label.text())

    def show_subject(self, subject: Subject, *, other: bool) -> None:
        """Show a subject. Where it is no `other` one, what is being typed stays as it is."""
        self.subject = subject
        if other:
            self.complain("")
        self.refresh(other)

    def refresh(self, other: bool, /) -> None:
        """Show the subject as it is now."""

    def commit(self) -> None:
        """Carry out what has been typed and not yet been given."""

    def set_theme(self, theme: Theme, /) -> None:
        """Take the theme's colours."""

    @property
    def filled(self) -> bool:
        """Whether the field holds anything, so that its section should be open."""
        return False

    def complain(self, text: str) -> None:
        """Say below the field why something does not fit; "" takes that back."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.problem.setAccessibleName(text)

    def carry_out(self, command: Command) -> bool:
        """Do it; false where it does not fit, which then stands below the field."""
        reason = self.hands.attempt(command)
        self.complain(reason)
        return not reason


class RegisterField(Field):
    """A field for one register of the subject's records."""

    def __init__(self, hands: Hands, register: str, label: str) -> None:
        super().__init__(hands, label)
        self.register = register

    @property
    def shared(self) -> Shared:
        """What the records hold."""
        return self.subject.shared(self.register) if self.subject else Shared(None)

    @property
    def filled(self) -> bool:
        """Whether any record holds a value of its own."""
        return self.shared.mixed or bool(self.shared.value)

    def give(self, value: Any) -> bool:
        """Write a value into every record; false where it does not fit."""
        if self.subject is None or not self.subject.ids:
            return False
        return self.carry_out(self.subject.edit({self.register: value}))
