# SPDX-License-Identifier: Apache-2.0
"""What the team panel knows of a project, found out again only where it may have changed."""

from PySide6.QtCore import QObject, QTimer, Signal

from journey_studio.canvas.view import CanvasView
from journey_studio.model.conflicts import Conflict, conflicts
from journey_studio.model.departed import Departed, departed
from journey_studio.model.document import Delta, Document
from journey_studio.model.snapshot import Snapshot
from journey_studio.ui.workbench import Workbench


def conflict_count(snapshot: Snapshot) -> int:
    """How many conflicts there are to settle, found by counting alone."""
    records = snapshot.records
    return sum(
        not contested.agreed and (register == "deleted" or not records[record].deleted)
        for (record, register), contested in snapshot.contested.items()
    )


class Facts(QObject):
    """Of one open project. `changed` comes a moment after it has, once for however much has."""

    changed = Signal()

    def __init__(self, bench: Workbench, canvas: CanvasView) -> None:
        super().__init__(canvas)
        assert bench.session is not None
        self.bench = bench
        self.session = bench.session
        self.canvas = canvas
        self.document: Document = canvas.document
        self._conflicts: list[Conflict] | None = None
        self._departed: list[Departed] | None = None
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self.changed)
        self._unsubscribe = self.document.subscribe(self._on_delta)

    @property
    def snapshot(self) -> Snapshot:
        """The project as it is now."""
        return self.document.snapshot

    @property
    def writable(self) -> bool:
        """Whether anything can be settled."""
        return self.canvas.writable

    @property
    def conflicts(self) -> list[Conflict]:
        """What two people wrote at once and nobody has settled."""
        if self._conflicts is None:
            self._conflicts = conflicts(self.snapshot, self.document.journal)
        return self._conflicts

    @property
    def departed(self) -> list[Departed]:
        """What one person deleted while another was writing on it."""
        if self._departed is None:
            self._departed = departed(self.snapshot, self.document.journal)
        return self._departed

    @property
    def waiting(self) -> int:
        """How many things need a word of somebody."""
        return len(self.conflicts) + len(self.departed)

    def is_own(self, sha256: str) -> bool:
        """Whether a change set was made on this computer."""
        return any(change.sha256 == sha256 for change in self.document.history.done)

    def _on_delta(self, delta: Delta) -> None:
        if delta.before.contested != delta.after.contested or delta.after.contested:
            self._conflicts = None
        befores, afters = delta.before.records, delta.after.records
        for each in delta.touched:
            before = befores.get(each)
            if afters[each].deleted or (before is not None and before.deleted):
                self._departed = None
        self._due.start(0)

    def close(self) -> None:
        """Hear no more of the project."""
        self._due.stop()
        self._unsubscribe()
