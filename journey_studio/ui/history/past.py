# SPDX-License-Identifier: Apache-2.0
"""The log of an open project, read beside the work, and what is added to it while it is open."""

from collections.abc import Sequence
from threading import Thread

from PySide6.QtCore import QObject, QTimer, Signal

from journey_studio.collector import resting, settle
from journey_studio.errors import JourneyError
from journey_studio.model.change import Change, read_change
from journey_studio.model.document import Delta
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.timeline import Timeline
from journey_studio.session import Session
from journey_studio.store.journal import StoreJournal
from journey_studio.ui.history.moments import homes_of

_LOOK = 15  # ms between two looks at how far the reading has come
_READ, _BUILT = 0.5, 1.0  # of the whole work: the log is read, the milestones are made


class _Reading(Thread):
    """Reads change sets and puts them in order, on a thread of its own.

    It hands nothing over itself: whoever began it looks at `share`, `found` and `problem`.
    """

    def __init__(self, journal: StoreJournal, names: Sequence[str], now: Snapshot) -> None:
        super().__init__(name="history", daemon=True)
        self.share = 0.0
        self.stopped = False
        self.found: Timeline | None = None
        self.homes: dict[str, frozenset[str]] = {}
        self.problem: str | None = None
        self._journal = journal
        self._names = names
        self._now = now

    def run(self) -> None:
        """Read, order, and make the milestones, unless nobody wants it any more."""
        try:
            with resting():
                timeline = self._timeline()
        except JourneyError as error:
            self.problem = str(error)
        else:
            self.found = timeline

    def _timeline(self) -> Timeline | None:
        changes: list[Change] = []
        for data in self._journal.data_of(self._names):
            change = read_change(data)
            changes.append(change)
            self.homes[change.sha256] = homes_of(self._now, change)
            self.share = _READ * len(changes) / len(self._names)
            if self.stopped:
                return None
        settle()  # or the collector, at its next search among all there is, holds up the window
        timeline = Timeline(changes, self._now)
        for share in timeline.building():
            self.share = _READ + (_BUILT - _READ) * share
            settle()
            if self.stopped:
                return None
        return timeline


class Past(QObject):
    """The timeline of an open project: None until it has been read, up to date ever after.

    `progressed` tells how far the reading is, from 0 to 1; `changed` that there is a timeline, or
    a longer one; `failed` why there is none.
    """

    progressed = Signal(float)
    changed = Signal()
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reading: _Reading | None = None
        self._known: Timeline | None = None
        self.homes: dict[str, frozenset[str]] = {}  # the maps each change set of it wrote to
        self._fresh: list[Change] = []  # made or arrived since
        self._unsubscribe = session.document.subscribe(self._hear)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK)
        self._look.timeout.connect(self._follow)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self.changed)

    @property
    def timeline(self) -> Timeline | None:
        """The timeline of all changes there are now; None where they have not been read yet."""
        if self._known is not None and self._fresh:
            fresh, self._fresh = self._fresh, []
            now = self._session.snapshot
            self.homes |= {change.sha256: homes_of(now, change) for change in fresh}
            self._known = self._known.extended(fresh, now)
        return self._known

    @property
    def reading(self) -> bool:
        """Whether the log is being read."""
        return self._reading is not None

    @property
    def share(self) -> float:
        """How far the reading is, from 0 to 1."""
        return 1.0 if self._reading is None else self._reading.share

    def begin(self) -> None:
        """Read the log, unless that has been done or is under way."""
        if self._known is not None or self._reading is not None:
            return
        document, journal = self._session.document, self._session.project.journal
        self._fresh = []
        self._reading = _Reading(journal, tuple(journal.hashes), document.snapshot)
        self._reading.start()
        self._look.start()

    def _follow(self) -> None:
        """See how far it is, and take it over once it is done."""
        reading = self._reading
        if reading is None:
            return
        self.progressed.emit(reading.share)
        if reading.is_alive():
            return
        self._look.stop()
        self._reading = None
        if reading.problem is not None:
            self.failed.emit(reading.problem)
        elif reading.found is not None:
            self._known, self.homes = reading.found, reading.homes
            self.changed.emit()

    def _hear(self, delta: Delta) -> None:
        if self._known is not None or self._reading is not None:
            self._fresh += delta.changes
            if self._known is not None:
                self._due.start(0)

    def close(self) -> None:
        """Read no further and hear no more."""
        self._unsubscribe()
        self._look.stop()
        self._due.stop()
        if self._reading is not None:
            self._reading.stopped = True
            self._reading = None
