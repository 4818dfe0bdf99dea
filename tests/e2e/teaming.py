# SPDX-License-Identifier: Apache-2.0
"""A pilot who works with the team panel, and colleagues with copies of the project."""

from collections.abc import Iterable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from journey_studio.model.canonical import map_hash
from journey_studio.model.change import Author, Change
from journey_studio.model.commands import Command
from journey_studio.model.document import Document, MemoryJournal
from journey_studio.ui.team.conflict_entry import ConflictEntry
from journey_studio.ui.team.conflicts_page import ConflictsPage
from journey_studio.ui.team.departed_entry import DepartedEntry
from journey_studio.ui.team.news_page import NewsPage, NewsRow
from journey_studio.ui.team.panel import TabName, TeamPanel
from journey_studio.ui.team.recheck_page import RecheckPage, StaleEntry
from tests.e2e.pilot import Pilot, settle
from tests.hands import LEFT, wait_until


class Colleague:
    """Somebody else's copy of the project, and what of it has not been sent yet."""

    def __init__(self, pilot: Pilot, name: str = "Ben Okafor", department: str = "Marketing"):
        self.pilot = pilot
        ours = pilot.session.document
        author = Author(name, department, "Laptop")
        known = _Known(ours)
        self.document = Document(ours.snapshot, known, ours.project, author)
        self._kept: list[Change] = []
        self._theirs: list[Change] = []  # of the person at the window
        ours.subscribe(lambda delta: self._theirs.extend(delta.changes))

    def does(self, *commands: Command) -> None:
        """Work while nothing is carried anywhere."""
        for command in commands:
            change = self.document.apply(command)
            assert change is not None
            self._kept.append(change)

    def meets(self, others: "Iterable[Colleague]" = ()) -> None:
        """Everything gets everywhere."""
        ours = self.pilot.session.document
        for each in (self, *others):
            ours.receive(each._kept)
        self.document.receive(self._theirs)
        settle()

    @property
    def hash(self) -> str:
        return map_hash(self.document.snapshot, self.pilot.map_id)


class _Known(MemoryJournal):
    """What a copy made of a project knows: all of it, and what it makes from then on."""

    def __init__(self, of: Document) -> None:
        super().__init__()
        self._of = of
        self._before = dict.fromkeys(
            head for heads in of.snapshot.heads.values() for each in heads.values() for head in each
        )

    def get(self, sha256: str) -> Change | None:
        own = super().get(sha256)
        return self._of.journal.get(sha256) if own is None and sha256 in self._before else own


class Teaming(Pilot):
    """Works with the team panel."""

    @classmethod
    def at(cls, pilot: Pilot) -> "Teaming":
        found = cls(pilot.desk, pilot.window)
        found.window.activateWindow()
        wait_until(found.window.isActiveWindow)
        return found

    @property
    def team(self) -> TeamPanel:
        assert self.window.panels is not None
        return self.window.panels.team

    def open(self, tab: TabName) -> None:
        self.choose(f"team.{tab}")

    @property
    def conflicts(self) -> list[ConflictEntry]:
        return [each for each in self._entries if isinstance(each, ConflictEntry)]

    @property
    def departed(self) -> list[DepartedEntry]:
        return [each for each in self._entries if isinstance(each, DepartedEntry)]

    @property
    def _entries(self) -> list[ConflictEntry | DepartedEntry]:
        page = self.team.page("conflicts")
        assert isinstance(page, ConflictsPage)
        return page.entries

    @property
    def news(self) -> list[NewsRow]:
        page = self.team.page("news")
        assert isinstance(page, NewsPage)
        return page.rows

    @property
    def due(self) -> list[StaleEntry]:
        page = self.team.page("recheck")
        assert isinstance(page, RecheckPage)
        return page.entries

    def badge(self, tab: TabName) -> int:
        return self.team.tabs[tab].count

    def press_button(self, button: QPushButton) -> None:
        QTest.mouseClick(button, LEFT)
        settle()

    def does(self, command: Command) -> None:
        assert self.canvas.apply(command)
        settle()
