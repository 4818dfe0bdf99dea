# SPDX-License-Identifier: Apache-2.0
"""Sharing an open project through a folder: all the time beside the work, or once.

Nothing here can lose an edit: each is in the project file before anybody hears of it, and what
could not be sent today is sent when the folder is back.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.document import Delta
from journey_studio.session.agreement import Agreement, Verdict
from journey_studio.session.carrier import Carrier, carrying, memory_of
from journey_studio.session.errands import Deliver, Errands, Stopped, at_once
from journey_studio.session.pace import Pace
from journey_studio.session.replica import SendOnly, SessionReplica
from journey_studio.session.sharing_status import OFF, Status, busy, failed, told_of
from journey_studio.session.watching import Watch, poll_of
from journey_studio.sync.errors import FolderGone, NotShared
from journey_studio.sync.folder import SharedFolder
from journey_studio.sync.report import Report
from journey_studio.sync.working import Progress, Step

if TYPE_CHECKING:
    from journey_studio.session.session import Session

_LAST_WORDS = 5.0  # s that closing may wait for the last edits to be sent
_BLINK = 0.02  # s between two looks at the other thread while closing


class Sharing:
    """Keeps an open project and its folder the same until `close`. Made on the document's thread.

    `deliver` makes that thread run a call soon; `told` hears there of every new `Status`. What
    arrives is merged there too, in slices between which a window can answer.
    """

    def __init__(
        self,
        session: "Session",
        folder: Path,
        deliver: Deliver,
        told: Callable[[Status], object] = lambda _: None,
    ) -> None:
        self.folder = folder
        self.status = OFF
        self._told = told
        self._errands = Errands(deliver)
        kind = SessionReplica if session.read_only_reason is None else SendOnly
        self._replica = kind(session, self._errands, session.picture_arrived)
        self._agreement = Agreement(self._replica)
        self._pace = Pace(poll_of(folder))
        self._leave = session.document.subscribe(self._note)
        self._carrier: Carrier | None = None
        self._project_file = session.path
        self._watch: Watch | None = None
        self._repairing = False
        self._give_up = float("inf")
        self._thread = Thread(target=self._run, name="sharing a project", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def sync_now(self) -> None:
        """Look into the folder at once, also where it was away a moment ago."""
        self._pace.asked()

    def repair(self) -> None:
        """Look at once at everything in the folder, and put back what has vanished from it."""
        self._repairing = True
        self._pace.asked()

    def close(self, patience: float = _LAST_WORDS) -> None:
        """Send what was edited last, for at most `patience` s, and end. On the document's thread.

        What could not be sent is safe in the project, and sent the next time.
        """
        self._leave()
        self._give_up = monotonic() + patience
        self._pace.end()
        while self._thread.is_alive() and monotonic() < self._give_up + _BLINK:
            self._errands.run()  # it may wait for this thread, which waits for it
            self._thread.join(_BLINK)
        self._errands.end()
        self._replica.close()
        self.status = OFF

    def _note(self, _delta: Delta) -> None:
        if not self._replica.taking:
            self._pace.edited()

    # On the thread that carries

    def _run(self) -> None:
        with suppress(Stopped):
            try:
                well = True
                while self._pace.wait():
                    well = self._round()
                    self._pace.done(well)
                if well and self._pace.unsent:
                    self._round()
            finally:
                self._watch_over(False)
                if self._carrier is not None:
                    self._carrier.close()

    def _stopped(self) -> bool:
        return monotonic() > self._give_up

    def _round(self) -> bool:
        """One exchange with the folder; whether it went well."""
        repair, self._repairing = self._repairing, False
        report: Report | None = None
        try:
            if self._carrier is None:
                self._carrier = Carrier(self._replica, self._project_file, self.folder)
            report = self._carrier.exchange(self._progress, self._stopped, repair)
            verdict = self._agreement.judge(report.alarms)
            if verdict.healed:
                self._pace.asked()  # the others want to hear that this copy is right now
            self._watch_over(report.trouble is None)
            status = told_of(report, verdict)
        except Exception as error:  # noqa: BLE001 - the work goes on; it is told and tried again
            self._watch_over(False)
            self._tell(failed(error, self.status, report))
            return False
        self._tell(status)
        return report.trouble is None

    def _watch_over(self, there: bool) -> None:
        """Watch the folder while it is there; another one of the same name is watched anew."""
        if not there and self._watch is not None:
            self._watch.close()
            self._watch = None
        elif there:
            if self._watch is None and self._carrier is not None:
                self._watch = Watch(self._carrier.place, self._pace.hinted)
            if self._watch is not None:
                self._watch.keep()

    def _progress(self, step: Step, done: int, total: int) -> None:
        status = busy(self.status, step, done, total)
        if status is not None:
            self._tell(status)

    def _tell(self, status: Status) -> None:
        before, self.status = self.status, status
        if not status.says_the_same(before):
            self._errands.post(lambda: self._told(status))


def share(session: "Session", folder: Path) -> None:
    """Make a place for the project in a folder, unless it is shared there, and remember it.

    Its changes are sent by whatever shares it from then on. Raises SyncError where the folder is
    missing, full or may not be written to, ReadOnlyProject and NotSaved.
    """
    session.require_writable()
    with memory_of(session.path) as memory:
        try:
            SharedFolder.create(folder, session.document.project, title_of(session), memory)
        except FolderGone as error:
            raise FolderGone(t("session.sharing.no_folder", folder=folder)) from error
    session.keep_folder(folder)


def sync_once(
    session: "Session",
    folder: Path | None = None,
    progress: Progress | None = None,
    stopped: Callable[[], bool] | None = None,
    repair: bool = False,
    judged: Callable[[Verdict], object] = lambda _: None,
) -> Report:
    """One exchange with the folder, on this thread: by default the one that is remembered.

    Another `folder` is shared in, and remembered. `judged` hears what became of alarms. A project
    that somebody else is editing is only sent. Raises JourneyError.
    """
    if folder is None and session.folder is None:
        raise NotShared(t("session.sharing.not_shared", name=session.path.name))
    writable = session.read_only_reason is None
    if folder is not None and (writable or session.folder is None):
        share(session, folder)
    chosen = folder or session.folder
    assert chosen is not None
    kind = SessionReplica if writable else SendOnly
    replica = kind(session, Errands(at_once), session.picture_arrived)
    try:
        with carrying(replica, session.path, chosen) as carrier:
            report = carrier.exchange(progress, stopped, repair)
            try:
                verdict = Agreement(replica).judge(report.alarms)
            except JourneyError as error:  # what has come is told all the same
                return report._replace(trouble=report.trouble or error)
            if verdict.healed:
                report = _joined(report, carrier.exchange(progress, stopped))
    finally:
        replica.close()
    judged(verdict)
    return report


def _joined(first: Report, then: Report) -> Report:
    """Two rounds told as one."""
    counts = ("sent", "received", "pictures_sent", "pictures_received")
    return then._replace(**{name: getattr(first, name) + getattr(then, name) for name in counts})


def title_of(session: "Session") -> str:
    """What the project is called in a shared folder."""
    project = session.snapshot.project()
    return (project.title if project else "") or session.path.stem
