# SPDX-License-Identifier: Apache-2.0
"""Looking back: which moment of the map is on show, in one window."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal

from journey_studio.canvas.view import CanvasView
from journey_studio.model.document import Document
from journey_studio.model.records import Map, Version
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.timeline import Moment, Timeline
from journey_studio.session import Session
from journey_studio.ui.history.moments import life_of
from journey_studio.ui.history.past import Past

_MOST_MARKED = 60  # records of one moment that are marked: of more nobody learns anything


class Looking(QObject):
    """What of the past a window shows.

    `moment` is how many change sets had been made by the one on show, None for the map as it is
    now. `version` is the id of the version on show, "" for none; its snapshot is exactly what was
    named, whatever has arrived since. `moved` tells that another moment is on show, `changed` that
    there is more to choose from.
    """

    moved = Signal()
    changed = Signal()
    failed = Signal(str)
    progressed = Signal(float)

    def __init__(self, session: Session, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self.session = session
        self.canvas = canvas
        self.document: Document = canvas.document
        self.past = Past(session, self)
        self.moment: int | None = None
        self.version = ""
        self.smooth = True  # whether things glide from one moment to the next
        self._name = ""  # of the change set that makes the moment
        self._life: tuple[Timeline, str, list[int]] | None = None
        self._at_it = False
        self.past.changed.connect(self._grown)
        self.past.progressed.connect(self.progressed)
        self.past.failed.connect(self.failed)
        canvas.presented_changed.connect(self._follow)

    @property
    def moving(self) -> bool:
        """Whether another snapshot is just being put on show."""
        return self._at_it

    # What there is

    @property
    def timeline(self) -> Timeline | None:
        """The timeline of the project; None until it has been read."""
        return self.past.timeline

    @property
    def life(self) -> Sequence[int]:
        """The moments of the map on show; () until they are known."""
        timeline, home = self.timeline, self.canvas.showing.home
        if timeline is None:
            return ()
        if self._life is None or self._life[0] is not timeline or self._life[1] != home:
            self._life = (timeline, home, life_of(timeline, self.past.homes, home))
        return self._life[2]

    @property
    def place(self) -> int:
        """Where in the life the moment on show is; the last place is now."""
        last = len(self.life) - 1
        if self.moment is None:
            return max(last, 0)
        earlier = [at for at, moment in enumerate(self.life) if moment <= self.moment]
        return earlier[-1] if earlier else 0

    @property
    def shown(self) -> Moment | None:
        """The moment on show; None for now."""
        timeline = self.timeline
        if timeline is None or self.moment is None:
            return None
        return timeline.moments[self.moment - 1]

    @property
    def snapshot(self) -> Snapshot | None:
        """The earlier snapshot on show; None where the map is on show as it is now."""
        return None if self.moment is None else self.canvas.showing.snapshot

    def begin(self) -> None:
        """Read the log, if nobody has yet."""
        self.past.begin()

    # Going there

    def show_place(self, place: int) -> bool:
        """Show the map at a place of its life; the last is the map as it is now."""
        life = self.life
        if not 0 <= place < len(life) - 1:
            self.go_back()
            return True
        return self.show(life[place])

    def show(self, moment: int) -> bool:
        """Show the map at a moment; false where it was not there then. The last is now."""
        timeline, life = self.timeline, self.life
        if timeline is None:
            return False
        if life and moment >= life[-1]:
            self.go_back()
            return True
        change = timeline.changes[moment - 1]
        if not self._present(timeline.at(moment), moment, ""):
            return False
        touched = set(change.by_record)
        self.canvas.mark(touched if len(touched) <= _MOST_MARKED else ())
        return True

    def show_version(self, version_id: str) -> bool:
        """Show a version exactly as it was named; false where it does not hold the map on show."""
        timeline = self.timeline
        version = self.document.snapshot.get(Version, version_id)
        moment = self.moment_of(version_id)
        if timeline is None or version is None or moment is None:
            return False
        return self._present(timeline.at_version(version), moment, version_id)

    def moment_of(self, version_id: str) -> int | None:
        """The moment in which a version was named; None where that is not known."""
        heads = self.document.snapshot.heads.get(version_id, {}).get("seen", ())
        timeline = self.timeline
        found = timeline.numbers.get(heads[-1]) if timeline is not None and heads else None
        return None if found is None else found + 1

    def _present(self, snapshot: Snapshot, moment: int, version: str) -> bool:
        canvas = self.canvas
        if snapshot.get(Map, canvas.showing.home) is None:
            return False
        before = canvas.board
        with self._by_us():
            canvas.present(snapshot)
        if self.smooth:
            canvas.glide(before)
        self._stand(moment, version)
        return True

    def go_back(self) -> None:
        """Show the map as it is now."""
        if self.moment is not None:
            before = self.canvas.board
            with self._by_us():
                self.canvas.present(None)
            if self.smooth:
                self.canvas.glide(before)
            self._stand(None, "")

    def _stand(self, moment: int | None, version: str) -> None:
        timeline = self.timeline
        self.moment, self.version, self._name = moment, version, ""
        if timeline is not None and moment is not None:
            self._name = timeline.moments[moment - 1].sha256
        self.moved.emit()

    @contextmanager
    def _by_us(self) -> Iterator[None]:
        self._at_it = True
        try:
            yield
        finally:
            self._at_it = False

    def _follow(self) -> None:
        """Somebody else has put a snapshot on show, or has taken ours away."""
        if not self._at_it and self.moment is not None:
            self._stand(None, "")

    def _grown(self) -> None:
        """More has happened; the moment on show may have another number by now."""
        timeline = self.timeline
        if timeline is not None and self._name:
            self.moment = timeline.numbers[self._name] + 1
        self.changed.emit()

    def close(self) -> None:
        """Read no further and hear no more."""
        self.canvas.presented_changed.disconnect(self._follow)
        self.past.close()
