# SPDX-License-Identifier: Apache-2.0
"""What the start page asks for, done."""

from pathlib import Path

from journey_studio.ui.action_set import ActionSet
from journey_studio.ui.recent import recents
from journey_studio.ui.start_page import StartPage
from journey_studio.ui.workbench import Workbench


class StartDeeds:
    """Listens to the start page of a window, and keeps its list of recent projects true."""

    def __init__(self, page: StartPage, bench: Workbench, commands: ActionSet) -> None:
        self._page = page
        self._bench = bench
        page.chosen.connect(lambda name: commands[name].trigger())
        page.recent_chosen.connect(self.open)
        page.recent_removed.connect(self.forget)
        page.recent_pinned.connect(self.pin)

    def open(self, path: Path) -> None:
        """Open a project that was open lately."""
        bench = self._bench
        bench.do(lambda: bench.desk.open(path, bench.widget))
        if bench.session is None:
            self._changed()  # it may have turned out to be gone

    def forget(self, path: Path) -> None:
        """Take a project off the list."""
        self._bench.desk.preferences.forget(path)
        self._changed()

    def pin(self, path: Path, on: bool) -> None:
        """Keep a project at the head of the list, or no longer."""
        self._bench.desk.preferences.pin(path, on)
        self._changed()

    def _changed(self) -> None:
        self._bench.desk.preferences.save()
        self.show_recent()

    def show_recent(self) -> None:
        """List what was open lately as it is now."""
        self._page.show_recent(recents(self._bench.desk.preferences))
