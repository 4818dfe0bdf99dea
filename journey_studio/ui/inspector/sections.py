# SPDX-License-Identifier: Apache-2.0
"""A part of a form under a heading that folds it away."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.ui.fold import EDGE, FoldHead
from journey_studio.ui.inspector.field import Field
from journey_studio.ui.inspector.hands import Hands
from journey_studio.ui.inspector.subject import Subject

_RHYTHM = 12  # px between fields


class Beside(QWidget):
    """Two short fields in one line."""

    def __init__(self, *fields: Field) -> None:
        super().__init__()
        self.fields = fields
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_RHYTHM)
        for field in fields:
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)


class Section(QFrame):
    """Fields under a heading. One without a heading is always open.

    Until a person folds or unfolds it, it is open where any of its fields holds something, or
    where it is `open_first`.
    """

    def __init__(
        self,
        hands: Hands,
        name: str,
        parts: Sequence[Field | Beside],
        *,
        open_first: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("section")
        self.hands = hands
        self.name = name
        self._open_first = open_first
        self.fields: list[Field] = []
        self._subject: Subject | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16 - EDGE, _RHYTHM if not name else 0, 16, 0)
        column.setSpacing(0)
        self.head = FoldHead(t(f"inspector.section.{name}") if name else "")
        self.head.clicked.connect(self._fold)
        self.head.draw(hands.theme)
        self.body = QWidget()
        if name:
            column.addWidget(self.head)
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(EDGE, 0 if not name else 2, 0, 14)
        inner.setSpacing(_RHYTHM)
        for part in parts:
            inner.addWidget(part)
            self.fields += part.fields if isinstance(part, Beside) else [part]
        column.addWidget(self.body)

    @property
    def is_open(self) -> bool:
        """Whether the fields are to be seen."""
        return not self.name or self.head.isChecked()

    def show_subject(self, subject: Subject, *, other: bool) -> None:
        """Show a subject: at once where the section is open, else when it is opened."""
        self._subject = subject
        for field in self.fields:
            field.subject = subject
        if self.name and (other or not self.is_open):
            chosen = self.hands.folded.get(self.name)
            usual = self._open_first or any(field.filled for field in self.fields)
            self._show(usual if chosen is None else not chosen)
        if self.is_open:
            for field in self.fields:
                field.show_subject(subject, other=other)

    def _fold(self) -> None:
        is_open = self.head.isChecked()
        self.hands.folded[self.name] = not is_open
        for field in self.fields:
            field.commit()
        self._show(is_open)
        if is_open and self._subject is not None:
            self.show_subject(self._subject, other=True)

    def _show(self, is_open: bool) -> None:
        self.head.setChecked(is_open)
        self.body.setVisible(is_open)
        self.head.draw(self.hands.theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.head.draw(theme)
        for field in self.fields:
            field.set_theme(theme)
