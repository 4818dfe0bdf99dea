# SPDX-License-Identifier: Apache-2.0
"""Sharing as one window has it: what carries its changes, the status at the bottom, the sheet."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.ui.notices import Answer
from journey_studio.ui.sharing.link import SharingLink
from journey_studio.ui.sharing.pill import SharingPill, Standing
from journey_studio.ui.team.facts import conflict_count

if TYPE_CHECKING:
    from journey_studio.model.document import Delta
    from journey_studio.session import Session
    from journey_studio.session.sharing_status import Status
    from journey_studio.session.working_copy import Taken
    from journey_studio.ui.main_window import MainWindow
    from journey_studio.ui.sharing.sheet import SharingSheet

_REST = 250  # ms after a change before conflicts are counted again


class SharingPart(QObject):
    """Belongs to a window while it shows one project."""

    def __init__(self, window: "MainWindow", session: "Session") -> None:
        super().__init__(window)
        self.window = window
        self._session = session
        self._conflicts = 0
        self._sheet: SharingSheet | None = None
        self.link = SharingLink(session, self)
        self.pill = SharingPill(window.theme)
        self.pill.asked.connect(self.show_sheet)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._count)
        self._leave = session.document.subscribe(self._note)
        self.link.changed.connect(self.refresh)
        self.link.brought.connect(self._brought)
        window.status.insertPermanentWidget(1, self.pill)
        self._count()
        self._rest.start()
        self._tell_of_opening()
        QTimer.singleShot(0, self, self.link.begin)

    def end(self) -> list[str]:
        """Send and write back for the last time; sentences about what is still to be done."""
        self._leave()
        self._rest.stop()
        left = self.link.end()
        if self._sheet is not None:
            self._sheet.close()
            self._sheet.deleteLater()
        self.window.status.removeWidget(self.pill)
        self.pill.deleteLater()
        self.deleteLater()
        return left

    def set_theme(self) -> None:
        """Take the colours of the window's theme."""
        self.pill.set_theme(self.window.theme)
        if self._sheet is not None:  # the next one is in the new colours
            self._sheet.close()
            self._sheet.deleteLater()
            self._sheet = None

    # The status

    def _note(self, _delta: "Delta") -> None:
        if not self._rest.isActive():
            self._rest.start()

    def _count(self) -> None:
        panels = self.window.panels  # none before the map is on show
        if panels is not None:
            self._conflicts = panels.team.facts.waiting
        else:
            self._conflicts = conflict_count(self._session.snapshot)
        self.refresh()

    def refresh(self) -> None:
        """Say how it stands."""
        self.pill.show_standing(self.standing())
        if self._sheet is not None and self._sheet.isVisible():
            self._show_facts(self._sheet)

    def standing(self) -> Standing | None:
        """What the status line says; None where nothing is shared and nothing is the matter."""
        if self.link.sharing is not None:
            return self._shared(self.link.status)
        if self.link.unwritten:
            return Standing("unwritten", t("sharing.pill.unwritten"), self.link.unwritten)
        working = self._session.working
        if working is not None:
            words = t("sharing.pill.working", service=working.lying.service)
            return Standing("working", words, self.place())
        return None

    def _shared(self, status: "Status | None") -> Standing:
        if status is None:
            words = t("sharing.pill.looking")
            return Standing("receiving", words, words)
        if self._conflicts and status.state not in {"offline", "needs_you"}:
            words = t("sharing.pill.conflicts", count=self._conflicts)
            return Standing("needs_you", words, words)
        if self.link.unwritten and status.state == "up_to_date":
            return Standing("unwritten", t("sharing.pill.unwritten"), self.link.unwritten)
        return Standing(status.state, status.words, "\n".join((status.words, *status.problems)))

    def place(self) -> str:
        """A sentence about where the project lies, where it is edited in a working copy."""
        working = self._session.working
        if working is None:
            return ""
        lying = working.lying
        return t(
            f"sharing.sheet.place.{lying.kind}",
            folder=working.original.parent,
            service=lying.service,
        )

    def close_and(self, call: Callable[[], object]) -> None:
        """Close the sheet first: it would lie over what opens."""
        if self._sheet is not None:
            self._sheet.close()
        QTimer.singleShot(0, self, lambda: self.window.do(call))

    def _show_facts(self, sheet: "SharingSheet") -> None:
        from journey_studio.ui.sharing.telling import facts_of

        sheet.show_facts(facts_of(self, self._session, self._conflicts))

    def show_sheet(self) -> None:
        """Open the sheet over its button, or close it."""
        from journey_studio.ui.sharing.sheet import SharingSheet

        if self._sheet is None:
            self._sheet = SharingSheet(self.window, self.window.theme)
        if self._sheet.isVisible():
            self._sheet.close()
            return
        self._show_facts(self._sheet)
        self._sheet.pop_up(self.pill)

    # What can be done

    def choose_folder(self) -> None:
        """Ask where the shared folder is by now."""
        self.window.commands["file.share"].trigger()

    def show_conflicts(self) -> None:
        """Show what is to be settled, beside the map."""
        if self.window.panels is not None:
            self.window.panels.show_team("conflicts")

    def rebuild(self) -> None:
        """Make what is shown anew from the changes, and compare with the others again."""
        wrong = self._session.rebuild()
        self.window.status.say(t("sharing.rebuilt" if wrong else "sharing.rebuilt.same"))
        if self.link.sharing is not None:
            self.link.sharing.sync_now()

    def ask_to_stop(self) -> bool:
        """End the sharing of this copy where the person means it."""
        from journey_studio.ui.dialogs import ask

        head, more = t("sharing.stop.head"), t("sharing.stop.more", folder=self.link.folder)
        if ask(self.window, head, more, [t("sharing.stop.do")]) != 0:
            return False
        self.link.stop()
        self.window.status.say(t("sharing.stopped"))
        self.window.refresh()
        return True

    def share_through(self, folder: Path) -> None:
        """Carry changes through another folder from now on. Raises JourneyError."""
        from journey_studio.session.sharing import share

        share(self._session, folder)
        self.link.share(folder)
        self.refresh()

    # Words about a working copy

    def _tell_of_opening(self) -> None:
        working, window = self._session.working, self.window
        if working is None or self._session.read_only_reason is not None:
            return
        if self._session.folder is None:
            offer = Answer(t("sharing.strip.share"), window.commands["file.share"].trigger)
            window.notices.tell(self.place(), offer)
        self._brought(working.opened)

    def _brought(self, taken: "Taken") -> None:
        working, window = self._session.working, self.window
        assert working is not None
        for problem in taken.problems:
            window.notices.fail(problem)
        if taken.copies:
            names = ", ".join(path.name for path in taken.copies)
            text = t("sharing.strip.copies", count=len(taken.copies), names=names)
            away = Answer(t("sharing.strip.away"), lambda: window.do(self._put_away))
            window.notices.tell(text, away, kind="good")
        elif taken.changes:
            window.status.say(t("sharing.brought", count=taken.changes))

    def _put_away(self) -> None:
        """Move the merged copies to the backups, once the original holds what they brought."""
        working = self._session.working
        assert working is not None
        count = 0
        try:
            for path in working.put_away_merged():
                count += 1
                where = path.parent
        except OSError as error:
            reason = error.strerror or error
            raise JourneyError(t("sharing.strip.not_away", reason=reason)) from error
        if count:
            self.window.status.say(t("sharing.strip.done", count=count, folder=where))
