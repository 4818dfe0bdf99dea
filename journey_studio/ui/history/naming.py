# SPDX-License-Identifier: Apache-2.0
"""The dialog that asks what a version is called."""

from typing import NamedTuple

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from journey_studio.i18n import t

_WIDTH = 440
_NOTE_LINES = 3
_LONGEST = 200  # signs of a name, which has to be read at a glance


class Naming(NamedTuple):
    """What somebody calls a version, and what else they say of it."""

    title: str
    note: str = ""


class NamingDialog(QDialog):
    """Asks for a name and a note. Accepted, `naming` is what was given."""

    def __init__(self, parent: QWidget | None, head: str, more: str, answer: str) -> None:
        super().__init__(parent)
        self.setObjectName("form")  # its fields look like those of the inspector
        self.setWindowTitle(t("ui.program"))
        self.setMinimumWidth(_WIDTH)
        self.title = QLineEdit()
        self.title.setMaxLength(_LONGEST)
        self.title.setPlaceholderText(t("history.naming.example"))
        self.note = QTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setAcceptRichText(False)
        margins = 2 * round(self.note.document().documentMargin()) + 2 * self.note.frameWidth()
        lines = self.note.fontMetrics().lineSpacing() * _NOTE_LINES
        self.note.setFixedHeight(lines + margins)
        self._buttons = QDialogButtonBox()
        accept, reject = QDialogButtonBox.ButtonRole.AcceptRole, QDialogButtonBox.ButtonRole
        self.answer = self._buttons.addButton(answer, accept)
        self.answer.setDefault(True)
        self._buttons.addButton(t("ui.dialog.cancel"), reject.RejectRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.title.textChanged.connect(self._fit)
        self._lay_out(head, more)
        self._fit()

    def _lay_out(self, head: str, more: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 18)
        column.setSpacing(6)
        for words, role in ((head, "head"), (more, "words")):
            label = QLabel(words)
            label.setProperty("role", role)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(6)
        for text, field in (
            (t("history.naming.title"), self.title),
            (t("history.naming.note"), self.note),
        ):
            label = QLabel(text)
            label.setProperty("role", "field")
            label.setBuddy(field)
            field.setAccessibleName(text)
            column.addWidget(label)
            column.addWidget(field)
        column.addSpacing(8)
        column.addWidget(self._buttons)

    def start_with(self, naming: Naming) -> None:
        """Begin with what it is called already."""
        self.title.setText(naming.title)
        self.title.selectAll()
        self.note.setPlainText(naming.note)

    @property
    def naming(self) -> Naming:
        """What has been given."""
        return Naming(" ".join(self.title.text().split()), self.note.toPlainText().strip())

    def _fit(self) -> None:
        self.answer.setEnabled(bool(self.naming.title))


def ask_name(
    parent: QWidget | None, head: str, more: str, answer: str, before: Naming | None = None
) -> Naming | None:
    """What a version is to be called; None where somebody would rather not say."""
    dialog = NamingDialog(parent, head, more, answer)
    if before is not None:
        dialog.start_with(before)
    found = dialog.naming if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return found
