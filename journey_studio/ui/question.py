# SPDX-License-Identifier: Apache-2.0
"""A sentence, and buttons that say what they do."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from journey_studio.i18n import t

_WIDTH = 460


class Question(QDialog):
    """A heading, a few words, and answers; `chosen` is the place of the one given, -1 for none."""

    def __init__(
        self, parent: QWidget | None, head: str, text: str, answers: Sequence[str], leave: str
    ) -> None:
        super().__init__(parent)
        self.chosen = -1
        self.setWindowTitle(t("ui.program"))
        self.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 18)
        column.setSpacing(8)
        for words, part in ((head, "head"), (text, "words")):
            label = QLabel(words)
            label.setProperty("role", part)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addSpacing(10)
        buttons = QDialogButtonBox()
        for at, answer in enumerate(answers):
            role = QDialogButtonBox.ButtonRole.AcceptRole
            button = buttons.addButton(answer, role)
            button.setProperty("place", at)
            button.clicked.connect(self._choose)
            button.setDefault(at == 0)
        buttons.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _choose(self) -> None:
        self.chosen = self.sender().property("place")
        self.accept()
