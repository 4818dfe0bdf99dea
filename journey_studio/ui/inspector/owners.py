# SPDX-License-Identifier: Apache-2.0
"""The department that keeps something: written, or taken from those the project knows already."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.records import Kept, LibraryEntry, Map
from journey_studio.model.snapshot import Snapshot
from journey_studio.ui.action_set import labelled
from journey_studio.ui.bound import bound
from journey_studio.ui.icons import qicon
from journey_studio.ui.inspector.hands import Hands
from journey_studio.ui.inspector.texts import Line, TextField


def departments(snapshot: Snapshot, own: str) -> list[str]:
    """The departments that keep something in the project, and one's own, in alphabetical order.

    Of names that differ in capitals alone one is offered.
    """
    found = {own.strip().casefold(): own.strip()}
    for record in snapshot.records.values():
        if isinstance(record, Kept | Map | LibraryEntry) and record.owner and not record.deleted:
            found.setdefault(record.owner.strip().casefold(), record.owner.strip())
    return sorted(filter(None, found.values()), key=str.casefold)


class _OwnerLine(Line):
    """A line with a list to choose from behind its arrow, which the down key opens too."""

    listed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.arrow = QAction(t("inspector.owner.known"), self)
        self.arrow.triggered.connect(self.listed)
        self.addAction(self.arrow, QLineEdit.ActionPosition.TrailingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list."""
        if event.key() == Qt.Key.Key_Down:
            self.listed.emit()
        else:
            super().keyPressEvent(event)


class OwnerField(TextField):
    """One line, and what others have written there before to choose from."""

    def __init__(self, hands: Hands, register: str, label: str) -> None:
        self._line = _OwnerLine()
        super().__init__(hands, register, label, editor=self._line)
        self.menu = QMenu(self)
        self._line.listed.connect(self._open)
        self.set_theme(hands.theme)

    def offer(self) -> None:
        """Put what the project knows by now into the list."""
        self.menu.clear()
        own = self.hands.canvas.document.author.department
        for name in departments(self.hands.snapshot, own):
            self.menu.addAction(labelled(name)).triggered.connect(bound(self._choose, name))
        self._line.arrow.setEnabled(not self.menu.isEmpty())

    def _open(self) -> None:
        self.offer()
        if not self.menu.isEmpty():
            self.menu.popup(self._line.mapToGlobal(self._line.rect().bottomLeft()))

    def _choose(self, name: str) -> None:
        self._line.setText(name)
        self.commit()

    def set_theme(self, theme: Theme, /) -> None:
        """Take the theme's colours."""
        self._line.arrow.setIcon(qicon("chevron-down", theme, 14, theme.colours.quiet))
