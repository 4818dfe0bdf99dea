# SPDX-License-Identifier: Apache-2.0
"""From the project to Qt: the one subscription of a window, as signals."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from journey_studio.model.document import Delta
    from journey_studio.model.snapshot import Snapshot
    from journey_studio.session import Session


class Bridge(QObject):
    """Tells a window what happens in its project; `release` ends that.

    `changed` comes after every edit has become durable, also for undo and for edits from elsewhere;
    `maps_changed` after those that make, name, order or delete maps.
    """

    changed = Signal(object)
    maps_changed = Signal()

    def __init__(self, session: "Session", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unsubscribe = session.document.subscribe(self._tell)

    def _tell(self, delta: "Delta") -> None:
        self.changed.emit(delta)
        if _titles(delta.before) != _titles(delta.after):
            self.maps_changed.emit()

    def release(self) -> None:
        """Hear no more."""
        self._unsubscribe()


def _titles(snapshot: "Snapshot") -> list[tuple[str, str]]:
    return [(each.id, each.title) for each in snapshot.maps()]
