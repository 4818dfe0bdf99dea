# SPDX-License-Identifier: Apache-2.0
"""What carries the changes of a window's project: through a shared folder, and between a working
copy and its original. Both work on threads of their own; what they bring is merged on this one.
"""

from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from journey_studio.i18n import t
from journey_studio.ui.workbench import waiting

if TYPE_CHECKING:  # most projects are not shared
    from journey_studio.model.document import Delta
    from journey_studio.session import Session
    from journey_studio.session.keeper import Keeper
    from journey_studio.session.sharing import Sharing
    from journey_studio.session.sharing_status import Status
    from journey_studio.session.working_copy import Taken

_LAST_WORDS = 5.0  # s that closing waits for a shared folder
_CALM = 350  # ms that sending or receiving must last to be worth showing
_BUSY = ("sending", "receiving")


class SharingLink(QObject):
    """Belongs to one window and one project; `end` ends it.

    `changed` comes when the status has another word for the person, `told` with every status as it
    comes, `brought` with what came to the original of a working copy.
    """

    changed = Signal()
    told = Signal(object)
    brought = Signal(object)
    _errand = Signal(object)

    def __init__(self, session: "Session", parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.sharing: Sharing | None = None
        self.keeper: Keeper | None = None
        self.status: Status | None = None  # of sharing; None while there is none
        self.unwritten = ""  # why the original of a working copy is behind, as a sentence
        self._coming: Status | None = None
        self._errand.connect(self._run, Qt.ConnectionType.QueuedConnection)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM)
        self._calm.timeout.connect(self._show)
        self._leave = session.document.subscribe(self._note)
        self._ended = False
        self._edited = False  # here, in this run

    @property
    def folder(self) -> Path | None:
        """The folder through which the project is shared."""
        return self._session.folder

    def begin(self) -> None:
        """Start what there is to carry."""
        if self._ended:
            return
        working = self._session.working
        if working is not None and self._session.read_only_reason is None:
            from journey_studio.session.keeper import Keeper

            self.keeper = Keeper(working, self._deliver, self._kept)
            self.unwritten = working.blocked
            self.keeper.start()
        if self._session.folder is not None:
            self.share(self._session.folder)
        self.changed.emit()

    def share(self, folder: Path) -> None:
        """Carry changes through this folder from now on."""
        from journey_studio.session.sharing import Sharing

        self._stop(0)
        self._coming = self.status = None
        self.sharing = Sharing(self._session, folder, self._deliver, self._hear)
        self.sharing.start()

    def stop(self) -> None:
        """Carry nothing through a folder any more, and forget it. Raises NotSaved."""
        self._stop(1)
        self._session.keep_folder(None)
        self._hear(None)

    def carry_now(self) -> None:
        """The person wants it safe everywhere: send and write back without waiting for a rest."""
        if self.sharing is not None:
            self.sharing.sync_now()
        if self.keeper is not None:
            self.keeper.write_soon()

    def _stop(self, patience: float) -> None:
        if self.sharing is not None:
            self.sharing.close(patience)
            self.sharing = None

    def end(self) -> list[str]:
        """Send and write back for the last time, for some seconds at most.

        The result says in sentences what is still to be done. Nothing is lost by that.
        """
        self._ended = True
        left = []
        with waiting() if self.sharing or self.keeper else nullcontext():
            if self.sharing is not None:
                left.append(self._unsent())
                self._stop(_LAST_WORDS)
            if self.keeper is not None:
                left.append(self.keeper.close())
                self.keeper = None
        self._leave()
        self._calm.stop()
        self._errand.disconnect(self._run)
        return [sentence for sentence in left if sentence]

    def _unsent(self) -> str:
        """A sentence where the folder is away and edits of this run wait for it."""
        away = {"offline", "needs_you"}
        if self._coming is None or self._coming.state not in away or not self._edited:
            return ""
        return t("sharing.unsent", name=self._session.place.stem, folder=self.folder)

    # From the other threads

    def _deliver(self, errand: Callable[[], object]) -> None:
        if not self._ended:
            with suppress(RuntimeError):  # the window has gone meanwhile
                self._errand.emit(errand)

    def _run(self, errand: Callable[[], object]) -> None:
        if not self._ended:
            errand()

    def _hear(self, status: "Status | None") -> None:
        self._coming = status
        if status is not None:
            self.told.emit(status)
            if status.state in _BUSY and self.status is not None:
                if self.status.state in _BUSY:
                    self._show()
                elif not self._calm.isActive():
                    self._calm.start()
                return
        self._calm.stop()
        self._show()

    def _show(self) -> None:
        if self.status != self._coming:
            self.status = self._coming
            self.changed.emit()

    def _kept(self, taken: "Taken", problem: str) -> None:
        if any(taken):
            self.brought.emit(taken)
            return
        if problem != self.unwritten:
            self.unwritten = problem
            self.changed.emit()

    def _note(self, delta: "Delta") -> None:
        from journey_studio.model.document import Origin

        if delta.origin is Origin.LOCAL:
            self._edited = True
        if self.keeper is not None:
            self.keeper.note_edit()
