# SPDX-License-Identifier: Apache-2.0
"""All there is to say about one kind of record, in sections."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from journey_studio.layout.theme import Theme
from journey_studio.ui.inspector.field import Field
from journey_studio.ui.inspector.sections import Section
from journey_studio.ui.inspector.subject import Subject


class Form(QWidget):
    """Sections one below the other, about one subject after the other."""

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self.sections = tuple(sections)
        self.subject: Subject | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        for section in sections:
            column.addWidget(section)
        column.addStretch(1)

    @property
    def fields(self) -> list[Field]:
        """All fields, from top to bottom."""
        return [field for section in self.sections for field in section.fields]

    def field(self, register: str) -> Field:
        """The field of a register; KeyError where the form has none."""
        for field in self.fields:
            if getattr(field, "register", None) == register:
                return field
        raise KeyError(register)

    def show_subject(self, subject: Subject) -> None:
        """Show another subject, or the same one as it is now."""
        other = self.subject is None or self.subject.ids != subject.ids
        self.subject = subject
        for section in self.sections:
            section.show_subject(subject, other=other)

    def commit(self) -> None:
        """Carry out what has been typed and not yet been given."""
        for section in self.sections:
            if section.is_open:
                for field in section.fields:
                    field.commit()

    def set_writable(self, writable: bool) -> None:
        """Let everything be read only, or edited."""
        for field in self.fields:
            field.setEnabled(writable)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for section in self.sections:
            section.set_theme(theme)
