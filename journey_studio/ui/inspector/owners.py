# SPDX-License-Identifier: Apache-2.0
"""The department that keeps something: written, or taken from those the project knows already."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCompleter

from journey_studio.model.records import Kept, LibraryEntry, Map
from journey_studio.model.snapshot import Snapshot
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


class OwnerField(TextField):
    """One line, with what others have written there before."""

    def __init__(self, hands: Hands, register: str, label: str) -> None:
        line = Line()
        super().__init__(hands, register, label, editor=line)
        self._offered: list[str] = []
        line.textEdited.connect(lambda _text: self._offer(line))

    @property
    def offered(self) -> list[str]:
        """The departments that are offered."""
        return self._offered

    def _offer(self, line: Line) -> None:
        """Offer what is known once somebody types: most only look."""
        known = departments(self.hands.snapshot, self.hands.canvas.document.author.department)
        if line.completer() is not None and known == self._offered:
            return
        self._offered = known
        completer = QCompleter(known, line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        # The completer writes the words into the line after this.
        completer.activated.connect(lambda _text: QTimer.singleShot(0, self, self.commit))
        line.setCompleter(completer)
