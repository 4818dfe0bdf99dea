# SPDX-License-Identifier: Apache-2.0
"""A pilot who looks at the past, and a project that has one."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from journey_studio.canvas.selection import only
from journey_studio.model.change import Author, Change, Clock, Label, Write, make_change
from journey_studio.model.commands import Command, Delete, Edit, NameVersion
from journey_studio.model.merge import heads_of
from journey_studio.model.records import Card
from journey_studio.model.snapshot import Snapshot
from journey_studio.session import Session, open_session
from journey_studio.ui.history.bar import HistoryBar
from journey_studio.ui.history.room import History
from journey_studio.ui.history.tab import HistoryTab
from tests.e2e.pilot import Pilot, settle
from tests.hands import wait_until

Start = Callable[[Path | None], Pilot]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PAYS, FOUR = "Pays by card", "Gets four PDF"
ANNA = Author("Anna Berger", "Marketing")
JONAS = Author("Jonas Weber", "Operations")
DAY = 86_400_000


def card(snapshot: Snapshot, text: str) -> str:
    found = [c.id for c in snapshot.records.values() if isinstance(c, Card) and text in c.text]
    assert len(found) == 1, f"{len(found)} cards say {text!r}"
    return found[0]


def work(path: Path, author: Author, at: int, edits: Callable[[Session], Iterator[Command]]) -> int:
    """Somebody works on the project, a minute per edit; the result is when they stop."""
    now = [at]

    def tick() -> int:
        now[0] += 60_000
        return now[0]

    with open_session(path, author=author) as session:
        session.document.clock = Clock(tick)
        for edit in edits(session):
            assert session.document.apply(edit) is not None
    return now[0]


def from_elsewhere(session: Session, record: str, text: str, ahead: int = 30 * DAY) -> Change:
    """A change that a colleague has made, by a clock so many ms ahead."""
    heads = heads_of(session.snapshot, record, "text")
    label = Label("model.label.edit", {"kind": "card", "name": text})
    stamp = Clock(lambda: int(time.time() * 1000) + ahead).next()
    writes = {(record, "text"): Write(text, heads)}
    return make_change(session.document.project, stamp, JONAS, label, writes)


def live_through(sample: Path) -> Path:
    """Let two people work on the sample, tomorrow and two days later, from noon on."""
    pays, four = "Pays", "Gets four"

    def first(session: Session) -> Iterator[Command]:
        yield Edit(id=card(session.snapshot, pays), values={"text": "Pays with the app"})
        yield NameVersion(title="After the workshop", note="With the team of Vienna")
        yield Edit(id=card(session.snapshot, "with the app"), values={"evidence": "assumed"})

    def second(session: Session) -> Iterator[Command]:
        now = session.snapshot
        yield Edit(id=card(now, "with the app"), values={"text": "Pays with the app and waits"})
        yield Delete(ids=(card(now, four),))

    tomorrow = datetime.now().astimezone() + timedelta(days=1)
    noon = tomorrow.replace(hour=12, minute=0, second=0, microsecond=0)
    start = int(noon.timestamp() * 1000)  # of a test at midnight, too, each sits on one day
    work(sample, ANNA, start, first)
    work(sample, JONAS, start + 2 * DAY, second)
    return sample


class Historian(Pilot):
    """A pilot who looks at the past."""

    @property
    def history(self) -> History:
        assert self.window.panels is not None
        return self.window.panels.history

    @property
    def bar(self) -> HistoryBar:
        assert self.history.bar is not None, "nobody has opened the history"
        return self.history.bar

    @property
    def page(self) -> HistoryTab:
        assert self.window.panels is not None
        found = self.window.panels.team.page("history")
        assert isinstance(found, HistoryTab)
        return found

    @property
    def shown(self) -> Snapshot:
        return self.canvas.showing.snapshot

    @property
    def says(self) -> tuple[str, str]:
        return self.bar.what.whole, self.bar.more.whole

    def open_history(self) -> None:
        self.press(Qt.Key.Key_H, CONTROL | SHIFT)
        self.wait()

    def open_page(self) -> None:
        assert self.window.panels is not None
        self.window.panels.show_team("history")
        self.wait()

    def wait(self) -> None:
        """Until the log has been read and everything is said."""
        wait_until(lambda: self.history.looking.timeline is not None)
        settle()
        wait_until(lambda: not self.history.weighing)
        settle()

    def back(self, times: int = 1) -> None:
        for _ in range(times):
            self.press(Qt.Key.Key_Left)
        self.wait()

    def select(self, record: str) -> None:
        self.canvas.select(only(record))
        self.wait()

    def text(self, record: str) -> str:
        found = self.shown.records[record]
        assert isinstance(found, Card)
        return found.text
