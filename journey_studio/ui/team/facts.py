# SPDX-License-Identifier: Apache-2.0
"""What the team panel knows of a project, found out again only where it may have changed."""

from datetime import date, datetime

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from journey_studio.canvas.view import CanvasView
from journey_studio.i18n import t
from journey_studio.model.change import Change
from journey_studio.model.conflicts import Conflict, conflicts
from journey_studio.model.departed import Departed, departed
from journey_studio.model.document import Delta, Document, Origin
from journey_studio.model.records import Kept
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.stale import Stale, stale
from journey_studio.session.looking import Looking
from journey_studio.session.own import is_by
from journey_studio.ui.team.newsreel import Item, items_of, joined, marked
from journey_studio.ui.team.telling import author_in_words
from journey_studio.ui.workbench import Workbench


def conflict_count(snapshot: Snapshot) -> int:
    """How many conflicts there are to settle, found by counting alone."""
    records = snapshot.records
    return sum(
        not contested.agreed and (register == "deleted" or not records[record].deleted)
        for (record, register), contested in snapshot.contested.items()
    )


_MANY = 50  # changes or conflicts, from which on all is told once hands and colleagues rest
_REST, _LATEST = 250, 1_500  # ms without a change then, and how long somebody waits at most


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
        self._stale: tuple[str, list[Stale]] | None = None
        self._looking = Looking(self.session)
        self._fresh = self._looking.unseen()  # not among the items yet
        self._items: list[Item] = []
        self._changed: set[str] = set()  # records
        self._arrived: Change | None = None  # the latest that nobody has been told of
        self._arrivals = 0
        self._waiting = QElapsedTimer()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._tell)
        self._unsubscribe = self.document.subscribe(self._on_delta)

    @property
    def snapshot(self) -> Snapshot:
        """The project as it is now."""
        return self.document.snapshot

    @property
    def writable(self) -> bool:
        """Whether anything can be settled, once the map is on show as it is now."""
        return self.canvas.editable

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

    @property
    def today(self) -> str:
        """The day it is here, in ISO form."""
        return datetime.now().astimezone().date().isoformat()

    @property
    def stale(self) -> list[Stale]:
        """What was to be looked at again by today."""
        today = self.today
        if self._stale is None or self._stale[0] != today:
            self._stale = today, stale(self.snapshot, date.fromisoformat(today))
        return self._stale[1]

    def is_own(self, sha256: str) -> bool:
        """Whether a change set is what the person at this window did."""
        change = self.document.journal.get(sha256)
        return change is not None and self._is_mine(change)

    def _is_mine(self, change: Change) -> bool:
        return is_by(change.author, change.stamp.replica, self.document.author)

    @property
    def items(self) -> list[Item]:
        """What others have changed since somebody last looked, the latest first."""
        if self._fresh:
            records = self.snapshot.records
            self._changed.update(each for change in self._fresh for each in change.by_record)
            here: list[Change] = []
            early: list[Change] = []  # a card may come after what was written on it
            for change in self._fresh:
                known = any(each in records for each in change.by_record)
                (here if known else early).append(change)
            if here:
                self._items = joined(self._items, items_of(here, self.snapshot))
            self._fresh = early
        return self._items

    def mark_seen(self) -> None:
        """All of it has been looked at."""
        self._looking.mark_looked()
        self._fresh, self._items, self._changed = [], [], set()
        self.show_dots()
        self.changed.emit()

    def show_dots(self) -> None:
        """Mark on the canvas what is new, and from afar what people disagree about."""
        torn = frozenset(each.record for each in self.conflicts)
        self.canvas.show_dots(marked(self.items, self._changed, self.snapshot), torn)

    def _on_delta(self, delta: Delta) -> None:
        befores, afters = delta.before.records, delta.after.records
        disputed = delta.after.contested
        if delta.before.contested != disputed or any(each in delta.touched for each, _ in disputed):
            self._conflicts = None
        for each in delta.touched:
            before = befores.get(each)
            if afters[each].deleted or (before is not None and before.deleted):
                self._departed = None
            if isinstance(afters[each], Kept):
                self._stale = None
        if delta.origin is Origin.REMOTE:
            fresh = [change for change in delta.changes if not self._is_mine(change)]
            self._fresh += fresh
            self._arrivals += len(fresh)
            for change in fresh:
                if self._arrived is None or change.order > self._arrived.order:
                    self._arrived = change
        self._tell_soon(len(delta.changes))

    def _tell_soon(self, changes: int) -> None:
        """Tell at once where that is little work, else when nothing has happened for a moment."""
        if not self._due.isActive():
            self._waiting.start()
        much = max(changes, len(self._items) + len(self._fresh), len(self.snapshot.contested))
        if much <= _MANY:
            self._due.start(0)
        elif not self._due.isActive() or not self._waiting.hasExpired(_LATEST):
            self._due.start(_REST)

    def _tell(self) -> None:
        if self._arrived is not None:
            self._say_what_came(self._arrived, self._arrivals - 1)
            self._arrived, self._arrivals = None, 0
        self.show_dots()
        self.changed.emit()

    def _say_what_came(self, last: Change, more: int) -> None:
        """Whose change has arrived last, in the line where everything that happens is said."""
        text = t("team.arrived", who=author_in_words(last.author), what=last.label.text)
        self.bench.status.say(
            t("team.arrived.more", text=text, count=more, number=more) if more else text
        )

    def close(self) -> None:
        """Hear no more of the project."""
        self._due.stop()
        self._unsubscribe()
