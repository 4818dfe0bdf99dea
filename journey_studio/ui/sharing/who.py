# SPDX-License-Identifier: Apache-2.0
"""Who a person is to their colleagues: name and department, as they choose to be shown."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.session.settings import load_settings, save_settings
from journey_studio.ui.sharing.parts import spread, words

_LONGEST = 120
_WIDTH = 440


class WhoForm(QWidget):
    """Two fields, filled with what the settings hold. `changed` comes with every key."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form")
        settings = load_settings()
        self.name = _field(settings.name, t("sharing.who.name.example"))
        self.department = _field(settings.department, t("sharing.who.department.example"))
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(12)
        for text, field in (
            (t("sharing.who.name"), self.name),
            (t("sharing.who.department"), self.department),
        ):
            label = QLabel(text)
            label.setBuddy(field)
            field.setAccessibleName(text)
            field.textChanged.connect(self.changed)
            form.addRow(label, field)

    @property
    def complete(self) -> bool:
        """Whether colleagues would know who it is."""
        return bool(self.name.text().strip())

    def save(self) -> bool:
        """Keep what was entered; whether it is another than before. Raises JourneyError."""
        before = load_settings()
        name, department = self.name.text().strip(), self.department.text().strip()
        after = replace(before, name=name, department=department)
        if after != before:
            save_settings(after)
        return after != before


def take_author() -> None:
    """What is edited from now on, in every window, says who the person has just said they are."""
    author = load_settings().author
    for window in QApplication.topLevelWidgets():
        session = getattr(window, "session", None)
        if session is not None:
            session.document.author = author


def _field(text: str, example: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setMaxLength(_LONGEST)
    field.setPlaceholderText(example)
    return field


class WhoDialog(QDialog):
    """Asks who the person is. Accepted, it has been saved."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(t("sharing.who.title"))
        self.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self)
        spread(column)
        column.addWidget(words(t("sharing.who.title"), "head"))
        column.addWidget(words(t("sharing.who.words"), "quiet"))
        self.form = WhoForm()
        column.addWidget(self.form)
        self._problem = words("", "problem")
        self._problem.hide()
        column.addWidget(self._problem)
        column.addStretch(1)
        buttons = QDialogButtonBox()
        save = buttons.addButton(t("sharing.who.save"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setDefault(True)
        buttons.addButton(t("ui.dialog.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _save(self) -> None:
        try:
            self.form.save()
        except JourneyError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self.accept()
